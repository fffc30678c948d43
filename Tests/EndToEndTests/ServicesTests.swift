import Foundation
import Testing

/// The services that are shipped to try wamon on, under it, and readiness as Node tells it.
@Suite(.serialized, .enabled(if: Program.tmux != nil, "tmux is not installed"), .timeLimit(.minutes(1)))
struct ServicesTests {
    @Test(.enabled(if: Program.node != nil, "node is not installed"))
    func `the api and the frontend come online and answer`() async throws {
        let (api, page) = (try Program.freePort(), try Program.freePort())
        try await withWamon { _ in
            [
                app(
                    "api-server", [Program.demo, "api"],
                    ["wait_ready": true, "listen_timeout": 10000, "env": ["API_PORT": "\(api)"]]),
                app(
                    "nextjs-server", [Program.demo, "frontend"],
                    ["env": ["PORT": "\(page)", "API_PORT": "\(api)"]]),
            ]
        } _: { session in
            try await session.wait(for: "api-server", toBe: "online")
            try await session.wait(for: "nextjs-server", toBe: "online")
            let health = try await session.wait(for: "health") {
                Program.fetch("http://127.0.0.1:\(api)/health")
            }
            let body = try #require(
                try JSONSerialization.jsonObject(with: Data(health.utf8)) as? [String: Any])
            #expect(Set(body.keys) == ["status", "uptime", "activeClients", "memory"])
            #expect(body["status"] as? String == "ok")
            #expect(
                (body["memory"] as? [String: Any]).map { Set($0.keys) } == [
                    "heapUsed", "heapTotal", "heapPercent",
                ])
            let html = try await session.wait(for: "a page") { Program.fetch("http://127.0.0.1:\(page)/") }
            #expect(html.contains("<html"))
            #expect(try await session.quit() == 0)
            try session.expectRestored()
        }
    }

    @Test(.enabled(if: Program.node != nil, "node is not installed"))
    func `a node app is launching until it sends ready`() async throws {
        try await withWamon { sandbox in
            let script = try sandbox.write(
                "api.js",
                """
                const fs = require('fs')
                setInterval(() => {
                  if (!fs.existsSync('go') || fs.existsSync('said')) return
                  fs.writeFileSync('said', '')
                  process.send('ready')
                }, 20)
                """)
            return [app("api", [script], ["wait_ready": true, "listen_timeout": 30000])]
        } _: { session in
            try await session.wait(for: "api", toBe: "launching")
            _ = try await session.wait(for: "a second of it") {
                session.cell("api", "UPTIME").map { $0 != "0s" && $0.hasSuffix("s") } == true ? true : nil
            }
            #expect(session.status("api") == "launching")
            try session.sandbox.write("go", "")
            try await session.wait(for: "api", toBe: "online", within: .seconds(5))
            #expect(session.cell("api", "RESTART") == "0")
        }
    }

    @Test(.enabled(if: Program.node != nil, "node is not installed"))
    func `a node app that wants a message to end gets it instead of a signal`() async throws {
        try await withWamon { sandbox in
            let script = try sandbox.write(
                "api.js",
                """
                const fs = require('fs')
                process.on('SIGINT', () => fs.appendFileSync('heard', 'SIGINT\\n'))
                process.on('message', message => {
                  fs.appendFileSync('heard', message + '\\n')
                  setTimeout(() => { fs.appendFileSync('heard', 'done\\n'); process.exit(0) }, 300)
                })
                process.send('ready')
                """)
            return [app("api", [script], ["wait_ready": true, "shutdown_with_message": true])]
        } _: { session in
            try await session.wait(for: "api", toBe: "online")
            try await session.confirm("s", "Stop api?")
            try await session.wait(for: "api", toBe: "stopped")
            #expect(session.sandbox.lines("heard") == ["shutdown", "done"])
        }
    }
}
