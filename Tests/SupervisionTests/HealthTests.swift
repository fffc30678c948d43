@testable import Supervision
import Testing

/// Readiness and liveness, as the machine decides them.
@Suite struct HealthTests {
    private static func probed(_ change: (inout HealthSpec) -> Void = { _ in }) -> ProcessSpec {
        spec {
            var health = HealthSpec(.http("http://127.0.0.1:5001/health"))
            change(&health)
            $0.health = health
            $0.policy.minUptime = .seconds(10)
        }
    }
    private static let passed = Fact.probed(HealthCheck(took: .milliseconds(12)))
    private static let refused = Fact.probed(HealthCheck(took: .milliseconds(1), failure: .refused))

    private var states: (Bench) -> HealthState? {
        { bench in
            switch bench.state() {
            case .launching(let running, _), .online(let running, _): running.health?.state
            default: nil
            }
        }
    }

    /// Up and healthy.
    private func healthy(_ change: (inout HealthSpec) -> Void = { _ in }) -> Bench {
        var bench = Bench(Self.probed(change))
        bench.pass(.milliseconds(100))
        bench.tell(Self.passed)
        _ = bench.effects()
        return bench
    }

    /// The next check comes, and fails.
    private func fail(_ bench: inout Bench, times: Int = 1) {
        for _ in 0..<times {
            bench.pass(.seconds(30))
            bench.tell(Self.refused)
        }
    }

