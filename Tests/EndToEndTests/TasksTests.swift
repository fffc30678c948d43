import Foundation
import Testing

/// What people open a monitor for, done on a real terminal, with no more keys than one should need.
/// `WAMON_RECORD=1` puts the screens they end on into docs/monitor.md.
@Suite(.serialized, .enabled(if: Program.tmux != nil, "tmux is not installed"), .timeLimit(.minutes(2)))
struct TasksTests {
    /// Two services that name a request's id, one that has died twice and why, one that has given up.
    private static func fleet(_ sandbox: Sandbox) throws -> [[String: Any]] {
        try sandbox.write(
            "api.sh",
            """
            i=0
            while :; do
                i=$((i + 1))
                echo "GET /api/chats/$i 200 request=r-$((i % 5))"
                sleep 0.2
            done
            """)
        try sandbox.write(
            "web.sh",
            """
            run=$(cat run 2>/dev/null || echo 0)
            echo $((run + 1)) >run
            echo "web, run $((run + 1))"
            case $run in
            0)
                echo "Error: the database went away" >&2
                echo "    at connect (/app/db.js:7:11)" >&2
                echo "    at start (/app/web.js:3:5)" >&2
                exit 3
                ;;
            1) exit 4 ;;
            esac
            while :; do
                echo "page for request=r-3"
                sleep 0.3
            done
            """)
        return [
            app("api", ["/bin/sh", sandbox.path("api.sh")]),
            app(
                "web", ["/bin/sh", sandbox.path("web.sh")],
                ["restart_delay": 100, "exp_backoff_restart_delay": 0]),
            app("batch", ["/bin/false"], ["max_restarts": 2, "restart_delay": 50]),
        ]
    }

    private func task(
        _ name: String, atMost limit: Int, _ body: (Hand) async throws -> Void
    ) async throws {
        try await withWamon(Session.Setting(height: 24), apps: Self.fleet) { session in
            let hand = Hand(session)
            try await session.wait(for: "api", toBe: "online")
            try await session.wait(for: "batch", toBe: "errored")
            _ = try await session.wait(for: "web has died twice") {
                session.cell("web", "RESTART")?.hasPrefix("2") == true ? true : nil
            }
            try await session.wait(for: "web", toBe: "online")
            try await body(hand)
            #expect(hand.count <= limit)
            try Self.record(name, hand)
        }
    }

    @Test func `why a child restarted a while ago is seen after six keys`() async throws {
        try await task("why", atMost: 6) { hand in
            // The second row; its details; their fourth tab; the exit before the last; what it wrote before it.
            try await hand.press("j", "Enter", "4")
            try await hand.session.wait(until: "code 3")
            try await hand.press("Down", "Enter")
            try await hand.session.wait(until: "the database went away")
            try await hand.session.wait(until: "exited code 3")
        }
    }

    @Test func `its stack trace is copied after eight keys`() async throws {
        try await task("copy", atMost: 8) { hand in
            try await hand.press("j", "l", "e", "c")
            try await hand.session.wait(until: "copied 3 lines")
            #expect(
                try hand.session.terminal.clipboard() == """
                    Error: the database went away
                        at connect (/app/db.js:7:11)
                        at start (/app/web.js:3:5)
                    """)
        }
    }

    @Test func `everything errored is stopped after five keys`() async throws {
        try await task("errored", atMost: 5) { hand in
            try await hand.press("S")
            try await hand.session.wait(until: "1 errored")
            try await hand.press("e")
            try await hand.session.wait(for: "batch", toBe: "stopped")
            #expect(hand.session.status("api") == "online")
        }
    }

    @Test func `a request is followed over both services after eight keys and its id`() async throws {
        let id = "r-3"
        try await task("request", atMost: 8 + id.count) { hand in
            try await hand.press("l", "l", "&")
            try await hand.press(id.map { String($0) })
            try await hand.press("Enter")
            _ = try await hand.session.wait(for: "both services, and nobody else's request") {
                let lines = hand.session.screen.components(separatedBy: "\n").filter {
                    $0.contains("request=")
                }
                let isOnly = lines.allSatisfy { $0.contains("request=\(id)") }
                let names = ["api", "web"].allSatisfy { name in lines.contains { $0.contains(" \(name) ") } }
                return isOnly && names && lines.count > 4 ? true : nil
            }
        }
    }

    @Test func `the theme is another after four keys, and the next time too`() async throws {
        try await task("theme", atMost: 4) { hand in
            try await hand.press("T", "Down", "Down", "Enter")
            _ = try await hand.session.wait(for: "the theme is remembered") {
                hand.session.sandbox.text(".local/state/wamon/layout")?.contains("theme = ") == true
                    ? true : nil
            }
            try await hand.session.wait(until: "q quit")
        }
    }

    /// Puts a screen between its marks in docs/monitor.md.
    private static func record(_ name: String, _ hand: Hand) throws {
        guard ProcessInfo.processInfo.environment["WAMON_RECORD"] == "1" else { return }
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = root.appendingPathComponent("docs/monitor.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let (begin, end) = ("<!-- task-\(name) -->", "<!-- /task-\(name) -->")
        let first = try #require(text.range(of: begin))
        let last = try #require(text.range(of: end))
        let folder = hand.session.sandbox.folder
        let screen = hand.session.screen.components(separatedBy: "\n").map { line in
            line.replacingOccurrences(of: " +$", with: "", options: .regularExpression)
                .replacingOccurrences(of: folder, with: "/srv/wa-manager-services".prefix(folder.count))
        }.joined(separator: "\n").trimmingCharacters(in: .newlines)
        let shown =
            text[..<first.upperBound] + "\n\n\(hand.count) keys: \(hand.words)\n\n```\n\(screen)\n```\n\n"
            + text[last.lowerBound...]
        try String(shown).write(to: page, atomically: true, encoding: .utf8)
    }
}

/// Presses keys as somebody does who looks what they did, and counts them.
private final class Hand {
    let session: Session
    private var pressed: [String] = []

    init(_ session: Session) { self.session = session }

    var count: Int { pressed.count }
    var words: String { pressed.map { "`\($0)`" }.joined(separator: " ") }

    func press(_ keys: String...) async throws { try await press(keys) }

    func press(_ keys: [String]) async throws {
        for key in keys {
            let before = session.screen
            try session.type(key)
            pressed.append(key)
            _ = try await session.wait(for: "an answer to \(key)") { session.screen != before ? true : nil }
        }
    }
}
