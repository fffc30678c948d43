import ArgumentParser
import Verbs
import Wording

struct PingVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "ping", abstract: Wamon.help.ping,
        discussion: Wamon.help.pingMore)

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.ping() }
}
