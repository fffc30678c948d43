import ArgumentParser
import Verbs

struct PingVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "ping", abstract: "Ask whether a core runs and answers.",
        discussion: "Exit code 0: it does; 1: it does not answer; 3: there is none.")

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.ping() }
}
