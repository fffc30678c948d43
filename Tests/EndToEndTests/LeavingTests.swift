import Foundation
import Testing

/// However wamon ends, its children end with it and the terminal is as it was.
@Suite(.serialized, .enabled(if: Program.tmux != nil, "tmux is not installed"), .timeLimit(.minutes(1)))
struct LeavingTests {
    /// Two that end well when asked, half a second later.
    private static var graceful: [[String: Any]] {
        ["one", "two"].map {
            app($0, [Program.fixture, "handle", "SIGINT", "300"], ["kill_timeout": 5000])
        }
    }

    @Test func `q asks, a repeated q never confirms, Stop all ends everything with 0`() async throws {
        try await withWamon { _ in
            Self.graceful
        } _: { session in
            try await Self.untilUp(session)
            for _ in 1...8 { try session.type("q") }
            try await session.wait(until: "Leave wamon?")
            let began = ContinuousClock.now
            // As a held key, and slowly.
            _ = try await session.wait(for: "a second of q") {
                try session.type("q")
                return ContinuousClock.now - began > .seconds(1) ? true : nil
            }
            #expect(session.sandbox.text("wamon.code") == nil)
            #expect(session.status("one") == "online" && session.status("two") == "online")
            if !session.shows("Leave wamon?") { try session.type("q") }
            try await session.wait(until: "Leave wamon?")
            try session.type("S")
            #expect(try await session.code() == 0)
            try session.expectRestored()
            Self.expectGraceful(session)
            #expect(session.left == [])
        }
    }

    @Test func `Escape stays, and Ctrl-C asks as q does`() async throws {
        try await withWamon { _ in
            Self.graceful
        } _: { session in
            try await Self.untilUp(session)
            try session.type("C-c")
            try await session.wait(until: "Leave wamon?")
            try session.type("Escape")
            _ = try await session.wait(for: "no question") { session.shows("Leave wamon?") ? nil : true }
            #expect(session.status("one") == "online" && session.status("two") == "online")
        }
    }

