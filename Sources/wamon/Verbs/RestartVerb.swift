import ArgumentParser
import Verbs
import Wording

struct RestartVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "restart",
        abstract: Wamon.help.restart,
        discussion: Wamon.help.restartMore)

    @OptionGroup var selector: SelectorArguments
    @OptionGroup var options: RenewOptions
    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) {
        try await desk.renew(
            .restart, selector.words, environmentName: options.env, only: options.names,
            updatesEnvironment: options.updateEnv)
    }
}
