import ArgumentParser
import Verbs

struct ResetVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "reset", abstract: "Set the restart counters of processes to 0.")

    @OptionGroup var selector: SelectorArguments
    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.act(.reset, on: selector.words) }
}
