import ArgumentParser
import Verbs
import Wording

struct StopVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "stop",
        abstract: Wamon.help.stop,
        discussion: Wamon.help.stopMore)

    @OptionGroup var selector: SelectorArguments
    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.act(.stop, on: selector.words) }
}
