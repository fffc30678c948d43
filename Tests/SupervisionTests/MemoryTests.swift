@testable import Supervision
import Testing

@Suite struct MemoryTests {
    private let over = (400 << 20) + 1

    /// Up for so long, and two samples over the limit.
    private func swollen(after uptime: Duration) -> Bench {
        var bench = Bench(customer)
        bench.pass(uptime)
        bench.tell(.memorySampled(over))
        bench.tell(.memorySampled(over))
        return bench
    }

    @Test func `two samples in a row over the limit are looked at more closely`() {
        var bench = Bench(customer)
        _ = bench.effects()
        for bytes in [over, over - 1, over] { bench.tell(.memorySampled(bytes)) }
        #expect(bench.effects() == [])
        bench.tell(.memorySampled(over))
        #expect(bench.effects() == [.confirmMemory(run(1))])
        bench.tell(.memorySampled(over))
        #expect(bench.effects() == [])
    }

    @Test func `confirmed, an old run is asked to end and the next begins at once`() {
        var bench = swollen(after: .seconds(10))
        _ = bench.effects()
        bench.tell(.memoryConfirmed(over))
        #expect(
            bench.effects() == [
                .tell(.memoryOverLimit(used: over, limit: over - 1)), .disarm(.readiness, run(1)),
                .disarm(.stable, run(1)), .signalTree(run(1), .int), .arm(.kill, run(1), .seconds(10)),
            ])
        bench.exit("api", .exited(0))
        #expect(bench.state().status == .online)
        #expect(bench.instance().lastExit?.cause == .memory)
        #expect(bench.instance().tally.restarts == 1)
        #expect(bench.instance().tally.unstableExits == 0)
    }

    @Test func `a look that was not to be had lets the samples stand`() {
        var bench = swollen(after: .seconds(10))
        bench.tell(.memoryConfirmed(nil))
        #expect(bench.state().status == .stopping)
    }

    @Test func `a closer look under the limit leaves the run alone, and the count begins again`() {
        var bench = swollen(after: .seconds(10))
        _ = bench.effects()
        bench.tell(.memoryConfirmed(over - 1))
        bench.tell(.memorySampled(over))
        #expect(bench.effects() == [])
        bench.tell(.memorySampled(over))
        #expect(bench.effects() == [.confirmMemory(run(1))])
    }

    @Test func `the look of a run that is being stopped says nothing`() {
        var bench = swollen(after: .seconds(10))
        bench.order(.stop)
        _ = bench.effects()
        bench.tell(.memoryConfirmed(over))
        #expect(bench.effects() == [])
    }

    @Test(arguments: [Cause.memory, .unhealthy])
    func `a young run ended for memory or health is unstable, however long its end takes`(cause: Cause) {
        var bench = Bench(customer)
        bench.pass(.seconds(5))
        bench.tell(.restartDemanded(cause))
        bench.pass(.seconds(8))
        bench.exit("api", .exited(0))
        #expect(bench.instance().lastExit?.cause == cause)
        #expect(bench.instance().lastExit?.verdict == .restart(after: .seconds(4)))
        #expect(bench.instance().tally.unstableExits == 1)
        bench.pass(.seconds(4))
        #expect(bench.state().status == .online)
        #expect(bench.instance().tally.restarts == 1)
    }

    @Test func `ten young runs over the limit are errored`() {
        var bench = Bench(customer)
        for _ in 1...10 {
            bench.tell(.restartDemanded(.memory))
            bench.exit("api", .exited(0))
            bench.pass(.seconds(4))
        }
        #expect(bench.state() == .errored(.tooManyUnstableExits(10)))
        #expect(bench.instance().tally.restarts == 9)
    }

    @Test func `autorestart and stop_exit_codes do not hold for a demanded restart`() {
        var bench = Bench(
            spec {
                $0.policy.autorestart = false
                $0.policy.stopExitCodes = [0]
            })
        bench.tell(.restartDemanded(.memory))
        bench.exit("api", .exited(0))
        #expect(bench.state().status == .online)
    }

    @Test(arguments: [Cause.watch, .cron])
    func `a young run restarted by watch or cron is not unstable and comes back at once`(cause: Cause) {
        var bench = Bench(customer)
        bench.tell(.restartDemanded(cause))
        bench.exit("api", .exited(1))
        #expect(bench.state().status == .online)
        #expect(bench.instance().lastExit?.cause == cause)
        #expect(bench.instance().tally.unstableExits == 0)
        #expect(bench.instance().tally.restarts == 1)
    }

    @Test func `an old unhealthy run is restarted at once`() {
        var bench = Bench(customer)
        bench.pass(.seconds(10))
        bench.tell(.restartDemanded(.unhealthy))
        bench.exit()
        #expect(bench.state().status == .online)
        #expect(bench.instance().lastExit?.cause == .unhealthy)
    }

    @Test func `an old run ended for memory ends the row`() {
        var bench = Bench(customer)
        for _ in 1...3 { bench.crash() }
        bench.pass(.seconds(10))
        bench.tell(.restartDemanded(.memory))
        bench.exit("api", .exited(0))
        #expect(bench.instance().tally.unstableExits == 0)
    }

    @Test func `samples of one run are not held against the next`() {
        var bench = Bench(customer)
        bench.tell(.memorySampled(over))
        bench.crash()
        _ = bench.effects()
        bench.tell(.memorySampled(over))
        #expect(bench.effects() == [])
    }

    @Test func `without a limit no sample matters`() {
        var bench = Bench(spec())
        _ = bench.effects()
        for _ in 1...5 { bench.tell(.memorySampled(over)) }
        #expect(bench.effects() == [])
    }
}
