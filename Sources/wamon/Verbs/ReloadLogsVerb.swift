import ArgumentParser
import Verbs

struct ReloadLogsVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "reloadLogs", abstract: "Open the log files anew, after something else has moved them.")

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.reopenLogs() }
}
