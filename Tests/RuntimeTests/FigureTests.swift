import Runtime
import Supervision
import Testing
import WamonTesting

/// What has been measured, over time and one by one.
@Suite struct FigureTests {
    private let bench = CoreBench()

    private func series(_ id: Int? = 0, _ span: FigureSpan = .minute) -> FigureSeries {
        bench.core.figures(of: id.map { InstanceID($0) }, over: span)
    }

    private func run(_ name: String) -> RunID { bench.shown(name)!.run! }

    @Test func `what an instance used is kept from run to run, and gone with its slot`() {
        bench.core.boot([CoreBench.spec("api") { $0.memoryLimit = 1 << 30 }])
        bench.dials.memory[run("api")] = 64 << 16
        bench.kernel.advance(by: .seconds(10))
        bench.kernel.advance(by: .seconds(5))
        bench.send(.restart(.all))
        bench.kernel.advance(by: .milliseconds(100))
        bench.dials.memory[run("api")] = 32 << 16
        bench.kernel.advance(by: .seconds(5))
        let memory = series().memory
        #expect(memory.contains(64) && memory.last == 32)
        #expect(series().restarts.reduce(0, +) == 1)
        #expect(series(0, .day).restarts == [1])
        bench.send(.delete(.all))
        bench.kernel.advance(by: .seconds(5))
        #expect(series() == FigureSeries(span: .minute))
    }

    @Test func `what does not run uses nothing, and that is known`() {
        bench.core.boot([CoreBench.spec("off") { $0.autostart = false }])
        bench.kernel.advance(by: .seconds(60))
        #expect(Set(series().cpu) == [0])
        #expect(Set(series().memory) == [0])
        #expect(series().cpu.count > 40)
    }

    @Test func `an unwatched fleet is known all the time`() {
        bench.core.boot([CoreBench.spec("api")])
        bench.dials.cpu[run("api")] = 40
        bench.kernel.advance(by: .seconds(600))
        #expect(series().cpu == Array(repeating: 40, count: 60))
        #expect(series(0, .hour).cpu.suffix(19).allSatisfy { $0 == 40 })
    }

    @Test func `the machine's are percent of all cores`() {
        bench.dials.host.cores = 4
        bench.dials.host.cpuPercent = 200
        bench.dials.host.memoryUsed = 1 << 30
        bench.core.isWatched = true
        bench.core.boot([])
        bench.kernel.advance(by: .seconds(30))
        #expect(Set(series(nil).cpu) == [50])
        #expect(series(nil).memory.last == 1 << 14)
        #expect(series(nil).endsAt == bench.kernel.now.wall)
    }

    @Test func `members are those of the run there is, no older than a second`() {
        bench.core.boot([CoreBench.spec("api")])
        let member = TreeMember(pid: 1, parent: 0, command: "api")
        bench.dials.trees[run("api")] = [member]
        let before = bench.dials.asked
        bench.kernel.advance(by: .seconds(5))
        #expect(bench.core.members(of: InstanceID(0)) == [member])
        #expect(bench.dials.asked == before + 1)
        #expect(bench.core.members(of: InstanceID(0)) == [member])
        #expect(bench.dials.asked == before + 1)
        #expect(bench.core.members(of: InstanceID(7)) == [])
        bench.send(.stop(.all))
        bench.kernel.advance(by: .seconds(5))
        #expect(bench.core.members(of: InstanceID(0)) == [])
    }

    @Test func `a rolling restart is seen in the snapshot while it lasts`() {
        bench.core.boot(["a", "b"].map { CoreBench.spec($0) { $0.stop.timeout = .seconds(5) } })
        bench.program("a") { $0.ignores = [.int] }
        bench.send(.reload(.all))
        #expect(bench.core.snapshot().rolling == RollingProgress(done: 0, total: 2, current: InstanceID(0)))
        #expect(bench.core.snapshot().brief.rolling == nil)
        bench.kernel.advance(by: .seconds(20))
        #expect(bench.core.snapshot().rolling == nil)
    }
}
