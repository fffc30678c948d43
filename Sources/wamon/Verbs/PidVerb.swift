import ArgumentParser
import Verbs

struct PidVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "pid", abstract: "Print the pids of processes, one a line.",
        discussion: "What does not run has 0.")

    @OptionGroup var selector: OptionalSelector
    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.pids(selector.words) }
}
