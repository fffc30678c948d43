import Screen

/// A list in a box that lies over the screen: which of its entries stand where.
struct BoxList: Equatable {
    let area: Rect
    let rows: Rect
    /// The entry that stands first.
    let top: Int
    private let count: Int

    /// The chosen entry is kept in the middle, where that can be.
    /// - Parameters:
    ///   - count: entries there are.
    ///   - heads: rows of the box above the list.
    init(_ count: Int, chosen: Int, area: Rect, heads: Int = 0) {
        self.area = area
        self.count = count
        var rows = Painter.inside(area)
        _ = rows.takeTop(heads)
        self.rows = rows
        top = max(0, min(chosen - rows.height / 2, count - rows.height))
    }

    /// Each entry that is seen, and its row.
    var lines: [(index: Int, row: Rect)] {
        (0..<min(rows.height, max(0, count - top))).map {
            (top + $0, Rect(x: rows.x, y: rows.y + $0, width: rows.width, height: 1))
        }
    }

    /// The entry at a place of the screen.
    func entry(at x: Int, _ y: Int) -> Int? { lines.first { $0.row.contains(x: x, y: y) }?.index }
}

extension SignalMenu {
    /// Cancel, then the signals.
    func list(in size: Size) -> BoxList {
        let count = SignalMenu.signals.count + 1
        return BoxList(
            count, chosen: index,
            area: Rect(size).centred(width: 46, height: min(count, max(1, size.height - 2)) + 2))
    }
}

extension ColumnPicker {
    func list(in size: Size) -> BoxList {
        let count = ColumnPicker.all.count
        return BoxList(
            count, chosen: index,
            area: Rect(size).centred(width: 64, height: min(count, max(1, size.height - 2)) + 2))
    }
}

extension Palette {
    /// A box of one size, whatever is found; the line one types in is above the list.
    func list(in size: Size) -> BoxList {
        let rows = min(14, max(1, size.height - (size.height < 12 ? 3 : 6)))
        return BoxList(
            found.count, chosen: index, area: Rect(size).centred(width: 76, height: rows + 3), heads: 1)
    }
}