    @Test func `a run is launching until its first check has passed`() {
        var bench = Bench(Self.probed())
        #expect(bench.state().status == .launching)
        #expect(
            bench.effects().suffix(2) == [
                .arm(.readiness, run(1), .seconds(60)), .arm(.probe, run(1), .milliseconds(100)),
            ])
        bench.pass(.milliseconds(100))
        #expect(bench.effects() == [.disarm(.probe, run(1)), .probe(run(1))])
        bench.tell(Self.passed)
        #expect(
            bench.effects() == [
                .disarm(.readiness, run(1)), .tell(.online), .arm(.probe, run(1), .seconds(30)),
            ])
        #expect(bench.state().status == .online)
        #expect(states(bench) == .healthy)
    }

    @Test func `until then it is asked more and more seldom, at most every start_interval`() {
        var bench = Bench(Self.probed { $0.startInterval = .seconds(1) })
        var delays: [Duration] = []
        for _ in 0..<6 {
            let before = bench.now.monotonic
            while !bench.effects().contains(.probe(run(1))) { bench.pass(.milliseconds(10)) }
            delays.append(bench.now.monotonic - before)
            bench.tell(Self.refused)
        }
        #expect(delays == [100, 200, 400, 800, 1000, 1000].map { .milliseconds($0) })
        #expect(states(bench) == .starting)
    }

    @Test func `the start period over, it is online, and its failures count from then on`() {
        var bench = Bench(Self.probed())
        for _ in 0..<5 { bench.tell(Self.refused) }
        bench.pass(.seconds(60))
        #expect(bench.state().status == .online)
        #expect(states(bench) == .starting)
        bench.tell(Self.refused)
        bench.tell(Self.refused)
        #expect(states(bench) == .starting)
        bench.tell(Self.refused)
        #expect(bench.state().status == .stopping)
        #expect(bench.instance().tally.unhealthySince == bench.now)
    }

    @Test func `ready on the channel is asked about at once, and is not yet healthy`() {
        var bench = Bench(
            spec {
                $0.health = HealthSpec(.tcp("127.0.0.1:5001"))
                $0.readiness.waitReady = true
            })
        _ = bench.effects()
        bench.tell(.becameReady)
        #expect(bench.effects() == [.disarm(.probe, run(1)), .probe(run(1))])
        #expect(bench.state().status == .launching)
        bench.tell(.becameReady)
        #expect(bench.effects() == [])
    }

    @Test func `retries failures in a row are unhealthy, and the run is restarted for it`() {
        var bench = healthy()
        fail(&bench, times: 2)
        #expect(states(bench) == .healthy)
        bench.pass(.seconds(30))
        _ = bench.effects()
        bench.tell(Self.refused)
        #expect(
            bench.effects() == [
                .tell(.unhealthy(.refused, failures: 3)), .disarm(.readiness, run(1)),
                .disarm(.stable, run(1)), .stopProbing(run(1)), .signalTree(run(1), .int),
                .arm(.kill, run(1), .milliseconds(1600)),
            ])
        bench.exit()
        #expect(bench.instance().lastExit?.cause == .unhealthy)
        #expect(bench.state().status == .launching)
        #expect(states(bench) == .starting)
    }

    @Test func `one that passes in between ends the row`() {
        var bench = healthy()
        fail(&bench, times: 2)
        bench.tell(Self.passed)
        fail(&bench, times: 2)
        #expect(bench.state().status == .online)
        #expect(states(bench) == .healthy)
    }

    @Test func `without a restart it stays unhealthy, is said once, and recovers`() {
        var bench = healthy { $0.onUnhealthy = .none }
        fail(&bench, times: 3)
        let since = bench.now
        fail(&bench, times: 2)
        #expect(states(bench) == .unhealthy)
        #expect(bench.instance().tally.unhealthySince == since)
        let told = bench.effects().filter { if case .tell = $0 { true } else { false } }
        #expect(told == [.tell(.unhealthy(.refused, failures: 3))])
        bench.pass(.seconds(30))
        bench.tell(Self.passed)
        #expect(bench.effects().contains(.tell(.recovered(after: .seconds(90)))))
        #expect(bench.instance().tally.unhealthySince == nil)
    }

    @Test func `how long it has not been healthy goes on over restarts, until somebody starts it afresh`() {
        var bench = healthy()
        fail(&bench, times: 3)
        let since = bench.now
        bench.exit()
        bench.pass(.seconds(60))
        fail(&bench, times: 3)
        bench.exit()
        #expect(bench.instance().tally.unhealthySince == since)
        bench.order(.restart())
        #expect(bench.instance().tally.unhealthySince == nil)
    }

    @Test func `of a run that was not up for min_uptime the policy decides as of a crash`() {
        var bench = healthy {
            $0.interval = .seconds(1)
            $0.retries = 1
        }
        bench.pass(.seconds(1))
        bench.tell(Self.refused)
        bench.exit()
        #expect(bench.instance().tally.unstableExits == 1)
    }

    @Test func `what is being stopped is asked nothing more, and a late answer changes nothing`() {
        var bench = healthy()
        bench.pass(.seconds(30))
        bench.order(.stop)
        #expect(bench.effects().contains(.stopProbing(run(1))))
        let before = bench.fleet
        bench.tell(Self.refused)
        #expect(bench.fleet == before)
        #expect(bench.effects() == [])
    }

    @Test func `whoever depends on it waits until it is healthy, not only online`() {
        var bench = Bench(
            Self.probed { $0.startPeriod = .seconds(5) }, spec("web") { $0.dependsOn = ["api"] })
        bench.pass(.seconds(5))
        #expect(bench.statuses == ["api online", "web launching"])
        #expect(bench.fleet.missingDependencies(of: InstanceID(1)) == ["api"])
        bench.tell(Self.passed)
        #expect(bench.statuses == ["api online", "web online"])
    }

    @Test func `unhealthy for as long as exit_on allows ends the core`() {
        var bench = healthy { $0.onUnhealthy = .none }
        var policy = ExitPolicy()
        policy.unhealthyFor = .seconds(90)
        var watch = ExitWatch(policy)
        fail(&bench, times: 2)
        #expect(watch.look(at: bench.fleet, now: bench.now).decision == .stay)
        fail(&bench)
        #expect(watch.look(at: bench.fleet, now: bench.now).decision == .lookAgain(after: .seconds(90)))
        bench.pass(.seconds(89))
        #expect(watch.look(at: bench.fleet, now: bench.now).decision == .lookAgain(after: .seconds(1)))
        bench.pass(.seconds(1))
        let ending = CoreEnding(
            code: 70, reason: "api has been unhealthy for 90 s: everything is stopped")
        #expect(watch.look(at: bench.fleet, now: bench.now).decision == .end(ending))
        bench.tell(Self.passed)
        #expect(watch.look(at: bench.fleet, now: bench.now).decision == .stay)
    }

    @Test func `a check that succeeds at its start interval of nothing still takes a millisecond`() {
        #expect(HealthSpec(.tcp("a:1")).startDelay(after: 40) == .seconds(1))
        var hasty = HealthSpec(.tcp("a:1"))
        hasty.startInterval = .zero
        #expect(hasty.startDelay(after: 0) == .milliseconds(1))
    }
}
