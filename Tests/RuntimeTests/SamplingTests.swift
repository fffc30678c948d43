import Kernel
import Runtime
import Supervision
import Testing
import WamonTesting

@Suite struct SamplingTests {
    private let bench = CoreBench()

    /// Samples are counted by the gauge that is asked once for each.
    private func samples(during step: Duration) -> Int {
        let before = bench.dials.asked
        bench.kernel.advance(by: step)
        return bench.dials.asked - before
    }

    @Test func `nobody watching and no limit set - a sample every ten seconds`() {
        bench.core.boot([CoreBench.spec("api")])
        #expect(samples(during: .seconds(100)) == 10)
    }

    @Test func `a limit to hold - a sample every second, watched or not`() {
        bench.core.boot([CoreBench.spec("api") { $0.memoryLimit = 1 << 30 }])
        #expect(samples(during: .seconds(100)) == 100)
    }

    @Test func `who begins to watch sees figures at once, and coming and going costs no further sample`() {
        bench.core.boot([CoreBench.spec("api")])
        bench.kernel.advance(by: .seconds(15))
        bench.core.isWatched = true
        #expect(samples(during: .milliseconds(1)) == 1)
        var count = 0
        for _ in 0..<50 {
            bench.core.isWatched.toggle()
            count += samples(during: .milliseconds(100))
        }
        #expect(count == 5)
        bench.core.isWatched = false
        bench.kernel.advance(by: .seconds(1))
        #expect(samples(during: .seconds(100)) == 10)
    }

    @Test func `a limit that comes with a newer spec is held from its next launch on`() {
        bench.core.boot([CoreBench.spec("api")])
        bench.kernel.advance(by: .milliseconds(13_500))
        bench.send(.launch(Launch(specs: [CoreBench.spec("api") { $0.memoryLimit = 100 << 20 }])))
        bench.kernel.advance(by: .milliseconds(10))
        bench.dials.memory[bench.shown("api")!.run!] = 500 << 20
        #expect(samples(during: .milliseconds(1)) == 1)
        #expect(samples(during: .seconds(2)) == 2)
        #expect(bench.shown("api")?.lastExit?.cause == .memory)
    }

    @Test func `however often the figures are asked for, they are taken once a second`() {
        bench.core.boot([CoreBench.spec("api") { $0.memoryLimit = 1 << 30 }])
        let before = bench.dials.asked
        for _ in 0..<200 {
            _ = bench.core.freshSnapshot()
            bench.kernel.advance(by: .milliseconds(50))
        }
        #expect(bench.dials.asked - before <= 11)
    }

    @Test func `whoever asks seldom sees figures no older than a second, and delays no other sample`() {
        bench.core.boot([CoreBench.spec("api")])
        bench.kernel.advance(by: .milliseconds(12_300))
        let before = bench.dials.asked
        _ = bench.core.freshSnapshot()
        _ = bench.core.freshSnapshot()
        #expect(bench.dials.asked - before == 1)
        #expect(samples(during: .milliseconds(9_999)) == 0)
        #expect(samples(during: .milliseconds(1)) == 1)
    }

    @Test func `a sample after a stall is shown but not held against the limit`() {
        bench.core.boot([CoreBench.spec("api") { $0.memoryLimit = 100 << 20 }])
        bench.kernel.advance(by: .milliseconds(10_500))
        bench.dials.memory[bench.shown("api")!.run!] = 500 << 20
        bench.kernel.advance(by: .milliseconds(1000))
        bench.kernel.stall(for: .seconds(5))
        // The second sample in a row over the limit, but it is the stall's.
        bench.kernel.advance(by: .milliseconds(1))
        #expect(bench.shown("api")?.usage.memory == 500 << 20)
        #expect(bench.statuses == [.online])
        bench.kernel.advance(by: .seconds(1))
        #expect(bench.statuses == [.stopping])
    }

    @Test func `memory of leftovers is shown while they are swept`() {
        bench.program("npx") {
            $0.children = 1
            $0.childrenIgnore = [.int]
        }
        bench.core.boot([
            CoreBench.spec("npx") {
                $0.memoryLimit = 1 << 30
                $0.stop.timeout = .seconds(5)
            }
        ])
        let run = bench.shown("npx")!.run!
        bench.dials.memory[run] = 7 << 20
        bench.kernel.endRoot(of: run, .exited(1))
        bench.kernel.advance(by: .seconds(2))
        #expect(bench.shown("npx")?.usage.memory == 7 << 20)
        bench.dials.memory = [:]
        bench.kernel.advance(by: .seconds(6))
        #expect(bench.shown("npx")?.usage.memory == 0)
    }
}
