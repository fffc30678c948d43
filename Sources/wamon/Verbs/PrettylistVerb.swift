import ArgumentParser
import Verbs

struct PrettylistVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "prettylist",
        abstract: "Print what jlist prints, to be read by people.",
        discussion: "The shape is that of Node's util.inspect: key: 'value'.")

    static let beginsWithStatus = false

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.prettylist() }
}
