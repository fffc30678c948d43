import Foundation
import Testing

/// A core nobody looks at: one of it, whoever starts it; back when it dies; nothing of it left twice.
@Suite(.serialized, .timeLimit(.minutes(1)))
struct BackgroundTests {
    private static func fleet(_ sandbox: Sandbox) throws {
        try sandbox.apps(
            [
                app("plain", [Program.fixture, "sleep"]),
                app("tree", [Program.fixture, "tree", "setsid", "sleep"]),
                app("forked", [Program.fixture, "tree", "double-fork", "sleep"]),
                app("hidden", [Program.fixture, "tree", "setsid-clearenv", "sleep"]),
            ])
    }

    private static func pids(_ sandbox: Sandbox) throws -> [pid_t] {
        try sandbox.wamon("pid").out.split(separator: "\n").compactMap { pid_t($0) }.filter { $0 > 0 }
    }

    private static func started(_ sandbox: Sandbox) async throws -> [pid_t] {
        let outcome = try sandbox.wamon("start")
        try #require(outcome.code == 0, "\(outcome.err)")
        let pids = try pids(sandbox)
        #expect(pids.count == 4)
        return pids
    }

    private static func withFleet(_ body: (Sandbox) async throws -> Void) async throws {
        try await withSandbox { sandbox in
            try fleet(sandbox)
            do {
                try await body(sandbox)
            } catch {
                await sandbox.endCore()
                throw error
            }
            await sandbox.endCore()
        }
    }

    @Test func `a core that is killed is started once more, with the same fleet and nothing doubled`()
        async throws
    {
        try await Self.withFleet { sandbox in
            let before = try await Self.started(sandbox)
            let core = try #require(sandbox.core)
            kill(core, SIGKILL)
            let after = try await until("four others", seeing: { "\(sandbox.remains)" }) { () -> [pid_t]? in
                guard let now = sandbox.core, now != core else { return nil }
                let pids = try Self.pids(sandbox)
                return pids.count == 4 ? pids : nil
            }
            #expect(Set(before).isDisjoint(with: after))
            #expect(before.filter(isAlive) == [])
            #expect(try sandbox.wamon("kill").code == 0)
        }
    }

    @Test func `after the death of core and guardian the next core stops what is left before it starts any`()
        async throws
    {
        try await Self.withFleet { sandbox in
            let before = try await Self.started(sandbox)
            let core = try #require(sandbox.core)
            let family = Set(sandbox.remains.map(\.pid)).subtracting([core])
            kill(try #require(parent(of: core)), SIGKILL)
            kill(core, SIGKILL)
            _ = try await until("the core's end") { isAlive(core) ? nil : true }
            #expect(before.allSatisfy(isAlive))
            let after = try await Self.started(sandbox)
            #expect(Set(before).isDisjoint(with: after))
            #expect(family.filter(isAlive) == [])
            #expect(try sandbox.wamon("kill").code == 0)
        }
    }

    @Test func `started twice at the same instant there is one core, and each child once`() async throws {
        try await Self.withFleet { sandbox in
            for _ in 1...5 {
                let pids = try (1...2).map { _ in
                    try Program.spawn(
                        [Program.wamon, "start"], environment: sandbox.environment(), in: sandbox.folder
                    ) { _ in }
                }
                #expect(pids.map(Program.wait) == [0, 0])
                #expect(try Self.pids(sandbox).count == 4)
                let cores = sandbox.remains.filter { $0.words.hasPrefix("wamon background") }
                // And its guardian.
                #expect(cores.count == 2)
                #expect(try sandbox.wamon("kill").code == 0)
            }
        }
    }

    @Test func `a core stopped in order is not started again`() async throws {
        try await Self.withFleet { sandbox in
            _ = try await Self.started(sandbox)
            kill(try #require(sandbox.core), SIGTERM)
            _ = try await until("everybody's end", seeing: { "\(sandbox.remains)" }) {
                sandbox.remains.isEmpty ? true : nil
            }
        }
    }
}
