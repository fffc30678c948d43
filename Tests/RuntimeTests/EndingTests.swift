import Kernel
import Runtime
import Supervision
import Testing
import WamonTesting

/// A core that ends by itself.
@Suite struct EndingTests {
    /// How the core ended and when (since the boot), and what it said.
    private final class Report {
        var ending: CoreEnding??
        var at: Duration?
    }
    private let report = Report()

    private func bench(_ specs: ProcessSpec..., policy: ExitPolicy? = ExitPolicy()) -> CoreBench {
        let bench = CoreBench(exitPolicy: policy)
        bench.core.onDown = { [report] ending in
            report.ending = ending
            report.at = bench.kernel.now.monotonic - .seconds(100)
        }
        bench.core.boot(specs)
        return bench
    }

    private func notes(_ bench: CoreBench) -> [String] {
        bench.core.snapshot().events.compactMap { if case .note(let note) = $0.kind { note } else { nil } }
    }

    @Test func `everything is stopped gracefully when an app is errored, and the code is 70`() {
        let bench = bench(
            CoreBench.spec("web") { $0.dependsOn = ["db"] }, CoreBench.spec("db"), CoreBench.spec("api"))
        bench.program("api") { $0.failure = SpawnFailure(errno: 2, stage: "exec") }
        bench.kernel.advance(by: .seconds(10))
        bench.send(.restart(.name("api")))
        bench.kernel.advance(by: .milliseconds(10))
        #expect(bench.statuses == [.stopping, .online, .errored])
        #expect(notes(bench) == ["api is errored: everything is stopped; exit code 70"])
        bench.kernel.advance(by: .milliseconds(20))
        #expect(report.ending == CoreEnding(code: 70, reason: "api is errored: everything is stopped"))
        #expect(report.at == .milliseconds(10_030))
        #expect(bench.kernel.living == [])
    }

    @Test func `when all have done their work it ends with 0 at once`() {
        let bench = bench(CoreBench.spec("job") { $0.policy.autorestart = false })
        bench.kernel.endRoot(of: bench.shown("job")!.run!, .exited(0))
        #expect(report.ending == CoreEnding(code: 0, reason: "everything has ended by itself"))
    }

    @Test func `after a stop of all it ends with 70 in 90 seconds, unless something is started`() {
        let bench = bench(CoreBench.spec("api"))
        bench.send(.stop(.all))
        bench.kernel.advance(by: .milliseconds(89_000))
        bench.send(.start(.all))
        bench.kernel.advance(by: .seconds(100))
        #expect(report.at == nil)
        bench.send(.stop(.all))
        bench.kernel.advance(by: .milliseconds(90_010))
        #expect(report.at == .milliseconds(89_000 + 100_000 + 90_010))
        #expect(report.ending == CoreEnding(code: 70, reason: "nothing was started again within 90 s"))
        #expect(
            notes(bench) == [
                "nothing runs: wamon ends with code 70 in 90 s, unless something is started",
                "something runs again: wamon goes on",
                "nothing runs: wamon ends with code 70 in 90 s, unless something is started",
                "nothing was started again within 90 s; exit code 70",
            ])
    }

    @Test func `a shutdown that was asked for has no other reason`() {
        let bench = bench(CoreBench.spec("api"))
        bench.kernel.tell([.signalled(.term)])
        bench.kernel.advance(by: .seconds(1))
        #expect(report.ending == .some(nil))
    }

    @Test func `without a policy nothing ends by itself`() {
        let bench = bench(CoreBench.spec("api"), policy: nil)
        bench.send(.stop(.all))
        bench.kernel.advance(by: .seconds(1000))
        #expect(report.at == nil)
    }

    @Test func `what waits for its restart keeps the core up`() {
        let bench = bench(CoreBench.spec("api") { $0.policy.restartDelay = .seconds(600) })
        bench.kernel.endRoot(of: bench.shown("api")!.run!, .exited(1))
        bench.kernel.advance(by: .seconds(599))
        #expect(report.at == nil)
        #expect(bench.statuses == [.waiting])
    }
}
