extension Canvas {
    /// From the first column of a row that is not as it was to the last one, not cutting a wide glyph; nil if the row
    /// is the same. Without an earlier canvas (of the same size) all of it is new.
    /// - Parameter width: only the first columns, where the screen is narrower.
    package func changedColumns(ofRow y: Int, since before: Canvas?, width: Int? = nil) -> Range<Int>? {
        let width = min(width ?? size.width, size.width)
        guard y >= 0, y < size.height, width > 0 else { return nil }
        guard let before, before.size == size else { return 0..<width }
        let row = y * size.width..<y * size.width + width
        return cells.withUnsafeBufferPointer { now in
            before.cells.withUnsafeBufferPointer { old in
                var first = row.lowerBound
                while first < row.upperBound, now[first] == old[first] { first += 1 }
                if first == row.upperBound { return nil }
                var last = row.upperBound - 1
                while last > first, now[last] == old[last] { last -= 1 }
                while first > row.lowerBound, now[first].cluster.isEmpty || old[first].cluster.isEmpty {
                    first -= 1
                }
                while last + 1 < row.upperBound,
                    now[last + 1].cluster.isEmpty || old[last + 1].cluster.isEmpty
                {
                    last += 1
                }
                return first - row.lowerBound..<last + 1 - row.lowerBound
            }
        }
    }
}

extension Canvas {
    /// Makes this one as another is, in the place it has where they are of one size: a frame is some hundred
    /// kilobytes, which would be asked of the system anew each time.
    package mutating func become(_ other: Canvas) {
        guard size == other.size else { return self = other }
        cells.withUnsafeMutableBufferPointer { cells in
            other.cells.withUnsafeBufferPointer { _ = cells.update(fromContentsOf: $0) }
        }
    }

    /// Columns of a row as they are in a canvas of the same size.
    package mutating func takeRow(_ y: Int, _ columns: Range<Int>, of other: Canvas) {
        guard size == other.size, y >= 0, y < size.height else { return }
        let columns = columns.clamped(to: 0..<size.width)
        let start = y * size.width + columns.lowerBound
        cells.withUnsafeMutableBufferPointer { cells in
            other.cells.withUnsafeBufferPointer { source in
                for index in start..<start + columns.count { cells[index] = source[index] }
            }
        }
    }
}
