import ArgumentParser
import Verbs
import Wording

struct FlushVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "flush", abstract: Wamon.help.flush)

    @OptionGroup var selector: OptionalSelector
    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.flush(selector.words) }
}
