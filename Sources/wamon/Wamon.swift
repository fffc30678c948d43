import ArgumentParser
import Glibc
import Kernel
import Supervision
import Verbs
import Wording

/// The command line's root: bare `wamon` is the monitor.
@main
struct Wamon: ParsableCommand {
    static let version = "0.1.0"
    /// By the name it was called under.
    static let dialect = Dialect(calledAs: CommandLine.arguments.first ?? "")
    /// What `--lang` says, else the locale.
    static let words = askedLanguage ?? Language(environment: Surroundings.environment)
    /// What `--lang` says.
    static let askedLanguage = asked.named.flatMap { Language(named: $0) }
    private static let asked = Calling.language(in: Array(CommandLine.arguments.dropFirst()))
    static let configuration = CommandConfiguration(
        commandName: dialect == .pm2 ? "pm2" : "wamon",
        abstract: Wamon.help.wamon,
        discussion: Wamon.help.wamonMore,
        version: dialect == .pm2 ? version : "wamon \(version)",
        subcommands: [Monit.self, Run.self],
        groupedSubcommands: [
            CommandGroup(
                name: help.groupState,
                subcommands: [
                    StatusVerb.self, HealthVerb.self, DescribeVerb.self, JlistVerb.self, PrettylistVerb.self,
                    EnvVerb.self,
                    PidVerb.self, IdVerb.self,
                ]),
            CommandGroup(
                name: help.groupActs,
                subcommands: [
                    StartVerb.self, StopVerb.self, RestartVerb.self, ReloadVerb.self, DeleteVerb.self,
                    ScaleVerb.self, ResetVerb.self, SignalVerb.self, StartOrReloadVerb.self,
                ]),
            CommandGroup(
                name: help.groupOutput, subcommands: [LogsVerb.self, FlushVerb.self, ReloadLogsVerb.self]),
            CommandGroup(
                name: help.groupCore,
                subcommands: [
                    SaveVerb.self, ResurrectVerb.self, StartupVerb.self, UnstartupVerb.self, PingVerb.self,
                    KillVerb.self,
                ]),
            CommandGroup(
                name: help.groupFiles, subcommands: [CheckVerb.self, InitVerb.self, CompletionVerb.self]),
        ],
        // A word pm2 does not know is a mistake, not a file.
        defaultSubcommand: dialect == .pm2 ? nil : Monit.self)
}

extension Wamon {
    /// Bad usage is exit code 2, as a bad file is; the parser's own would be 64 (sysexits(3)).
    static func main() {
        Surroundings.fillStandardDescriptors()
        let asked = Wamon.asked.rest
        if asked.first == Background.verb, asked.count <= 2 {
            Glibc.exit(BackgroundCore.main(http: asked.dropFirst().first.flatMap { ListenAddress($0) }))
        }
        if let name = Wamon.asked.named, Language(named: name) == nil {
            complain(Refused.usage(words.verbs.unknownLanguage(name)).sentence(in: dialect, words))
            Glibc.exit(dialect == .pm2 ? 1 : 2)
        }
        let arguments = Calling.words(calledAs: CommandLine.arguments.first ?? "", asked)
        if StatusVerb.isAsked(by: arguments) { Glibc.exit(StatusVerb.answer()) }
        if let code = HealthVerb.answer(to: arguments) { Glibc.exit(code) }
        do {
            let isStart = arguments.first.map(StartVerb.names.contains) ?? false
            var command = try parseAsRoot(isStart ? Array(arguments.prefix { $0 != "--" }) : arguments)
            try command.run()
        } catch {
            let code = exitCode(for: error)
            if code == .validationFailure {
                complain(help.said(fullMessage(for: error)))
                let isHealth = arguments.first == HealthVerb.name
                exit(withError: ExitCode(dialect == .pm2 || isHealth ? 1 : 2))
            }
            let text = fullMessage(for: error)
            guard code == .success, isHelp(text) else { exit(withError: error) }
            StandardOutput.write(help.said(text) + "\n")
            Glibc.exit(0)
        }
    }
}

extension Wamon {
    /// A help, and not what programs read: a version, completions, a dump of the help.
    private static func isHelp(_ text: String) -> Bool {
        text.hasPrefix("OVERVIEW: ") || text.hasPrefix("USAGE: ")
    }
}

/// A sentence for stderr and the exit code that goes with it. 1: failed; 2: bad usage or file; 3: no core.
struct Failed: Error {
    let code: Int32
    /// Without "wamon: " in front.
    let sentence: String
    /// The sentence is the mistakes of a file, a line each, which begin with its name.
    var isRemarks = false
    /// Another core has what this one needs alone.
    var isTaken = false

    /// As it is said on stderr.
    var complaint: String { isRemarks ? sentence : "wamon: " + sentence }
}
