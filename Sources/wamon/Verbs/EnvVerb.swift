import ArgumentParser
import Verbs

struct EnvVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "env", abstract: "Print the environment a process was launched with.",
        discussion: "One variable a line: its name, a colon, its value.")

    @OptionGroup var selector: SelectorArguments
    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.environment(of: selector.words) }
}
