import Foundation
import Testing

/// After `s` nothing of a process's tree is left, and whoever wants to end well is let.
@Suite(.serialized, .enabled(if: Program.tmux != nil, "tmux is not installed"), .timeLimit(.minutes(1)))
struct StoppingTests {
    @Test(arguments: ["plain", "setsid", "double-fork", "setsid-clearenv"])
    func `a stop leaves no descendant`(_ kind: String) async throws {
        try await withWamon { _ in
            [app("tree", [Program.fixture, "tree", kind, "sleep"])]
        } _: { session in
            try await session.wait(for: "tree", toBe: "online")
            let said = try await session.wait(for: "a descendant") {
                session.sandbox.output(of: "tree").first
            }
            let descendant = try #require(said.split(separator: " ").last.flatMap { pid_t($0) }, "\(said)")
            let root = try await session.wait(for: "a pid") { session.pid("tree") }
            #expect(isAlive(root) && isAlive(descendant) && root != descendant)

            try await session.confirm("s", "Stop tree?")
            try await session.wait(for: "tree", toBe: "stopped")
            #expect(!isAlive(root) && !isAlive(descendant))
        }
    }

    @Test func `a child that ignores its stop signal is killed after kill_timeout`() async throws {
        try await withWamon { _ in
            [app("stubborn", [Program.fixture, "ignore", "SIGINT"], ["kill_timeout": 1000])]
        } _: { session in
            try await session.wait(for: "stubborn", toBe: "online")
            let pid = try #require(session.pid("stubborn"))
            try await session.wait(until: "up \(pid)")
            try session.type("s")
            try await session.wait(until: "Stop stubborn?")
            // Cancel has the focus; one to the right and Enter.
            try session.type("Right")
            try await session.wait(until: "[ s Stop ]")
            let asked = ContinuousClock.now
            try session.type("Enter")
            try await session.wait(for: "stubborn", toBe: "stopping")
            _ = try await session.wait(for: "its end") { isAlive(pid) ? nil : true }
            let took = ContinuousClock.now - asked
            tell("ignored SIGINT, kill_timeout 1000 ms: gone after \(took.milliseconds) ms")
            #expect(took >= .milliseconds(1000))
            try await session.wait(for: "stubborn", toBe: "stopped")
            try await session.wait(until: "SIGKILL sent")
        }
    }

    @Test(.enabled(if: Program.node != nil, "node is not installed"))
    func `every member is signalled once, so that an app that listens once ends well`() async throws {
        try await withWamon { sandbox in
            let script = try sandbox.write(
                "api.js",
                """
                const fs = require('fs')
                const role = process.argv[2] || 'root'
                // A second signal would end it half-way: nobody listens any more.
                process.once('SIGINT', () => {
                  fs.appendFileSync(role, 'begun\\n')
                  setTimeout(() => { fs.appendFileSync(role, 'done\\n'); process.exit(0) }, 600)
                })
                if (role === 'root') require('child_process').spawn(process.execPath, [__filename, 'child'])
                setInterval(() => {}, 1000)
                fs.appendFileSync('up', role + '\\n')
                """)
            return [app("api", [script], ["kill_timeout": 10000])]
        } _: { session in
            let sandbox = session.sandbox
            _ = try await session.wait(for: "both") { sandbox.lines("up").count == 2 ? true : nil }
            try await session.wait(for: "api", toBe: "online")
            try await session.confirm("s", "Stop api?")
            try await session.wait(for: "api", toBe: "stopped")
            #expect(sandbox.lines("root") == ["begun", "done"])
            #expect(sandbox.lines("child") == ["begun", "done"])
            try await session.wait(until: "code 0")
        }
    }

    @Test func `a stopped process stays stopped until s starts it again`() async throws {
        try await withWamon { _ in
            [app("one", [Program.fixture, "sleep"]), app("two", [Program.fixture, "sleep"])]
        } _: { session in
            try await session.wait(for: "one", toBe: "online")
            let pid = try #require(session.pid("one"))
            try await session.confirm("s", "Stop one?")
            try await session.wait(for: "one", toBe: "stopped")
            #expect(session.status("two") == "online")
            try session.type("s")
            try await session.wait(for: "one", toBe: "online")
            #expect(session.pid("one") != pid)
            #expect(session.cell("one", "RESTART") == "0")
        }
    }

    @Test func `a stop while waiting for the next try cancels it`() async throws {
        try await withWamon { _ in
            [app("one", [Program.fixture, "exit", "3"], ["restart_delay": 600_000])]
        } _: { session in
            try await session.wait(for: "one", toBe: "waiting")
            try session.type("s")
            try await session.wait(for: "one", toBe: "stopped")
            #expect(!session.left.contains { $0.words.contains("Fixture") })
        }
    }
}
