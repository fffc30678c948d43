import Foundation
import Testing

/// The customer's own file, with a `health` for both, and with stand-ins of ours for the programs it names (Tests/wa-manager).
@Suite(
    .serialized, .enabled(if: Program.tmux != nil, "tmux is not installed"),
    .enabled(if: Program.node != nil, "node is not installed"), .timeLimit(.minutes(1)))
struct WaManagerTests {
    @Test func `the customer's ecosystem.config.js is run and asked, and leaves nothing`() async throws {
        let (api, page) = (try Program.freePort(), try Program.freePort())
        try await withSandbox { sandbox in
            try Self.fill(sandbox)
            var setting = Session.Setting()
            setting.environment = [
                "PATH": "\(sandbox.path("bin")):\(ProcessInfo.processInfo.environment["PATH"] ?? "")",
                "API_PORT": "\(api)", "PORT": "\(page)", "READY_GATE": sandbox.path("gate"),
            ]
            try await withWamon(in: sandbox, setting) { session in
                try await session.wait(for: "nextjs-server", toBe: "online")
                // What counts is that it answers, whether it has said that it is ready or not.
                try await session.wait(for: "api-server", toBe: "online")
                let health = try await session.wait(for: "health") {
                    Program.fetch("http://127.0.0.1:\(api)/health")
                }
                let body = try JSONSerialization.jsonObject(with: Data(health.utf8)) as? [String: Any]
                #expect(body?["status"] as? String == "ok")
                #expect(body?["activeClients"] as? Int == 3)
                #expect(
                    (body?["memory"] as? [String: Any])?.keys.sorted() == [
                        "heapPercent", "heapTotal", "heapUsed",
                    ])
                try sandbox.write("gate", "")
                #expect(
                    try await session.wait(for: "a page") { Program.fetch("http://127.0.0.1:\(page)/") }
                        .contains("accounts"))

                // npx is node, in it a shell, in it node again.
                let words = sandbox.remains.map(\.words)
                #expect(words.contains { $0.contains("bin/npx next start") })
                #expect(words.contains { $0.contains("sh -c next start") })
                #expect(words.contains { $0.contains("bin/next start") })

                let first = try #require(sandbox.lines("logs/api-out.log").first)
                #expect(
                    first.wholeMatch(
                        of: /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d: API listening on (\d+), production/
                    )?.output.1 == "\(api)")

                #expect(try await session.quit() == 0)
                try session.expectRestored()
                #expect(session.left == [])
                #expect(sandbox.lines("logs/api-out.log").last?.hasSuffix(": closing") == true)
                for port in [api, page] { #expect(Program.fetch("http://127.0.0.1:\(port)/") == nil) }
            }
        }
    }

    /// Everything of Tests/wa-manager.
    static func fill(_ sandbox: Sandbox, testFile: StaticString = #filePath) throws {
        let files = FileManager.default
        let source = URL(filePath: "\(testFile)").deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "wa-manager")
        for name in try files.contentsOfDirectory(atPath: source.path) {
            try files.copyItem(atPath: source.appending(path: name).path, toPath: sandbox.path(name))
        }
    }
}
