import Kernel
import Supervision
import Vitals

/// The samplers as the core's gauges.
final class VitalsGauges: Gauges {
    private let table: ProcessTable
    private let trees = TreeSampler()
    private let machines = MachineSampler()

    init(_ table: ProcessTable) { self.table = table }

    func usage(of runs: [RunID], at now: Moment) -> [RunID: Usage] {
        trees.sample(table: table, runs: runs, at: now)
    }
    func members(of run: RunID) -> [TreeMember] { trees.members(of: run) }
    func cpuTime(of run: RunID) -> Duration { trees.cpuTime(of: run) }
    func confirmedMemory(of run: RunID) -> Int? { trees.pss(of: run, table: table) }
    func machine(at now: Moment) -> MachineUsage { machines.sample(at: now) }
}
