import Glibc
import Kernel
import Supervision
import Testing
import Vitals

/// On made-up processes of 100 ticks a second and 4 KiB pages. Nothing is kept open: a plain file that is
/// gone would go on being readable.
@Suite struct TreeSamplerTests {
    let proc = FakeProc()
    let run = RunID(7)
    let sampler: TreeSampler
    let table: ProcessTable
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))

    init() {
        sampler = TreeSampler(procRoot: proc.root, keeping: 0)
        proc.process(100, parent: 50, session: 100, start: 1000)
        table = ProcessTable(ownPid: 50, procRoot: proc.root)
        table.track(run, root: 100, slot: 3)
    }

    /// Seconds since the root's start.
    func moment(_ seconds: Double) -> Moment { Moment.zero.advanced(by: .seconds(10 + seconds)) }

    func sample(_ seconds: Double) -> Usage? {
        table.scan(full: true)
        return sampler.sample(table: table, runs: [run], at: moment(seconds))[run]
    }

    func cpu(_ seconds: Double) -> Double? { sample(seconds).map { ($0.cpuPercent * 100).rounded() / 100 } }

    @Test func `the first sample is an average since the start of the root`() {
        proc.process(100, parent: 50, session: 100, start: 1000, ticks: 30)
        #expect(cpu(2) == 15)
    }

    @Test func `a later one is an average since the sample before`() {
        proc.process(100, parent: 50, session: 100, start: 1000, ticks: 30)
        _ = sample(2)
        proc.process(100, parent: 50, session: 100, start: 1000, ticks: 80)
        #expect(cpu(3) == 50)
        #expect(cpu(4) == 0)
    }

    @Test func `memory is what is not shared, and the largest shared part once`() {
        proc.process(100, parent: 50, session: 100, start: 1000, threads: 2, resident: 100, shared: 40)
        proc.process(101, parent: 100, session: 100, start: 1001, threads: 5, resident: 70, shared: 60)
        let usage = sample(1)
        #expect(usage?.memory == (60 + 10 + 60) * page)
        #expect(usage?.processes == 2)
        #expect(usage?.threads == 7)
        #expect(usage?.descriptors == nil)
    }

    @Test func `descriptors of the root are counted`() {
        for number in 0..<4 { proc.file("100/fd/\(number)", "") }
        // A folder of a plain file system has a size that is no count.
        #expect((sample(1)?.descriptors ?? 0) >= 4)
    }

    @Test func `a new member's time counts from its start, one found late brings nothing of before`() {
        _ = sample(1)
        proc.process(101, parent: 100, session: 100, start: 1150, ticks: 20)
        proc.process(102, parent: 100, session: 100, start: 1010, ticks: 5000)
        #expect(cpu(2) == 20)
        proc.process(102, parent: 100, session: 100, start: 1010, ticks: 5010)
        #expect(cpu(3) == 10)
    }

    @Test func `a member that ended takes nothing from the others`() {
        proc.process(100, parent: 50, session: 100, start: 1000, ticks: 10)
        proc.process(101, parent: 100, session: 100, start: 1001, ticks: 500)
        _ = sample(10)
        proc.reap(101)
        proc.process(100, parent: 50, session: 100, start: 1000, ticks: 40)
        #expect(cpu(11) == 30)
    }

    @Test func `a process of one thread that has not run is not read, but once in a while`() {
        let sampler = TreeSampler(procRoot: proc.root, keeping: 10)
        func memory(_ seconds: Double) -> Int? {
            sampler.sample(table: table, runs: [run], at: moment(seconds))[run].map { $0.memory / page }
        }
        func setMemory(_ pages: Int) {
            proc.process(100, parent: 50, session: 100, start: 1000, resident: pages, shared: 0)
        }
        proc.file("100/schedstat", "5000 10 3\n")
        setMemory(10)
        #expect(memory(1) == 10)
        setMemory(20)
        #expect(memory(2) == 10)
        proc.file("100/schedstat", "6000 10 4\n")
        #expect(memory(3) == 20)
        setMemory(30)
        #expect((4..<20).map { memory(Double($0)) }.contains(30))
    }

    @Test func `a kernel that does not count runs has every process read`() {
        let sampler = TreeSampler(procRoot: proc.root, keeping: 10)
        proc.file("100/schedstat", "0 0 0\n")
        _ = sampler.sample(table: table, runs: [run], at: moment(1))
        proc.process(100, parent: 50, session: 100, start: 1000, ticks: 50)
        #expect(sampler.sample(table: table, runs: [run], at: moment(2))[run]?.cpuPercent == 50)
    }

    @Test func `what a child used is counted once, also the last of it, when its parent has waited for it`() {
        proc.process(101, parent: 100, session: 100, start: 1001, ticks: 500)
        _ = sample(10)
        proc.reap(101)
        proc.process(100, parent: 50, session: 100, start: 1000, ticks: 10, childTicks: 525)
        #expect(cpu(11) == 35)
    }

    @Test func `a child that came and went between two samples is counted by its parent`() {
        _ = sample(1)
        proc.process(100, parent: 50, session: 100, start: 1000, childTicks: 60)
        #expect(cpu(2) == 60)
    }

    @Test func `a parent that is told of a child only in the next sample makes no peak`() {
        proc.process(101, parent: 100, session: 100, start: 1001, ticks: 500)
        _ = sample(10)
        proc.reap(101)
        #expect(cpu(11) == 0)
        proc.process(100, parent: 50, session: 100, start: 1000, childTicks: 510)
        #expect(cpu(12) == 10)
        proc.process(100, parent: 50, session: 100, start: 1000, childTicks: 530)
        #expect(cpu(13) == 20)
    }

    @Test func `nothing can use more than all processors`() {
        _ = sample(1)
        proc.process(100, parent: 50, session: 100, start: 1000, ticks: .max)
        #expect(cpu(2) == Double(sysconf(Int32(_SC_NPROCESSORS_ONLN))) * 100)
    }

    @Test func `a zombie is not counted, its time is`() {
        proc.process(101, parent: 100, session: 100, start: 1001)
        _ = sample(1)
        proc.process(101, parent: 100, session: 100, start: 1001, state: "Z", ticks: 25)
        let usage = sample(2)
        #expect(usage?.processes == 1)
        #expect(usage?.cpuPercent == 25)
        proc.process(100, parent: 50, session: 100, start: 1000, state: "Z")
        #expect(sample(3) == nil)
    }

    @Test func `a run of which nobody is left has no usage, and one not asked for is forgotten`() {
        #expect(sample(1) != nil)
        proc.reap(100)
        #expect(sample(2) == nil)
        #expect(sampler.sample(table: table, runs: [], at: moment(3)) == [:])
    }

    @Test func `the exact share is the sum over the members, or nothing`() {
        proc.process(101, parent: 100, session: 100, start: 1001)
        table.scan(full: true)
        #expect(sampler.pss(of: run, table: table) == nil)
        proc.file(
            "100/smaps_rollup",
            "55-7f ---p 0 00:00 0 [rollup]\nRss:   900 kB\nPss:   300 kB\nPss_Dirty: 1 kB\n")
        proc.file("101/smaps_rollup", "55-7f ---p 0 00:00 0 [rollup]\nRss:   900 kB\nPss:    12 kB\n")
        #expect(sampler.pss(of: run, table: table) == 312 << 10)
        proc.drop("101/smaps_rollup")
        mkdir(proc.root + "/101/smaps_rollup", 0o755)
        #expect(sampler.pss(of: run, table: table) == nil)
        rmdir(proc.root + "/101/smaps_rollup")
    }

    // MARK: - One by one

    private func name(_ pid: PID, _ words: String...) {
        proc.file("\(pid)/cmdline", words.joined(separator: "\0") + "\0")
    }

    @Test func `each member just before its children, with what it used since the last sample`() {
        name(100, "npx", "next", "start")
        proc.process(101, parent: 100, session: 100, start: 1010, resident: 50)
        proc.process(102, parent: 100, session: 100, start: 1020)
        proc.process(103, parent: 101, session: 100, start: 1030, threads: 7)
        for pid in [101, 102, 103] { name(PID(pid), "node", "\(pid)") }
        _ = sample(1)
        proc.process(103, parent: 101, session: 100, start: 1030, threads: 7, ticks: 25)
        _ = sample(2)
        let members = sampler.members(of: run)
        #expect(members.map(\.command) == ["npx next start", "node 101", "node 103", "node 102"])
        #expect(members.map(\.parent) == [50, 100, 101, 100])
        #expect(members.map(\.cpuPercent) == [0, 0, 25, 0])
        #expect(members.map(\.threads) == [1, 1, 7, 1])
        #expect(members.map { $0.memory / page } == [100, 50, 100, 100])
        #expect(members.map(\.startedAt) == [10, 10.1, 10.3, 10.2].map { Duration.seconds($0) })
    }

    @Test func `who has no command line goes by its name, who has ended or is a zombie is not there`() {
        proc.file("100/cmdline", "")
        proc.file("100/comm", "kworker/0:1\n")
        proc.process(101, parent: 100, session: 100, start: 1010, state: "Z")
        proc.process(102, parent: 100, session: 100, start: 1020)
        _ = sample(1)
        proc.reap(102)
        #expect(sampler.members(of: run).map(\.command) == ["[kworker/0:1]"])
        #expect(sampler.members(of: RunID(8)) == [])
    }

    @Test func `a title written over the arguments ends where its text ends, a long one is cut`() {
        proc.file("100/cmdline", "postgres: writer   \0\0\0\0")
        _ = sample(1)
        #expect(sampler.members(of: run).map(\.command) == ["postgres: writer"])
        proc.file("100/cmdline", String(repeating: "x", count: 100_000))
        #expect(sampler.members(of: run).map(\.command.utf8.count) == [4096])
        proc.file("100/cmdline", "node\0\u{1b}[2J")
        #expect(sampler.members(of: run).map(\.command) == ["node \u{1b}[2J"])
    }

    @Test func `of a tree of thousands, five hundred are told`() {
        for number in 0..<600 {
            proc.process(PID(1000 + number), parent: 100, session: 100, start: UInt64(1010 + number))
            name(PID(1000 + number), "worker")
        }
        name(100, "master")
        _ = sample(10)
        let members = sampler.members(of: run)
        #expect(members.count == 500)
        #expect(members.first?.command == "master")
    }

    @Test func `this very process has plausible figures`() {
        let table = ProcessTable(ownPid: getppid())
        table.track(run, root: getpid(), slot: 0)
        let sampler = TreeSampler()
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        let boot = Duration.seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
        let now = Moment(monotonic: boot, boot: boot, wall: .zero)
        let usage = sampler.sample(table: table, runs: [run], at: now)[run]
        #expect(usage.map { $0.memory > 1 << 20 && $0.memory < 4 << 30 } == true)
        #expect(usage.map { $0.threads >= 1 && $0.processes >= 1 } == true)
        #expect(usage?.descriptors.map { $0 > 2 && $0 < 10_000 } == true)
        #expect(usage.map { $0.cpuPercent > 0 && $0.cpuPercent <= 100 * 1024 } == true)
        #expect(sampler.pss(of: run, table: table).map { $0 > 1 << 20 && $0 < 4 << 30 } == true)
    }

    @Test func `a process that has ended is noticed through the files kept open of it`() {
        var pid: pid_t = 0
        let words: [UnsafeMutablePointer<CChar>?] = [strdup("sleep"), strdup("100"), nil]
        defer { for word in words { free(word) } }
        #expect(posix_spawn(&pid, "/bin/sleep", nil, nil, words, environ) == 0)
        let table = ProcessTable(ownPid: getpid())
        table.track(run, root: pid, slot: 0)
        let sampler = TreeSampler(keeping: 10)
        #expect(sampler.sample(table: table, runs: [run], at: moment(0))[run]?.processes == 1)
        kill(pid, SIGKILL)
        var status = siginfo_t()
        waitid(P_PID, id_t(pid), &status, WEXITED | WNOWAIT)
        #expect(sampler.sample(table: table, runs: [run], at: moment(1)) == [:])
        waitpid(pid, nil, 0)
        #expect(sampler.sample(table: table, runs: [run], at: moment(2)) == [:])
    }
}
