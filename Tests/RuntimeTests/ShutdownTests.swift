import Kernel
import Runtime
import Supervision
import Testing
import WamonTesting

@Suite struct ShutdownTests {
    private let bench = CoreBench()

    @Test func `a signal just after the key is no impatience`() {
        bench.program("api") { $0.obeysAfter = .seconds(3) }
        bench.core.boot([CoreBench.spec("api") { $0.stop.timeout = .seconds(10) }])
        bench.send(.shutdown)
        bench.kernel.advance(by: .milliseconds(300))
        bench.kernel.tell([.signalled(.term)])
        bench.kernel.advance(by: .milliseconds(300))
        #expect(bench.kernel.signals.map(\.signal) == [.int])
        bench.kernel.advance(by: .milliseconds(400))
        bench.kernel.tell([.signalled(.term)])
        #expect(Set(bench.kernel.signals.dropFirst().map(\.signal)) == [.kill])
    }

    @Test func `a hangup never hastens a shutdown`() {
        bench.program("api") { $0.obeysAfter = .seconds(3) }
        bench.core.boot([CoreBench.spec("api") { $0.stop.timeout = .seconds(10) }])
        bench.kernel.tell([.signalled(.hup)])
        bench.kernel.advance(by: .seconds(2))
        bench.kernel.tell([.signalled(.hup)])
        bench.kernel.advance(by: .seconds(2))
        #expect(bench.kernel.signals.map(\.signal) == [.int])
        #expect(bench.statuses == [.stopped])
    }

    @Test func `what cannot be killed does not keep the core for ever, nor its dependencies up`() {
        bench.program("nfs") { $0.ignores = [.int, .kill] }
        bench.core.boot([CoreBench.spec("api"), CoreBench.spec("nfs") { $0.dependsOn = ["api"] }])
        var downAt: Duration?
        bench.core.onDown = { _ in downAt = bench.kernel.now.monotonic }
        bench.kernel.tell([.signalled(.term)])
        bench.kernel.advance(by: .milliseconds(3199))
        #expect(bench.statuses == [.online, .stopping])
        bench.kernel.advance(by: .seconds(1))
        #expect(bench.statuses == [.stopped, .stopping])
        #expect(downAt == .milliseconds(103_210))
    }

    @Test func `a core without a process ends at once`() {
        bench.core.boot([CoreBench.spec("api") { $0.autostart = false }])
        var isDown = false
        bench.core.onDown = { _ in isDown = true }
        bench.kernel.tell([.signalled(.int)])
        #expect(isDown)
    }
}
