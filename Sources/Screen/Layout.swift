/// How long a part of a split is.
package enum Length: Hashable, Sendable {
    case fixed(Int)
    /// A share of what the fixed ones leave.
    case fill(weight: Int = 1)
}

extension Rect {
    /// Cut into bands from top to bottom. Where the fixed ones do not fit, the last ones get nothing.
    package func rows(_ lengths: [Length]) -> [Rect] {
        var top = y
        return Self.split(height, lengths).map { part in
            defer { top += part }
            return Rect(x: x, y: top, width: width, height: part)
        }
    }

    /// Cut into bands from left to right, with columns left free between them.
    package func columns(_ lengths: [Length], gap: Int = 0) -> [Rect] {
        var left = x
        let room = max(0, width - gap * max(0, lengths.count - 1))
        return Self.split(room, lengths).map { part in
            defer { left += part + gap }
            return Rect(x: min(left, maxX), y: y, width: part, height: height)
        }
    }

    /// Takes rows off the top (or bottom) and returns them; as many as there are.
    package mutating func takeTop(_ count: Int) -> Rect {
        let taken = Rect(x: x, y: y, width: width, height: min(max(0, count), height))
        self = Rect(x: x, y: y + taken.height, width: width, height: height - taken.height)
        return taken
    }

    package mutating func takeBottom(_ count: Int) -> Rect {
        let rows = min(max(0, count), height)
        height -= rows
        return Rect(x: x, y: y + height, width: width, height: rows)
    }

    /// Takes columns off the left (or right) and returns them; as many as there are.
    package mutating func takeLeft(_ count: Int) -> Rect {
        let taken = Rect(x: x, y: y, width: min(max(0, count), width), height: height)
        self = Rect(x: x + taken.width, y: y, width: width - taken.width, height: height)
        return taken
    }

    package mutating func takeRight(_ count: Int) -> Rect {
        let columns = min(max(0, count), width)
        width -= columns
        return Rect(x: x + width, y: y, width: columns, height: height)
    }

    private static func split(_ room: Int, _ lengths: [Length]) -> [Int] {
        var left = room
        var weights = 0
        for length in lengths {
            switch length {
            case .fixed(let count): left -= max(0, count)
            case .fill(let weight): weights += max(0, weight)
            }
        }
        var spare = max(0, left)
        var remaining = room
        return lengths.map { length in
            let wanted: Int
            switch length {
            case .fixed(let count): wanted = max(0, count)
            case .fill(let weight):
                // The last one gets what rounding left.
                wanted = weights == 0 ? 0 : spare * max(0, weight) / weights
                spare -= wanted
                weights -= max(0, weight)
            }
            let part = min(wanted, remaining)
            remaining -= part
            return part
        }
    }
}

/// A table's column: what it needs, and how much it matters.
package struct Column<ID: Hashable & Sendable>: Hashable, Sendable {
    package enum Alignment: Hashable, Sendable { case left, right }

    package var id: ID
    /// Columns of the screen it cannot do without.
    package var minimum: Int
    /// What it may grow to when there is room; spare room goes to the most important first.
    package var maximum: Int
    /// 0 matters most; the largest is dropped first.
    package var priority: Int
    package var alignment: Alignment

    package init(
        _ id: ID, minimum: Int, maximum: Int? = nil, priority: Int, alignment: Alignment = .left
    ) {
        self.id = id
        self.minimum = max(0, minimum)
        self.maximum = max(self.minimum, maximum ?? minimum)
        self.priority = priority
        self.alignment = alignment
    }

    /// A column that is shown, and where.
    package struct Placed: Hashable, Sendable {
        package var column: Column
        package var x: Int
        package var width: Int
        package var id: ID { column.id }
    }

    /// Which columns fit side by side into a width, in their own order: the least important are dropped until the
    /// rest fits; the most important one always stays, cut if it must be.
    package static func fit(_ columns: [Column], into width: Int, gap: Int = 2) -> [Placed] {
        var kept = columns
        func needed() -> Int { kept.reduce(0) { $0 + $1.minimum } + gap * max(0, kept.count - 1) }
        while kept.count > 1, needed() > width,
            let least = kept.indices.max(by: { kept[$0].priority < kept[$1].priority })
        {
            kept.remove(at: least)
        }
        var widths = kept.map { min($0.minimum, max(0, width)) }
        var spare = max(0, width - needed())
        for index in kept.indices.sorted(by: { kept[$0].priority < kept[$1].priority }) {
            let grown = min(spare, kept[index].maximum - kept[index].minimum)
            widths[index] += grown
            spare -= grown
        }
        var x = 0
        return zip(kept, widths).map { column, width in
            defer { x += width + gap }
            return Placed(column: column, x: x, width: width)
        }
    }
}
