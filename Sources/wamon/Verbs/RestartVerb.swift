import ArgumentParser
import Verbs

struct RestartVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "restart",
        abstract: "Restart processes.",
        discussion: """
            Stops them and starts them again, all at once. An ecosystem file is read anew: its apps go on as it \
            says now, and new ones are started. Returns when they are online.
            """)

    @OptionGroup var selector: SelectorArguments
    @OptionGroup var options: RenewOptions
    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) {
        try await desk.renew(
            .restart, selector.words, environmentName: options.env, only: options.names,
            updatesEnvironment: options.updateEnv)
    }
}
