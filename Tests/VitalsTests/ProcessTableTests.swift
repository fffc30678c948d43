import Kernel
import Supervision
import Testing

@Suite struct ProcessTableTests {
    let proc = FakeProc()
    let run = RunID(7)
    let core: PID = 50

    /// The core is 50; the root of run 7 (slot 3) is 100, started at tick 1000.
    func table() -> ProcessTable {
        proc.newest(100)
        proc.process(1, parent: 0, start: 1)
        proc.process(core, parent: 1, session: 50, start: 900, limit: "819200")
        proc.process(100, parent: core, session: 100, start: 1000)
        let table = ProcessTable(ownPid: core, procRoot: proc.root)
        table.track(run, root: 100, slot: 3)
        return table
    }

    func pids(_ table: ProcessTable) -> [PID] { (table.members(of: [run])[run] ?? []).map(\.pid) }

    @Test func `a run just tracked has its root as a member, with its start time`() {
        #expect(table().known(of: run) == [Member(pid: 100, start: 1000)])
    }

    @Test func `descendants are members, whatever the order of their numbers`() {
        let table = table()
        proc.process(90, parent: 120, start: 1003)
        proc.process(120, parent: 110, start: 1002)
        proc.process(110, parent: 100, start: 1001)
        #expect(pids(table) == [90, 100, 110, 120])
    }

    @Test func `whoever was seen in the tree stays in it after its parent has ended`() {
        let table = table()
        proc.process(110, parent: 100, session: 110, start: 1001)
        table.scan(full: false)
        proc.reap(100)
        proc.process(110, parent: core, session: 110, start: 1001)
        #expect(pids(table) == [110])
        #expect(table.owner(of: 110) == run)
    }

    @Test func `an orphan of the root's session is a member, even when it has not been seen before`() {
        let table = table()
        proc.process(110, parent: core, session: 100, start: 1001)
        #expect(pids(table) == [100, 110])
        proc.reap(100)
        proc.process(111, parent: core, session: 100, start: 1002)
        #expect(pids(table) == [110, 111])
    }

    @Test func `a session number given anew claims nobody`() {
        let table = table()
        proc.reap(100)
        proc.process(100, parent: 1, session: 100, start: 5000)
        proc.process(101, parent: 100, session: 100, start: 5001)
        #expect(pids(table) == [])
        proc.reap(100)
        proc.process(102, parent: 1, session: 100, start: 5002)
        #expect(pids(table) == [])
    }

    @Test func `a process older than the root is no member of its session`() {
        let table = table()
        proc.process(60, parent: core, session: 100, start: 950)
        #expect(pids(table) == [100])
    }

    @Test func `a double-forked orphan is known by its lowered limit`() {
        let table = table()
        proc.process(110, parent: core, session: 110, start: 1001, environment: "", limit: "819197")
        proc.process(111, parent: core, session: 111, start: 1001, environment: "", limit: "819198")
        proc.process(112, parent: 110, session: 112, start: 1002)
        #expect(pids(table) == [100, 110, 112])
    }

    @Test func `an unlimited queue of ours is lowered to a number as well`() {
        _ = table()
        proc.process(core, parent: 1, session: 50, start: 900, limit: "unlimited")
        let table = ProcessTable(ownPid: core, procRoot: proc.root)
        table.track(run, root: 100, slot: 3)
        proc.process(110, parent: core, session: 110, start: 1001, limit: "18446744073709551612")
        #expect(pids(table) == [100, 110])
    }

    @Test func `an orphan is known by the run its environment names`() {
        let table = table()
        proc.process(110, parent: 1, session: 110, start: 1001, environment: "A=1\0WAMON_RUN=50.7\0B=2\0")
        proc.process(111, parent: 1, session: 111, start: 1001, environment: "XWAMON_RUN=50.7\0")
        proc.process(112, parent: 1, session: 112, start: 1001, environment: "WAMON_RUN=50.77\0")
        proc.process(113, parent: 1, session: 113, start: 1001, environment: "WAMON_RUN=50.7")
        #expect(pids(table) == [100, 110, 113])
    }

