import ArgumentParser
import Verbs

struct StatusVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show a table of all processes.",
        discussion: """
            On a terminal the table is boxed, coloured and cut to the width; elsewhere it is plain text with \
            every column. For programs there is jlist.
            """,
        aliases: ["ls", "list", "l", "ps"])

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.status() }
}
