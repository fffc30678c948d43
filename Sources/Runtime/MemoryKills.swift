import Kernel
import Supervision

/// The kernel's kills for want of memory, against the ends they explain. The count is of a whole cgroup: a
/// grandchild or a stranger may have been the victim.
struct MemoryKills {
    /// How long a kill may be older than the news of the end it caused.
    private static let patience = Duration.seconds(2)

    /// Explained, or given up.
    private var settled: Int
    private var unsettledSince: Duration?

    init(counted: Int) { settled = counted }

    /// How many ends of now may be put down to it.
    func open(counted: Int) -> Int { max(0, counted - settled) }

    mutating func explain(_ ends: Int) {
        settled += ends
        unsettledSince = nil
    }

    /// A kill nobody's end has explained was of somebody else: a later `kill -9` is not put down to it.
    mutating func expire(counted: Int, at now: Duration) {
        guard open(counted: counted) > 0 else { return unsettledSince = nil }
        guard let since = unsettledSince else { return unsettledSince = now }
        if now - since >= MemoryKills.patience {
            settled = counted
            unsettledSince = nil
        }
    }
}

extension Core {
    /// Those of the ended that were killed for memory: by a SIGKILL that was not ours. Of several, those that
    /// used most.
    func killedForMemory(among ended: [(run: RunID, status: ExitStatus)]) -> Set<RunID> {
        let killed = ended.filter { run, status in
            guard case .signalled(.kill, _) = status else { return false }
            return switch fleet[Instance.owner(of: run)]?.state {
            case .launching, .online: true
            case .stopped, .blocked, .stopping, .waiting, .errored, .deleted, nil: false
            }
        }
        guard !killed.isEmpty else { return [] }
        let largest = killed.map(\.run).sorted { memory(of: $0) > memory(of: $1) }
        let victims = largest.prefix(memoryKills.open(counted: kernel.oomKills))
        memoryKills.explain(victims.count)
        return Set(victims)
    }

    private func memory(of run: RunID) -> Int {
        readings[Instance.owner(of: run)]?.usage(of: run).memory ?? 0
    }
}
