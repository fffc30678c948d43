import Foundation
import Testing

/// A tree that grows over max_memory_restart is stopped politely and started again.
@Suite(
    .serialized, .enabled(if: Program.tmux != nil && Program.node != nil, "tmux or node is not installed"),
    .timeLimit(.minutes(1)))
struct MemoryTests {
    /// Grows by 8 MB every 50 ms in its first life; writes when it crossed 150 MB and when it was told to end.
    private static let leak = """
        const fs = require('fs')
        process.once('SIGINT', () => { fs.appendFileSync('times', 'signal ' + Date.now() + '\\n'); process.exit(0) })
        if (!fs.existsSync('times')) {
          fs.writeFileSync('times', '')
          const kept = []
          let crossed = false
          setInterval(() => {
            const size = process.memoryUsage.rss()
            if (size > 150 * 1048576 && !crossed) {
              crossed = true
              fs.appendFileSync('times', 'crossed ' + Date.now() + '\\n')
            }
            if (size < 260 * 1048576) kept.push(Buffer.alloc(8 << 20, 1))
          }, 50)
        } else setInterval(() => {}, 1000)
        """

    @Test func `a child that leaks is restarted, and memory is the cause`() async throws {
        try await expectRestart { sandbox in try sandbox.write("leak.js", Self.leak) }
    }

    @Test func `the same when it is a grandchild that leaks`() async throws {
        try await expectRestart { sandbox in
            try sandbox.write("leak.js", Self.leak)
            return try sandbox.write("npx.sh", "node leak.js &\nwait\n")
        }
    }

    private func expectRestart(_ script: (Sandbox) throws -> String) async throws {
        try await withWamon { sandbox in
            [app("leaky", [try script(sandbox)], ["max_memory_restart": "150M", "kill_timeout": 5000])]
        } _: { session in
            let times = try await session.wait(for: "a stop signal") {
                let lines = session.sandbox.lines("times")
                return lines.count >= 2 ? lines : nil
            }
            let moments = times.compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
            #expect(times.map { $0.split(separator: " ").first } == ["crossed", "signal"])
            tell(
                "over its memory limit: stop signal \(moments[1] - moments[0]) ms after crossing (budget 2200)"
            )
            try await session.wait(until: "over its memory limit")
            _ = try await session.wait(for: "a restart") {
                session.cell("leaky", "RESTART")?.hasPrefix("1") == true ? true : nil
            }
            try await session.wait(for: "leaky", toBe: "online")
        }
    }
}
