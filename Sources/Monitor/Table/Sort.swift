import Supervision
import Wording

/// The order of the table. Rows that are equal in it keep the order of their ids, so nothing dances.
package struct Sort: Hashable, Sendable {
    package var key = TableColumn.id
    package var isDescending = false
    package init(_ key: TableColumn = .id) {
        self.key = key
        isDescending = key.startsDescending
    }

    var inverted: Sort {
        var inverted = self
        inverted.isDescending.toggle()
        return inverted
    }

    /// An order by figures is made anew no faster.
    static let rest = Duration.milliseconds(900)

    /// The indices of processes (which are in the order of their ids) in this order. What has no value comes
    /// last, whichever way round.
    func ranked(_ processes: [ProcessSnapshot], at now: Moment) -> [Int] {
        switch key {
        case .id: isDescending ? processes.indices.reversed() : Array(processes.indices)
        case .name: ranked(processes.map { $0.name.lowercased() })
        case .namespace: ranked(processes.map { $0.namespace.lowercased() })
        case .command: ranked(processes.map(\.command))
        default: ranked(processes.map { key.figure($0, at: now) })
        }
    }

    private func ranked<Value: Comparable>(_ values: [Value?]) -> [Int] {
        let (known, unknown) = (
            values.indices.filter { values[$0] != nil }, values.indices.filter { values[$0] == nil }
        )
        let found = known.sorted { a, b in
            guard let first = values[a], let second = values[b], first != second else { return a < b }
            return (first < second) != isDescending
        }
        return found + unknown
    }
}

extension TableColumn {
    /// The direction one means when one asks for it: the biggest consumers and the latest first.
    var startsDescending: Bool {
        switch self {
        case .id, .name, .namespace, .status, .health, .pid, .port, .command: false
        case .cpu, .cpuLine, .memory, .memoryLine, .limit, .restarts, .uptime, .children, .threads,
            .descriptors, .lastExit:
            true
        }
    }

    /// What it is sorted by, and what a filter compares: percent of one core (or of the limit), bytes, seconds,
    /// a count; nil where a process has none.
    func figure(_ process: ProcessSnapshot, at now: Moment) -> Double? {
        let isUp = process.pid != nil
        return switch self {
        case .id: Double(process.id.raw)
        case .status: Double(TableColumn.urgency(process))
        case .health: process.health.map(TableColumn.concern)
        case .pid: process.pid.map(Double.init)
        case .cpu: isUp ? process.usage.cpuPercent : nil
        case .cpuLine: TableColumn.mean(process.cpuHistory)
        case .memory: isUp ? Double(process.usage.memory) : nil
        case .memoryLine: TableColumn.mean(process.memoryHistory)
        case .limit:
            process.memoryLimit.flatMap {
                $0 > 0 && isUp ? Double(process.usage.memory) / Double($0) * 100 : nil
            }
        case .restarts: Double(process.restarts)
        case .uptime: isUp ? process.startedAt.map { Double((now.boot - $0.boot).milliseconds) / 1000 } : nil
        case .port: process.port.map(Double.init)
        case .children: isUp ? Double(max(0, process.usage.processes - 1)) : nil
        case .threads: isUp ? Double(process.usage.threads) : nil
        case .descriptors: isUp ? process.usage.descriptors.map(Double.init) : nil
        case .lastExit: process.lastExit.map { Double($0.at.wall.milliseconds) }
        case .name, .namespace, .command: nil
        }
    }

    private static func mean(_ history: [some FixedWidthInteger]) -> Double? {
        history.isEmpty ? nil : history.reduce(0) { $0 + Double($1) } / Double(history.count)
    }

    /// Those that cannot serve come first, then the slowest.
    private static func concern(_ health: HealthSnapshot) -> Double {
        switch health.state {
        case .unhealthy: -3e12
        case .starting: -1e12
        case .healthy: health.failures > 0 ? -2e12 : -(health.last.map { $0.took / .milliseconds(1) } ?? 0)
        }
    }

    /// What needs a look comes first.
    private static func urgency(_ process: ProcessSnapshot) -> Int {
        switch process.status {
        case .errored: 0
        case .waiting: process.isCrashLooping ? 1 : 2
        case .stopping: 3
        case .launching: 4
        case .online: 5
        case .stopped: 6
        }
    }
}
