import Foundation
import Testing

/// `wamon run`: what a container's PID 1 does, seen from outside.
@Suite(.serialized, .timeLimit(.minutes(1)))
struct RunTests {
    /// Starts it with its output in files, and gives its pid.
    private static func start(_ sandbox: Sandbox, _ words: String...) throws -> pid_t {
        try Program.spawn(
            [Program.wamon, "run"] + words, environment: sandbox.environment(), in: sandbox.folder
        ) { actions in
            posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDONLY, 0)
            posix_spawn_file_actions_addopen(
                actions, 1, sandbox.path("out"), O_WRONLY | O_CREAT | O_APPEND, 0o600)
            posix_spawn_file_actions_addopen(
                actions, 2, sandbox.path("err"), O_WRONLY | O_CREAT | O_APPEND, 0o600)
        }
    }

    private static func write(_ sandbox: Sandbox, _ apps: [[String: Any]], exitOn: [String: Any] = [:]) throws
    {
        let file: [String: Any] = ["apps": apps, "wamon": ["exit_on": exitOn]]
        try sandbox.write(
            "ecosystem.json",
            String(decoding: try JSONSerialization.data(withJSONObject: file), as: UTF8.self))
    }

    @Test func `lines come out with their names in front, and SIGTERM ends all with 0`() async throws {
        try await withSandbox { sandbox in
            let talker = try sandbox.write("talker.sh", "echo hello\necho oops >&2\nexec sleep 600\n")
            try Self.write(sandbox, [app("talker", [talker])])
            let pid = try Self.start(sandbox)
            _ = try await until("both lines", seeing: { sandbox.text("out") ?? "" }) {
                sandbox.text("out")?.contains("talker | hello\n") == true
                    && sandbox.text("err")?.contains("talker | oops\n") == true ? true : nil
            }
            kill(pid, SIGTERM)
            #expect(Program.wait(for: pid) == 0)
            #expect(sandbox.remains == [])
        }
    }

    @Test func `an app that is errored ends everything with 70`() async throws {
        try await withSandbox { sandbox in
            try Self.write(
                sandbox,
                [
                    app("broken", ["/bin/false"], ["max_restarts": 2, "restart_delay": 10]),
                    app("fine", [Program.fixture, "sleep"]),
                ])
            let pid = try Self.start(sandbox)
            #expect(Program.wait(for: pid) == 70)
            #expect(
                sandbox.text("out")?.contains("broken is errored") == true, "\(sandbox.text("out") ?? "")")
            #expect(sandbox.remains == [])
        }
    }

    @Test func `when all have ended by themselves, well, it ends with 0`() async throws {
        try await withSandbox { sandbox in
            try Self.write(sandbox, [app("once", ["/bin/true"], ["stop_exit_codes": [0]])])
            #expect(Program.wait(for: try Self.start(sandbox)) == 0)
        }
    }

    @Test func `stopped by an operator it waits, says so, and ends with 70`() async throws {
        try await withSandbox { sandbox in
            try Self.write(
                sandbox, [app("one", [Program.fixture, "sleep"])], exitOn: ["stopped_for": "1s"])
            let pid = try Self.start(sandbox)
            _ = try await until("it is up") { try sandbox.wamon("pid", "one").out.count > 2 ? true : nil }
            #expect(try sandbox.wamon("stop", "all").code == 0)
            #expect(Program.wait(for: pid) == 70)
            #expect(sandbox.remains == [])
        }
    }

    @Test func `SIGHUP without a terminal reads the file anew, and restarts only what changed`() async throws
    {
        try await withSandbox { sandbox in
            try Self.write(
                sandbox,
                [app("same", [Program.fixture, "sleep"]), app("other", [Program.fixture, "sleep"])])
            let pid = try Self.start(sandbox)
            let before = try await until("both are up") { () -> [String]? in
                let pids = try ["same", "other"].map { try sandbox.wamon("pid", $0).out }
                return pids.allSatisfy { $0.count > 2 } ? pids : nil
            }
            try Self.write(
                sandbox,
                [
                    app("same", [Program.fixture, "sleep"]),
                    app("other", [Program.fixture, "sleep"], ["env": ["NEW": "1"]]),
                ])
            kill(pid, SIGHUP)
            _ = try await until("another pid", seeing: { sandbox.text("out") ?? "" }) {
                let now = try sandbox.wamon("pid", "other").out
                return now.count > 2 && now != before[1] ? true : nil
            }
            #expect(try sandbox.wamon("pid", "same").out == before[0])
            kill(pid, SIGTERM)
            #expect(Program.wait(for: pid) == 0)
        }
    }
}
