import Ecosystem
import Supervision
import Testing
import Wording

/// What `pm2 save` leaves, taken over.
@Suite struct PM2DumpTests {
    /// An object as PM2 writes it: fields, and the environment laid flat among them.
    static func process(_ fields: String) -> String {
        """
        {
          "autostart": true, "vizion": true, "instance_var": "NODE_APP_INSTANCE", "pmx": true,
          "automation": true, "treekill": true, "username": "root", "windowsHide": true,
          "kill_retry_time": 100, "namespace": "default", "node_args": [], "km_link": false,
          "vizion_running": false, "unique_id": "b6f7", "PATH": "/usr/bin", "port": "not PM2's but a variable",
          "pm_uptime": 1795429630584, "axm_actions": [], "axm_monitor": {}, "axm_options": {},
          "created_at": 1795429630584, "restart_time": 3, "unstable_restarts": 0, "version": "N/A",
          "PM2_USAGE": "CLI", "PM2_HOME": "/root/.pm2", "exit_code": 0, "prev_restart_delay": 0,
          \(fields)
        }
        """
    }

    static let api = process(
        #"""
        "name": "api-server", "pm_exec_path": "/app/server/index.js", "pm_cwd": "/app",
        "exec_interpreter": "node", "exec_mode": "fork_mode", "args": ["--port", "5001"], "status": "online",
        "env": {"PATH": "/usr/bin", "NODE_ENV": "production", "API_PORT": 5001, "unique_id": "b6f7",
          "PM2_USAGE": "CLI", "PM2_HOME": "/root/.pm2", "api-server": {}},
        "autorestart": true, "wait_ready": true, "listen_timeout": 10000, "min_uptime": "10s",
        "max_restarts": 10, "restart_delay": 4000, "exp_backoff_restart_delay": 100, "kill_timeout": 10000,
        "max_memory_restart": 419430400, "merge_logs": true, "log_date_format": "YYYY-MM-DD HH:mm:ss Z",
        "pm_out_log_path": "/app/logs/api-out.log", "pm_err_log_path": "/app/logs/api-error.log",
        "pm_pid_path": "/root/.pm2/pids/api-server-0.pid", "watch": false
        """#)

    static func worker(_ number: Int, _ status: String) -> String {
        process(
            #"""
            "name": "worker", "pm_exec_path": "/app/app.js", "pm_cwd": "/app", "exec_interpreter": "node",
            "exec_mode": "fork_mode", "status": "\#(status)", "merge_logs": false,
            "env": {"NODE_APP_INSTANCE": \#(number)}, "NODE_APP_INSTANCE": \#(number),
            "pm_out_log_path": "/root/.pm2/logs/worker-out-\#(number + 1).log",
            "pm_err_log_path": "/root/.pm2/logs/worker-error-\#(number + 1).log",
            "pm_pid_path": "/run/worker-\#(number + 1).pid"
            """#)
    }

    func load(
        _ text: String, with extra: [String: FakeFiles.Entry] = [:]
    ) throws(EcosystemFailure) -> PM2Dump {
        var entries = extra
        entries["/root/.pm2/dump.pm2"] = .file(text, executable: false)
        return try PM2Dump.load(path: "/root/.pm2/dump.pm2", context: Bench.context(entries))
    }

    @Test func `a process is taken over with what its file gave it`() throws {
        let dump = try load("[\(Self.api)]")
        var spec = ProcessSpec(
            name: "api-server", script: "/app/server/index.js", executable: "/usr/bin/node", cwd: "/app")
        spec.arguments = ["/app/server/index.js", "--port", "5001"]
        spec.environment = ["PATH": "/usr/bin", "NODE_ENV": "production", "API_PORT": "5001"]
        spec.policy.minUptime = .seconds(10)
        spec.policy.maxRestarts = 10
        spec.policy.restartDelay = .seconds(4)
        spec.policy.backoffFirst = .milliseconds(100)
        spec.stop.timeout = .seconds(10)
        spec.memoryLimit = 400 << 20
        spec.readiness = Readiness()
        spec.readiness.channel = true
        spec.readiness.waitReady = true
        spec.readiness.timeout = .seconds(10)
        spec.logs.outFile = "/app/logs/api-out.log"
        spec.logs.errorFile = "/app/logs/api-error.log"
        spec.logs.combined = true
        spec.logs.dateFormat = "YYYY-MM-DD HH:mm:ss Z"
        let loaded = Loaded(path: "/root/.pm2/dump.pm2", specs: [spec], warnings: [], theme: nil)
        #expect(dump == PM2Dump(loaded: loaded, areWanted: [true]))
    }

    @Test func `instances are one app, and log files lose the number PM2 gave them`() throws {
        let dump = try load("[\(Self.worker(0, "stopped")), \(Self.api), \(Self.worker(1, "online"))]")
        #expect(dump.loaded.specs.map(\.name) == ["worker", "api-server"])
        #expect(dump.loaded.specs.map(\.instances) == [2, 1])
        #expect(dump.areWanted == [true, true])
        #expect(dump.loaded.specs[0].logs.outFile == "/root/.pm2/logs/worker-out.log")
        #expect(dump.loaded.specs[0].logs.errorFile == "/root/.pm2/logs/worker-error.log")
        #expect(dump.loaded.specs[0].pidFile == "/run/worker.pid")
        #expect(dump.loaded.specs[0].environment == [:])
    }

    @Test(arguments: [
        ("online", true), ("launching", true), ("errored", true), ("waiting restart", true),
        ("stopped", false), ("stopping", false),
    ])
    func `who was stopped stays down`(status: String, isWanted: Bool) throws {
        #expect(try load("[\(Self.worker(0, status))]").areWanted == [isWanted])
    }

    @Test func `two programs of one name are told apart`() throws {
        let other = Self.process(
            #""name": "worker", "pm_exec_path": "/usr/bin/npx", "pm_cwd": "/app", "exec_interpreter": "none""#
        )
        #expect(
            try load("[\(Self.worker(0, "online")), \(other)]").loaded.specs.map(\.name) == [
                "worker", "worker-2",
            ])
    }

    @Test func `one that cannot be run any more does not keep the others down`() throws {
        let gone = """
            {"name": "gone", "pm_exec_path": "/app/gone.js", "pm_cwd": "/app", "status": "online"}
            """
        let dump = try load("[\n\(gone),\n\(Self.api)]")
        #expect(dump.loaded.specs.map(\.name) == ["api-server"])
        #expect(
            dump.loaded.warnings.map { $0.rendered(in: .english) } == [
                "/root/.pm2/dump.pm2:2:34: warning: script: \"/app/gone.js\" is not there: no file \"/app/gone.js\"; this process is left out"
            ])
        let failure = #expect(throws: EcosystemFailure.self) { try load("[\(gone)]") }
        #expect(
            failure?.rendered(in: .english)
                == "/root/.pm2/dump.pm2:1:35: error: script: \"/app/gone.js\" is not there: no file \"/app/gone.js\""
        )
    }

    @Test func `modules of PM2's are nobody's apps, and an empty dump holds none`() throws {
        let module = Self.process(#""name": "pm2-logrotate", "pmx_module": true, "pm_exec_path": "/x""#)
        #expect(try load("[\(module), 5]").loaded.specs == [])
        #expect(
            try load("[]")
                == PM2Dump(
                    loaded: Loaded(path: "/root/.pm2/dump.pm2", specs: [], warnings: [], theme: nil),
                    areWanted: []))
    }

    @Test(arguments: [
        ("", ":1:1: error: the file is empty; expected an object or an array"),
        ("{}", ":1:1: error: found an object, expected PM2's array of processes"),
        ("[{]", ":1:3: error: found \"]\", expected a key or \"}\""),
    ])
    func `what is no dump is said so`(text: String, expected: String) {
        let failure = #expect(throws: EcosystemFailure.self) { try load(text) }
        #expect(failure?.rendered(in: .english) == "/root/.pm2/dump.pm2" + expected)
    }
}
