import ArgumentParser
import Verbs
import Wording

struct IdVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "id", abstract: Wamon.help.id, discussion: Wamon.help.idMore)

    @OptionGroup var selector: SelectorArguments
    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.ids(selector.words) }
}
