import Kernel
import Runtime
import Supervision
import Testing
import WamonTesting

/// The core between the machine and who asks.
@Suite struct HealthTests {
    /// Answers when the test says so.
    private final class Oracle: Prober {
        var receive: ((RunID, HealthCheck) -> Void)?
        var asked: [ProbeOrder] = []
        var forgotten: [RunID] = []
        func ask(_ order: ProbeOrder) { asked.append(order) }
        func forget(_ run: RunID) { forgotten.append(run) }

        func answer(_ failure: HealthFailure? = nil) {
            guard let run = asked.last?.run else { return }
            receive?(run, HealthCheck(took: .milliseconds(12), failure: failure))
        }
    }

    private let oracle = Oracle()
    private let bench: CoreBench

    init() {
        bench = CoreBench(environment: ["PATH": "/bin"], prober: oracle)
        bench.core.boot([
            CoreBench.spec("api") {
                $0.health = HealthSpec(.http("http://127.0.0.1:$PORT/"))
                $0.port = 5001
            }
        ])
    }

    @Test func `the question comes with the environment of the child, and the answer is shown`() {
        #expect(bench.shown("api")?.reason == "waits for its first healthy check")
        bench.kernel.advance(by: .milliseconds(100))
        #expect(oracle.asked.count == 1)
        #expect(oracle.asked.last?.environment["PORT"] == "5001")
        oracle.answer()
        let shown = bench.shown("api")
        #expect(shown?.status == .online)
        var check = HealthCheck(took: .milliseconds(12))
        check.at = bench.kernel.now
        var expected = HealthSnapshot(state: .healthy, failures: 0, retries: 3)
        expected.last = check
        #expect(shown?.health == expected)
        #expect(bench.core.details(of: nil).first?.checks == [check])
    }

    @Test func `the last twenty checks are remembered, and end with the slot`() {
        for _ in 0..<30 {
            bench.kernel.advance(by: .seconds(30))
            oracle.answer(.refused)
            if bench.shown("api")?.status == .stopping { break }
        }
        for _ in 0..<25 { oracle.answer() }
        #expect(bench.core.details(of: nil).first?.checks.count == 20)
        bench.send(.delete(.all))
        bench.kernel.advance(by: .seconds(3))
        oracle.answer()
        #expect(bench.core.details(of: nil).isEmpty)
    }

    @Test func `an answer about a run that is over is nobody's`() {
        bench.kernel.advance(by: .milliseconds(100))
        let first = oracle.asked[0].run
        bench.send(.restart(.all))
        bench.kernel.advance(by: .seconds(1))
        #expect(oracle.forgotten == [first])
        oracle.receive?(first, HealthCheck(took: .zero))
        #expect(bench.shown("api")?.status == .launching)
        #expect(bench.core.details(of: nil).first?.checks.isEmpty == true)
    }
}
