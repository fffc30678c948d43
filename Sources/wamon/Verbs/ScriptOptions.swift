import ArgumentParser
import Ecosystem

/// What `start` can say of a script: the fields of an ecosystem file, under PM2's names for the command line.
struct ScriptOptions: ParsableArguments, Sendable {
    @Option(name: [.short, .long], help: ArgumentHelp("What it is called.", valueName: "name"))
    var name: String?
    @Option(help: ArgumentHelp("The group it belongs to.", valueName: "name"))
    var namespace: String?
    @Option(
        name: [.short, .long], parsing: .unconditional,
        help: ArgumentHelp("How many of it; max: one a processor.", valueName: "number"))
    var instances: String?
    @Option(help: ArgumentHelp("The folder it runs in.", valueName: "folder"))
    var cwd: String?
    @Option(help: ArgumentHelp("What runs it; none: it runs itself.", valueName: "program"))
    var interpreter: String?
    @Option(
        name: [.long, .customLong("node-args")], parsing: .unconditional,
        help: ArgumentHelp("Arguments of the interpreter.", valueName: "args"))
    var interpreterArgs: String?
    @Option(help: ArgumentHelp("Its port, in PORT.", valueName: "number"))
    var port: Int?
    @Option(help: ArgumentHelp("Run it as this user.", valueName: "user"))
    var uid: String?
    @Option(help: ArgumentHelp("Run it with this group.", valueName: "group"))
    var gid: String?

    @Flag(help: "Leave it down when it ends.")
    var noAutorestart = false
    @Option(help: ArgumentHelp("An exit sooner is unstable.", valueName: "time"))
    var minUptime: String?
    @Option(help: ArgumentHelp("So many unstable exits in a row: errored.", valueName: "number"))
    var maxRestarts: Int?
    @Option(help: ArgumentHelp("Wait before each restart.", valueName: "ms"))
    var restartDelay: String?
    @Option(help: ArgumentHelp("The first wait, half as long again each time.", valueName: "ms"))
    var expBackoffRestartDelay: String?
    @Option(help: ArgumentHelp("Codes after which it stays down, with commas between.", valueName: "codes"))
    var stopExitCodes: String?
    @Option(help: ArgumentHelp("Restart it over so much memory.", valueName: "size"))
    var maxMemoryRestart: String?
    @Option(help: ArgumentHelp("From the stop signal to SIGKILL.", valueName: "ms"))
    var killTimeout: String?
    @Option(help: ArgumentHelp("The stop signal.", valueName: "signal"))
    var killSignal: String?
    @Flag(help: "Stop the root alone, not the tree.")
    var noTreekill = false
    @Flag(help: "Stop it by the message \"shutdown\".")
    var shutdownWithMessage = false
    @Flag(help: "It is online when it says so.")
    var waitReady = false
    @Option(help: ArgumentHelp("How long that may take.", valueName: "ms"))
    var listenTimeout: String?

    @Option(name: [.short, .long], help: ArgumentHelp("The file of its standard output.", valueName: "file"))
    var output: String?
    @Option(name: [.short, .long], help: ArgumentHelp("The file of its standard error.", valueName: "file"))
    var error: String?
    @Option(name: [.short, .long], help: ArgumentHelp("A file of both.", valueName: "file"))
    var log: String?
    @Option(help: ArgumentHelp("A date before each line, in moment.js's letters.", valueName: "format"))
    var logDateFormat: String?
    @Option(help: ArgumentHelp("json: a JSON object a line.", valueName: "type"))
    var logType: String?
    @Flag(help: "The date and time before each line.")
    var time = false
    @Flag(name: [.long, .customLong("combine-logs")], help: "One file for all its instances.")
    var mergeLogs = false
    @Flag(help: "No log files.")
    var disableLogs = false
    @Option(
        name: [.short, .customLong("pid"), .customLong("pid-file")],
        help: ArgumentHelp("The file of its pid.", valueName: "file"))
    var pidFile: String?

    @Flag(help: "Restart when files change; not done yet, said in a warning.")
    var watch = false
    @Option(parsing: .upToNextOption, help: ArgumentHelp("What watch leaves out.", valueName: "paths"))
    var ignoreWatch: [String] = []
    @Option(
        name: [.short, .long, .customLong("cron-restart")],
        help: ArgumentHelp("Restart by a pattern; not done yet, said in a warning.", valueName: "pattern"))
    var cron: String?

