import Supervision
import Wording

/// Which columns the table has in a width, and where. Depends on the width, the longest name and the language
/// only, so nothing moves while figures change.
struct TableColumns: Equatable {
    struct Placed: Equatable {
        var kind: TableColumn
        var x: Int
        var width: Int
    }

    /// What the widths follow from.
    struct Measure: Equatable {
        var width: Int
        var name: Int
        var namespace: Int
        var id: Int
        var words = Language.english
    }

    private(set) var placed: [Placed] = []

    /// What is kept first when it gets narrow. What somebody chose beyond the usual comes before what is usual
    /// but least missed.
    private static let priority: [TableColumn] = [
        .status, .name, .cpu, .memory, .restarts, .uptime, .health, .namespace, .memoryLine, .threads,
        .children, .descriptors, .limit, .pid, .cpuLine, .port, .id,
    ]
    /// What is there only where all others are as wide as they like to be.
    private static let late: [TableColumn] = [.lastExit, .command]

    init(_ wanted: Set<TableColumn>, _ measure: Measure) {
        let width = measure.width
        let room = width - 2
        var widths: [TableColumn: Int] = [:]
        var left = room
        for kind in TableColumns.priority where wanted.contains(kind) {
            let wanted = TableColumns.least(kind, measure)
            let cost = wanted + (widths.isEmpty ? 0 : 1)
            if cost <= left {
                widths[kind] = wanted
                left -= cost
            } else if kind == .name, left >= 5 {
                widths[kind] = left - 1
                left = 0
            }
        }
        let spread = TableColumns.spread(&widths, &left, wanted, measure)
        var x = 2
        for kind in TableColumn.allCases {
            guard let width = widths[kind] else { continue }
            placed.append(Placed(kind: kind, x: x, width: width))
            x += width + spread
        }
    }

    func contains(_ kind: TableColumn) -> Bool { placed.contains { $0.kind == kind } }

    /// Spare room: the whole name, a second blank between columns, longer bars and lines.
    /// - Returns: the blanks between columns.
    private static func spread(
        _ widths: inout [TableColumn: Int], _ left: inout Int, _ wanted: Set<TableColumn>, _ measure: Measure
    ) -> Int {
        let longest = min(max(measure.name, 8), 32)
        func grow(_ kind: TableColumn, to most: Int) {
            guard let have = widths[kind], have < most else { return }
            let more = min(left, most - have)
            widths[kind] = have + more
            left -= more
        }
        grow(.name, to: longest)
        let isLoose = left >= widths.count - 1
        if isLoose { left -= widths.count - 1 }
        let gap = isLoose ? 2 : 1
        grow(.health, to: 16)
        grow(.limit, to: 14)
        // A minute fits evenly into 10, 15 or 30 columns of two dots.
        let lines = [TableColumn.cpuLine, .memoryLine]
        for line in lines where left >= 5 { grow(line, to: 15) }
        for kind in late where wanted.contains(kind) {
            // The longer line before what is seldom short.
            if kind == .command { for line in lines where left >= 15 { grow(line, to: 30) } }
            let cost = least(kind, measure) + gap
            guard cost <= left else { continue }
            widths[kind] = cost - gap
            left -= cost
            if kind == .lastExit { grow(kind, to: 18) }
        }
        for line in lines where left >= 15 { grow(line, to: 30) }
        grow(.command, to: 48)
        grow(.name, to: min(40, longest + 8))
        grow(.limit, to: 18)
        grow(.command, to: 200)
        return gap
    }

    private static func least(_ kind: TableColumn, _ measure: Measure) -> Int {
        let width = measure.width
        let longest = min(max(measure.name, 8), 32)
        return switch kind {
        case .id: max(2, measure.id)
        case .name: min(longest, width < 30 ? 10 : width < 45 ? 12 : 16)
        case .namespace: min(max(measure.namespace, measure.words.title(of: .namespace).count + 1), 16)
        case .status: width < 40 ? 1 : 11
        case .health: 10
        case .pid: 7
        case .cpu, .memory, .descriptors: 5
        case .cpuLine, .memoryLine: 10
        case .limit: 11
        case .restarts, .uptime: 8
        case .port: 6
        case .children: 5
        case .threads: 7
        case .lastExit: 11
        case .command: 16
        }
    }
}
