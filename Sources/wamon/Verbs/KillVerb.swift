import ArgumentParser
import Verbs

struct KillVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "kill", abstract: "Stop all processes and end the core.",
        discussion: "Returns when everything has been stopped and the core is gone.")

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.kill() }
}
