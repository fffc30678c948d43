import ArgumentParser
import Glibc
import Kernel
import Verbs

/// The command line's root: bare `wamon` is the monitor.
@main
struct Wamon: ParsableCommand {
    static let version = "0.1.0"
    /// By the name it was called under.
    static let dialect = Dialect(calledAs: CommandLine.arguments.first ?? "")
    static let configuration = CommandConfiguration(
        commandName: dialect == .pm2 ? "pm2" : "wamon",
        abstract: "Keeps processes up and shows them live.",
        discussion: """
            By itself: the monitor of the core that runs here; where none does, it starts the apps of the \
            ecosystem file in this folder and shows them. wamon FILE names another file.

            Exit codes: 0 done, 1 failed, 2 bad usage or file, 3 no core to talk to.
            """,
        version: dialect == .pm2 ? version : "wamon \(version)",
        subcommands: [Monit.self, Run.self],
        groupedSubcommands: [
            CommandGroup(
                name: "What runs",
                subcommands: [
                    StatusVerb.self, DescribeVerb.self, JlistVerb.self, PrettylistVerb.self, EnvVerb.self,
                    PidVerb.self, IdVerb.self,
                ]),
            CommandGroup(
                name: "Starting and stopping",
                subcommands: [
                    StartVerb.self, StopVerb.self, RestartVerb.self, ReloadVerb.self, DeleteVerb.self,
                    ScaleVerb.self, ResetVerb.self, SignalVerb.self, StartOrReloadVerb.self,
                ]),
            CommandGroup(name: "Output", subcommands: [LogsVerb.self, FlushVerb.self, ReloadLogsVerb.self]),
            CommandGroup(
                name: "The core",
                subcommands: [
                    SaveVerb.self, ResurrectVerb.self, StartupVerb.self, UnstartupVerb.self, PingVerb.self,
                    KillVerb.self,
                ]),
            CommandGroup(
                name: "Files", subcommands: [CheckVerb.self, InitVerb.self, CompletionVerb.self]),
        ],
        // A word pm2 does not know is a mistake, not a file.
        defaultSubcommand: dialect == .pm2 ? nil : Monit.self)
}

extension Wamon {
    /// Bad usage is exit code 2, as a bad file is; the parser's own would be 64 (sysexits(3)).
    static func main() {
        Surroundings.fillStandardDescriptors()
        if CommandLine.arguments.dropFirst() == [Background.verb] { Glibc.exit(BackgroundCore.main()) }
        let arguments = Calling.words(
            calledAs: CommandLine.arguments.first ?? "", Array(CommandLine.arguments.dropFirst()))
        if StatusVerb.isAsked(by: arguments) { Glibc.exit(StatusVerb.answer()) }
        do {
            let isStart = arguments.first.map(StartVerb.names.contains) ?? false
            var command = try parseAsRoot(isStart ? Array(arguments.prefix { $0 != "--" }) : arguments)
            try command.run()
        } catch {
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            complain(fullMessage(for: error))
            exit(withError: ExitCode(dialect == .pm2 ? 1 : 2))
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
