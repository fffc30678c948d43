import Foundation
import Testing

/// What cannot be done is refused in a sentence, with its exit code, before anything is started.
@Suite(.serialized, .timeLimit(.minutes(1)))
struct RefusalTests {
    @Test func `a bad ecosystem file is refused with every problem located, nothing is started`() async throws
    {
        try await withSandbox { sandbox in
            try sandbox.write(
                "ecosystem.json",
                """
                { "apps": [
                    { "name": "one", "script": "\(Program.fixture)", "args": "sleep", "max_restarts": "many" },
                    { "name": "two", "script": "\(sandbox.path("nowhere.js"))", "min_uptime": true }
                ] }
                """)
            let outcome = try Self.run(sandbox)
            #expect(outcome.code == 2)
            #expect(outcome.out == "")
            #expect(outcome.err.contains("ecosystem.json:2:"), "\(outcome.err)")
            #expect(outcome.err.contains("ecosystem.json:3:"), "\(outcome.err)")
            #expect(sandbox.remains == [])
            #expect(sandbox.core == nil)
        }
    }

    @Test func `without an ecosystem file it says how to begin`() async throws {
        try await withSandbox { sandbox in
            let outcome = try Self.run(sandbox)
            #expect(outcome.code == 2)
            #expect(outcome.out == "")
            #expect(outcome.err.contains("ecosystem.json") && outcome.err.split(separator: "\n").count == 1)
        }
    }

    @Test(.enabled(if: Program.node != nil, "node is not installed"))
    func `a mistake in an ecosystem.config.js is told with its place, nothing is started`() async throws {
        try await withSandbox { sandbox in
            try sandbox.write(
                "ecosystem.config.js", "console.log('read')\nmodule.exports = { apps: [{ script: nix }] }\n")
            let outcome = try Self.run(sandbox)
            #expect(outcome.code == 2)
            #expect(outcome.out == "")
            #expect(
                outcome.err
                    == "\(sandbox.path("ecosystem.config.js")):2:37: error: ReferenceError: nix is not defined\n"
            )
        }
    }

    @Test func `where there is no terminal nothing is hosted`() async throws {
        try await withSandbox { sandbox in
            try sandbox.apps([app("one", [Program.fixture, "sleep"])])
            let outcome = try sandbox.wamon()
            #expect(outcome.code == 3)
            #expect(outcome.out == "")
            #expect(outcome.err.contains("no wamon is running"))
            #expect(sandbox.remains == [])
        }
    }

    @Test(.enabled(if: Program.tmux != nil, "tmux is not installed"))
    func `another home does not make a second fleet of the same file, and is told where the first is`()
        async throws
    {
        try await withWamon { _ in
            [app("one", [Program.fixture, "sleep"])]
        } _: { first in
            try await first.wait(for: "one", toBe: "online")
            var setting = Session.Setting()
            setting.environment = ["WAMON_HOME": first.sandbox.path("other")]
            // So that the sentence with its two paths is on one line.
            setting.width = 220
            let second = try Session(first.sandbox, first.terminal, name: "second", setting)
            #expect(try await second.code() == 1)
            try await second.wait(until: "already supervised")
            try await second.wait(until: "WAMON_HOME=\(first.sandbox.home)")
            #expect(first.sandbox.output(of: "one").count == 1)
        }
    }

    private static func run(_ sandbox: Sandbox) throws -> Program.Outcome { try sandbox.wamon("run") }
}
