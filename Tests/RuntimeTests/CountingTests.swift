import Runtime
import Supervision
import Testing
import WamonTesting

/// What is counted over the life of a core.
@Suite struct CountingTests {
    private let bench = CoreBench()

    @Test func `restarts are counted by the cause of the exit before, and a reset changes nothing`() throws {
        bench.program("api") { ($0.endsAfter, $0.status) = (.seconds(5), .exited(1)) }
        bench.core.boot([CoreBench.spec("api")])
        bench.kernel.advance(by: .milliseconds(10_500))
        bench.send(.restart(.all))
        bench.kernel.advance(by: .milliseconds(500))
        bench.send(.reset(.all))
        let shown = try #require(bench.shown("api"))
        #expect(shown.restarts == 0)
        #expect(shown.restartsByCause == [.crash: 2, .manual: 1])
    }

    @Test func `a start after a stop is no restart`() throws {
        bench.core.boot([CoreBench.spec("api")])
        bench.send(.stop(.all))
        bench.kernel.advance(by: .seconds(1))
        bench.send(.start(.all))
        bench.kernel.advance(by: .seconds(1))
        #expect(try #require(bench.shown("api")).restartsByCause == [:])
    }

    @Test func `processor time is of all runs and never less than it was`() throws {
        bench.program("api") { ($0.endsAfter, $0.status) = (.seconds(5), .exited(1)) }
        bench.core.boot([CoreBench.spec("api") { $0.memoryLimit = 1 << 30 }])
        let first = try #require(bench.shown("api")?.run)
        bench.dials.times[first] = .seconds(2)
        // The kernel knows of more than the last sample did.
        bench.kernel.cpuTimes[first] = .seconds(3)
        bench.kernel.advance(by: .seconds(2))
        #expect(bench.shown("api")?.cpuTime == .seconds(2))
        bench.kernel.advance(by: .milliseconds(3500))
        #expect(bench.shown("api")?.cpuTime == .seconds(3))
        let second = try #require(bench.shown("api")?.run)
        #expect(second != first)
        bench.dials.times[second] = .seconds(1)
        bench.kernel.cpuTimes[second] = .milliseconds(500)
        bench.kernel.advance(by: .seconds(2))
        #expect(bench.shown("api")?.cpuTime == .seconds(4))
        bench.kernel.advance(by: .milliseconds(3500))
        // Less than what was sampled: some of its tree nobody waited for.
        #expect(bench.shown("api")?.cpuTime == .seconds(4))
    }

    @Test func `who asks for everything hears how late the core is, and a table does not`() {
        bench.core.boot([CoreBench.spec("api")])
        bench.kernel.lag = .milliseconds(40)
        let snapshot = bench.core.freshSnapshot()
        #expect(snapshot.core.loopLag == .milliseconds(40))
        #expect(snapshot.brief.core.loopLag == nil)
    }
}
