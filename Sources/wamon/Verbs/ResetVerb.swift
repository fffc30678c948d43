import ArgumentParser
import Verbs
import Wording

struct ResetVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "reset", abstract: Wamon.help.reset)

    @OptionGroup var selector: SelectorArguments
    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.act(.reset, on: selector.words) }
}
