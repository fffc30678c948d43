import ArgumentParser
import Verbs

struct IdVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "id", abstract: "Print the ids of processes.", discussion: "As a list: [ 0, 1 ]")

    @OptionGroup var selector: SelectorArguments
    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.ids(selector.words) }
}
