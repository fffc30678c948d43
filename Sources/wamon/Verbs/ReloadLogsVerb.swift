import ArgumentParser
import Verbs
import Wording

struct ReloadLogsVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "reloadLogs", abstract: Wamon.help.reloadLogs)

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.reopenLogs() }
}
