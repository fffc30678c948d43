import ArgumentParser
import Verbs
import Wording

struct PidVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "pid", abstract: Wamon.help.pid,
        discussion: Wamon.help.pidMore)

    @OptionGroup var selector: OptionalSelector
    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.pids(selector.words) }
}
