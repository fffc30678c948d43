import ArgumentParser
import Ecosystem
import Glibc
import Journal
import Kernel
import Runtime
import Supervision
import Verbs

/// `wamon run [FILE]`: the core in the foreground, without a screen; what a container's PID 1 is.
struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run the apps of an ecosystem file in the foreground, without a screen.",
        discussion: """
            What they print goes to standard output and standard error, with their names in front.
            Exit codes: 0 stopped as asked, or all ended by themselves; 1 failed; 2 bad usage or file; \
            70 an app is errored, or nothing is left to run.
            """)

    @Argument(help: "The ecosystem file; by default the one in this folder.")
    var file: String?

    @Option(help: ArgumentHelp("Lay env_NAME over env.", valueName: "name"))
    var env: String?

    @Flag(help: "Without the names in front.")
    var noPrefix = false

    @Flag(help: "As it is written, byte for byte: no names, no news of wamon's own.")
    var raw = false

    @Flag(help: "One JSON object a line.")
    var json = false

    @Flag(help: "Go on when nothing is left to run.")
    var noAutoExit = false

    @Flag(help: "Print without colours; NO_COLOR does the same.")
    var noColor = false

    func run() throws {
        do {
            throw ExitCode(try supervise())
        } catch let failure as Failed {
            complain(failure.sentence)
            throw ExitCode(failure.code)
        }
    }

    private func supervise() throws -> Int32 {
        let environment = Surroundings.environment
        let loaded = try AppFile(environment: environment).load(file, environmentName: env)
        for warning in loaded.warnings { complain(warning.rendered) }
        let home = try HomeFolder(environment)
        SignalSource.block()
        var setting = CoreProcess.setting(environment, home: home, file: loaded.path, place: .foreground)
        var policy = loaded.exitPolicy ?? ExitPolicy()
        policy.isAutomatic = !noAutoExit
        setting.exitPolicy = policy
        let core = try CoreProcess(setting, in: home, for: loaded.specs, mirror: mirror)
        if let path = loaded.path, !hasTerminal {
            core.onHangup(core.reloading(path, environmentName: env, environment: environment))
        }
        core.boot(loaded.specs)
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
