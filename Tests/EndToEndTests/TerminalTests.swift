import Foundation
import Testing

/// Any terminal, any size, and one that does not read.
@Suite(.serialized, .enabled(if: Program.tmux != nil, "tmux is not installed"), .timeLimit(.minutes(1)))
struct TerminalTests {
    private static var pair: [[String: Any]] {
        [app("one", [Program.fixture, "sleep"]), app("two", [Program.fixture, "sleep"])]
    }

    @Test(
        arguments: ["xterm-256color", "screen", "vt100", nil, "dumb", "no-such-terminal"], ["C.UTF-8", nil])
    func `whatever the terminal is called, the table is there`(_ term: String?, _ lang: String?) async throws
    {
        var setting = Session.Setting(width: 80, height: 24)
        (setting.term, setting.lang) = (term, lang)
        try await withWamon(setting) { _ in
            Self.pair
        } _: { session in
            try await session.wait(for: "one", toBe: "online")
            try await session.wait(for: "two", toBe: "online")
            #expect(try await session.quit() == 0)
            try session.expectRestored()
        }
    }

    @Test(arguments: [[80, 24], [120, 36], [200, 50], [40, 12], [20, 5]])
    func `whatever its size, the table is there`(_ size: [Int]) async throws {
        try await withWamon(Session.Setting(width: size[0], height: size[1])) { _ in
            Self.pair
        } _: { session in
            try await session.wait(until: "one")
            try await session.wait(until: "two")
            try await session.wait(until: "●")
            let lines = session.screen.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.allSatisfy { $0.count <= size[0] })
            try session.type("q")
            _ = try await session.wait(for: "the question") {
                session.shows("Stop all") || session.shows("S ") ? true : nil
            }
            try session.type("S")
            #expect(try await session.code() == 0)
            try session.expectRestored()
        }
    }

    @Test func `resized wildly, down to one cell, it is the same screen afterwards`() async throws {
        try await withWamon { _ in
            Self.pair
        } _: { session in
            try await session.wait(for: "two", toBe: "online")
            let sizes = [
                (1, 1), (300, 80), (2, 1), (80, 24), (1, 30), (200, 1), (20, 5), (37, 11), (119, 35),
            ]
            for (width, height) in sizes + sizes.reversed() + sizes {
                try session.terminal.resize(session.name, width: width, height: height)
            }
            try session.terminal.resize(session.name, width: 120, height: 36)
            try await session.wait(for: "one", toBe: "online")
            try await session.wait(until: "q quit")
            try session.terminal.resize(session.name, width: 1, height: 1)
            try session.terminal.resize(session.name, width: 80, height: 24)
            try await session.wait(for: "two", toBe: "online")
            #expect(try await session.quit() == 0)
            try session.expectRestored()
        }
    }

    @Test func `a terminal without a size is taken for 80 by 24`() async throws {
        try await withSandbox { sandbox in
            try sandbox.apps(Self.pair)
            let terminal = try PseudoTerminal(
                [Program.wamon], size: (0, 0), environment: sandbox.environment(["TERM": "xterm-256color"]),
                in: sandbox.folder)
            let before = terminal.modes
            try await terminal.wait(until: "online")
            // The last row's keys: as many as fit in 80 columns.
            try await terminal.wait(until: "quit")
            // Rows the cursor was sent to: by row and column, or by row alone.
            let rows = terminal.text.matches(of: /\u{1B}\[(\d+)(?:;\d+H|d)/).compactMap { Int($0.1) }
            #expect(rows.max() == 24)
            terminal.type("q")
            try await terminal.wait(until: "Leave wamon?")
            terminal.type("S")
            #expect(try await terminal.code(within: .seconds(10)) == 0)
            #expect(before.count == 4)
        }
    }

    @Test func `a terminal that is not read for five seconds delays no restart`() async throws {
        try await withSandbox { sandbox in
            let mortal = try sandbox.write(
                "mortal.sh",
                """
                echo "start $(date +%s%N)" >>'\(sandbox.path("times"))'
                sleep 0.4
                echo "end $(date +%s%N)" >>'\(sandbox.path("times"))'
                exit 1
                """)
            let chatter = try sandbox.write(
                "chatter.sh", "n=0; while :; do n=$((n+1)); echo line $n of a long story; sleep 0.02; done\n")
            try sandbox.apps([
                app("mortal", [mortal], ["restart_delay": 500, "max_restarts": 1000]),
                app("chatter", [chatter]),
            ])
            let terminal = try PseudoTerminal(
                [Program.wamon], size: (120, 36),
                environment: sandbox.environment(["TERM": "xterm-256color"]),
                in: sandbox.folder)
            try await terminal.wait(until: "long story")
            let runs = sandbox.lines("times").count
            let began = ContinuousClock.now
            _ = try await until("five seconds unread", within: .seconds(10)) {
                ContinuousClock.now - began > .seconds(5) ? true : nil
            }
            #expect(terminal.waiting > 1000, "the terminal was not full")
            let times = sandbox.lines("times").dropFirst(runs).map { $0.split(separator: " ") }
            let moments = times.compactMap { words in words.last.flatMap { Int($0) }.map { (words[0], $0) } }
            let gaps = zip(moments, moments.dropFirst()).compactMap { earlier, later in
                earlier.0 == "end" ? (later.1 - earlier.1) / 1_000_000 - 500 : nil
            }
            let worst = try #require(gaps.max(), "no restart while it was not read")
            let median = gaps.sorted()[gaps.count / 2]
            tell(
                "terminal not read for 5 s: \(gaps.count) restarts, \(median) ms late (median), \(worst) ms (worst)"
            )
            #expect(gaps.count >= 3)
            // A restart that waited for the terminal would be seconds late.
            #expect(worst < 400)

            try await terminal.wait(until: "quit")
            terminal.type("q")
            try await terminal.wait(until: "Leave wamon?")
            terminal.type("S")
            #expect(try await terminal.code(within: .seconds(10)) == 0)
        }
    }

    @Test func `not read at all, it still ends when it is told to`() async throws {
        try await withSandbox { sandbox in
            let chatter = try sandbox.write(
                "chatter.sh", "n=0; while :; do n=$((n+1)); echo line $n of a long story; sleep 0.01; done\n")
            try sandbox.apps([app("chatter", [chatter])])
            let terminal = try PseudoTerminal(
                [Program.wamon], size: (200, 50),
                environment: sandbox.environment(["TERM": "xterm-256color"]),
                in: sandbox.folder)
            try await terminal.wait(until: "long story")
            _ = try await until("a full terminal") { terminal.waiting > 3000 ? true : nil }
            kill(try #require(sandbox.core), SIGTERM)
            let code = try await until("the end", within: .seconds(10)) { terminal.code }
            #expect(code == 0)
        }
    }
}
