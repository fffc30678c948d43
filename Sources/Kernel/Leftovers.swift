import Glibc
import Supervision

/// What a core that is dead has left running: it was killed, and its children went to somebody else.
package enum Leftovers {
    /// Everybody whose environment says `WAMON_RUN=<core>.…`, with their descendants and all of their
    /// sessions (a run begins with a session of its own, so nobody else is in one). Zombies are none, and
    /// neither are we: if this core runs inside a tree of that one, nobody is.
    ///
    /// Not found: who emptied its environment *and* began a session *and* lost its parent.
    package static func of(_ core: String, procRoot: String = "/proc") -> [Member] {
        let files = ProcFiles(root: procRoot)
        let mark = ProcessMark(files, ownPid: getpid(), core: core)
        if case .run = mark.named(by: getpid()) { return [] }
        var pids: [PID] = []
        guard files.list(into: &pids) else { return [] }
        var stats: [PID: ProcStat] = [:]
        for pid in pids {
            if let stat = try? files.stat(of: pid), !stat.isZombie { stats[pid] = stat }
        }
        var found = Set(
            stats.keys.filter { pid in if case .run = mark.named(by: pid) { true } else { false } })
        var hasGrown = true
        while hasGrown {
            let sessions = Set(found.compactMap { stats[$0]?.session }).subtracting([0, getsid(0)])
            let joined = stats.filter { pid, stat in
                guard !found.contains(pid), pid != getpid() else { return false }
                return sessions.contains(stat.session) || found.contains(stat.parent)
            }
            found.formUnion(joined.keys)
            hasGrown = !joined.isEmpty
        }
        return found.sorted().compactMap { pid in stats[pid].map { Member(pid: pid, start: $0.start) } }
    }
}
