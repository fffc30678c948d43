import ArgumentParser
import Ecosystem
import Kernel
import Supervision
import Verbs
import Wording

struct StartVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: Wamon.help.start,
        usage: Wamon.help.startUsage,
        discussion: Wamon.help.startMore,
        aliases: ["startOrRestart"])
    static let needsCore = false
    static let names = ["start", "startOrRestart"]

    @Argument(help: .said(\.optionWhat, \.aWhat))
    var words: [String] = []

    @OptionGroup var app: ScriptOptions
    @OptionGroup var common: CommonOptions

    @Option(help: .said(\.optionEnv, \.aName))
    var env: String?

    @Option(
        help: .said(\.optionOnly, \.someNames))
    var only: String?

    @Flag(help: .said(\.optionUpdateKnownEnv))
    var updateEnv = false

    @Flag(name: [.short, .long], help: .said(\.optionForce))
    var force = false

    func perform(at desk: Desk) async throws(Refused) {
        var options = StartOptions()
        options.environmentName = env
        options.only = only.map { $0.split(separator: ",").map(String.init) } ?? []
        options.isForced = force
        options.updatesEnvironment = updateEnv
        options.scriptOptions = app.given
        let (app, env, arguments) = (app, env, ScriptArguments.given)
        options.script = { script throws(Refused) in
            do throws(Refused) {
                return try AppFile(environment: Surroundings.environment)
                    .specs(of: app.fields(script: script, arguments: arguments), environmentName: env)
            } catch {
                guard Wamon.dialect == .pm2, !AppFile.isThere(script) else { throw error }
                throw .failed(Wamon.words.verbs.pm2NoScript(AppFile.absolute(script)))
            }
        }
        try await desk.start(words, options)
    }
}

/// What stands behind `--`: the parser has no place for two lists.
enum ScriptArguments {
    static let given = Array(CommandLine.arguments.drop { $0 != "--" }.dropFirst())
}

/// PM2's `startOrReload FILE`, of deploy scripts.
struct StartOrReloadVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "startOrReload",
        abstract: Wamon.help.startOrReload,
        shouldDisplay: false, aliases: ["startOrGracefulReload"])
    static let needsCore = false

    @Argument(help: .said(\.optionEcosystemFile, \.aFile))
    var file: String

    @OptionGroup var options: RenewOptions
    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) {
        var start = StartOptions()
        start.environmentName = options.env
        start.only = options.names
        start.fileManner = .reload
        start.updatesEnvironment = options.updateEnv
        try await desk.start([file], start)
    }
}
