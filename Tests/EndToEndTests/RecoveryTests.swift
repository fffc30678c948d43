import Foundation
import Testing

/// What ends by itself comes back, or is given up for a reason that is shown.
@Suite(.serialized, .enabled(if: Program.tmux != nil, "tmux is not installed"), .timeLimit(.minutes(1)))
struct RecoveryTests {
    @Test func `a killed child is counted down, comes back, and how it ended is told`() async throws {
        try await withWamon { _ in
            [
                app("one", [Program.fixture, "sleep"], ["restart_delay": 2500]),
                app("two", [Program.fixture, "sleep"]),
            ]
        } _: { session in
            try await session.wait(for: "one", toBe: "online")
            try await session.wait(for: "two", toBe: "online")
            let pid = try #require(session.pid("one"))
            let other = session.pid("two")
            #expect(session.sandbox.output(of: "one") == ["up \(pid)"])

            kill(pid, SIGKILL)
            let first = try await session.wait(for: "a countdown") {
                session.cell("one", "UPTIME")?.countdown
            }
            #expect(first <= 2.5)
            #expect(session.status("one") == "waiting")
            try await session.wait(until: "ended by signal 9 (SIGKILL)")
            _ = try await session.wait(for: "a countdown that goes on") {
                session.cell("one", "UPTIME")?.countdown.flatMap { $0 < first ? true : nil }
            }

            try await session.wait(for: "one", toBe: "online")
            #expect(session.cell("one", "RESTART") == "1 ▲1")
            #expect(session.pid("one") != pid)
            #expect(session.cell("two", "RESTART") == "0")
            #expect(session.pid("two") == other)
            #expect(!isAlive(pid))
        }
    }

    @Test func `a child that dies at once is given up after ten starts, and r brings it back`() async throws {
        try await withWamon { sandbox in
            let script = try sandbox.write(
                "dies.sh",
                """
                echo start >>'\(sandbox.path("starts"))'
                [ -e '\(sandbox.path("healed"))' ] && exec sleep 600
                exit 1
                """)
            return [app("dies", [script], ["max_restarts": 10, "min_uptime": "10s"])]
        } _: { session in
            try await session.wait(for: "dies", toBe: "errored")
            #expect(session.sandbox.lines("starts").count == 10)
            #expect(session.cell("dies", "RESTART")?.split(separator: " ").first == "9")
            try await session.wait(until: "10 unstable exits in a row")
            #expect(session.shows("code 1"))

            try session.sandbox.write("healed", "")
            try session.type("r")
            try await session.wait(for: "dies", toBe: "online")
            #expect(session.sandbox.lines("starts").count == 11)
            #expect(session.shows("● 1 up"))
        }
    }

    @Test(.enabled(if: Program.node != nil, "node is not installed"))
    func `what a killed npx leaves is gone before the new start, which gets the port`() async throws {
        let port = try Program.freePort()
        try await withWamon { sandbox in
            // It takes its time to end, so that a hasty new start would find the port taken.
            try sandbox.write(
                "server.js",
                """
                const fs = require('fs')
                const server = require('http').createServer((_, answer) => answer.end('hello'))
                server.on('error', error => { fs.appendFileSync('servers', error.code + '\\n'); process.exit(1) })
                server.listen(\(port), '127.0.0.1', () => fs.appendFileSync('servers', process.pid + '\\n'))
                process.once('SIGINT', () => setTimeout(() => process.exit(0), 700))
                """)
            let root = try sandbox.write(
                "npx.js",
                """
                const fs = require('fs')
                const before = fs.existsSync('servers') ? fs.readFileSync('servers', 'utf8').trim().split('\\n') : []
                const left = before.filter(pid => fs.existsSync('/proc/' + pid))
                fs.appendFileSync('roots', process.pid + ' left: ' + left.join(' ') + '\\n')
                require('child_process').spawn('sh', ['-c', 'node server.js; true'], { stdio: 'inherit' })
                process.once('SIGINT', () => {})
                """)
            return [app("next", [root], ["kill_timeout": 5000])]
        } _: { session in
            let sandbox = session.sandbox
            let server = try await session.wait(for: "a server") { sandbox.lines("servers").first }
            let root = try await session.wait(for: "a pid") { session.pid("next") }
            #expect(sandbox.lines("roots") == ["\(root) left: "])

            kill(root, SIGKILL)
            let next = try await session.wait(for: "a second server") {
                sandbox.lines("servers").dropFirst().first
            }
            try await session.wait(for: "next", toBe: "online")
            #expect(
                sandbox.lines("roots") == ["\(root) left: ", "\(try #require(session.pid("next"))) left: "])
            #expect(pid_t(next) != nil && next != server, "\(next)")
            #expect(!isAlive(try #require(pid_t(server))))
            #expect(sandbox.lines("servers").count == 2)
        }
    }

    @Test func `the same for a shell that is killed over a child that holds a port`() async throws {
        let port = try Program.freePort()
        try await withWamon { sandbox in
            let root = try sandbox.write(
                "root.sh", "sh -c '\"\(Program.fixture)\" port \(port); true'\ntrue\n")
            return [app("web", [root])]
        } _: { session in
            _ = try await session.wait(for: "a bound port") { session.sandbox.output(of: "web").first }
            kill(try await session.wait(for: "a pid") { session.pid("web") }, SIGKILL)
            _ = try await session.wait(for: "a second bound port") {
                session.sandbox.output(of: "web").dropFirst().first
            }
            try await session.wait(for: "web", toBe: "online")
            #expect(session.sandbox.output(of: "web") == ["bound \(port)", "bound \(port)"])
        }
    }

    @Test func `a port that is taken is on the screen as the reason`() async throws {
        let holder = try Listener()
        try await withWamon { _ in
            [
                app(
                    "api-server", [Program.demo, "api"],
                    [
                        "max_restarts": 2, "wait_ready": true, "listen_timeout": 10000,
                        "env": ["API_PORT": "\(holder.port)"],
                    ])
            ]
        } _: { session in
            try await session.wait(for: "api-server", toBe: "errored")
            try await session.wait(until: "code 1")
            let said = session.sandbox.lines("home/logs/api-server-error.log")
            #expect(said.count == 2 && said.allSatisfy { $0.contains("\(holder.port)") }, "\(said)")
            #expect(session.shows(String(try #require(said.first).prefix(60))))
        }
        withExtendedLifetime(holder) {}
    }
}

extension String {
    /// `in 3.2s`, in seconds.
    fileprivate var countdown: Double? {
        hasPrefix("in ") && hasSuffix("s") ? Double(dropFirst(3).dropLast()) : nil
    }
}
