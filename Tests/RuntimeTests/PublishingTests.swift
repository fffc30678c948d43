import Kernel
import Runtime
import Supervision
import Testing
import WamonTesting

@Suite struct PublishingTests {
    private let bench = CoreBench()

    @Test func `a storm of news is published at most every 16 ms, and the last word is not lost`() {
        bench.program("storm") {
            $0.endsAfter = .milliseconds(1)
            $0.status = .exited(1)
        }
        bench.core.boot([
            CoreBench.spec("storm") {
                $0.policy.maxRestarts = 1000
                $0.policy.minUptime = .seconds(1)
            }
        ])
        var published: [(at: Duration, snapshot: Snapshot)] = []
        bench.core.isWatched = true
        bench.core.onSnapshot = { [bench] in published.append((bench.kernel.now.monotonic, $0)) }
        bench.kernel.advance(by: .milliseconds(999))
        let gaps = zip(published, published.dropFirst()).map { $1.at - $0.at }
        #expect(gaps.allSatisfy { $0 >= .milliseconds(16) })
        #expect(published.count == 63)
        bench.kernel.advance(by: .milliseconds(20))
        #expect(published.last?.snapshot.processes.map(\.status) == [.errored])
        let sequences = published.map(\.snapshot.sequence)
        #expect(zip(sequences, sequences.dropFirst()).allSatisfy(<))
    }

    @Test func `a crash storm of 10,000 runs leaves a bounded history and bounded news`() {
        bench.program("storm") {
            $0.endsAfter = .milliseconds(1)
            $0.status = .exited(1)
        }
        bench.core.boot([CoreBench.spec("storm") { $0.policy.maxRestarts = 10_000 }])
        bench.kernel.advance(by: .seconds(11))
        #expect(bench.kernel.spawned.count == 10_000)
        #expect(bench.core.history(of: InstanceID(0)).count == 100)
        #expect(bench.core.history(of: InstanceID(0)).last?.unstableExits == 10_000)
        #expect(bench.core.snapshot().events.count == Snapshot.eventLimit)
        #expect(bench.kernel.released.count == 10_000)
        #expect(bench.output.ended.count == 10_000)
        #expect(bench.kernel.living == [])
        #expect(bench.kernel.armed == [.sample])
    }

    @Test func `an end of a stranger's hurries a sweep on, and does nothing where there is none`() {
        bench.program("npx") { $0.children = 1 }
        bench.core.boot([CoreBench.spec("npx") { $0.policy.restartDelay = .milliseconds(5) }])
        let run = bench.shown("npx")!.run!
        bench.kernel.tell([.orphanReaped(4)])
        #expect(bench.kernel.signals.isEmpty)
        bench.kernel.endRoot(of: run, .exited(1))
        // The child obeys after 10 ms: long before the rescan at 50 ms.
        bench.kernel.advance(by: .milliseconds(10))
        #expect(bench.statuses == [.online])
        #expect(bench.kernel.spawned.map(\.at) == [.seconds(100), .milliseconds(100_010)])
    }
}
