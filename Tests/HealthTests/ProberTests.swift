import Supervision
import Testing

@testable import Health

/// Who is asked when: in virtual time, of nobody.
@Suite struct ProberTests {
    private final class Open: Inquiry {
        let order: ProbeOrder
        let done: (HealthCheck) -> Void
        private(set) var isCancelled = false
        init(_ order: ProbeOrder, _ done: @escaping (HealthCheck) -> Void) {
            self.order = order
            self.done = done
        }
        func cancel() { isCancelled = true }
    }

    /// A prober whose questions a test answers.
    private final class Bench {
        var now = Duration.zero
        var open: [Open] = []
        var heard: [String] = []
        private(set) var prober: LinuxProber!

        init() {
            prober = LinuxProber(
                clock: { [unowned self] in now },
                begin: { [unowned self] order, done in
                    let inquiry = Open(order, done)
                    open.append(inquiry)
                    return inquiry
                })
            prober.receive = { [unowned self] run, check in
                heard.append("\(run.raw) \(check.isPassed) \(check.took)")
            }
        }

        func ask(_ run: UInt64) {
            prober.ask(
                ProbeOrder(
                    run: RunID(run), health: HealthSpec(.tcp("127.0.0.1:1")), environment: [:], cwd: "/"))
        }
    }

    @Test func `an answer is told once, with the time it took`() {
        let bench = Bench()
        bench.now = .seconds(5)
        bench.ask(1)
        bench.now = .milliseconds(5012)
        bench.open[0].done(HealthCheck(took: .zero))
        bench.open[0].done(HealthCheck(took: .zero, failure: .refused))
        #expect(bench.heard == ["1 true \(Duration.milliseconds(12))"])
    }

    @Test func `sixty-four are asked at once, the others in their turn, and waiting costs them no time`() {
        let bench = Bench()
        for run in 1...500 { bench.ask(UInt64(run)) }
        #expect(bench.open.count == LinuxProber.mostAtOnce)
        bench.now = .seconds(3)
        bench.open[0].done(HealthCheck(took: .zero))
        #expect(bench.open.count == LinuxProber.mostAtOnce + 1)
        bench.now = .seconds(4)
        bench.open[64].done(HealthCheck(took: .zero))
        #expect(bench.heard == ["1 true \(Duration.seconds(3))", "65 true \(Duration.seconds(1))"])
        var next = 1
        while next < bench.open.count {
            bench.open[next].done(HealthCheck(took: .zero))
            next += 1
        }
        #expect(bench.heard.count == 500)
        #expect(bench.open.map(\.order.run.raw) == Array(1...500))
    }

    @Test func `who is forgotten is cancelled, or never asked, and the next one has its place`() {
        let bench = Bench()
        for run in 1...66 { bench.ask(UInt64(run)) }
        bench.prober.forget(RunID(65))
        bench.prober.forget(RunID(3))
        #expect(bench.open[2].isCancelled)
        #expect(bench.open.last?.order.run == RunID(66))
        bench.open[2].done(HealthCheck(took: .zero))
        bench.prober.forget(RunID(3))
        #expect(bench.heard == [])
    }

    @Test func `a second question of a run takes the place of the first`() {
        let bench = Bench()
        bench.ask(1)
        bench.ask(1)
        #expect(bench.open[0].isCancelled)
        bench.open[0].done(HealthCheck(took: .zero, failure: .refused))
        bench.open[1].done(HealthCheck(took: .zero))
        #expect(bench.heard == ["1 true \(Duration.zero)"])
    }

    @Test func `after the end nobody is asked and nothing told`() {
        let bench = Bench()
        for run in 1...66 { bench.ask(UInt64(run)) }
        bench.prober.close()
        #expect(bench.open.filter { !$0.isCancelled }.isEmpty)
        bench.open[0].done(HealthCheck(took: .zero))
        #expect(bench.open.count == 64)
        #expect(bench.heard == [])
    }
}