    @Test(arguments: [SIGTERM, SIGQUIT, SIGINT])
    func `a signal ends all of them well, and the terminal is as before`(_ signal: Int32) async throws {
        try await withWamon { _ in
            Self.graceful
        } _: { session in
            try await Self.untilUp(session)
            kill(try #require(session.sandbox.core), signal)
            #expect(try await session.code() == 0)
            try session.expectRestored()
            Self.expectGraceful(session)
            #expect(session.left == [])
        }
    }

    @Test func `the shell's job passes on what it is told to do`() async throws {
        try await withWamon { _ in
            Self.graceful
        } _: { session in
            try await Self.untilUp(session)
            let guardian = try #require(session.sandbox.core.flatMap(parent(of:)))
            #expect(Program.path(of: guardian) == Program.path(of: try #require(session.sandbox.core)))
            kill(guardian, SIGTERM)
            #expect(try await session.code() == 0)
            try session.expectRestored()
            Self.expectGraceful(session)
            #expect(session.left == [])
        }
    }

    @Test func `Ctrl-Z gives the shell back, children are kept up meanwhile, fg shows them again`()
        async throws
    {
        var setting = Session.Setting()
        setting.isInteractive = true
        try await withWamon(setting) { sandbox in
            let mortal = try sandbox.write("mortal.sh", "echo start\nread _ <go\nexit 1\n")
            try #require(mkfifo(sandbox.path("go"), 0o600) == 0)
            return [app("mortal", [mortal], ["restart_delay": 100])]
        } _: { session in
            try await session.wait(for: "mortal", toBe: "online")
            let before = try #require(session.sandbox.text("wamon.before"))
            try session.type("C-z")
            try await session.wait(until: "Stopped")
            try await session.wait(until: "ready>")
            try session.expectUsualScreen()
            // The shell sets modes of its own while it reads a line: others are asked in a command.
            try session.type("stty -g >during", "Enter")
            let during = try await session.wait(for: "the modes") { session.sandbox.lines("during").first }
            #expect(during + "\n" == before)

            let starts = session.sandbox.output(of: "mortal").count
            let gate = open(session.sandbox.path("go"), O_RDWR | O_NONBLOCK | O_CLOEXEC)
            defer { close(gate) }
            write(gate, "\n", 1)
            _ = try await session.wait(for: "a restart") {
                session.sandbox.output(of: "mortal").count > starts ? true : nil
            }
            #expect(!session.shows("STATUS"))

            try session.type("fg", "Enter")
            try await session.wait(for: "mortal", toBe: "online")
            #expect(session.cell("mortal", "RESTART") == "1 ▲1")
            try session.type("q")
            try await session.wait(until: "Leave wamon?")
            try session.type("S")
            try await session.wait(until: "ready>")
            try session.expectUsualScreen()
            try session.type("echo code is $?", "Enter")
            try await session.wait(until: "code is 0")
            try session.type("exit", "Enter")
            #expect(try await session.code() == 0)
        }
    }

    @Test func `begun in the background it stops before it starts anything, and fg starts it`() async throws {
        var setting = Session.Setting()
        setting.isInteractive = true
        setting.arguments = ["&"]
        try await withWamon(setting) { _ in
            Self.graceful
        } _: { session in
            // The shell says so before its next prompt.
            _ = try await session.wait(for: "the word of the shell") {
                try session.type("Enter")
                return session.shows("Stopped") ? true : nil
            }
            #expect(session.sandbox.core == nil)
            try session.expectUsualScreen()
            try session.type("fg", "Enter")
            try await Self.untilUp(session)
            try session.type("q")
            try await session.wait(until: "Leave wamon?")
            try session.type("S")
            try await session.wait(until: "ready>")
            Self.expectGraceful(session)
            try session.type("exit", "Enter")
            #expect(try await session.code() == 0)
        }
    }

    @Test func `a second signal does not wait for who does not end`() async throws {
        try await withWamon { _ in
            [app("stubborn", [Program.fixture, "ignore", "SIGINT"], ["kill_timeout": 60000])]
        } _: { session in
            try await session.wait(until: "up ")
            let core = try #require(session.sandbox.core)
            kill(core, SIGTERM)
            try await session.wait(for: "stubborn", toBe: "stopping")
            // One that comes within a second is the same one twice.
            let began = ContinuousClock.now
            _ = try await session.wait(for: "a good second") {
                ContinuousClock.now - began > .milliseconds(1200) ? true : nil
            }
            kill(core, SIGTERM)
            #expect(try await session.code(within: .seconds(5)) == 0)
            try session.expectRestored()
        }
    }

    @Test(arguments: [SIGSEGV, SIGILL, SIGKILL])
    func `a core that dies leaves neither children nor a broken terminal`(_ signal: Int32) async throws {
        try await withWamon { _ in
            [
                app("one", [Program.fixture, "ignore", "SIGINT"]),
                app("two", [Program.fixture, "tree", "double-fork", "sleep"]),
                app("three", [Program.fixture, "tree", "setsid-clearenv", "sleep"]),
            ]
        } _: { session in
            for name in ["one", "two", "three"] { try await session.wait(for: name, toBe: "online") }
            _ = try await session.wait(for: "all descendants") {
                session.sandbox.output(of: "two").isEmpty || session.sandbox.output(of: "three").isEmpty
                    ? nil : true
            }
            let core = try #require(session.sandbox.core)
            kill(core, signal)
            #expect(try await session.code() == 128 + Int(signal))
            try session.expectRestored()
            #expect(session.left == [])
        }
    }

    private static func untilUp(_ session: Session) async throws {
        for name in ["one", "two"] {
            try await session.wait(for: name, toBe: "online")
            _ = try await session.wait(for: "\(name) listens") { session.sandbox.output(of: name).first }
        }
    }

    private static func expectGraceful(_ session: Session, sourceLocation: SourceLocation = #_sourceLocation)
    {
        for name in ["one", "two"] {
            #expect(
                session.sandbox.output(of: name).dropFirst() == ["graceful 2"], sourceLocation: sourceLocation
            )
        }
    }
}
