import Kernel
import Runtime
import Supervision
import Testing
import WamonTesting

/// The kernel's kills for want of memory are counted for a whole cgroup; which end they explain is ours to
/// find.
@Suite struct MemoryKillTests {
    private let bench = CoreBench()
    private let killed = ExitStatus.signalled(.kill, coreDumped: false)

    private func run(_ name: String) -> RunID { bench.shown(name)!.run! }
    private func cause(_ name: String) -> Cause? { bench.shown(name)?.lastExit?.cause }

    @Test func `a SIGKILL that the kernel has counted as one for memory has that cause`() {
        bench.core.boot([CoreBench.spec("api")])
        bench.kernel.oomKills += 1
        bench.kernel.endRoot(of: run("api"), killed)
        #expect(cause("api") == .oomKilled)
        bench.kernel.endRoot(of: run("api"), killed)
        #expect(cause("api") == .crash)
    }

    @Test func `of several that end together, those that used most were the victims`() {
        bench.core.boot(["small", "large", "middle"].map { CoreBench.spec($0) })
        bench.dials.memory = [run("small"): 10 << 20, run("large"): 900 << 20, run("middle"): 50 << 20]
        bench.core.isWatched = true
        bench.kernel.advance(by: .seconds(1))
        bench.kernel.oomKills += 2
        bench.kernel.tell(["small", "large", "middle"].map { .ended(run($0), killed) })
        #expect(cause("small") == .crash)
        #expect(cause("large") == .oomKilled)
        #expect(cause("middle") == .oomKilled)
    }

    @Test func `a kill nobody's end explains is not blamed on a later one`() {
        bench.core.boot([CoreBench.spec("api")])
        bench.core.isWatched = true
        bench.kernel.oomKills += 1
        bench.kernel.advance(by: .seconds(5))
        bench.kernel.endRoot(of: run("api"), killed)
        #expect(cause("api") == .crash)
    }

    @Test func `a kill that was counted at the last sample still explains the end that follows`() {
        bench.core.boot([CoreBench.spec("api")])
        bench.core.isWatched = true
        bench.kernel.advance(by: .milliseconds(3990))
        bench.kernel.oomKills += 1
        bench.kernel.advance(by: .milliseconds(20))
        bench.kernel.endRoot(of: run("api"), killed)
        #expect(cause("api") == .oomKilled)
    }

    @Test func `our own SIGKILL is never the kernel's for memory`() {
        bench.program("api") { $0.ignores = [.int] }
        bench.core.boot([CoreBench.spec("api")])
        bench.kernel.oomKills += 1
        bench.send(.stop(.all))
        bench.kernel.advance(by: .seconds(2))
        #expect(bench.shown("api")?.lastExit?.status == killed)
        #expect(cause("api") == .manual)
    }
}
