import ArgumentParser
import Verbs
import Wording

struct DeleteVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: Wamon.help.delete,
        discussion: Wamon.help.deleteMore, aliases: ["del"])

    @OptionGroup var selector: SelectorArguments
    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.act(.delete, on: selector.words) }
}
