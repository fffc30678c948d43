import ArgumentParser
import Verbs
import Wording

struct DescribeVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "describe",
        abstract: Wamon.help.describe,
        discussion: Wamon.help.describeMore,
        aliases: ["show", "info", "desc"])

    @OptionGroup var selector: SelectorArguments
    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.describe(selector.words) }
}
