import ArgumentParser
import Verbs

struct JlistVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "jlist",
        abstract: "Print everything about all processes as JSON.",
        discussion: "The shape is that of pm2 jlist: pid, name, pm_id, monit, pm2_env.")

    static let beginsWithStatus = false

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.jlist() }
}
