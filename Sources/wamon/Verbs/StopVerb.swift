import ArgumentParser
import Verbs

struct StopVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "stop",
        abstract: "Stop processes; they stay in the list.",
        discussion: """
            Returns when their whole trees are gone: after the stop signal, and SIGKILL after kill_timeout. \
            A second stop kills at once.
            """)

    @OptionGroup var selector: SelectorArguments
    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.act(.stop, on: selector.words) }
}
