import ArgumentParser
import Verbs
import Wording

struct JlistVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "jlist",
        abstract: Wamon.help.jlist,
        discussion: Wamon.help.jlistMore)

    static let beginsWithStatus = false

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.jlist() }
}
