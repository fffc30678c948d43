import Supervision

/// Which columns the table has in a width, and where. Depends on the width and the longest name only, so
/// nothing moves while figures change.
struct TableColumns: Equatable {
    enum Kind: Int, CaseIterable {
        case id, name, status, pid, cpu, spark, memory, limit, restarts, uptime, port
    }

    struct Placed: Equatable {
        var kind: Kind
        var x: Int
        var width: Int
    }

    private(set) var placed: [Placed] = []

    /// What is kept first when it gets narrow.
    private static let priority: [Kind] = [
        .status, .name, .cpu, .memory, .restarts, .uptime, .limit, .pid, .spark, .port, .id,
    ]

    /// - Parameter without: columns that would be empty for this fleet.
    init(width: Int, nameWidth: Int, idWidth: Int, without: Set<Kind> = []) {
        let room = width - 2
        let longest = min(max(nameWidth, 8), 32)
        var widths: [Kind: Int] = [:]
        var left = room
        for kind in TableColumns.priority where !without.contains(kind) {
            let wanted = TableColumns.minimum(kind, longest, idWidth, width)
            let cost = wanted + (widths.isEmpty ? 0 : 1)
            if cost <= left {
                widths[kind] = wanted
                left -= cost
            } else if kind == .name, left >= 5 {
                widths[kind] = left - 1
                left = 0
            }
        }
        // Spare room: the whole name, a second blank between columns, longer bars and lines.
        func grow(_ kind: Kind, to most: Int) {
            guard let have = widths[kind], have < most else { return }
            let more = min(left, most - have)
            widths[kind] = have + more
            left -= more
        }
        grow(.name, to: longest)
        let isLoose = left >= widths.count - 1
        if isLoose { left -= widths.count - 1 }
        grow(.limit, to: 14)
        // A minute fits evenly into 10, 15 or 30 columns of two dots.
        if left >= 20 { grow(.spark, to: 30) } else if left >= 5 { grow(.spark, to: 15) }
        grow(.name, to: min(40, longest + 8))
        grow(.limit, to: 18)
        var x = 2
        for kind in Kind.allCases {
            guard let width = widths[kind] else { continue }
            placed.append(Placed(kind: kind, x: x, width: width))
            x += width + (isLoose ? 2 : 1)
        }
    }

    /// What nobody in the fleet has.
    static func empty(_ snapshot: Snapshot) -> Set<Kind> {
        var empty: Set<Kind> = []
        if !snapshot.processes.contains(where: { $0.port != nil }) { empty.insert(.port) }
        if !snapshot.processes.contains(where: { $0.memoryLimit != nil }) { empty.insert(.limit) }
        return empty
    }

    private static func minimum(_ kind: Kind, _ longest: Int, _ idWidth: Int, _ width: Int) -> Int {
        switch kind {
        case .id: max(2, idWidth)
        case .name: min(longest, width < 30 ? 10 : width < 45 ? 12 : 16)
        case .status: width < 40 ? 1 : 11
        case .pid: 7
        case .cpu: 5
        case .spark: 10
        case .memory: 5
        case .limit: 11
        case .restarts: 8
        case .uptime: 8
        case .port: 6
        }
    }
}
