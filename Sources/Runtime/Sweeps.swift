import Kernel
import Supervision

/// The trees that are being ended: who has been signalled already, and who is to be killed. One look at
/// /proc serves them all.
struct Sweeps {
    static let interval: Duration = .milliseconds(50)

    private struct Sweep {
        /// nil: SIGKILL, to whoever is seen, and to the group.
        var politely: Signal?
        var signalled: Set<Member> = []
        var rootAlive: Bool
    }
    private var sweeps: [RunID: Sweep] = [:]

    var isEmpty: Bool { sweeps.isEmpty }

    mutating func begin(_ run: RunID, politely signal: Signal, rootAlive: Bool) {
        sweeps[run] = Sweep(politely: signal, rootAlive: rootAlive)
    }

    mutating func force(_ run: RunID, rootAlive: Bool) {
        sweeps[run, default: Sweep(rootAlive: rootAlive)].politely = nil
    }

    mutating func rootEnded(_ run: RunID) { sweeps[run]?.rootAlive = false }

    mutating func end(_ run: RunID) { sweeps[run] = nil }

    /// Looks, signals whoever has not been, and names the runs of which nothing is left. A tree whose root
    /// has ended counts as gone when two looks in a row find nobody: a fork may slip past one.
    mutating func look(through kernel: any Kernel) -> [RunID] {
        let members = kernel.members(of: Set(sweeps.keys))
        var empty: Set<RunID> = []
        for run in sweeps.keys.sorted() {
            let seen = members[run] ?? []
            if seen.isEmpty {
                if sweeps[run]?.rootAlive == false { empty.insert(run) }
            } else {
                signal(seen, of: run, through: kernel)
            }
        }
        guard !empty.isEmpty else { return [] }
        let again = kernel.members(of: empty)
        let gone = empty.filter { again[$0]?.isEmpty ?? true }
        for run in gone { sweeps[run] = nil }
        return gone.sorted()
    }

    private mutating func signal(_ members: [Member], of run: RunID, through kernel: any Kernel) {
        guard let sweep = sweeps[run] else { return }
        guard let polite = sweep.politely else {
            kernel.signalGroup(of: run, .kill)
            for member in members { kernel.signal(member, .kill) }
            return
        }
        for member in members where !sweep.signalled.contains(member) {
            kernel.signal(member, polite)
            sweeps[run]?.signalled.insert(member)
        }
    }
}
