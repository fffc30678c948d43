@testable import Supervision
import Testing

@Suite struct LaunchTests {
    private let slow = spec {
        $0.readiness.waitReady = true
        $0.readiness.timeout = .seconds(10)
    }

    @Test func `without wait_ready a process is online once it is spawned`() {
        var bench = Bench(spec(), holdsSpawns: true)
        #expect(bench.effects() == [.spawn(run(1))])
        #expect(bench.state() == .launching(.init(run: run(1), since: .zero), pid: nil))
        bench.land()
        #expect(
            bench.effects() == [
                .tell(.launched(pid: 101)), .arm(.stable, run(1), .seconds(30)), .tell(.online),
            ])
        #expect(bench.state() == .online(.init(run: run(1), since: .zero), pid: 101))
    }

    @Test func `with wait_ready it is launching until it says ready`() {
        var bench = Bench(slow)
        #expect(bench.state() == .launching(.init(run: run(1), since: .zero), pid: 101))
        bench.pass(.seconds(9))
        #expect(bench.state().status == .launching)
        bench.tell(.becameReady)
        #expect(bench.state() == .online(.init(run: run(1), since: .zero), pid: 101))
        #expect(!bench.armed(.readiness))
    }

    @Test func `at listen_timeout it is online without a word`() {
        var bench = Bench(slow)
        bench.pass(.milliseconds(9999))
        #expect(bench.state().status == .launching)
        bench.pass(.milliseconds(1))
        #expect(bench.state().status == .online)
    }

    @Test func `an exit before ready is an exit like any other`() {
        var bench = Bench(slow)
        bench.exit()
        #expect(bench.state().status == .launching)
        #expect(bench.instance().tally.unstableExits == 1)
        #expect(bench.instance().tally.restarts == 1)
    }

    /// ENOENT, EACCES, ENOEXEC, ENOTDIR.
    @Test(arguments: [Int32(2), 13, 8, 20])
    func `a spawn that can never succeed is errored at once, with its reason`(errno: Int32) {
        var bench = Bench(customer, holdsSpawns: true)
        bench.spawnFailure = errno
        bench.land()
        #expect(bench.state() == .errored(.cannotSpawn(errno: errno, stage: "exec")))
        #expect(bench.instance().lastExit?.status == .notSpawned(errno: errno, stage: "exec"))
        #expect(bench.instance().tally == Tally())
        #expect(!bench.effects().contains(.tell(.online)))
        #expect(bench.timers.isEmpty)
    }

    /// EAGAIN, ENOMEM, ENFILE, EMFILE, ETXTBSY.
    @Test(arguments: [Int32(11), 12, 23, 24, 26])
    func `a spawn for which something is short is tried again, growing from 1 s, and counts nowhere`(
        errno: Int32
    ) {
        var bench = Bench(spec(), holdsSpawns: true)
        bench.holdsSpawns = false
        bench.spawnFailure = errno
        bench.land()
        var delays: [Duration] = []
        for _ in 1...9 {
            guard case .waiting(let waiting) = bench.state() else { break }
            delays.append(waiting.delay)
            bench.pass(waiting.delay)
        }
        #expect(
            delays == [1000, 1500, 2250, 3375, 5062, 7593, 11389, 15000, 15000].map { .milliseconds($0) })
        #expect(bench.instance().tally.restarts == 0)
        #expect(bench.instance().tally.unstableExits == 0)
        bench.spawnFailure = nil
        bench.pass(.seconds(15))
        #expect(bench.state().status == .online)
        #expect(bench.instance().tally == Tally())
    }

    @Test func `restart_delay holds for failed spawns too`() {
        var bench = Bench(customer, holdsSpawns: true)
        bench.spawnFailure = 11
        bench.land()
        #expect(
            bench.state()
                == .waiting(
                    .init(
                        run: run(1), dueAt: .seconds(4), delay: .seconds(4), delayOver: false, treeGone: true,
                        counts: false)))
    }

    @Test func `a start instead of the next try is not counted, a restart is`() {
        for (command, count) in [(Event.Command.start(), 0), (.restart(), 1)] {
            var bench = Bench(spec(), holdsSpawns: true)
            bench.spawnFailure = 11
            bench.land()
            bench.order(command)
            #expect(bench.state().status == .launching)
            #expect(bench.instance().tally.restarts == count)
        }
    }

    @Test func `a spawn that fails while it is to be stopped ends stopped`() {
        var bench = Bench(customer, holdsSpawns: true)
        bench.order(.stop)
        bench.spawnFailure = 2
        bench.land()
        #expect(bench.state() == .stopped)
    }
}
