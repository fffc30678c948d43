import Ecosystem
import Supervision
import Testing

/// Each field: what it does to the spec of `{"script": "app.js"}`.
@Suite struct FieldTests {
    /// The spec without any field.
    static var plain: ProcessSpec {
        var spec = ProcessSpec(name: "app", script: "app.js", executable: "/usr/bin/node", cwd: "/app")
        spec.arguments = ["/app/app.js"]
        spec.readiness.channel = true
        return spec
    }

    struct Case: CustomTestStringConvertible, Sendable {
        var fields: String
        var change: @Sendable (inout ProcessSpec) -> Void
        init(_ fields: String, _ change: @escaping @Sendable (inout ProcessSpec) -> Void) {
            self.fields = fields
            self.change = change
        }
        var testDescription: String { fields }
    }

    static let cases: [Case] = [
        Case("") { _ in },
        Case(#""name": "web""#) { $0.name = "web" },
        Case(#""name": null, "env": undefined"#) { _ in },
        Case(#""args": "--port 80 'a b' \"c d\" e\\ f \"\"""#) {
            $0.arguments += ["--port", "80", "a b", "c d", "e f", ""]
        },
        Case(#""args": ["a b", 5]"#) { $0.arguments += ["a b", "5"] },
        Case(#""cwd": "server""#) { $0.cwd = "/app/server" },
        Case(#""interpreter_args": "--inspect -r x""#) {
            $0.arguments = ["--inspect", "-r", "x", "/app/app.js"]
        },
        Case(#""instances": 3"#) { $0.instances = 3 },
        Case(#""instances": "2", "exec_mode": "fork_mode""#) { $0.instances = 2 },
        Case(#""instances": "max", "exec_mode": "fork""#) { $0.instances = 4 },
        Case(#""instances": 0, "exec_mode": "fork""#) { $0.instances = 4 },
        Case(#""instances": -1, "exec_mode": "fork""#) { $0.instances = 3 },
        Case(#""instances": -9"#) { $0.instances = 1 },
        Case(#""exec_mode": "cluster""#) { $0.mode = "cluster" },
        Case(#""exec_mode": "cluster_mode", "instances": 2"#) {
            $0.mode = "cluster"
            $0.instances = 2
        },
        Case(#""namespace": "shop""#) { $0.namespace = "shop" },
        Case(
            #""env": {"A": "x", "B": 5001, "C": true, "D": 1.50, "E": 1e3, "F": {"k": [1, "é\n"]}, "G": null}"#
        ) {
            $0.environment = [
                "A": "x", "B": "5001", "C": "true", "D": "1.5", "E": "1000", "F": #"{"k":[1,"é\n"]}"#,
            ]
        },
        Case(#""filter_env": true"#) { $0.filterEnvironment = ["*"] },
        Case(#""filter_env": false"#) { _ in },
        Case(#""filter_env": "SECRET""#) { $0.filterEnvironment = ["SECRET"] },
        Case(#""filter_env": ["AWS_", "npm_"]"#) { $0.filterEnvironment = ["AWS_", "npm_"] },
        Case(#""out_file": "logs/o.log", "error_file": "/var/e.log", "log_file": "~/b.log""#) {
            $0.logs.outFile = "/app/logs/o.log"
            $0.logs.errorFile = "/var/e.log"
            $0.logs.bothFile = "/root/b.log"
        },
        Case(#""out_file": "/dev/null", "error_file": "NULL", "log_file": true"#) {
            $0.logs.outFile = "/dev/null"
            $0.logs.errorFile = "/dev/null"
            $0.logs.bothFile = "/root/.wamon/logs/app.log"
        },
        Case(#""cwd": "server", "out_file": "o.log", "pid_file": "../p.pid""#) {
            $0.cwd = "/app/server"
            $0.logs.outFile = "/app/o.log"
            $0.pidFile = "/p.pid"
        },
        Case(#""combine_logs": true"#) { $0.logs.combined = true },
        Case(#""time": true"#) { $0.logs.dateFormat = "YYYY-MM-DDTHH:mm:ss" },
        Case(#""time": true, "log_date_format": "HH:mm""#) { $0.logs.dateFormat = "HH:mm" },
        Case(#""log_type": "json", "disable_logs": true"#) {
            $0.logs.json = true
            $0.logs.disabled = true
        },
        Case(#""log_rotate": true, "log_full": "block""#) {
            $0.logs.rotation = .init()
            $0.logs.whenFull = .block
        },
        Case(#""log_rotate": {"max_size": "1M", "keep": 3, "compress": false}"#) {
            var rotation = LogSpec.Rotation()
            rotation.maxSize = 1 << 20
            rotation.keep = 3
            rotation.compress = false
            $0.logs.rotation = rotation
        },
        Case(#""autostart": false, "autorestart": false"#) {
            $0.autostart = false
            $0.policy.autorestart = false
        },
        Case(#""min_uptime": "5m", "max_restarts": "7", "restart_delay": "250ms""#) {
            $0.policy.minUptime = .seconds(300)
            $0.policy.maxRestarts = 7
            $0.policy.restartDelay = .milliseconds(250)
        },
        Case(#""min_uptime": "1h", "exp_backoff_restart_delay": "100", "stop_exit_codes": [0, "3"]"#) {
            $0.policy.minUptime = .seconds(3600)
            $0.policy.backoffFirst = .milliseconds(100)
            $0.policy.stopExitCodes = [0, 3]
        },
        Case(#""stop_exit_codes": 0, "kill_timeout": 0"#) {
            $0.policy.stopExitCodes = [0]
            $0.stop.timeout = .zero
        },
        Case(#""max_memory_restart": "1G""#) { $0.memoryLimit = 1 << 30 },
        Case(#""max_memory_restart": "4096k""#) { $0.memoryLimit = 4 << 20 },
        Case(#""max_memory_restart": 52428800"#) { $0.memoryLimit = 50 << 20 },
        Case(#""max_memory_restart": "52428800""#) { $0.memoryLimit = 50 << 20 },
        Case(#""max_memory_restart": 0"#) { _ in },
        Case(#""kill_signal": "SIGTERM""#) { $0.stop.signal = .term },
        Case(#""kill_signal": "usr2""#) { $0.stop.signal = .usr2 },
        Case(#""kill_signal": 15, "treekill": false"#) {
            $0.stop.signal = .term
            $0.stop.wholeTree = false
        },
        Case(#""uid": 1000, "gid": "staff""#) {
            $0.user = "1000"
            $0.group = "staff"
        },
        Case(
            #""instance_var": "SLOT", "increment_var": "PORT", "port": 3000, "instances": 2, "exec_mode": "fork""#
        ) {
            $0.instanceVariable = "SLOT"
            $0.incrementVariable = "PORT"
            $0.port = 3000
            $0.instances = 2
        },
        Case(#""port": "3000""#) { $0.port = 3000 },
        Case(#""script": "tool.py", "interpreter": "python3""#) {
            $0.name = "tool"
            $0.script = "tool.py"
            $0.executable = "/usr/bin/python3"
            $0.arguments = ["/app/tool.py"]
            $0.environment = ["PYTHONUNBUFFERED": "1"]
            $0.readiness.channel = false
        },
        Case(#""script": "tool.py", "wait_ready": true, "env": {"PYTHONUNBUFFERED": ""}"#) {
            $0.name = "tool"
            $0.script = "tool.py"
            $0.executable = "/usr/bin/python3"
            $0.arguments = ["/app/tool.py"]
            $0.environment = ["PYTHONUNBUFFERED": ""]
            $0.readiness.waitReady = true
        },
    ]

    @Test(arguments: cases)
    func `a field changes what it names and nothing else`(case test: Case) throws {
        var expected = Self.plain
        test.change(&expected)
        let files: [String: FakeFiles.Entry] = [
            "/app/tool.py": .file("", executable: false), "/app/server/app.js": .file("", executable: false),
        ]
        if expected.cwd == "/app/server" { expected.arguments = ["/app/server/app.js"] }
        #expect(try Bench.spec(test.fields, with: files) == expected)
    }

    // MARK: - Names

    static let spellings: [(String, String)] = FieldTable.all.filter { $0.meaning == .acted }.flatMap {
        field in
        field.aliases.map { (field.name, $0) }
    }

    /// A value other than the default for a field of each kind.
    static func sample(_ field: Field) -> String {
        switch field.kind {
        case .flag: field.standard == "true" ? "false" : "true"
        case .duration: "4321"
        case .size: "\"77M\""
        case .count: "7"
        case .instances: "3"
        case .mode: "\"cluster\""
        case .signal: "\"SIGUSR1\""
        case .identity: "\"me\""
        case .exitCodes: "[9]"
        case .variables: "{\"A\": \"b\"}"
        case .rotation: "{\"keep\": 2}"
        case .whenFull: "\"block\""
        case .filter, .words: "[\"a\"]"
        case .path where field.name == "script": "\"app.js\""
        case .path where field.name == "cwd": "\"server\""
        case .path where field.name == "interpreter": "\"bash\""
        case .text where field.name == "log_type": "\"json\""
        default: "\"some\""
        }
    }

    @Test(arguments: spellings)
    func `an alias means what the name means`(name: String, alias: String) throws {
        let field = try #require(FieldTable.all.first { $0.name == name })
        let files: [String: FakeFiles.Entry] = [
            "/app/server/app.js": .file("", executable: false), "/app/a": .file("A=1", executable: false),
        ]
        func specs(_ key: String) throws -> [ProcessSpec] {
            let script = name == "script" ? "" : "\"script\": \"app.js\", "
            let other =
                name == "depends_on" || name == "dependsOn"
                ? ",{\"name\": \"a\", \"script\": \"app.js\"}" : ""
            return try Bench.load(
                "[{\(script)\"\(key)\": \(Self.sample(field))}\(other)]", env: "x", with: files
            ).specs
        }
        let byName = try specs(name)
        #expect(try specs(alias) == byName)
        if !["script", "append_env_to_name"].contains(name) { #expect(byName[0] != Self.plain) }
    }

    @Test func `every field but the ones passed over is documented once`() {
        var keys: [String] = []
        for field in FieldTable.all { keys += [field.name] + field.aliases }
        #expect(keys.count == Set(keys).count)
        #expect(FieldTable.all.allSatisfy { !$0.summary.isEmpty })
        #expect(
            FieldTable.markdown.split(separator: "\n").count == 2
                + FieldTable.all.filter { $0.meaning == .acted }.count)
        #expect(
            FieldTable.markdown.contains(
                "| `kill_timeout` | `killTimeout` | milliseconds or a number with s, m or h | 1600 | from the polite signal to SIGKILL |\n"
            ))
    }
}