    @Test func `an orphan in the midst of an exec is known as soon as it has an environment again`() {
        let table = table()
        proc.process(110, parent: 1, session: 110, start: 1001, environment: "")
        #expect(pids(table) == [100])
        proc.process(110, parent: 1, session: 110, start: 1001, environment: "WAMON_RUN=50.7\0")
        #expect(pids(table) == [100, 110])
    }

    @Test func `another core's orphan is a stranger, whatever its limit`() {
        let table = table()
        proc.process(
            110, parent: core, session: 110, start: 1001, environment: "WAMON_RUN=51.7\0", limit: "819197")
        #expect(pids(table) == [100])
    }

    @Test func `an orphan of pid 1 is not claimed by its limit alone`() {
        let table = table()
        proc.process(110, parent: 1, session: 110, start: 1001, environment: "", limit: "819197")
        #expect(pids(table) == [100])
    }

    @Test func `adopted strangers and children of the core are no members`() {
        let table = table()
        proc.process(110, parent: core, session: 110, start: 1001, environment: "A=1\0", limit: "819200")
        proc.process(111, parent: 110, session: 110, start: 1002)
        #expect(pids(table) == [100])
        #expect(table.owner(of: 111) == nil)
    }

    @Test func `zombies are no members, a leader that left its threads behind is one`() {
        let table = table()
        proc.process(100, parent: core, session: 100, start: 1000, state: "Z")
        proc.process(110, parent: 100, start: 1001, state: "Z", threads: 4)
        #expect(pids(table) == [110])
        proc.reap(110)
        #expect(table.members(of: [run]) == [:])
    }

    @Test func `a number given to a stranger is no member`() {
        let table = table()
        proc.process(110, parent: 100, start: 1001)
        #expect(pids(table) == [100, 110])
        proc.process(110, parent: 1, start: 9000)
        #expect(pids(table) == [100])
    }

    @Test func `a cheap scan sees who came and who went`() {
        let table = table()
        proc.newest(110)
        proc.process(110, parent: 100, start: 1001)
        table.scan(full: false)
        #expect(table.known(of: run).map(\.pid) == [100, 110])
        proc.reap(110)
        proc.process(111, parent: 100, start: 1002)
        proc.newest(111)
        table.scan(full: false)
        #expect(table.known(of: run).map(\.pid) == [100, 111])
    }

    @Test func `a cheap scan looks again at numbers that may have been given anew`() {
        let table = table()
        proc.process(105, parent: 100, start: 1001)
        proc.process(200, parent: 100, start: 1001)
        proc.newest(200)
        table.scan(full: false)
        proc.process(105, parent: 1, start: 9000)
        proc.process(200, parent: 1, start: 9000)
        proc.newest(150)
        table.scan(full: false)
        #expect(table.known(of: run) == [Member(pid: 100, start: 1000), Member(pid: 200, start: 1001)])
    }

    @Test func `a cheap scan does nothing while no process was started, but not for ever`() {
        let table = table()
        proc.newest(100)
        table.scan(full: false)
        proc.process(101, parent: 100, start: 1001)
        table.scan(full: false)
        #expect(table.known(of: run).map(\.pid) == [100])
        for _ in 0..<10 { table.scan(full: false) }
        #expect(table.known(of: run).map(\.pid) == [100, 101])
    }

    @Test func `a forgotten run claims nobody and leaves strangers`() {
        let table = table()
        proc.process(110, parent: 100, start: 1001, limit: "819197")
        table.scan(full: true)
        table.forget(run)
        #expect(table.known(of: run) == [])
        #expect(table.members(of: [run]) == [:])
        #expect(table.owner(of: 110) == nil)
    }

    @Test func `a root whose stat could not be read at first is found later`() {
        let table = table()
        table.track(RunID(8), root: 130, slot: 4)
        #expect(table.members(of: [RunID(8)]) == [:])
        proc.process(130, parent: core, session: 130, start: 1005)
        #expect(table.members(of: [RunID(8)]) == [RunID(8): [Member(pid: 130, start: 1005)]])
    }

    @Test func `a member whose stat is garbage stays, as long as it is listed`() {
        let table = table()
        proc.file("100/stat", "100 (sh")
        #expect(pids(table) == [100])
        proc.reap(100)
        #expect(pids(table) == [])
    }
}
