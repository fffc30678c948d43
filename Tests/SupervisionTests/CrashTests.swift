@testable import Supervision
import Testing

@Suite struct CrashTests {
    @Test
    func `ten unstable exits in a row of max_restarts 10 are errored after ten starts and nine restarts`() {
        var bench = Bench(customer)
        for _ in 1...9 { #expect(bench.crash() != nil) }
        #expect(bench.deeds() == Array(repeating: "spawn api", count: 10))
        #expect(bench.crash() == nil)
        #expect(bench.state() == .errored(.tooManyUnstableExits(10)))
        #expect(bench.instance().tally.restarts == 9)
        #expect(bench.instance().tally.unstableExits == 10)
        bench.pass(.seconds(3600))
        #expect(bench.deeds() == [])
        #expect(bench.timers.isEmpty)
    }

    @Test func `an exit after min_uptime ends the row`() {
        var bench = Bench(customer)
        for _ in 1...9 { bench.crash() }
        bench.crash(after: .seconds(10))
        #expect(bench.instance().tally.unstableExits == 0)
        for _ in 1...9 { bench.crash() }
        #expect(bench.state().status == .online)
        #expect(bench.instance().tally.restarts == 19)
    }

    @Test func `an exit just before min_uptime is unstable`() {
        var bench = Bench(customer)
        bench.crash(after: .milliseconds(9999))
        #expect(bench.instance().tally.unstableExits == 1)
    }

    @Test func `the crash loop is called so from three in a row`() {
        var bench = Bench(customer)
        for expected in [false, false, true] {
            bench.crash()
            #expect(bench.instance().tally.isCrashLooping == expected)
        }
    }

    @Test func `thirty seconds up end the crash loop on the screen too`() {
        var bench = Bench(customer)
        for _ in 1...3 { bench.crash() }
        bench.pass(.milliseconds(29_999))
        #expect(bench.instance().tally.unstableExits == 3)
        bench.pass(.milliseconds(1))
        #expect(bench.instance().tally.unstableExits == 0)
    }

    @Test func `a min_uptime longer than thirty seconds is waited for`() {
        var bench = Bench(spec { $0.policy.minUptime = .seconds(60) })
        bench.crash()
        bench.pass(.seconds(40))
        #expect(bench.instance().tally.unstableExits == 1)
    }

    @Test func `the delay is the larger of restart_delay and backoff`() {
        var bench = Bench(customer)
        #expect((1...9).map { _ in bench.crash() } == Array(repeating: .seconds(4), count: 9))
        var steep = Bench(
            spec {
                $0.policy.restartDelay = .milliseconds(200)
                $0.policy.backoffFirst = .milliseconds(100)
            })
        #expect((1...5).map { _ in steep.crash() } == [200, 200, 225, 337, 505].map { .milliseconds($0) })
    }

    @Test func `the backoff grows by half, floored, to fifteen seconds`() {
        var bench = Bench(
            spec {
                $0.policy.backoffFirst = .milliseconds(100)
                $0.policy.maxRestarts = 99
            })
        let expected = [
            100, 150, 225, 337, 505, 757, 1135, 1702, 2553, 3829, 5743, 8614, 12921, 15000, 15000,
        ]
        #expect(expected.map { _ in bench.crash() } == expected.map { Duration.milliseconds($0) })
    }

    @Test func `the backoff begins anew after thirty seconds up`() {
        var bench = Bench(spec { $0.policy.backoffFirst = .milliseconds(100) })
        for _ in 1...3 { bench.crash() }
        #expect(bench.crash(after: .milliseconds(29_999)) == .milliseconds(337))
        #expect(bench.crash(after: .seconds(30)) == .milliseconds(100))
    }

    @Test func `without a delay the next run begins at once, and the whole step is this`() {
        var bench = Bench(spec { $0.policy.minUptime = .seconds(1) })
        bench.pass(.seconds(5))
        _ = bench.effects()
        bench.exit()
        let record = ExitRecord(
            run: run(1), status: .exited(1), cause: .crash, at: Moment.zero.advanced(by: .seconds(5)),
            ran: .seconds(5), verdict: .restart(after: .zero), unstableExits: 0)
        #expect(
            bench.effects() == [
                .disarm(.readiness, run(1)), .disarm(.stable, run(1)), .record(record), .tell(.ended(record)),
                .release(run(1)), .spawn(run(2)), .tell(.launched(pid: 102)),
                .arm(.stable, run(2), .seconds(30)), .tell(.online),
            ])
        #expect(bench.instance().lastExit == record)
        #expect(bench.instance().tally.restarts == 1)
    }

    @Test func `while it waits the state says until when, and for how long in all`() {
        var bench = Bench(customer)
        bench.pass(.seconds(2))
        bench.exit()
        #expect(
            bench.state()
                == .waiting(
                    .init(
                        run: run(1), dueAt: .seconds(6), delay: .seconds(4), delayOver: false, treeGone: true)
                ))
        #expect(bench.instance().tally.restarts == 0)
        bench.pass(.seconds(4))
        #expect(bench.instance().tally.restarts == 1)
    }

    @Test func `without autorestart an exit is the end`() {
        var bench = Bench(spec { $0.policy.autorestart = false })
        bench.exit()
        #expect(bench.state() == .stopped)
        #expect(bench.instance().lastExit?.verdict == .stay)
        bench.order(.start())
        #expect(bench.state().status == .online)
    }

    @Test(arguments: [(Int32(0), Status.stopped), (3, .stopped), (1, .online)])
    func `a code in stop_exit_codes is the end, another is not`(code: Int32, status: Status) {
        var bench = Bench(spec { $0.policy.stopExitCodes = [0, 3] })
        bench.exit("api", .exited(code))
        #expect(bench.state().status == status)
    }

    @Test func `a signal is no exit code`() {
        var bench = Bench(spec { $0.policy.stopExitCodes = [9] })
        bench.exit("api", .signalled(.kill, coreDumped: false))
        #expect(bench.state().status == .online)
    }

    @Test func `a kill by the kernel for memory is its own cause`() {
        var bench = Bench(spec())
        bench.tell(.ended(.signalled(.kill, coreDumped: false), treeAlive: false, oomKilled: true))
        #expect(bench.instance().lastExit?.cause == .oomKilled)
        #expect(bench.instance().tally.unstableExits == 1)
    }
}
