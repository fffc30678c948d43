import Supervision

/// A process as it was last seen.
struct SeenProcess {
    let pid: PID
    let start: UInt64
    var parent: PID
    var session: PID
    var isZombie: Bool
    /// The run it belongs to; nil for a stranger.
    var run: RunID?
    /// The parent under which its mark was looked at: it is looked at once.
    var judgedUnder: PID?
    /// How often it had no environment when its mark was looked at: so it is in the midst of an exec.
    var absentLooks = 0
    /// No descendant of ours, so it never becomes one: an orphan goes to its nearest subreaper above.
    var isForeign = false

    init(pid: PID, _ stat: ProcStat) {
        self.pid = pid
        start = stat.start
        parent = stat.parent
        session = stat.session
        isZombie = stat.isZombie
    }
}

/// Every process there is, by ascending pid.
struct SeenProcesses {
    var all: [SeenProcess] = []
    private var merged: [SeenProcess] = []

    subscript(pid: PID) -> SeenProcess? {
        let index = place(of: pid)
        return index < all.count && all[index].pid == pid ? all[index] : nil
    }

    /// Replaces whoever was seen under this number, and gives the run that one belonged to.
    mutating func put(_ process: SeenProcess) -> RunID? {
        let index = place(of: process.pid)
        guard index < all.count, all[index].pid == process.pid else {
            all.insert(process, at: index)
            return nil
        }
        let before = all[index].run
        all[index] = process
        return before
    }

    /// Brings the list up to `pids` (ascending), reading the stat of the unknown and of those to be looked
    /// at anew; `changed` hears of every run that lost a member, or has one that became a zombie. False
    /// when somebody could not be read.
    mutating func update(
        to pids: [PID], _ files: ProcFiles, rereading isDue: (SeenProcess) -> Bool, changed: (RunID?) -> Void
    ) -> Bool {
        var isComplete = true
        var old = 0
        merged.removeAll(keepingCapacity: true)
        for pid in pids {
            while old < all.count, all[old].pid < pid {
                changed(all[old].run)
                old += 1
            }
            let known = old < all.count && all[old].pid == pid ? all[old] : nil
            if known != nil { old += 1 }
            if let known, !isDue(known) {
                merged.append(known)
                continue
            }
            do {
                let process = SeenProcesses.refreshed(known, pid, try files.stat(of: pid))
                if process.run != known?.run || process.isZombie != known?.isZombie { changed(known?.run) }
                merged.append(process)
            } catch {
                // Want of descriptors is no proof that a member is gone: it is listed, so it is kept.
                if case .refused = error {
                    isComplete = false
                    if let known { merged.append(known) }
                } else {
                    changed(known?.run)
                }
            }
        }
        for index in old..<all.count { changed(all[index].run) }
        swap(&all, &merged)
        return isComplete
    }

    /// Notes who is no descendant of `ownPid`: who has no parent here, or a foreign one.
    mutating func markForeign(ownPid: PID) {
        for index in all.indices where !all[index].isForeign && all[index].run == nil {
            let process = all[index]
            guard process.pid != ownPid, process.parent != ownPid else { continue }
            all[index].isForeign = process.parent == 0 || self[process.parent]?.isForeign ?? false
        }
    }

    // MARK: - Places

    private static func refreshed(_ known: SeenProcess?, _ pid: PID, _ stat: ProcStat) -> SeenProcess {
        guard var process = known, process.start == stat.start else { return SeenProcess(pid: pid, stat) }
        process.parent = stat.parent
        process.session = stat.session
        process.isZombie = stat.isZombie
        return process
    }

    /// Where a pid is, or belongs.
    private func place(of pid: PID) -> Int {
        var low = 0
        var high = all.count
        while low < high {
            let middle = (low + high) / 2
            if all[middle].pid < pid { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
