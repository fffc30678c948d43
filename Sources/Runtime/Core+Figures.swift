import Kernel
package import Supervision
import Vitals

/// What was measured, over time and one by one.
extension Core {
    /// - Parameter instance: nil: the machine; one that is not known has used nothing.
    package func figures(of instance: InstanceID?, over span: FigureSpan) -> FigureSeries {
        freshen()
        let end = lastSampleAt?.wall ?? .zero
        guard let instance else { return machineFigures.series(over: span, endsAt: end) }
        return figures[instance]?.series(over: span, endsAt: end) ?? FigureSeries(span: span)
    }

    /// The tree of its run.
    package func members(of instance: InstanceID) -> [TreeMember] {
        freshen()
        return fleet[instance]?.state.run.map { gauges.members(of: $0) } ?? []
    }

    /// Of everybody, whether it runs or not; `before` is the sample before.
    func keepFigures(_ usages: [RunID: Usage], of runs: [InstanceID: RunID], since before: Moment?) {
        guard let now = lastSampleAt else { return }
        for id in fleet.instances.map(\.id) {
            let usage = runs[id].flatMap { usages[$0] } ?? Usage()
            readings[id, default: Readings()].take(usage, of: runs[id])
            if let run = runs[id] {
                readings[id, default: Readings()].spend(gauges.cpuTime(of: run), by: run)
            }
            figures[id, default: Figures()].take(
                cpuPercent: usage.cpuPercent, memory: usage.memory, since: before?.boot, at: now)
        }
    }

    /// - Parameter before: when the machine was measured before.
    func keepFigures(of usage: MachineUsage, at now: Moment, since before: Moment?) {
        let share = usage.cores > 0 ? usage.cpuPercent / usage.cores : 0
        machineFigures.take(cpuPercent: share, memory: usage.memoryUsed, since: before?.boot, at: now)
    }
}
