import Foundation
import Testing

/// Services that are asked whether they can serve, under `wamon run`.
@Suite(.serialized, .timeLimit(.minutes(1)))
struct HealthTests {
    /// What is asked in most of these: whether there is a file.
    private static func asked(_ more: [String: Any] = [:]) -> [String: Any] {
        [
            "health": [
                "exec": ["test", "-e", "ok"], "interval": "100ms", "retries": 2, "start_interval": "50ms",
            ].merging(more) { $1 }
        ]
    }

    /// Runs these apps until the body is through, and gives the exit code after a SIGTERM.
    @discardableResult
    private static func run(
        _ sandbox: Sandbox, _ apps: [[String: Any]], exitOn: [String: Any] = [:],
        _ body: (pid_t) async throws -> Void
    ) async throws -> Int32? {
        let file: [String: Any] = ["apps": apps, "wamon": ["exit_on": exitOn]]
        try sandbox.write(
            "ecosystem.json",
            String(decoding: try JSONSerialization.data(withJSONObject: file), as: UTF8.self))
        let pid = try Program.spawn(
            [Program.wamon, "run"], environment: sandbox.environment(), in: sandbox.folder
        ) { actions in
            posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDONLY, 0)
            posix_spawn_file_actions_addopen(
                actions, 1, sandbox.path("out"), O_WRONLY | O_CREAT | O_APPEND, 0o600)
            posix_spawn_file_actions_adddup2(actions, 1, 2)
        }
        do { try await body(pid) } catch {
            kill(pid, SIGTERM)
            _ = Program.wait(for: pid)
            throw error
        }
        kill(pid, SIGTERM)
        return Program.wait(for: pid)
    }

    /// Until this has been said so often.
    private static func heard(_ text: String, times: Int = 1, in sandbox: Sandbox) async throws {
        _ = try await until("“\(text)”", within: .seconds(20), seeing: { sandbox.text("out") ?? "" }) {
            (sandbox.text("out") ?? "").components(separatedBy: text).count > times ? true : nil
        }
    }

    private static func status(_ sandbox: Sandbox, _ name: String) throws -> String? {
        let answer = try JSONSerialization.jsonObject(with: Data(try sandbox.wamon("jlist").out.utf8))
        let process = (answer as? [[String: Any]])?.first { $0["name"] as? String == name }
        return (process?["pm2_env"] as? [String: Any])?["status"] as? String
    }

    @Test func `who cannot serve yet holds back who depends on it, and is restarted when it can no more`()
        async throws
    {
        try await withSandbox { sandbox in
            let code = try await Self.run(
                sandbox,
                [
                    app("store", [Program.fixture, "sleep"], Self.asked()),
                    app("web", [Program.fixture, "sleep"], ["depends_on": "store"]),
                ]
            ) { _ in
                try await Self.heard("store launched", in: sandbox)
                _ = try await until("a status") {
                    try Self.status(sandbox, "store") == "launching" ? true : nil
                }
                #expect(sandbox.text("out")?.contains("web launched") == false)
                try sandbox.write("ok", "")
                try await Self.heard("store online", in: sandbox)
                try await Self.heard("web launched", in: sandbox)

                try FileManager.default.removeItem(atPath: sandbox.path("ok"))
                try await Self.heard("store unhealthy: the check exited 1, 2 checks in a row", in: sandbox)
                try await Self.heard("unhealthy → restart", in: sandbox)
                try await Self.heard("store launched", times: 2, in: sandbox)
                #expect(try Self.status(sandbox, "store") == "launching")
                try sandbox.write("ok", "")
                try await Self.heard("store healthy again after", in: sandbox)
                try await Self.heard("store online", times: 2, in: sandbox)
                #expect(sandbox.text("out")?.components(separatedBy: "web launched").count == 2)
            }
            #expect(code == 0)
            #expect(sandbox.remains == [])
        }
    }

    @Test func `after start_period it is online all the same, and its failures count`() async throws {
        try await withSandbox { sandbox in
            try await Self.run(
                sandbox,
                [
                    app(
                        "slow", [Program.fixture, "sleep"],
                        Self.asked(["start_period": "300ms", "on_unhealthy": "none"]))
                ]
            ) { _ in
                try await Self.heard("slow online", in: sandbox)
                try await Self.heard("slow unhealthy: the check exited 1, 2 checks in a row", in: sandbox)
                let told = try #require(sandbox.text("out"))
                let online = try #require(told.range(of: "slow online"))
                let unhealthy = try #require(told.range(of: "slow unhealthy"))
                #expect(online.lowerBound < unhealthy.lowerBound)
                #expect(try Self.status(sandbox, "slow") == "online")
            }
        }
    }

    @Test func `a service that stays unhealthy ends everything with 70 where the file says so`() async throws
    {
        try await withSandbox { sandbox in
            let code = try await Self.run(
                sandbox,
                [
                    app(
                        "sick", [Program.fixture, "sleep"],
                        Self.asked(["start_period": "100ms", "on_unhealthy": "none"])),
                    app("fine", [Program.fixture, "sleep"]),
                ], exitOn: ["unhealthy_for": "300ms"]
            ) { _ in
                try await Self.heard("sick has been unhealthy for", in: sandbox)
                _ = try await until("the end") { sandbox.remains.isEmpty ? true : nil }
            }
            #expect(code == 70)
        }
    }

    @Test func `the api is asked over HTTP at the port its environment names`() async throws {
        try await withSandbox { sandbox in
            let port = try Program.freePort()
            let code = try await Self.run(
                sandbox,
                [
                    app(
                        "api", [Program.demo, "api"],
                        [
                            "env": ["API_PORT": "\(port)"],
                            "health": ["http": "http://localhost:${API_PORT}/health", "interval": "100ms"],
                        ]),
                    app(
                        "page", ["/bin/sleep", "600"],
                        ["depends_on": "api", "health": ["tcp": "127.0.0.1:\(port)"]]),
                ]
            ) { _ in
                try await Self.heard("page online", in: sandbox)
                #expect(Program.fetch("http://127.0.0.1:\(port)/health")?.contains("activeClients") == true)
            }
            #expect(code == 0)
            #expect(sandbox.text("out")?.contains("unhealthy") == false)
        }
    }

    @Test func `a check that hangs is ended with all it started, at the core's end too`() async throws {
        try await withSandbox { sandbox in
            let check = try sandbox.write(
                "check.sh",
                """
                #!/bin/sh
                setsid sleep 600 &
                (env -i setsid /bin/sleep 600 &)
                echo $$ >> asked
                sleep 600
                """)
            try await Self.run(
                sandbox,
                [
                    app(
                        "one", [Program.fixture, "sleep"],
                        Self.asked([
                            "exec": [check], "timeout": "300ms", "start_period": "1s", "on_unhealthy": "none",
                        ])),
                    app(
                        "two", [Program.fixture, "sleep"],
                        Self.asked(["exec": [check], "timeout": "60s", "start_period": "1s"])),
                ]
            ) { _ in
                try await Self.heard("one unhealthy: no answer in time, 2 checks in a row", in: sandbox)
                // Not more at a time than the two that are asked: three each.
                #expect(sandbox.remains.count { $0.words.contains("sleep 600") } <= 6)
            }
            #expect(sandbox.remains == [])
        }
    }
}
