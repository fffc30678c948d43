import ArgumentParser
import Verbs
import Wording

struct PrettylistVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "prettylist",
        abstract: Wamon.help.prettylist,
        discussion: Wamon.help.prettylistMore)

    static let beginsWithStatus = false

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.prettylist() }
}
