@testable import Kernel
import Supervision
import Testing

/// What a dead core has left, in a made-up /proc. The dead core's limit was 819200; its run 9 had slot 3 and a
/// root 100, started at tick 1000. We are 50, and 1 is init.
@Suite struct LeftoverSearchTests {
    let proc = FakeProc()
    let run = RunID(9)

    init() {
        proc.process(1, parent: 0, start: 1)
        proc.process(50, parent: 1, session: 50, start: 5000, environment: "PATH=/bin\0")
    }

    func search() -> LeftoverSearch {
        var table = RunTable(boot: "b", space: "s", core: "dead", limit: 819_200)
        table.rows = [
            .init(
                run: run, root: Member(pid: 100, start: 1000), slot: 3, signal: .int, wholeTree: true,
                name: "api")
        ]
        return LeftoverSearch(table, own: 50, procRoot: proc.root)
    }

    /// An orphan in a session of its own.
    func orphan(_ pid: PID, start: UInt64 = 2000, environment: String, slot: Int = 3) {
        proc.process(
            pid, parent: 1, session: pid, start: start, environment: environment, limit: "\(819_200 - slot)")
    }

    func pids(_ search: inout LeftoverSearch) -> [PID] { search.look().map(\.member.pid) }

    @Test func `the root by number and start, an orphan by its name, and those around them`() {
        proc.process(100, parent: 1, session: 100, start: 1000, environment: "")
        orphan(200, environment: "A=b\0WAMON_RUN=dead.9\0", slot: 0)
        proc.process(201, parent: 200, session: 200, start: 2001, environment: "")
        proc.process(202, parent: 1, session: 200, start: 2002, environment: "")
        orphan(300, environment: "WAMON_RUN=dea.9\0")
        orphan(301, environment: "WAMON_RUN=deader.9\0")
        orphan(302, environment: "WAMON_RUN=dead.9x\0")
        var search = search()
        #expect(pids(&search) == [100, 200, 201, 202])
        #expect(!search.isUndecided)
    }

    @Test func `a number given anew is nobody's`() {
        proc.process(100, parent: 1, session: 100, start: 1001, environment: "")
        var search = search()
        #expect(pids(&search) == [])
    }

    @Test func `an orphan that names nobody is known by its limit, if it is younger than the run`() {
        orphan(200, environment: "PATH=/bin\0")
        orphan(201, start: 999, environment: "PATH=/bin\0")
        orphan(202, environment: "PATH=/bin\0", slot: 4)
        var search = search()
        #expect(pids(&search) == [200])
    }

    @Test func `another core's orphan in the midst of an exec, or of its end, is not taken for ours`() {
        orphan(200, environment: "")
        var search = search()
        #expect(pids(&search) == [])
        #expect(search.isUndecided)
        orphan(200, environment: "WAMON_RUN=alive.9\0")
        for _ in 0..<9 { #expect(pids(&search) == []) }
        #expect(!search.isUndecided)
        orphan(201, environment: "")
        #expect(pids(&search) == [])
        proc.drop("201/environ")
        #expect(pids(&search) == [])
        #expect(search.isUndecided)
        proc.process(201, parent: 1, session: 201, start: 2000, state: "Z", environment: "", limit: "819197")
        for _ in 0..<9 { #expect(pids(&search) == []) }
        #expect(!search.isUndecided)
    }

    @Test func `ours in the midst of an exec is known when that is over`() {
        orphan(200, environment: "")
        var search = search()
        #expect(pids(&search) == [])
        orphan(200, environment: "WAMON_RUN=dead.9\0")
        #expect(pids(&search) == [200])
    }

    @Test func `who goes on without an environment has none`() {
        orphan(200, environment: "")
        var search = search()
        for _ in 0..<3 {
            #expect(pids(&search) == [])
            #expect(search.isUndecided)
        }
        #expect(pids(&search) == [200])
        #expect(!search.isUndecided)
    }

    @Test func `a stranger without an environment keeps nobody waiting`() {
        orphan(200, environment: "", slot: 0)
        proc.process(2, parent: 0, session: 0, start: 1, environment: "")
        var search = search()
        #expect(pids(&search) == [])
        #expect(!search.isUndecided)
    }
}
