@testable import Ecosystem
import Supervision
import Testing
import Wording

/// `check` and `init`: what a file comes to, as a file, and a first file for a folder.
@Suite struct RenderingTests {
    @Test func `a file is printed with every field resolved`() throws {
        let text = """
            {"apps": [{"script": "./server/index.js", "name": "api", "args": "-p 'a b'", "min_uptime": "10s",
              "max_memory_restart": "400M", "env": {"A": 1}, "env_x": {"B": {"c": true}}, "out": "logs/o.log",
              "time": true, "kill_signal": "TERM", "stop_exit_codes": [3, 0], "filter_env": true, "uid": 0},
              {"script": "npm run start", "name": "web", "depends_on": "api", "log_rotate": true}],
             "wamon": {"theme": "light", "exit_on": {"errored": false, "stopped_for": "2m"}}}
            """
        #expect(
            EcosystemFile.rendered(try Bench.load(text, env: "x")) == """
                {
                  "apps": [
                    {
                      "name": "api",
                      "script": "/usr/bin/node",
                      "args": ["/app/server/index.js", "-p", "a b"],
                      "cwd": "/app",
                      "interpreter": "none",
                      "instances": 1,
                      "exec_mode": "fork",
                      "namespace": "default",
                      "env": {
                        "A": "1",
                        "B": "{\\"c\\":true}"
                      },
                      "filter_env": true,
                      "out_file": "/app/logs/o.log",
                      "combine_logs": false,
                      "log_date_format": "YYYY-MM-DDTHH:mm:ss",
                      "disable_logs": false,
                      "log_full": "drop",
                      "autostart": true,
                      "autorestart": true,
                      "min_uptime": 10000,
                      "max_restarts": 16,
                      "restart_delay": 0,
                      "exp_backoff_restart_delay": 0,
                      "stop_exit_codes": [0, 3],
                      "max_memory_restart": 419430400,
                      "kill_timeout": 1600,
                      "kill_signal": "SIGTERM",
                      "treekill": true,
                      "shutdown_with_message": false,
                      "wait_ready": false,
                      "listen_timeout": 3000,
                      "uid": "0",
                      "instance_var": "NODE_APP_INSTANCE"
                    },
                    {
                      "name": "web",
                      "script": "/usr/bin/bash",
                      "args": ["-c", "npm run start"],
                      "cwd": "/app",
                      "interpreter": "none",
                      "instances": 1,
                      "exec_mode": "fork",
                      "namespace": "default",
                      "env": {},
                      "combine_logs": false,
                      "disable_logs": false,
                      "log_rotate": {
                        "max_size": 10485760,
                        "keep": 10,
                        "compress": true
                      },
                      "log_full": "drop",
                      "autostart": true,
                      "autorestart": true,
                      "min_uptime": 1000,
                      "max_restarts": 16,
                      "restart_delay": 0,
                      "exp_backoff_restart_delay": 0,
                      "stop_exit_codes": [],
                      "kill_timeout": 1600,
                      "kill_signal": "SIGINT",
                      "treekill": true,
                      "shutdown_with_message": false,
                      "wait_ready": false,
                      "listen_timeout": 3000,
                      "instance_var": "NODE_APP_INSTANCE",
                      "depends_on": ["api"]
                    }
                  ],
                  "wamon": {
                    "theme": "light",
                    "exit_on": {
                      "errored": false,
                      "stopped_for": 120000
                    }
                  }
                }

                """)
    }

    @Test(arguments: [
        #"{"script":"npx","args":"next start","wait_ready":true,"listen_timeout":10000,"cron":"* * * * *"}"#,
        #"[{"script":"app.js","instances":3,"increment_var":"PORT","port":4000,"exec_mode":"cluster","log":true}]"#,
        #"[{"script":"w.py","name":"ä\"\\","env":{"X":"line\nline\u001b"},"namespace":"n","kill_signal":40,"gid":"g"}]"#,
        #"{"apps":[{"script":"app.js","name":"a","append_env_to_name":true},{"script":"app.js","name":"b","depends_on":["a"]}]}"#,
    ])
    func `what is printed is read again as the same apps`(text: String) throws {
        let files: [String: FakeFiles.Entry] = ["/app/w.py": .file("", executable: false)]
        let first = try Bench.load(text, env: "x", with: files)
        let second = try Bench.load(EcosystemFile.rendered(first), with: files)
        #expect(second.specs == first.specs.map(Self.asPrinted))
        #expect(EcosystemFile.rendered(second) == EcosystemFile.rendered(first))
    }

    /// What is executed has taken the place of what the file called the script.
    static func asPrinted(_ spec: ProcessSpec) -> ProcessSpec {
        var spec = spec
        spec.script = spec.executable
        return spec
    }

    @Test func `exit_on says when a core ends by itself`() throws {
        func policy(_ text: String) throws -> ExitPolicy? {
            try Bench.load("{\"script\": \"app.js\", \"wamon\": {\"exit_on\": \(text)}}").exitPolicy
        }
        #expect(try Bench.load(#"{"script": "app.js", "wamon": {"theme": "x"}}"#).exitPolicy == nil)
        #expect(try policy("{}") == ExitPolicy())
        var expected = ExitPolicy()
        expected.onErrored = false
        expected.patience = .seconds(5)
        expected.unhealthyFor = .seconds(90)
        #expect(try policy(#"{"errored": false, "stopped_for": "5s", "unhealthy_for": "90s"}"#) == expected)
        #expect(
            Bench.remarks(
                #"{"script": "app.js", "wamon": {"exit_on": {"errored": 1, "unhealthy_for": "x", "stoped_for": "1s"}}}"#
            ) == [
                "ecosystem.json:1:55: error: wamon.exit_on.errored: found 1, expected true or false",
                "ecosystem.json:1:75: error: wamon.exit_on.unhealthy_for: found \"x\", expected milliseconds or a number with s, m or h",
                "ecosystem.json:1:80: warning: wamon.exit_on: unknown key \"stoped_for\"; did you mean \"stopped_for\"?",
            ])
    }

    @Test(arguments: [
        ("9209", "127.0.0.1:9209"), ("\"9209\"", "127.0.0.1:9209"), ("\":9209\"", "127.0.0.1:9209"),
        ("\"localhost:80\"", "127.0.0.1:80"), ("\"0.0.0.0:65535\"", "0.0.0.0:65535"),
        ("\"[::]:9209\"", "[::]:9209"), ("\"[fd00::7]:1\"", "[fd00::7]:1"),
    ]) func `http says where health is served`(text: String, address: String) throws {
        let loaded = try Bench.load("{\"script\": \"app.js\", \"wamon\": {\"http\": \(text)}}")
        #expect(loaded.http?.text == address)
        #expect(loaded.warnings == [])
    }

    @Test(arguments: [
        "0", "65536", "-1", "1.5", "true", "[]", "\"\"", "\":\"", "\"x\"", "\"host.example:9209\"",
        "\"10.0.0.1\"",
        "\"::1:9209\"", "\"[::1\"", "\"[10.0.0.1]:9209\"", "\"1.2.3:9209\"", "\"127.0.0.1:0\"", "\"+9209\"",
        "\"http://127.0.0.1:9209\"", "\"127.0.0.1:99999\"",
    ]) func `what is no place to serve health is one sentence`(text: String) {
        let remarks = Bench.remarks("{\"script\": \"app.js\", \"wamon\": {\"http\": \(text)}}")
        #expect(remarks.count == 1)
        #expect(
            remarks.first?.hasPrefix("ecosystem.json:1:40: error: wamon.http: found ") == true, "\(remarks)")
        #expect(
            remarks.first?.hasSuffix(
                ", expected a port (\"9209\", on loopback) or an IP address and a port (\"0.0.0.0:9209\", \"[::]:9209\")"
            )
                == true)
    }

    // MARK: - init

    func template(_ names: [String: String], folder: String = "/srv/shop") -> String {
        var entries = Bench.system
        entries[folder] = .folder
        for (name, text) in names { entries["\(folder)/\(name)"] = .file(text, executable: false) }
        return EcosystemFile.template(for: folder, in: .english, files: FakeFiles(entries: entries))
    }

    @Test(arguments: [
        (["index.js": "", "main.py": ""], "index.js", "/usr/bin/node", ["/srv/shop/index.js"]),
        (["server/index.js": "", "index.js": ""], "server", "/usr/bin/node", ["/srv/shop/server/index.js"]),
        (["main.py": ""], "main.py", "/usr/bin/python3", ["/srv/shop/main.py"]),
        (["package.json": #"{"scripts":{"start":"x"}}"#, "index.js": ""], "npm", "/usr/bin/npm", ["start"]),
        (
            ["package.json": #"{"scripts":{}}"#, "index.js": ""], "index.js", "/usr/bin/node",
            ["/srv/shop/index.js"]
        ),
    ])
    func `a first file starts what the folder looks like, without a remark`(
        names: [String: String], script: String, executable: String, arguments: [String]
    ) throws {
        var entries = Bench.system
        entries["/srv/shop"] = .folder
        entries["/usr/bin/npm"] = .file("#!/usr/bin/env node\n", executable: true)
        for (name, text) in names { entries["/srv/shop/\(name)"] = .file(text, executable: false) }
        entries["/srv/shop/ecosystem.json"] = .file(template(names), executable: false)
        let context = LoadContext(
            currentDirectory: "/srv/shop", environment: Bench.environment, cpuCount: 1,
            files: FakeFiles(entries: entries))
        let loaded = try EcosystemFile.load(path: "ecosystem.json", context: context)
        #expect(loaded.warnings == [])
        #expect(loaded.specs.map(\.name) == ["shop"])
        #expect(loaded.specs.map(\.executable) == [executable])
        #expect(loaded.specs.map(\.arguments) == [arguments])
    }

    @Test func `a folder without a program is told so in the file`() {
        #expect(
            template([:]).contains(
                "\"script\": \"./app.js\",              // your program: there is none wamon knows here\n"))
        #expect(template([:], folder: "/1234").contains("\"name\": \"app\","))
    }
}
