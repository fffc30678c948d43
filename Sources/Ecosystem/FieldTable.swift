import Wording

/// Every field of an app that wamon knows, PM2's (`lib/API/schema.json` there) and its own.
package enum FieldTable {
    package static let mostInstances = 1000
    package static let mostApps = 1000

    package static let all: [Field] =
        [
            .name, .script, .args, .cwd, .interpreter, .interpreterArgs, .instances, .execMode, .namespace,
            .env, .envFile, .filterEnv, .outFile, .errorFile, .logFile, .combineLogs, .logDateFormat, .time,
            .logType, .disableLogs, .pidFile, .autostart, .autorestart, .minUptime, .maxRestarts,
            .restartDelay, .backoff, .stopExitCodes, .maxMemoryRestart, .killTimeout, .killSignal, .treekill,
            .shutdownWithMessage, .waitReady, .listenTimeout, .uid, .gid, .instanceVar, .incrementVar,
            .appendEnvToName, .port, .dependsOn, .health, .logRotate, .logFull,
        ] + notYet + foreign

    static let notYet: [Field] = [
        Field("watch", .anything, meaning: .notYet, "restart when files change"),
        Field("ignore_watch", .anything, meaning: .notYet, "paths that `watch` leaves out"),
        Field("watch_delay", .anything, meaning: .notYet, "how long `watch` waits for more changes"),
        Field("watch_options", .anything, meaning: .notYet, "options of `watch`"),
        Field("cron_restart", or: ["cron"], .anything, meaning: .notYet, "restart by a cron pattern"),
        Field("name_prefix", .anything, meaning: .notYet, "text before every name"),
        Field("post_update", .anything, meaning: .notYet, "commands after an update"),
        Field("install_url", .anything, meaning: .notYet, "where PM2 installs a module from"),
    ]

    static let foreign: [Field] = [
        "vizion", "pmx", "source_map_support", "disable_source_map_support", "force", "automation", "trace",
        "disable_trace", "v8", "event_loop_inspector", "deep_monitoring", "windowsHide", "kill_retry_time",
        "username", "write", "io", "execute_command", "km_link", "pmx_module", "profiling", "deploy",
    ].map { Field($0, .anything, meaning: .foreign, "concerns PM2's own workings") }

    /// Names and aliases, names first.
    static let keys: [String] = all.map(\.name) + all.flatMap(\.aliases)

    /// By name and by alias.
    static let byKey: [String: Field] = {
        var table: [String: Field] = [:]
        for field in all {
            for key in [field.name] + field.aliases { table[key] = field }
        }
        return table
    }()

    /// A Markdown table of the fields wamon acts on, in the order in which people write them.
    package static var markdown: String {
        var lines = ["| field | aliases | holds | default | means |", "|---|---|---|---|---|"]
        for field in all where field.meaning == .acted {
            let aliases = field.aliases.map { "`\($0)`" }.joined(separator: ", ")
            lines.append(
                "| `\(field.name)` | \(aliases) | \(field.kind.expected(Language.english.file)) | \(field.standard) | \(field.summary) |"
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

// MARK: - The fields acted on

extension Field {
    static let name = Field("name", .text, standard: "the script's name", "what it is called")
    static let script = Field(
        "script", or: ["exec", "cmd", "command"], .path, standard: "required",
        "what to run: a file relative to `cwd`, or a command in PATH")
    static let args = Field("args", .words, "arguments; a string is split as a shell splits it")
    static let cwd = Field("cwd", .path, standard: "the file's folder", "the working directory")
    static let interpreter = Field(
        "interpreter", or: ["exec_interpreter", "execInterpreter"], .path, standard: "by extension",
        "what runs the script; \"none\": the script itself")
    static let interpreterArgs = Field(
        "interpreter_args", or: ["node_args", "interpreterArgs", "nodeArgs"], .words,
        "arguments of the interpreter")
    static let instances = Field(
        "instances", .instances, standard: "1", "how many; \"max\": one per CPU allowed")
    static let execMode = Field(
        "exec_mode", .mode, standard: "fork", "a cluster is run as fork, with a warning")
    static let namespace = Field("namespace", .text, standard: "default", "a group of processes")
    static let env = Field("env", .variables, "the environment; `env_NAME` is laid over it by `--env NAME`")
    static let envFile = Field("env_file", .words, "files of KEY=value lines, under `env`")
    static let filterEnv = Field(
        "filter_env", .filter, standard: "none", "what is not inherited; true: nothing is inherited")
    static let outFile = Field("out_file", or: ["out", "output", "out_log"], .path, "stdout goes there")
    static let errorFile = Field(
        "error_file", or: ["error", "err", "err_file", "err_log"], .path, "stderr goes there")
    static let logFile = Field("log_file", or: ["log"], .logFile, "both go there in addition")
    static let combineLogs = Field(
        "combine_logs", or: ["merge_logs"], .flag, standard: "false", "instances share their log files")
    static let logDateFormat = Field(
        "log_date_format", .text, "a date before each line, e.g. \"YYYY-MM-DD HH:mm:ss Z\"")
    static let time = Field("time", .flag, standard: "false", "the date format YYYY-MM-DDTHH:mm:ss")
    static let logType = Field("log_type", .text, "\"json\": an object per line")
    static let disableLogs = Field("disable_logs", .flag, standard: "false", "no log files")
    static let pidFile = Field("pid_file", or: ["pid"], .path, "the pid is written there")
    static let autostart = Field("autostart", .flag, standard: "true", "start it with the fleet")
    static let autorestart = Field("autorestart", .flag, standard: "true", "start it again when it ends")
    static let minUptime = Field("min_uptime", .duration, standard: "1000", "an exit before this is unstable")
    static let maxRestarts = Field(
        "max_restarts", .count(0...1_000_000), standard: "16",
        "unstable exits in a row until it is errored")
    static let restartDelay = Field("restart_delay", .duration, standard: "0", "wait before a restart")
    static let backoff = Field(
        "exp_backoff_restart_delay", .duration, standard: "0",
        "the first wait; then half as much again each time")
    static let stopExitCodes = Field("stop_exit_codes", .exitCodes, "exit codes after which it stays stopped")
    static let maxMemoryRestart = Field("max_memory_restart", .size, "restart when its whole tree holds more")
    static let killTimeout = Field(
        "kill_timeout", .duration, standard: "1600", "from the polite signal to SIGKILL")
    static let killSignal = Field("kill_signal", .signal, standard: "SIGINT", "the polite signal")
    static let treekill = Field("treekill", .flag, standard: "true", "signal the whole tree")
    static let shutdownWithMessage = Field(
        "shutdown_with_message", .flag, standard: "false", "send \"shutdown\" instead of the polite signal")
    static let waitReady = Field(
        "wait_ready", .flag, standard: "false", "online only after `process.send('ready')`")
    static let listenTimeout = Field(
        "listen_timeout", .duration, standard: "3000", "how long `wait_ready` waits")
    static let uid = Field("uid", or: ["user"], .identity, "the user it runs as")
    static let gid = Field("gid", .identity, "the group it runs as")
    static let instanceVar = Field(
        "instance_var", .text, standard: "NODE_APP_INSTANCE", "the variable that holds the instance's number")
    static let incrementVar = Field("increment_var", .text, "a variable that grows by one with each instance")
    static let appendEnvToName = Field("append_env_to_name", .flag, standard: "false", "NAME-ENV as the name")
    static let port = Field("port", .count(1...65535), "sets PORT")
    static let dependsOn = Field("depends_on", .words, "names that must be online first")
    static let health = Field("health", .health, "how it is asked whether it can serve: see below")
    static let logRotate = Field("log_rotate", .rotation, "rotate the log files by size")
    static let logFull = Field(
        "log_full", .whenFull, standard: "drop", "what to do with lines the disk does not take")
}
