import Foundation
import Testing

/// One core, two screens: what one does the other shows, and a viewer's end touches nothing.
@Suite(.serialized, .enabled(if: Program.tmux != nil, "tmux is not installed"), .timeLimit(.minutes(1)))
struct AttachingTests {
    private static var two: [[String: Any]] {
        ["one", "two"].map { app($0, [Program.fixture, "handle", "SIGINT", "100"], ["kill_timeout": 5000]) }
    }

    private static func untilUp(_ session: Session) async throws {
        for name in ["one", "two"] { try await session.wait(for: name, toBe: "online") }
    }

    /// Pids of the children, by the table.
    private static func pids(_ session: Session) -> [pid_t?] { ["one", "two"].map { session.pid($0) } }

    @Test func `a restart in either screen is seen in both`() async throws {
        try await withWamon { _ in
            Self.two
        } _: { hosting in
            try await Self.untilUp(hosting)
            let viewer = try Session(hosting.sandbox, hosting.terminal, name: "viewer")
            try await Self.untilUp(viewer)
            for (acting, other, count) in [(viewer, hosting, 1), (hosting, viewer, 2)] {
                try await acting.confirm("r", "Restart one?")
                for session in [other, acting] {
                    _ = try await session.wait(for: "restart \(count)") {
                        session.cell("one", "RESTART")?.hasPrefix("\(count)") == true
                            && session.status("one") == "online" ? true : nil
                    }
                }
            }
            #expect(Self.pids(viewer) == Self.pids(hosting))
            try viewer.type("q")
            #expect(try await viewer.code() == 0)
            try viewer.expectRestored()
            #expect(hosting.status("one") == "online" && hosting.status("two") == "online")
        }
    }

    @Test(arguments: [SIGKILL, SIGTERM, SIGHUP, SIGSEGV])
    func `a viewer that is killed changes nothing for the children`(_ signal: Int32) async throws {
        try await withWamon { _ in
            Self.two
        } _: { hosting in
            try await Self.untilUp(hosting)
            let before = Self.pids(hosting)
            let viewer = try Session(hosting.sandbox, hosting.terminal, name: "viewer")
            try await Self.untilUp(viewer)
            let pid = try #require(
                hosting.sandbox.remains.first {
                    $0.words.hasPrefix(Program.wamon) && $0.pid != hosting.sandbox.core
                        && $0.pid != hosting.sandbox.core.flatMap(parent(of:))
                })
            kill(pid.pid, signal)
            _ = try await viewer.code()
            if signal != SIGKILL { try viewer.expectRestored() }
            #expect(Self.pids(hosting) == before)
            #expect(try hosting.sandbox.wamon("ping").code == 0)
        }
    }

    @Test func `kept running in the background: the prompt is back, the pids are the same, wamon shows them`()
        async throws
    {
        var setting = Session.Setting()
        setting.isInteractive = true
        try await withWamon(setting) { _ in
            Self.two
        } _: { session in
            try await Self.untilUp(session)
            let (core, before) = (session.sandbox.core, Self.pids(session))
            try session.type("q")
            try await session.wait(until: "Keep running in background")
            try session.type("b")
            try await session.wait(until: "ready>")
            try session.expectUsualScreen()
            try session.type("echo code is $?", "Enter")
            try await session.wait(until: "code is 0")
            #expect(session.sandbox.core == core)

            let viewer = try Session(session.sandbox, session.terminal, name: "viewer")
            try await Self.untilUp(viewer)
            #expect(Self.pids(viewer) == before)
            try viewer.type("q")
            #expect(try await viewer.code() == 0)
            #expect(session.sandbox.core == core)
            #expect(try session.sandbox.wamon("kill").code == 0)
            _ = try await until("everybody's end") {
                ([core] + before).allSatisfy { $0.map(isAlive) != true } ? true : nil
            }
            try session.type("exit", "Enter")
            _ = try await session.code()
        }
    }

    @Test func `a terminal that vanishes leaves the core in the background, with the same children`()
        async throws
    {
        try await withWamon { _ in
            Self.two
        } _: { session in
            try await Self.untilUp(session)
            let (core, before) = (try #require(session.sandbox.core), Self.pids(session))
            session.terminal.close()
            _ = try await until("the core has left the session") { getsid(core) == core ? true : nil }
            #expect(session.sandbox.core == core && before.allSatisfy { $0.map(isAlive) == true })
            #expect(try session.sandbox.wamon("pid", "one").out == "\(before[0] ?? 0)\n")
            #expect(try session.sandbox.wamon("kill").code == 0)
        }
    }

    @Test func `a killed guardian costs the terminal, and not the children`() async throws {
        try await withWamon { _ in
            Self.two
        } _: { session in
            try await Self.untilUp(session)
            let (core, before) = (try #require(session.sandbox.core), Self.pids(session))
            kill(try #require(parent(of: core)), SIGKILL)
            #expect(try await session.code() == 128 + 9)
            _ = try await until("the core has left the session") { getsid(core) == core ? true : nil }
            #expect(before.allSatisfy { $0.map(isAlive) == true })
            #expect(try session.sandbox.wamon("kill").code == 0)
        }
    }

    @Test func `the core's end is shown in a viewer, and its return too`() async throws {
        try await withWamon { _ in
            Self.two
        } _: { session in
            try await Self.untilUp(session)
            let viewer = try Session(session.sandbox, session.terminal, name: "viewer")
            try await Self.untilUp(viewer)
            #expect(try session.sandbox.wamon("kill").code == 0)
            #expect(try await session.code() == 0)
            try await viewer.wait(until: "no connection")
            #expect(try session.sandbox.wamon("start").code == 0)
            _ = try await viewer.wait(for: "the connection") { viewer.shows("no connection") ? nil : true }
            try await Self.untilUp(viewer)
            try viewer.type("q")
            #expect(try await viewer.code() == 0)
            #expect(try session.sandbox.wamon("kill").code == 0)
        }
    }
}
