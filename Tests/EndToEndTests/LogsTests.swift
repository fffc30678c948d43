import Foundation
import Testing

/// `wamon logs`, with real children, readers that stand still, and cores that go away.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct LogsTests {
    private static func withFleet(
        _ apps: [[String: Any]], _ body: (Sandbox) async throws -> Void
    ) async throws {
        try await withSandbox { sandbox in
            try sandbox.apps(apps)
            let outcome = try sandbox.wamon("start")
            #expect(outcome.code == 0, "\(outcome.err)")
            do {
                try await body(sandbox)
            } catch {
                await sandbox.endCore()
                throw error
            }
            await sandbox.endCore()
        }
    }

    /// `wamon logs …`, its output in the file `seen`.
    private static func follow(_ sandbox: Sandbox, _ words: String...) throws -> pid_t {
        try Program.spawn(
            [Program.wamon, "logs"] + words, environment: sandbox.environment(), in: sandbox.folder
        ) { actions in
            posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDONLY, 0)
            posix_spawn_file_actions_addopen(
                actions, 1, sandbox.path("seen"), O_WRONLY | O_CREAT | O_APPEND, 0o600)
            posix_spawn_file_actions_addopen(
                actions, 2, sandbox.path("err"), O_WRONLY | O_CREAT | O_APPEND, 0o600)
        }
    }

    private static func sh(_ sandbox: Sandbox, _ script: String) throws -> Program.Outcome {
        try Program.run(["/bin/sh", "-c", script], environment: sandbox.environment(), in: sandbox.folder)
    }

    /// A child that says "ready", waits for the file `begin`, and then does what is given.
    private static func waiting(_ sandbox: Sandbox, _ name: String, _ script: String) throws -> String {
        try sandbox.write(
            name, "echo ready\nuntil [ -e \(sandbox.path("begin")) ]; do sleep 0.05; done\n\(script)\n")
    }

    @Test func `the last lines of all come in the order of their arrival, then the end`() async throws {
        try await withSandbox { sandbox in
            let first = try sandbox.write("first.sh", "echo a1\nsleep 0.3\necho a3\nexec sleep 600\n")
            let second = try sandbox.write(
                "second.sh", "sleep 0.15\necho b2 >&2\nsleep 0.3\necho b4\nexec sleep 600\n")
            try sandbox.apps([app("a", [first]), app("second", [second])])
            #expect(try sandbox.wamon("start").code == 0)
            _ = try await until("all four") { sandbox.output(of: "second") == ["b4"] ? true : nil }
            let logs = try sandbox.wamon("logs", "--nostream")
            #expect(
                logs
                    == Program.Outcome(
                        code: 0, out: "0|a      | a1\n1|second | b2\n0|a      | a3\n1|second | b4\n", err: "")
            )
            #expect(try sandbox.wamon("logs", "second", "--err", "--raw", "--nostream").out == "b2\n")
            #expect(try sandbox.wamon("logs", "a", "--lines", "1", "--nostream").out == "0|a | a3\n")
            await sandbox.endCore()
        }
    }

    @Test func `who reads slowly misses nothing, and the child waits for nobody`() async throws {
        try await withSandbox { sandbox in
            let line = String(repeating: "x", count: 79)
            let child = try Self.waiting(
                sandbox, "big.sh", "yes \(line) | head -n 2600000\necho end\nexec sleep 600")
            try sandbox.apps([app("big", [child])])
            #expect(try sandbox.wamon("start").code == 0)
            let script = """
                "\(Program.wamon)" logs big --raw & echo $! > pid; wait
                """
            let reader = """
                IFS= read -r first; echo "$first" > first; until [ -e go ]; do sleep 0.1; done; cat > seen
                """
            let pid = try Program.spawn(
                ["/bin/sh", "-c", "{ \(script); } | { \(reader); }"], environment: sandbox.environment(),
                in: sandbox.folder
            ) { actions in
                posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDONLY, 0)
            }
            _ = try await until("it follows") { sandbox.text("first") == "ready\n" ? true : nil }
            try sandbox.write("begin", "")
            _ = try await until("200 MB are written", within: .seconds(60)) {
                try FileManager.default.attributesOfItem(atPath: sandbox.path("home/logs/big-out.log"))[
                    .size] as? Int == 6 + 2_600_000 * 80 + 4 ? true : nil
            }
            try sandbox.write("go", "")
            _ = try await until("all of it is read", within: .seconds(60)) {
                let size =
                    try? FileManager.default.attributesOfItem(atPath: sandbox.path("seen"))[.size] as? Int
                return size == 2_600_000 * 80 + 4 ? true : nil
            }
            kill(try #require(pid_t(sandbox.lines("pid").first ?? "")), SIGINT)
            #expect(Program.wait(for: pid) == 0)
            #expect(try Self.sh(sandbox, "wc -l < seen; sort -u seen").out == "2600001\nend\n\(line)\n")
            await sandbox.endCore()
        }
    }

    @Test func `through rotation and compression every line comes once, in order`() async throws {
        try await withSandbox { sandbox in
            let child = try Self.waiting(sandbox, "rot.sh", "seq 1 200000\necho end\nexec sleep 600")
            try sandbox.apps(
                [app("rot", [child], ["log_rotate": ["max_size": "100K", "keep": 100, "compress": true]])])
            #expect(try sandbox.wamon("start").code == 0)
            let logs = try Self.follow(sandbox, "rot", "--raw", "--lines", "1")
            _ = try await until("it follows") { sandbox.text("seen") == "ready\n" ? true : nil }
            kill(logs, SIGSTOP)
            try sandbox.write("begin", "")
            _ = try await until("all is written") { sandbox.output(of: "rot").last == "end" ? true : nil }
            kill(logs, SIGCONT)
            _ = try await until("all is read", seeing: { sandbox.lines("seen").last ?? "" }) {
                sandbox.text("seen")?.hasSuffix("end\n") == true ? true : nil
            }
            #expect(try Self.sh(sandbox, "(echo ready; seq 1 200000; echo end) | cmp - seen").out == "")
            kill(logs, SIGINT)
            #expect(Program.wait(for: logs) == 0)
            await sandbox.endCore()
        }
    }

    @Test func `the core's death, a new app and an emptied file are lived through`() async throws {
        let counter = "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); echo $i; sleep 0.02; done"
        try await Self.withFleet([app("one", ["/bin/sh", "-c", counter])]) { sandbox in
            let logs = try Self.follow(sandbox, "--lines", "0")
            _ = try await until("it follows") { sandbox.lines("seen").count > 5 ? true : nil }
            try sandbox.write("late.sh", "echo late; exec sleep 600\n")
            #expect(try sandbox.wamon("start", "late.sh").code == 0)
            _ = try await until("the new one", seeing: { sandbox.text("seen") ?? "" }) {
                sandbox.lines("seen").contains { $0.hasSuffix("|late | late") } ? true : nil
            }
            #expect(try sandbox.wamon("flush", "one").code == 0)
            let core = try #require(sandbox.core)
            kill(core, SIGKILL)
            _ = try await until("the next core") { sandbox.core.map { $0 != core } == true ? true : nil }
            // The children of the next core begin to count anew; the reader has seen all of both.
            _ = try await until("the next run", seeing: { sandbox.text("seen") ?? "" }) {
                sandbox.lines("seen").filter { $0 == "0|one  | 1" || $0 == "0|one | 1" }.count >= 1
                    && sandbox.output(of: "one").contains("20") ? true : nil
            }
            kill(logs, SIGINT)
            #expect(Program.wait(for: logs) == 0)
            let numbers = sandbox.lines("seen").filter { $0.hasPrefix("0|one") }.compactMap {
                Int($0.split(separator: " ").last ?? "")
            }
            let breaks = zip(numbers, numbers.dropFirst()).filter { $1 != $0 + 1 && $1 != 1 }
            #expect(breaks.isEmpty, "\(breaks)")
            #expect(sandbox.text("err") == "")
        }
    }

    @Test func `where there is no file the core's memory is read`() async throws {
        try await withSandbox { sandbox in
            let child = try Self.waiting(sandbox, "mute.sh", "echo one\necho two >&2\nexec sleep 600")
            try sandbox.apps(
                [app("mute", [child], ["out_file": "/dev/null", "error_file": "/dev/null"])])
            #expect(try sandbox.wamon("start").code == 0)
            let logs = try Self.follow(sandbox, "mute", "--json")
            _ = try await until("it follows") { sandbox.lines("seen").count == 1 ? true : nil }
            try sandbox.write("begin", "")
            _ = try await until("the lines") { sandbox.lines("seen").count == 3 ? true : nil }
            kill(logs, SIGTERM)
            _ = Program.wait(for: logs)
            #expect(sandbox.lines("seen").allSatisfy { $0.contains(#""process_id":0,"app_name":"mute"}"#) })
            await sandbox.endCore()
        }
    }

    @Test func `nobody of that name, no core, and a reader that leaves`() async throws {
        try await Self.withFleet([app("one", ["/bin/sh", "-c", "echo 1; echo 2; exec sleep 600"])]) {
            sandbox in
            _ = try await until("its lines") { sandbox.output(of: "one").count == 2 ? true : nil }
            let unknown = try sandbox.wamon("logs", "nope")
            #expect(unknown.code == 1)
            #expect(unknown.err == "wamon: no process is called nope; wamon status lists them\n")
            let left = try Self.sh(
                sandbox, "{ \(Program.wamon) logs --nostream; echo $? > code; } | head -n 0; cat code")
            #expect(left.out == "0\n")
            #expect(left.err == "")
            let idle = try Self.sh(
                sandbox, "{ \(Program.wamon) logs; echo $? > code; } | head -n 1; cat code")
            #expect(idle.out == "0|one | 1\n0\n")
            await sandbox.endCore()
            let alone = try sandbox.wamon("logs")
            #expect(alone.code == 3)
            #expect(alone.err.hasPrefix("wamon: no wamon is running"))
        }
    }
}