    @OptionGroup var foreign: ForeignOptions
}

/// What concerns PM2's own workings: accepted, without effect.
struct ForeignOptions: ParsableArguments, Sendable {
    @Flag(help: .hidden) var noVizion = false
    @Flag(help: .hidden) var noPmx = false
    @Flag(help: .hidden) var noAutomation = false
    @Flag(help: .hidden) var sourceMapSupport = false
    @Flag(help: .hidden) var disableSourceMapSupport = false
    @Flag(help: .hidden) var trace = false
    @Flag(help: .hidden) var disableTrace = false
    @Flag(name: [.customShort("x"), .long], help: .hidden) var executeCommand = false
}

extension ScriptOptions {
    /// The app's fields, as in a file.
    func fields(script: String, arguments: [String]) -> [(name: String, value: Value.Content)] {
        var fields: [(name: String, value: Value.Content)] = [("script", .text(script))]
        if !arguments.isEmpty {
            fields.append(("args", .array(arguments.map { Value(offset: 0, content: .text($0)) })))
        }
        return fields + named.compactMap { field in field.value.map { (field.name, $0) } }
    }

    /// The options that were given, as they are typed.
    var given: [String] {
        named.filter { $0.value != nil }.map { "--" + $0.option }
    }

    private var named: [(option: String, name: String, value: Value.Content?)] {
        texts + numbers + flags + [
            (
                "stop-exit-codes", "stop_exit_codes",
                stopExitCodes.map { codes in
                    .array(
                        codes.split(separator: ",").map {
                            Value(offset: 0, content: ScriptOptions.scalar($0))
                        })
                }
            ),
            ("instances", "instances", instances.map { ScriptOptions.scalar($0) }),
        ]
    }

    private var texts: [(option: String, name: String, value: Value.Content?)] {
        [
            ("name", "name", name), ("namespace", "namespace", namespace), ("cwd", "cwd", cwd),
            ("interpreter", "interpreter", interpreter),
            ("interpreter-args", "interpreter_args", interpreterArgs),
            ("uid", "uid", uid), ("gid", "gid", gid),
            ("max-memory-restart", "max_memory_restart", maxMemoryRestart),
            ("kill-signal", "kill_signal", killSignal), ("output", "out_file", output),
            ("error", "error_file", error),
            ("log", "log_file", log), ("log-date-format", "log_date_format", logDateFormat),
            ("log-type", "log_type", logType), ("pid-file", "pid_file", pidFile),
            ("cron", "cron_restart", cron),
        ].map { ($0, $1, $2.map { .text($0) }) }
    }

    private var numbers: [(option: String, name: String, value: Value.Content?)] {
        [
            ("port", "port", port.map(String.init)), ("min-uptime", "min_uptime", minUptime),
            ("max-restarts", "max_restarts", maxRestarts.map(String.init)),
            ("restart-delay", "restart_delay", restartDelay),
            ("exp-backoff-restart-delay", "exp_backoff_restart_delay", expBackoffRestartDelay),
            ("kill-timeout", "kill_timeout", killTimeout),
            ("listen-timeout", "listen_timeout", listenTimeout),
        ].map { ($0, $1, $2.map { ScriptOptions.scalar($0) }) }
    }

    private var flags: [(option: String, name: String, value: Value.Content?)] {
        [
            ("no-autorestart", "autorestart", noAutorestart, false),
            ("no-treekill", "treekill", noTreekill, false),
            ("shutdown-with-message", "shutdown_with_message", shutdownWithMessage, true),
            ("wait-ready", "wait_ready", waitReady, true), ("time", "time", time, true),
            ("merge-logs", "merge_logs", mergeLogs, true),
            ("disable-logs", "disable_logs", disableLogs, true),
            ("watch", "watch", watch || !ignoreWatch.isEmpty, true),
        ].map { ($0, $1, $2 ? .flag($3) : nil) }
    }

    /// A number where it is one, so that the fields' own checks apply.
    private static func scalar(_ text: some StringProtocol) -> Value.Content {
        guard let number = Double(String(text)) else { return .text(String(text)) }
        return .number(Value.Number(source: String(text), value: number))
    }
}
