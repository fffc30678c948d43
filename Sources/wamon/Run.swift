import ArgumentParser
import Ecosystem
import Glibc
import Journal
import Kernel
import Runtime
import Supervision
import Verbs
import Wording

/// `wamon run [FILE]`: the core in the foreground, without a screen; what a container's PID 1 is.
struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: Wamon.help.run,
        discussion: Wamon.help.runMore)

    @Argument(help: .said(\.optionFile, \.aFile))
    var file: String?

    @Option(help: .said(\.optionEnv, \.aName))
    var env: String?

    @Flag(help: .said(\.optionNoPrefix))
    var noPrefix = false

    @Flag(help: .said(\.optionRunRaw))
    var raw = false

    @Flag(help: .said(\.optionJSON))
    var json = false

    @Flag(help: .said(\.optionNoAutoExit))
    var noAutoExit = false

    @Flag(help: .said(\.optionPrintNoColor))
    var noColor = false

    @OptionGroup var language: LanguageOption

    func run() throws {
        do {
            throw ExitCode(try supervise())
        } catch let failure as Failed {
            complain(failure.complaint)
            throw ExitCode(failure.code)
        }
    }

    private func supervise() throws -> Int32 {
        let environment = Surroundings.environment
        let loaded = try AppFile(environment: environment).load(file, environmentName: env)
        for warning in loaded.warnings { complain(warning.rendered(in: Wamon.words)) }
        let home = try HomeFolder(environment)
        SignalSource.block()
        var setting = CoreProcess.setting(
            environment, home: home, file: loaded.path, http: loaded.http, place: .foreground)
        var policy = loaded.exitPolicy ?? ExitPolicy()
        policy.isAutomatic = !noAutoExit
        setting.exitPolicy = policy
        let core = try CoreProcess(setting, in: home, for: loaded.specs, mirror: mirror)
        if let path = loaded.path, !hasTerminal {
            core.onHangup(core.reloading(path, environmentName: env, environment: environment))
        }
        core.boot(loaded.specs, hooks: loaded.hooks)
        return core.run()
    }

    private var mirror: Mirror.Options {
        var mirror = Mirror.Options()
        mirror.dress = json ? .json : raw ? .raw : noPrefix ? .bare : .named
        if StandardOutput.look(noColor: noColor).hasColors { mirror.color = { NameColors.code(for: $0) } }
        return mirror
    }

    /// With a terminal that controls us SIGHUP says that it is gone, and everything ends with it.
    private var hasTerminal: Bool { tcgetsid(0) == getsid(0) || tcgetsid(1) == getsid(0) }
}
