@testable import Supervision
import Testing

@Suite struct ReloadTests {
    private func three(_ change: (inout ProcessSpec) -> Void = { _ in }) -> Bench {
        var bench = Bench(spec("a", change), spec("b", change), spec("c", change))
        for name in ["a", "b", "c"] { bench.tell(.becameReady, name) }
        _ = bench.deeds()
        return bench
    }

    @Test func `one after the other, each ready before the next`() {
        var bench = three { $0.readiness.waitReady = true }
        bench.reload()
        #expect(bench.deeds() == ["SIGINT a"])
        bench.exit("a")
        #expect(bench.deeds() == ["spawn a"])
        bench.tell(.becameReady, "a")
        #expect(bench.deeds() == ["SIGINT b"])
        bench.exit("b")
        bench.tell(.becameReady, "b")
        bench.exit("c")
        bench.tell(.becameReady, "c")
        #expect(bench.deeds() == ["spawn b", "SIGINT c", "spawn c"])
        #expect(bench.fleet.instances.map(\.tally.restarts) == [1, 1, 1])
        #expect(bench.statuses == ["a online", "b online", "c online"])
    }

    @Test func `one that comes up errored ends the reload`() {
        var bench = three { $0.policy.maxRestarts = 1 }
        bench.holdsSpawns = true
        bench.reload()
        bench.exit("a")
        bench.spawnFailure = 2
        bench.land("a")
        #expect(bench.statuses == ["a errored", "b online", "c online"])
        #expect(bench.deeds() == ["SIGINT a", "spawn a"])
        bench.exit("b", .exited(0))
        #expect(bench.deeds() == [])
    }

    @Test func `a stop of the one under way skips nobody`() {
        var bench = three()
        bench.reload()
        bench.order(.stop, "a")
        #expect(bench.deeds() == ["SIGINT a", "SIGINT b"])
        bench.exit("b")
        bench.exit("c")
        #expect(bench.fleet.instances.map(\.tally.restarts) == [0, 1, 1])
    }

    @Test func `a stop of one still to come takes it out`() {
        var bench = three()
        bench.reload()
        bench.order(.stop, "b")
        bench.exit("a")
        bench.exit("b")
        #expect(bench.deeds() == ["SIGINT a", "SIGINT b", "spawn a", "SIGINT c"])
        #expect(bench.state("b") == .stopped)
    }

    @Test func `a reload during a reload adds what it does not hold yet`() {
        var bench = three()
        bench.reload()
        bench.reload()
        for name in ["a", "b", "c"] { bench.exit(name) }
        #expect(bench.fleet.instances.map(\.tally.restarts) == [1, 1, 1])
        #expect(bench.deeds() == ["SIGINT a", "spawn a", "SIGINT b", "spawn b", "SIGINT c", "spawn c"])
    }

    @Test func `who is being deleted is passed over, and holds up nobody`() {
        var bench = three()
        bench.order(.delete, "a")
        bench.reload()
        #expect(bench.deeds() == ["SIGINT a", "SIGINT b"])
        bench.order(.delete, "c")
        bench.exit("b")
        #expect(bench.deeds() == ["SIGINT c", "spawn b"])
    }

    @Test func `a shutdown ends the reload`() {
        var bench = three()
        bench.reload()
        bench.shutDown()
        for name in ["a", "b", "c"] { bench.exit(name) }
        #expect(bench.statuses == ["a stopped", "b stopped", "c stopped"])
        #expect(bench.fleet.isDown)
    }

    // MARK: - How far it is

    private func progress(_ bench: Bench) -> String? {
        bench.fleet.rollingProgress.map { "\($0.done) of \($0.total), now \($0.current?.raw ?? -1)" }
    }

    @Test func `how far it is, is told until it is over`() {
        var bench = three()
        #expect(progress(bench) == nil)
        bench.reload()
        #expect(progress(bench) == "0 of 3, now 0")
        bench.exit("a")
        #expect(progress(bench) == "1 of 3, now 1")
        bench.order(.stop, "c")
        #expect(progress(bench) == "1 of 2, now 1")
        bench.exit("b")
        #expect(progress(bench) == nil)
        bench.reload()
        #expect(progress(bench) == "0 of 3, now 0")
    }

    @Test func `what is asked for during a reload adds to what it has to do`() {
        var bench = three()
        bench.order(.stop, "c")
        bench.exit("c")
        bench.reload()
        bench.exit("a")
        #expect(progress(bench) == "1 of 3, now 1")
        bench.reload()
        #expect(progress(bench) == "1 of 4, now 1")
    }

    @Test func `one that comes up errored, or a shutdown, leaves nothing under way`() {
        var bench = three { $0.policy.maxRestarts = 1 }
        bench.reload()
        bench.spawnFailure = 2
        bench.exit("a")
        #expect(progress(bench) == nil)
        bench = three()
        bench.reload()
        bench.shutDown()
        #expect(progress(bench) == nil)
    }
}
