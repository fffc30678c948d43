/// What to run, resolved: paths are absolute, units are gone, defaults are filled in.
/// One spec per app of the ecosystem file; `instances` says how many slots it gets. Field names are PM2's
/// where PM2 has the field.
package struct ProcessSpec: Hashable, Sendable, Codable {
    package var name: String
    package var namespace = "default"
    /// The ecosystem file it is from, absolute: no other core runs apps of that.
    package var file: String?
    /// The script as the file gave it, for display.
    package var script: String
    /// The file that is executed: the interpreter, or the script itself. Absolute.
    package var executable: String
    /// `argv` after `argv[0]`: interpreter arguments, script, arguments.
    package var arguments: [String] = []
    package var cwd: String
    /// `env` with the chosen `env_NAME` laid over it.
    package var environment: [String: String] = [:]
    /// What the children inherit: of the client that asked for the start; nil: the core's own.
    package var inherited: [String: String]?
    /// `filter_env`: inherited variables whose names contain one of these are left out; "*" leaves out all.
    package var filterEnvironment: [String] = []
    package var user: String?
    package var group: String?

    package var instances = 1
    /// `fork`, or `cluster` as asked for in the file (run as fork, with a warning).
    package var mode = "fork"
    package var instanceVariable = "NODE_APP_INSTANCE"
    package var incrementVariable: String?
    package var port: Int?

    package var autostart = true
    package var policy = RestartPolicy()
    package var stop = StopPolicy()
    package var readiness = Readiness()
    package var health: HealthSpec?
    /// `max_memory_restart` in bytes, held against the whole tree.
    package var memoryLimit: Int?
    /// Names that must be online first.
    package var dependsOn: [String] = []
    package var logs = LogSpec()
    /// Where the pid is written, absolute.
    package var pidFile: String?
    package var origins = SpecOrigins()

    package init(name: String, script: String, executable: String, cwd: String) {
        self.name = name
        self.script = script
        self.executable = executable
        self.cwd = cwd
    }
}

/// When an exit is followed by a new run, and after how long.
package struct RestartPolicy: Hashable, Sendable, Codable {
    package var autorestart = true
    /// An exit sooner than this after its spawn is unstable.
    package var minUptime: Duration = .seconds(1)
    /// This many unstable exits in a row: errored.
    package var maxRestarts = 16
    package var restartDelay: Duration = .zero
    /// `exp_backoff_restart_delay`: the first delay, zero for none; then × 1.5, at most 15 s.
    package var backoffFirst: Duration = .zero
    package var stopExitCodes: Set<Int32> = []
    package init() {}
}

/// How a run is ended on request.
package struct StopPolicy: Hashable, Sendable, Codable {
    package var signal = Signal.int
    /// Then SIGKILL.
    package var timeout: Duration = .milliseconds(1600)
    /// `treekill`: signal every member of the tree, not the root alone.
    package var wholeTree = true
    /// `shutdown_with_message`: "shutdown" on the Node channel replaces the polite signal.
    package var withMessage = false
    package init() {}
}

/// When a run that has been spawned counts as online.
package struct Readiness: Hashable, Sendable, Codable {
    package var waitReady = false
    package var timeout: Duration = .seconds(3)
    /// The child gets a Node channel as fd 3 (its interpreter is node, or it asks by `wait_ready` or
    /// `shutdown_with_message`).
    package var channel = false
    package init() {}
}

/// Where the output goes. Paths are absolute, or one of /dev/null, /dev/stdout, /dev/stderr,
/// /proc/self/fd/N; nil means the default under `$WAMON_HOME/logs`.
package struct LogSpec: Hashable, Sendable, Codable {
    package var outFile: String?
    package var errorFile: String?
    /// `log_file`: both streams in addition.
    package var bothFile: String?
    /// `combine_logs`/`merge_logs`: instances of one app share their files.
    package var combined = false
    /// `log_date_format`, in the letters of moment.js ("YYYY-MM-DD HH:mm:ss Z"); nil: no prefix.
    package var dateFormat: String?
    /// `log_type: "json"`.
    package var json = false
    /// `disable_logs`.
    package var disabled = false
    package var rotation: Rotation?
    package var whenFull = WhenFull.drop
    package init() {}

    /// `log_rotate`.
    package struct Rotation: Hashable, Sendable, Codable {
        /// Bytes.
        package var maxSize = 10 << 20
        package var keep = 10
        package var compress = true
        package init() {}
    }

    /// `log_full`.
    package enum WhenFull: String, Hashable, Sendable, Codable { case drop, block }
}
