import CLinux
import Glibc
package import Supervision

/// Linux itself behind the seam: processes followed by pidfd, signals by signalfd, timers of the loop.
///
/// Everything happens on the loop's thread. What a turn of the loop has gathered is handed to `receive` at
/// its end, as one batch. Made once in a process: it becomes the subreaper of all that its children leave,
/// raises the limit on descriptors and blocks the signals it hears (`SignalSource.block` before the first
/// thread).
package final class LinuxKernel: Kernel {
    /// A run from its spawn to `release`.
    private struct Run {
        let pid: PID
        /// Kept past the root's end: it names the process group without the danger of a reused number.
        let pidfd: Int32
        var exit: Loop.Watch?
        var channel: NodeChannel?
        var isReady = false
        var hasEnded = false
        var cpuTime: Duration?
    }

    package var receive: (([KernelEvent]) -> Void)?
    /// The table that says which process belongs to which run; the sampler reads it too.
    package let table: ProcessTable
    /// The name of this core in its children's `WAMON_RUN=<core>.<run>`.
    package let core: String

    private let loop: Loop
    private let launcher: Launcher
    private let signals = SignalSource()
    private let outOfMemory = OutOfMemoryCounter()
    private var notify: NotifySocket?
    private var runs: [RunID: Run] = [:]
    private var roots: [PID: RunID] = [:]
    private var timers: [TimerToken: Loop.Timer] = [:]
    private var news: [KernelEvent] = []
    /// Who hears of the end of what runs beside the fleet (`AsideProgram`).
    private var beside: [RunID: (ExitStatus) -> Void] = [:]
    private var nextBeside = Beside.first

    /// `core` names this core's processes among those of others; by default 64 random bits.
    package init(on loop: Loop, core: String? = nil) {
        self.loop = loop
        self.core = core ?? String(UInt64.random(in: 1 << 60...(.max)), radix: 16)
        table = ProcessTable(ownPid: getpid(), core: self.core)
        launcher = Launcher(core: self.core)
        _ = linux_become_subreaper()
        _ = signals.watch(on: loop) { [unowned self] signal in heard(signal) }
        loop.atTurnsEnd { [unowned self] in deliver() }
        reap()
    }

    package var now: Moment { .read }
    package var oomKills: Int { outOfMemory.kills }
    package var lag: Duration { loop.lateness.longest(at: Loop.now) }
    package func cpuTime(of run: RunID) -> Duration? { runs[run]?.cpuTime }

    package func spawn(_ order: SpawnOrder) -> Result<PID, SpawnFailure> {
        do throws(SpawnFailure) {
            let launched = try launcher.launch(order, notifySocket: notifySocket(for: order))
            begin(order, launched)
            return .success(launched.pid)
        } catch {
            return .failure(error)
        }
    }

    /// The same for a program beside the fleet, under a run of its own that no instance has: followed, found and
    /// killed as any run, but its end is told to `ended` alone.
    func spawnBeside(
        _ order: SpawnOrder, ended: @escaping (ExitStatus) -> Void
    ) throws(SpawnFailure) -> RunID {
        var order = order
        order.run = nextBeside
        order.slot = Beside.slot(of: nextBeside)
        let launched = try launcher.launch(order, notifySocket: nil)
        nextBeside = nextBeside.next
        beside[order.run] = ended
        begin(order, launched)
        return order.run
    }

    // MARK: - Runs

    private func begin(_ order: SpawnOrder, _ launched: Launcher.Launched) {
        let run = order.run
        table.track(run, root: launched.pid, slot: order.slot)
        roots[launched.pid] = run
        let exit = loop.watch(launched.pidfd) { [unowned self] _ in rootEnded(run) }
        let channel = launched.channel.map { socket in
            NodeChannel(socket, on: loop) { [unowned self] in becameReady(run) }
        }
        runs[run] = Run(pid: launched.pid, pidfd: launched.pidfd, exit: exit, channel: channel)
    }

    private func rootEnded(_ run: RunID) {
        guard let known = runs[run], !known.hasEnded else { return }
        var code: Int32 = 0
        var status: Int32 = 0
        var used: Int64 = 0
        var found = linux_reap(known.pidfd, &code, &status, &used)
        if found > 0 { runs[run]?.cpuTime = .microseconds(used) }
        if found < 0 { found = linux_wait_pid(known.pid, &code, &status) }
        if found == 0 { return }
        if let exit = known.exit { loop.unwatch(exit) }
        runs[run]?.exit = nil
        runs[run]?.hasEnded = true
        roots[known.pid] = nil
        let outcome = LinuxKernel.status(found: found, code: code, status)
        if let tell = beside.removeValue(forKey: run) {
            tell(outcome)
        } else {
            news.append(.ended(run, outcome))
        }
    }

    /// siginfo of waitid(2). Nobody else waits for our children; should one be gone without a word, its
    /// end counts as a failure.
    static func status(found: Int32, code: Int32, _ status: Int32) -> ExitStatus {
        if found < 0 { return .exited(255) }
        switch code {
        case Int32(CLD_EXITED): return .exited(status)
        case Int32(CLD_DUMPED): return .signalled(Signal(status), coreDumped: true)
        default: return .signalled(Signal(status), coreDumped: false)
        }
    }

    private func becameReady(_ run: RunID) {
        guard let known = runs[run], !known.isReady, !known.hasEnded else { return }
        runs[run]?.isReady = true
        news.append(.ready(run))
    }

    package func send(_ message: String, to run: RunID) { runs[run]?.channel?.send(message) }

    package func release(_ run: RunID) {
        guard let known = runs.removeValue(forKey: run) else { return }
        beside[run] = nil
        if let exit = known.exit { loop.unwatch(exit) }
        known.channel?.close()
        close(known.pidfd)
        table.forget(run)
    }

    // MARK: - Signals to others

    package func root(of run: RunID) -> Member? { table.root(of: run) }

    package func members(of runs: Set<RunID>) -> [RunID: [Member]] { table.members(of: runs) }

    @discardableResult package func signalRoot(of run: RunID, _ signal: Signal) -> Bool {
        guard let known = runs[run], !known.hasEnded else { return false }
        return linux_pidfd_signal(known.pidfd, signal.raw) == 0 || errno != ESRCH
    }

    @discardableResult package func signal(_ member: Member, _ signal: Signal) -> Bool {
        member.send(signal)
    }

    package func signalGroup(of run: RunID, _ signal: Signal) {
        guard let known = runs[run] else { return }
        if linux_pidfd_signal_group(known.pidfd, signal.raw) == 0 || errno == ESRCH { return }
        // Before Linux 6.9. The number is the group's as long as the root is not reaped or somebody of the
        // run is still in it.
        let isOurs =
            !known.hasEnded
            || (table.members(of: [run])[run] ?? []).contains { member in
                ProcText.stat(member.pid).map { PID($0[2]) == known.pid && PID($0[3]) == known.pid } ?? false
            }
        if isOurs { kill(-known.pid, signal.raw) }
    }

    // MARK: - Signals to us

    private func heard(_ signal: Signal) {
        if signal == SignalSource.chld { reap() } else { news.append(.signalled(signal)) }
    }

    /// Takes every zombie: a root as the end of its run (its pidfd says the same in this turn), anybody else
    /// as an orphan that came to us as subreaper. Never a blind wait: a root must not be reaped unseen.
    private func reap() {
        while case let pid = linux_next_zombie(), pid > 0 {
            if let run = roots[pid] {
                rootEnded(run)
                continue
            }
            if OwnChildren.collect(pid) { continue }
            var code: Int32 = 0
            var status: Int32 = 0
            guard linux_wait_pid(pid, &code, &status) == 1 else { return }
            news.append(.orphanReaped(pid))
        }
    }

    // MARK: - Timers

    package func arm(_ timer: TimerToken, after delay: Duration) {
        disarm(timer)
        timers[timer] = loop.after(delay) { [unowned self] in
            timers[timer] = nil
            news.append(.fired(timer))
        }
    }

    /// Takes back what has fired but was not handed over yet, too.
    package func disarm(_ timer: TimerToken) {
        if let armed = timers.removeValue(forKey: timer) {
            loop.cancel(armed)
        } else if !news.isEmpty {
            news.removeAll { $0 == .fired(timer) }
        }
    }

    // MARK: - Handing over

    /// What `receive` causes at once is handed over in the same turn.
    private func deliver() {
        while !news.isEmpty, let receive {
            let batch = news
            news = []
            receive(batch)
        }
    }

    /// A child that is not Node but asks for a channel may say READY=1 instead.
    private func notifySocket(for order: SpawnOrder) -> String? {
        guard order.channel, !NotifySocket.isNode(order.executable) else { return nil }
        if notify == nil {
            notify = NotifySocket(name: "wamon-\(core)", on: loop) { [unowned self] pid in
                if let run = roots[pid] ?? table.owner(of: pid) { becameReady(run) }
            }
        }
        return notify?.name
    }
}
