import Foundation
import Testing

/// The verbs against a core in the background, and without one: what they print, and their exit codes.
@Suite(.serialized, .timeLimit(.minutes(1)))
struct VerbTests {
    private static func withCore(_ body: (Sandbox) async throws -> Void) async throws {
        try await withSandbox { sandbox in
            try sandbox.apps(
                [
                    app("api", [Program.fixture, "sleep"], ["namespace": "back"]),
                    app("web", [Program.fixture, "sleep"], ["instances": 2, "increment_var": "PORT"]),
                ])
            do {
                #expect(
                    try sandbox.wamon("start").out == "started api (0)\nstarted web (1)\nstarted web (2)\n")
                try await body(sandbox)
            } catch {
                await sandbox.endCore()
                throw error
            }
            await sandbox.endCore()
        }
    }

    /// Called under another name.
    private static func called(
        _ name: String, _ words: [String], _ sandbox: Sandbox, _ environment: [String: String] = [:]
    ) throws -> Program.Outcome {
        let link = sandbox.path(name)
        try? FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: Program.wamon)
        return try Program.run(
            [link] + words, environment: sandbox.environment(environment), in: sandbox.folder)
    }

    @Test func `a verb answers when it has happened`() async throws {
        try await Self.withCore { sandbox in
            func pids(_ word: String) throws -> [pid_t] {
                try sandbox.wamon("pid", word).out.split(separator: "\n").compactMap { pid_t($0) }
            }
            let before = try pids("web")
            #expect(before.count == 2 && before.allSatisfy(isAlive))
            #expect(try sandbox.wamon("stop", "web:1").out == "stopped web (1)\n")
            #expect(!isAlive(before[0]) && isAlive(before[1]))
            #expect(try pids("web") == [0, before[1]])
            #expect(try sandbox.wamon("restart", "/^WEB$/i").code == 0)
            let after = try pids("web")
            #expect(after.allSatisfy(isAlive) && !isAlive(before[1]))
            #expect(try sandbox.wamon("scale", "web", "3").out.split(separator: "\n").count == 3)
            #expect(try sandbox.wamon("scale", "web", "-1").code == 0)
            #expect(try pids("web").count == 2)
            #expect(try sandbox.wamon("reload", "ecosystem.json").code == 0)
            #expect(try sandbox.wamon("delete", "back").out == "deleted api (0)\n")
            #expect(try sandbox.wamon("id", "all").out == "[ 1, 2 ]\n")
            let left = try pids("all")
            #expect(try sandbox.wamon("kill").code == 0)
            #expect(left.filter(isAlive) == [])
            #expect(try sandbox.wamon("ping").code == 3)
        }
    }

    @Test func `a bare script is started with its options and arguments, and twice only by force`()
        async throws
    {
        try await Self.withCore { sandbox in
            let words = ["start", Program.fixture, "--name", "extra", "--kill-timeout", "500", "--", "sleep"]
            #expect(try sandbox.wamon(words).out == "started extra (3)\n")
            let again = try sandbox.wamon(words)
            #expect(again.code == 1 && again.err.contains("--force"), "\(again.err)")
            #expect(try sandbox.wamon(["start", "--force"] + words.dropFirst()).code == 0)
            let described = try sandbox.wamon("describe", "extra").out
            #expect(described.contains("SIGINT, SIGKILL after 0.5s"), "\(described)")
            let list = try #require(
                try JSONSerialization.jsonObject(with: Data(try sandbox.wamon("jlist").out.utf8))
                    as? [[String: Any]])
            #expect(list.map { $0["name"] as? String } == ["api", "web", "web", "extra"])
            let environment = try #require(list[3]["pm2_env"] as? [String: Any])
            #expect(environment["pm_exec_path"] as? String == Program.fixture)
            #expect(environment["args"] as? [String] == ["sleep"])
            #expect(environment["exec_interpreter"] as? String == "none")
        }
    }

    @Test func `what was saved is resurrected, stopped what was stopped`() async throws {
        try await Self.withCore { sandbox in
            #expect(try sandbox.wamon("stop", "api").code == 0)
            #expect(try sandbox.wamon("save").out == "saved 3 processes to \(sandbox.home)/dump.json\n")
            #expect(try sandbox.wamon("kill").code == 0)
            #expect(try sandbox.wamon("resurrect").code == 0)
            let status = try sandbox.wamon("status").out.split(separator: "\n").dropFirst()
            #expect(status.map { $0.contains("online") } == [false, true, true], "\(status)")
        }
    }

    @Test func `without a core a question is 3, and nothing is left behind`() async throws {
        try await withSandbox { sandbox in
            for words in [
                ["status"], ["jlist"], ["stop", "all"], ["ping"], ["kill"], ["save"], ["env", "0"],
            ] {
                let outcome = try sandbox.wamon(words)
                #expect(outcome.code == 3 && outcome.out == "", "\(words)")
                #expect(outcome.err.hasPrefix("wamon: no wamon is running in \(sandbox.home)"))
                #expect(outcome.err.split(separator: "\n").count == 1)
            }
            #expect(!FileManager.default.fileExists(atPath: sandbox.home))
            for words in [
                ["start", "nope.js"], ["stop"], ["signal", "NOPE", "0"], ["status", "--timeout", "x"],
            ] {
                #expect(try sandbox.wamon(words).code == 2, "\(words)")
            }
            #expect(try sandbox.wamon("resurrect").code == 1)
            #expect(sandbox.core == nil)
        }
    }

    @Test func `called pm2 it answers as PM2 does where nothing runs`() async throws {
        try await withSandbox { sandbox in
            let missing = sandbox.path("nope.js")
            let answers: [(words: [String], answer: Program.Outcome)] = [
                (["jlist"], .init(code: 0, out: "[]\n", err: "")),
                (["pid", "nope"], .init(code: 0, out: "\n", err: "")),
                (["flush", "nope"], .init(code: 0, out: "[PM2] Logs flushed\n", err: "")),
                (
                    ["stop", "nope"],
                    .init(code: 1, out: "", err: "[PM2][ERROR] Process or Namespace nope not found\n")
                ),
                (["restart", "all"], .init(code: 1, out: "", err: "[PM2][WARN] No process found\n")),
                (["save"], .init(code: 0, out: "", err: "[PM2][WARN] No process found\n")),
                (["describe", "nope"], .init(code: 1, out: "", err: "[PM2][WARN] nope doesn't exist\n")),
                (
                    ["start", missing],
                    .init(code: 1, out: "", err: "[PM2][ERROR] Script not found: \(missing)\n")
                ),
            ]
            for (words, answer) in answers {
                let given = try Self.called("pm2", words, sandbox)
                #expect(given == answer, "\(words)")
            }
            let unknown = try Self.called("pm2", ["no-such-verb"], sandbox)
            #expect(unknown.code == 1)
            #expect(sandbox.core == nil)
        }
    }

    @Test func `called pm2 it has a core of its own in PM2_HOME`() async throws {
        try await withSandbox { sandbox in
            try sandbox.apps([app("api", [Program.fixture, "sleep"])])
            let place = ["WAMON_HOME": "", "PM2_HOME": sandbox.home]
            let started = try Self.called("pm2", ["-s", "start", "ecosystem.json"], sandbox, place)
            #expect(started == Program.Outcome(code: 0, out: "", err: ""))
            #expect(sandbox.core != nil)
            #expect(try Self.called("pm2", ["ping"], sandbox, place).out == "{ msg: 'pong' }\n")
            let table = try Self.called("pm2", ["restart", "api"], sandbox, place).out
            #expect(table.hasPrefix("[PM2] [api](0) ✓\n┌"), "\(table)")
            #expect(try Self.called("pm2", ["kill"], sandbox, place).out == "[PM2] PM2 Daemon Stopped\n")
            await sandbox.endCore()
        }
    }
}

extension Sandbox {
    fileprivate func wamon(_ words: [String]) throws -> Program.Outcome {
        try Program.run([Program.wamon] + words, environment: environment(), in: folder)
    }
}
