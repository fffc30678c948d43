import ArgumentParser
import Ecosystem
import Kernel
import Supervision
import Verbs

struct StartVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "Start processes that are known, the apps of an ecosystem file, or a script.",
        usage: "wamon start [<options>] [<what> ...] [-- <args> ...]",
        discussion: """
            A word is a process that is known, else an ecosystem file, else a script; without one it is the \
            ecosystem file of this folder. What is online is restarted. Where no core runs, one is put in the \
            background. Returns when everything is online.

            Everything after -- are the script's arguments: wamon start app.js --name web -- --port 80
            """,
        aliases: ["startOrRestart"])
    static let needsCore = false
    static let names = ["start", "startOrRestart"]

    @Argument(help: ArgumentHelp("A process as for stop, a file, or a script.", valueName: "what"))
    var words: [String] = []

    @OptionGroup var app: ScriptOptions
    @OptionGroup var common: CommonOptions

    @Option(help: ArgumentHelp("Lay env_NAME over env.", valueName: "name"))
    var env: String?

    @Option(
        help: ArgumentHelp("Of an ecosystem file: only these apps, with commas between.", valueName: "names"))
    var only: String?

    @Flag(help: "Hand this shell's environment on to what is known already.")
    var updateEnv = false

    @Flag(name: [.short, .long], help: "Start a script that is known already, by its options of now.")
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
                throw .failed("Script not found: " + AppFile.absolute(script))
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
        abstract: "Start the apps of an ecosystem file; those that are up one after the other.",
        shouldDisplay: false, aliases: ["startOrGracefulReload"])
    static let needsCore = false

    @Argument(help: ArgumentHelp("An ecosystem file.", valueName: "file"))
    var file: String

    @OptionGroup var options: RenewOptions
    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) {
        var start = StartOptions()
        start.environmentName = options.env
        start.only = options.names
        start.fileManner = .reload
        try await desk.start([file], start)
    }
}
