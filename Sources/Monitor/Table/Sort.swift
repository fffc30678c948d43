import Supervision

/// The order of the table. Rows that are equal in it keep the order of their ids, so nothing dances.
package struct Sort: Hashable, Sendable {
    package enum Key: Int, Hashable, Sendable, CaseIterable {
        case id, name, status, cpu, memory, restarts, uptime

        package var title: String {
            switch self {
            case .id: "ID"
            case .name: "NAME"
            case .status: "STATUS"
            case .cpu: "CPU"
            case .memory: "MEM"
            case .restarts: "RESTART"
            case .uptime: "UPTIME"
            }
        }

        /// The direction one means when one asks for it: the biggest consumers first.
        var startsDescending: Bool { self == .cpu || self == .memory || self == .restarts }
    }

    package var key = Key.id
    package var isDescending = false
    package init(_ key: Key = .id) {
        self.key = key
        isDescending = key.startsDescending
    }

    /// The next column to sort by, or the one before.
    func stepped(by step: Int) -> Sort {
        let count = Key.allCases.count
        return Sort(Key.allCases[(key.rawValue + step + count) % count])
    }

    func precedes(_ a: ProcessSnapshot, _ b: ProcessSnapshot) -> Bool {
        switch key {
        case .id: isDescending ? a.id > b.id : a.id < b.id
        case .name: order(a, b, a.name, b.name)
        case .status: order(a, b, Sort.urgency(a), Sort.urgency(b))
        case .cpu: order(a, b, a.usage.cpuPercent, b.usage.cpuPercent)
        case .memory: order(a, b, a.usage.memory, b.usage.memory)
        case .restarts: order(a, b, a.restarts, b.restarts)
        // The longest up started first; what is not up comes last.
        case .uptime:
            order(
                a, b, a.startedAt?.boot ?? .seconds(Int64.max >> 8),
                b.startedAt?.boot ?? .seconds(Int64.max >> 8))
        }
    }

    private func order<Value: Comparable>(
        _ a: ProcessSnapshot, _ b: ProcessSnapshot, _ first: Value, _ second: Value
    ) -> Bool {
        if first < second { return !isDescending }
        if second < first { return isDescending }
        return a.id < b.id
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
