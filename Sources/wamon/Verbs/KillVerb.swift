import ArgumentParser
import Verbs
import Wording

struct KillVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "kill", abstract: Wamon.help.kill,
        discussion: Wamon.help.killMore)

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.kill() }
}
