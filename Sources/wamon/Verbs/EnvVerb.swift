import ArgumentParser
import Verbs
import Wording

struct EnvVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "env", abstract: Wamon.help.env,
        discussion: Wamon.help.envMore)

    @OptionGroup var selector: SelectorArguments
    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.environment(of: selector.words) }
}
