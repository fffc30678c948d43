import ArgumentParser
import Glibc
import Verbs

/// The command line's root: bare `wamon` is the monitor.
@main
struct Wamon: ParsableCommand {
    static let version = "0.1.0"
    /// By the name it was called under.
    static let dialect = Dialect(calledAs: CommandLine.arguments.first ?? "")
    static let configuration = CommandConfiguration(
        commandName: "wamon",
        abstract: "Keeps processes up and shows them live.",
        discussion: """
            In a folder with an ecosystem.json: starts its apps and shows the monitor.
            wamon FILE names another file; the options are those of monit: wamon help monit
            """,
        version: "wamon \(version)",
        subcommands: [
            Monit.self, Run.self, StartVerb.self, StatusVerb.self, LogsVerb.self, DescribeVerb.self,
            RestartVerb.self,
            StopVerb.self, ReloadVerb.self, DeleteVerb.self, ScaleVerb.self, ResetVerb.self, SignalVerb.self,
            JlistVerb.self, PrettylistVerb.self, EnvVerb.self, PidVerb.self, IdVerb.self, FlushVerb.self,
            ReloadLogsVerb.self, SaveVerb.self, PingVerb.self, KillVerb.self, StartupVerb.self,
            UnstartupVerb.self, CompletionVerb.self, CheckVerb.self, InitVerb.self,
        ],
        defaultSubcommand: Monit.self)
}

extension Wamon {
    /// Bad usage is exit code 2, as a bad file is; the parser's own would be 64 (sysexits(3)).
    static func main() {
        if CommandLine.arguments.dropFirst() == [Background.verb] { Glibc.exit(BackgroundCore.main()) }
        do {
            let isStart = CommandLine.arguments.dropFirst().first == StartVerb.configuration.commandName
            var command = try parseAsRoot(isStart ? ScriptArguments.before : nil)
            try command.run()
        } catch {
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            complain(fullMessage(for: error))
            exit(withError: ExitCode(2))
        }
    }
}

/// A sentence for stderr and the exit code that goes with it. 1: failed; 2: bad usage or file; 3: no core.
struct Failed: Error {
    let code: Int32
    let sentence: String
    /// Another core has what this one needs alone.
    var isTaken = false
}
