import Glibc
import Supervision

/// Looks for what a core that is dead has left. Whoever was found once stays found, under whatever name and
/// parent: number and start time tell him.
///
/// Found is
/// - a root of the table, by number and start time;
/// - whose environment says `WAMON_RUN=<core>.<run>`;
/// - an orphan without such a name, younger than the run of its slot, whose soft RLIMIT_MSGQUEUE is the
///   core's less that slot; without an environment it is one after several looks, as there is none for a moment
///   in an exec, nor at the end of any process: another core's, for one;
/// - whoever descends from these, or shares a session with them: a run begins with a session of its own.
///
/// Never found are zombies, this process, its ancestors, and the runs these belong to.
struct LeftoverSearch {
    struct Found: Hashable {
        let member: Member
        let run: RunID
    }
    private struct Process {
        let stat: ProcStat
        var run: RunID?
    }

    private let table: RunTable
    private let rows: [RunID: RunTable.Row]
    private let files: ProcFiles
    private let mark: ProcessMark
    private let own: PID
    private let ownSession: PID
    /// Whose name has been looked at, and who was found: that does not change any more.
    private var judged: [Member: ProcessMark.Name] = [:]
    /// How often there was no environment, of who has a slot's limit.
    private var absentLooks: [Member: Int] = [:]
    private static let mostAbsentLooks = 3
    /// The last look has met somebody of whom it is not known yet: look again, a little later.
    private(set) var isUndecided = false

    /// - Parameter own: who looks, and is never found.
    init(_ table: RunTable, own: PID = getpid(), procRoot: String = "/proc") {
        self.table = table
        self.own = own
        rows = Dictionary(table.rows.map { ($0.run, $0) }, uniquingKeysWith: { $1 })
        files = ProcFiles(root: procRoot)
        mark = ProcessMark(files, base: table.limit, core: table.core)
        ownSession = getsid(0)
    }

    /// Everybody who lives, by ascending pid.
    mutating func look() -> [Found] {
        isUndecided = false
        var pids: [PID] = []
        guard files.list(into: &pids) else { return [] }
        var seen: [PID: Process] = [:]
        for pid in pids {
            if let stat = try? files.stat(of: pid), !stat.isZombie { seen[pid] = Process(stat: stat) }
        }
        let ancestors = ancestors(in: seen)
        for (pid, process) in seen {
            if let run = judge(pid, process.stat, ancestors) { seen[pid]?.run = run }
        }
        spread(over: &seen)
        let spared = Set(ancestors.compactMap { seen[$0]?.run })
        let found = seen.compactMap { pid, process -> Found? in
            guard let run = process.run else { return nil }
            let member = Member(pid: pid, start: process.stat.start)
            judged[member] = .run(run)
            let isAsked = rows[run].map { $0.wholeTree || $0.root == member } ?? true
            return isAsked && !spared.contains(run) && !ancestors.contains(pid)
                ? Found(member: member, run: run) : nil
        }
        return found.sorted { $0.member.pid < $1.member.pid }
    }

    // MARK: - One process

    private mutating func judge(_ pid: PID, _ stat: ProcStat, _ ancestors: Set<PID>) -> RunID? {
        let member = Member(pid: pid, start: stat.start)
        if let row = table.rows.first(where: { $0.root == member }) { return row.run }
        var name = judged[member] ?? mark.named(by: pid)
        if name == .absent {
            guard runOfSlot(pid, stat, ancestors) != nil else { return nil }
            absentLooks[member, default: 0] += 1
            guard absentLooks[member, default: 0] > LeftoverSearch.mostAbsentLooks else {
                isUndecided = true
                return nil
            }
            name = .nothing
        }
        judged[member] = name
        return switch name {
        case .run(let named): named
        case .another: nil
        case .nothing, .absent: runOfSlot(pid, stat, ancestors)
        }
    }

    /// An orphan is whom init has taken, or one of those above us: another core is neither, so its orphans
    /// are safe, unless it is above us itself.
    private func runOfSlot(_ pid: PID, _ stat: ProcStat, _ ancestors: Set<PID>) -> RunID? {
        guard stat.parent == 1 || (!isNested && ancestors.contains(stat.parent)),
            let slot = mark.slot(of: pid)
        else { return nil }
        if Beside.has(slot: slot) { return Beside.first }
        return table.rows.filter { $0.slot == slot && $0.root.start <= stat.start }.map(\.run).max()
    }

    /// We run below another core ourselves.
    private var isNested: Bool { getenv("WAMON_RUN") != nil }

    private func ancestors(in seen: [PID: Process]) -> Set<PID> {
        var above: Set<PID> = [own]
        var next = own
        while let parent = seen[next]?.stat.parent, parent > 0, above.insert(parent).inserted {
            next = parent
        }
        return above
    }

    // MARK: - Those around it

    private func spread(over seen: inout [PID: Process]) {
        var hasGrown = true
        while hasGrown {
            hasGrown = false
            var sessions: [PID: RunID] = [:]
            for process in seen.values {
                let session = process.stat.session
                guard let run = process.run, session > 0, session != ownSession else { continue }
                // A session that a stranger leads is a stranger's, whoever has come into it.
                if let leader = seen[session], leader.run == nil { continue }
                sessions[session] = run
            }
            for (pid, process) in seen where process.run == nil && pid != own {
                let parents = seen[process.stat.parent]
                let isYounger = parents.map { $0.stat.start <= process.stat.start } ?? false
                let run = (isYounger ? parents?.run : nil) ?? sessions[process.stat.session]
                guard let run else { continue }
                seen[pid]?.run = run
                hasGrown = true
            }
        }
    }
}
