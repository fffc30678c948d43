package import Supervision

/// Which processes belong to which run. On the core's thread only.
///
/// A process is a member of a run when (behaviour.md §2)
/// - its parent is one, or it was one when it was last seen: (pid, start time) keep it a member after its
///   parent has ended;
/// - its session is the root's;
/// - it has been handed to us as subreaper and carries the run's mark (`ProcessMark`).
///
/// Everybody else is a stranger, adopted orphans without a mark included. Numbers are never trusted alone:
/// no process older than the root is a member, and a number given anew is noticed by its start time.
package final class ProcessTable {
    /// A run that is followed.
    private final class Tree {
        let root: PID
        let slot: Int
        /// Nil as long as the root's stat could not be read.
        var start: UInt64?
        /// Alive at the last scan, by ascending pid.
        var members: [Member] = []
        var hasChanged = true

        init(root: PID, slot: Int, start: UInt64?) {
            self.root = root
            self.slot = slot
            self.start = start
        }
    }

    /// Beyond this many scans that saw no new process, /proc is listed all the same: the number of the
    /// newest pid may be a stand-in's (lxcfs) that is told late.
    private static let quietLimit = 10

    private let ownPid: PID
    private let files: ProcFiles
    private let mark: ProcessMark
    private var trees: [RunID: Tree] = [:]
    private var roots: [PID: RunID] = [:]
    private var seen = SeenProcesses()
    private var pids: [PID] = []
    private var newest: PID?
    private var quietScans = 0

    /// `core` is how `WAMON_RUN` names this core: "CORE.RUN"; its pid unless given.
    package init(ownPid: PID, procRoot: String = "/proc", core: String? = nil) {
        self.ownPid = ownPid
        files = ProcFiles(root: procRoot)
        mark = ProcessMark(files, ownPid: ownPid, core: core ?? "\(ownPid)")
    }

    /// Follows a run just spawned: its root leads a session of its own, and the soft RLIMIT_MSGQUEUE of the
    /// tree is ours − `slot`. Slots begin at 1; 0 is no mark.
    package func track(_ run: RunID, root: PID, slot: Int) {
        let stat = try? files.stat(of: root)
        trees[run] = Tree(root: root, slot: slot, start: stat?.start)
        roots[root] = run
        guard let stat else { return }
        var process = SeenProcess(pid: root, stat)
        process.run = run
        noteChange(of: seen.put(process))
        collectMembers()
    }

    /// The run is over: whoever is left of it is a stranger from now on.
    package func forget(_ run: RunID) {
        guard let tree = trees.removeValue(forKey: run) else { return }
        if roots[tree.root] == run { roots[tree.root] = nil }
        for index in seen.all.indices where seen.all[index].run == run {
            seen.all[index].run = nil
            seen.all[index].judgedUnder = seen.all[index].parent
        }
    }

    /// Refreshes who belongs where. `full` reads the stat of every process that may be a descendant of ours;
    /// otherwise only that of processes started since, and nothing at all when there was none (0.3 µs per
    /// process in /proc, or 1 µs).
    package func scan(full: Bool) {
        let newestNow = files.newestPid()
        if !full, let newestNow, newestNow == newest, quietScans < ProcessTable.quietLimit {
            quietScans += 1
            return
        }
        guard files.list(into: &pids) else { return }
        quietScans = 0
        let before = newest
        newest = newestNow
        let isComplete = seen.update(
            to: pids, files,
            rereading: { [isExact = files.isNewestExact] process in
                ProcessTable.mayBeNew(process.pid, after: before, upTo: newestNow)
                    || full && !(isExact && process.isForeign)
            },
            changed: noteChange)
        // Whom we could not read is looked at again, whether there is anybody new or not.
        if !isComplete { newest = nil }
        attribute()
        seen.markForeign(ownPid: ownPid)
        collectMembers()
    }

    /// A fresh look at everything. A run without living members is absent; zombies are none.
    package func members(of runs: Set<RunID>) -> [RunID: [Member]] {
        scan(full: true)
        var found: [RunID: [Member]] = [:]
        for run in runs {
            if let members = trees[run]?.members, !members.isEmpty { found[run] = members }
        }
        return found
    }

    /// The members at the last scan, the root among them, by ascending pid; some may have ended since.
    package func known(of run: RunID) -> [Member] { trees[run]?.members ?? [] }

    /// The root of a run, if it lived at the last scan.
    package func root(of run: RunID) -> Member? {
        trees[run].flatMap { tree in tree.start.map { Member(pid: tree.root, start: $0) } }
    }

    /// The run a process belongs to; one started just now is looked for.
    package func owner(of pid: PID) -> RunID? {
        scan(full: false)
        return seen[pid]?.run
    }

    /// Numbers are given in a circle, so only those between the newest then and the newest now can have been
    /// given to somebody else meanwhile.
    private static func mayBeNew(_ pid: PID, after before: PID?, upTo now: PID?) -> Bool {
        guard let before, let now else { return true }
        return before <= now ? pid > before && pid <= now : pid > before || pid <= now
    }

    // MARK: - Attribution

    /// Until nothing changes: a parent may have a higher number than its child, and whoever joins brings
    /// his descendants.
    private func attribute() {
        var hasChanged = true
        while hasChanged {
            hasChanged = false
            for index in seen.all.indices where seen.all[index].run == nil {
                guard let run = judge(index) else { continue }
                seen.all[index].run = run
                noteChange(of: run)
                hasChanged = true
            }
        }
    }

    private func judge(_ index: Int) -> RunID? {
        let process = seen.all[index]
        if process.pid == ownPid { return nil }
        if let run = roots[process.pid], process.parent == ownPid, let tree = trees[run], tree.start == nil {
            tree.start = process.start
            return run
        }
        if let parent = seen[process.parent], let run = parent.run, parent.start <= process.start {
            return run
        }
        if let run = runOfSession(process) { return run }
        // An orphan comes to us as subreaper; to pid 1 only where we failed to become one.
        guard process.parent == ownPid || process.parent == 1, process.judgedUnder != process.parent,
            !trees.isEmpty,
            !process.isZombie
        else { return nil }
        let name = mark.named(by: process.pid)
        // It may be in the midst of an exec: it is looked at again, a few times.
        if name == .absent, process.absentLooks < 3 {
            seen.all[index].absentLooks += 1
        } else {
            seen.all[index].judgedUnder = process.parent
        }
        return run(of: process, named: name)
    }

    private func runOfSession(_ process: SeenProcess) -> RunID? {
        guard let run = roots[process.session], let start = trees[run]?.start, process.start >= start else {
            return nil
        }
        // A session's number is free again only when the session is empty: if somebody else leads it now,
        // nobody is left of ours.
        if let leader = seen[process.session], leader.start != start {
            roots[process.session] = nil
            return nil
        }
        return run
    }

    private func run(of process: SeenProcess, named name: ProcessMark.Name) -> RunID? {
        switch name {
        case .run(let run):
            if let tree = trees[run], process.start >= tree.start ?? 0 { return run }
            return nil
        case .another: return nil
        case .nothing, .absent: break
        }
        // Without a name the limit alone decides, and only of what came to us: another core's orphans,
        // gone to pid 1, may have lowered theirs by the same number.
        guard process.parent == ownPid, let slot = mark.slot(of: process.pid) else { return nil }
        return trees.filter { $0.value.slot == slot && process.start >= $0.value.start ?? 0 }.keys.max()
    }

    // MARK: - Members

    private func noteChange(of run: RunID?) {
        if let run { trees[run]?.hasChanged = true }
    }

    private func collectMembers() {
        var isDue = false
        for tree in trees.values where tree.hasChanged {
            tree.members.removeAll(keepingCapacity: true)
            isDue = true
        }
        guard isDue else { return }
        for process in seen.all {
            guard let run = process.run, !process.isZombie, let tree = trees[run], tree.hasChanged else {
                continue
            }
            tree.members.append(Member(pid: process.pid, start: process.start))
        }
        for tree in trees.values { tree.hasChanged = false }
    }
}
