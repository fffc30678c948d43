import ArgumentParser
import Verbs
import Wording

struct ReloadVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "reload",
        abstract: Wamon.help.reload,
        discussion: Wamon.help.reloadMore,
        aliases: ["gracefulReload"])

    @OptionGroup var selector: SelectorArguments
    @OptionGroup var options: RenewOptions
    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) {
        try await desk.renew(
            .reload, selector.words, environmentName: options.env, only: options.names,
            updatesEnvironment: options.updateEnv)
    }
}
