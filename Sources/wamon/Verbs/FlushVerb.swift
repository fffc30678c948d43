import ArgumentParser
import Verbs

struct FlushVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "flush", abstract: "Empty the log files of processes.")

    @OptionGroup var selector: OptionalSelector
    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.flush(selector.words) }
}
