import Wording
import ArgumentParser
import Ecosystem

/// What `start` can say of a script: the fields of an ecosystem file, under PM2's names for the command line.
struct ScriptOptions: ParsableArguments, Sendable {
    @Option(name: [.short, .long], help: .said(\.scriptName, \.aName))
    var name: String?
    @Option(help: .said(\.scriptNamespace, \.aName))
    var namespace: String?
    @Option(
        name: [.short, .long], parsing: .unconditional,
        help: .said(\.scriptInstances, \.aNumber))
    var instances: String?
    @Option(help: .said(\.scriptFolder, \.aFolder))
    var cwd: String?
    @Option(help: .said(\.scriptInterpreter, \.aProgram))
    var interpreter: String?
    @Option(
        name: [.long, .customLong("node-args")], parsing: .unconditional,
        help: .said(\.scriptInterpreterArgs, \.someArguments))
    var interpreterArgs: String?
    @Option(help: .said(\.scriptPort, \.aNumber))
    var port: Int?
    @Option(help: .said(\.scriptUser, \.aUser))
    var uid: String?
    @Option(help: .said(\.scriptGroup, \.aGroup))
    var gid: String?

    @Flag(help: .said(\.scriptNoAutorestart))
    var noAutorestart = false
    @Option(help: .said(\.scriptMinUptime, \.aTime))
    var minUptime: String?
    @Option(help: .said(\.scriptMaxRestarts, \.aNumber))
    var maxRestarts: Int?
    @Option(help: .said(\.scriptRestartDelay, \.someMilliseconds))
    var restartDelay: String?
    @Option(help: .said(\.scriptBackoff, \.someMilliseconds))
    var expBackoffRestartDelay: String?
    @Option(help: .said(\.scriptStopExitCodes, \.someCodes))
    var stopExitCodes: String?
    @Option(help: .said(\.scriptMemory, \.aSize))
    var maxMemoryRestart: String?
    @Option(help: .said(\.scriptKillTimeout, \.someMilliseconds))
    var killTimeout: String?
    @Option(help: .said(\.scriptKillSignal, \.aSignal))
    var killSignal: String?
    @Flag(help: .said(\.scriptNoTreekill))
    var noTreekill = false
    @Flag(help: .said(\.scriptMessage))
    var shutdownWithMessage = false
    @Flag(help: .said(\.scriptWaitReady))
    var waitReady = false
    @Option(help: .said(\.scriptListenTimeout, \.someMilliseconds))
    var listenTimeout: String?

    @Option(name: [.short, .long], help: .said(\.scriptOutput, \.aFile))
    var output: String?
    @Option(name: [.short, .long], help: .said(\.scriptError, \.aFile))
    var error: String?
    @Option(name: [.short, .long], help: .said(\.scriptLog, \.aFile))
    var log: String?
    @Option(help: .said(\.scriptDate, \.aFormat))
    var logDateFormat: String?
    @Option(help: .said(\.scriptLogType, \.aType))
    var logType: String?
    @Flag(help: .said(\.scriptTime))
    var time = false
    @Flag(name: [.long, .customLong("combine-logs")], help: .said(\.scriptMergeLogs))
    var mergeLogs = false
    @Flag(help: .said(\.scriptNoLogs))
    var disableLogs = false
    @Option(
        name: [.short, .customLong("pid"), .customLong("pid-file")],
        help: .said(\.scriptPidFile, \.aFile))
    var pidFile: String?

    @Flag(help: .said(\.scriptWatch))
    var watch = false
    @Option(parsing: .upToNextOption, help: .said(\.scriptIgnoreWatch, \.somePaths))
    var ignoreWatch: [String] = []
    @Option(
        name: [.short, .long, .customLong("cron-restart")],
        help: .said(\.scriptCron, \.aPattern))
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
