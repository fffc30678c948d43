package import Kernel
package import Supervision

/// A kernel of the tests' own making: processes are entries in a table, time moves when it is told to.
/// What a program does is said beforehand by its executable; a test may also end and fork by hand.
package final class SimulatedKernel: Kernel {
    /// How the processes of one executable behave.
    package struct Program: Sendable {
        /// Ends by itself this long after its spawn.
        package var endsAfter: Duration?
        package var status: ExitStatus = .exited(0)
        /// With SIGKILL among them: one that the kernel does not manage to end.
        package var ignores: Set<Signal> = []
        /// How long a signal it obeys takes to end it.
        package var obeysAfter: Duration = .milliseconds(10)
        /// Other members its root has from the start.
        package var children = 0
        package var childrenIgnore: Set<Signal> = []
        /// Says "ready" on its channel after this.
        package var readyAfter: Duration?
        package var failure: SpawnFailure?
        package init() {}
    }

    private struct Process {
        let run: RunID
        let isRoot: Bool
        let start: UInt64
        let program: Program
        var isEnding = false
    }
    private enum Future {
        case timer(TimerToken)
        case end(PID, ExitStatus)
        case ready(RunID)
    }

    package private(set) var now: Moment
    package var receive: (([KernelEvent]) -> Void)?
    package var programs: [String: Program] = [:]
    package var oomKills = 0
    package var lag = Duration.zero
    /// What roots have used, said beforehand; told once they have ended.
    package var cpuTimes: [RunID: Duration] = [:]
    /// Every spawn, in order.
    package private(set) var spawned: [(at: Duration, order: SpawnOrder)] = []
    /// Every signal sent, in order.
    package private(set) var signals: [(at: Duration, pid: PID, signal: Signal)] = []
    package private(set) var messages: [(at: Duration, run: RunID, message: String)] = []
    package private(set) var released: [RunID] = []

    private var processes: [PID: Process] = [:]
    /// How often the members of trees were asked for: on Linux that is a scan of /proc.
    package private(set) var looks = 0
    private var roots: [RunID: PID] = [:]
    private var future: [(at: Duration, order: Int, what: Future)] = []
    private var scheduled = 0
    private var nextPID: PID = 1000

    package init(
        startingAt start: Moment = Moment(
            monotonic: .seconds(100), boot: .seconds(100), wall: .seconds(1_795_435_200))
    ) {
        now = start
    }

    // MARK: - Time

    /// Moves time on; everything that is due happens in order, at its own moment.
    package func advance(by step: Duration) {
        let until = now.monotonic + step
        while let index = firstDue(until: until) {
            let (at, _, what) = future.remove(at: index)
            now = now.advanced(by: max(.zero, at - now.monotonic))
            happen(what)
        }
        now = now.advanced(by: until - now.monotonic)
    }

    /// Nobody gets to run for so long; what was due meanwhile happens when it is over.
    package func stall(for time: Duration) { now = now.advanced(by: time) }

    /// The timers that are armed.
    package var armed: [TimerToken] {
        future.compactMap { if case .timer(let token) = $0.what { token } else { nil } }
    }

    private func firstDue(until: Duration) -> Int? {
        future.indices.filter { future[$0].at <= until }
            .min { (future[$0].at, future[$0].order) < (future[$1].at, future[$1].order) }
    }

    private func schedule(_ what: Future, after delay: Duration) {
        scheduled += 1
        future.append((now.monotonic + delay, scheduled, what))
    }

    private func happen(_ what: Future) {
        switch what {
        case .timer(let token): receive?([.fired(token)])
        case .end(let pid, let status): end(pid, status)
        case .ready(let run): if roots[run].map({ processes[$0] != nil }) == true { receive?([.ready(run)]) }
        }
    }

    // MARK: - By hand

    /// The pids of a run, its root first.
    package func pids(of run: RunID) -> [PID] {
        processes.filter { $0.value.run == run }.keys.sorted()
    }

    /// All that live.
    package var living: [PID] { processes.keys.sorted() }

    /// The root of a run ends now.
    package func endRoot(of run: RunID, _ status: ExitStatus) {
        if let pid = roots[run] { end(pid, status) }
    }

    /// One more member.
    @discardableResult
    package func fork(in run: RunID, ignoring ignores: Set<Signal> = []) -> PID {
        var program = Program()
        program.ignores = ignores
        return add(run, isRoot: false, program)
    }

    package func tell(_ events: [KernelEvent]) { receive?(events) }

    private func add(_ run: RunID, isRoot: Bool, _ program: Program) -> PID {
        nextPID += 1
        processes[nextPID] = Process(run: run, isRoot: isRoot, start: UInt64(nextPID) * 10, program: program)
        return nextPID
    }

    private func end(_ pid: PID, _ status: ExitStatus) {
        guard let process = processes.removeValue(forKey: pid) else { return }
        if process.isRoot {
            receive?([.ended(process.run, status)])
        } else {
            receive?([.orphanReaped(pid)])
        }
    }

    // MARK: - Kernel

    package func spawn(_ order: SpawnOrder) -> Result<PID, SpawnFailure> {
        let program = programs[order.executable] ?? Program()
        if let failure = program.failure { return .failure(failure) }
        spawned.append((now.monotonic, order))
        let pid = add(order.run, isRoot: true, program)
        roots[order.run] = pid
        for _ in 0..<program.children { fork(in: order.run, ignoring: program.childrenIgnore) }
        if let after = program.endsAfter { schedule(.end(pid, program.status), after: after) }
        if let after = program.readyAfter { schedule(.ready(order.run), after: after) }
        return .success(pid)
    }

    package func root(of run: RunID) -> Member? {
        roots[run].flatMap { pid in processes[pid].map { Member(pid: pid, start: $0.start) } }
    }

    package func cpuTime(of run: RunID) -> Duration? { root(of: run) == nil ? cpuTimes[run] : nil }

    package func signalRoot(of run: RunID, _ signal: Signal) -> Bool {
        roots[run].map { deliver(signal, to: $0) } ?? false
    }

    package func members(of runs: Set<RunID>) -> [RunID: [Member]] {
        looks += 1
        var found: [RunID: [Member]] = [:]
        for (pid, process) in processes where runs.contains(process.run) {
            found[process.run, default: []].append(Member(pid: pid, start: process.start))
        }
        return found.mapValues { $0.sorted { $0.pid < $1.pid } }
    }

    package func signal(_ member: Member, _ signal: Signal) -> Bool {
        guard processes[member.pid]?.start == member.start else { return false }
        return deliver(signal, to: member.pid)
    }

    package func signalGroup(of run: RunID, _ signal: Signal) {
        if let root = roots[run], processes[root] != nil { _ = deliver(signal, to: root) }
    }

    private func deliver(_ signal: Signal, to pid: PID) -> Bool {
        guard let process = processes[pid] else { return false }
        signals.append((now.monotonic, pid, signal))
        guard !process.isEnding || signal == .kill else { return true }
        if signal == .kill, !process.program.ignores.contains(.kill) {
            schedule(.end(pid, .signalled(.kill, coreDumped: false)), after: .zero)
        } else if !process.program.ignores.contains(signal), [.int, .term, .hup, .quit].contains(signal) {
            schedule(.end(pid, .signalled(signal, coreDumped: false)), after: process.program.obeysAfter)
        } else {
            return true
        }
        processes[pid]?.isEnding = true
        return true
    }

    package func arm(_ timer: TimerToken, after delay: Duration) {
        disarm(timer)
        schedule(.timer(timer), after: delay)
    }

    package func disarm(_ timer: TimerToken) {
        future.removeAll { if case .timer(timer) = $0.what { true } else { false } }
    }

    package func send(_ message: String, to run: RunID) {
        messages.append((now.monotonic, run, message))
    }

    package func release(_ run: RunID) {
        released.append(run)
        roots[run] = nil
    }
}
