import ArgumentParser
import Verbs

struct DeleteVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Stop processes and forget them.",
        discussion: "Returns when they are gone. Their log files stay.", aliases: ["del"])

    @OptionGroup var selector: SelectorArguments
    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.act(.delete, on: selector.words) }
}
