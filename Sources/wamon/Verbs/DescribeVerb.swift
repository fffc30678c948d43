import ArgumentParser
import Verbs

struct DescribeVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "describe",
        abstract: "Show everything known about a process, its exits included.",
        discussion: """
            State, command, restart policy, log files, names of its variables, the last exits, and the last \
            lines of the last run that failed.
            """,
        aliases: ["show", "info", "desc"])

    @OptionGroup var selector: SelectorArguments
    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.describe(selector.words) }
}
