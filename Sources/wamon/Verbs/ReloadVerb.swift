import ArgumentParser
import Verbs

struct ReloadVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "reload",
        abstract: "Restart processes one after the other.",
        discussion: """
            Each is online before the next is stopped. An ecosystem file is read anew: its apps go on as it says \
            now, and new ones are started.
            """,
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
