/// A frame: rows of cells. Drawing outside it, or outside the area given, is clipped, never an error.
package struct Canvas: Hashable, Sendable {
    package let size: Size
    package internal(set) var cells: [Cell]

    package init(_ size: Size) {
        self.size = size
        cells = Array(repeating: Cell(), count: size.width * size.height)
    }

    /// The whole canvas.
    package var area: Rect { Rect(size) }

    /// The cell at a position; outside the canvas reads are blank and writes are dropped. Writing over half of a
    /// wide glyph blanks its other half.
    package subscript(x: Int, y: Int) -> Cell {
        get { contains(x, y) ? cells[y * size.width + x] : Cell() }
        set { if contains(x, y) { write(newValue, x, y) } }
    }

    /// Draws text from a position, both relative to the area (the whole canvas if none) and clipped to it. A wide
    /// glyph of which only half fits becomes a space.
    /// - Returns: the column after the last one drawn, relative to the area.
    @discardableResult
    package mutating func put(
        _ text: String, x: Int, y: Int, in area: Rect? = nil, _ style: Style = Style()
    ) -> Int {
        var text = text
        return text.withUTF8 { put(ScalarReader($0), x: x, y: y, in: area ?? self.area, style) }
    }

    @discardableResult
    package mutating func put(
        _ text: Substring, x: Int, y: Int, in area: Rect? = nil, _ style: Style = Style()
    ) -> Int {
        var text = text
        return text.withUTF8 { put(ScalarReader($0), x: x, y: y, in: area ?? self.area, style) }
    }

    /// Covers an area with a glyph (one column wide) in a style.
    package mutating func fill(_ area: Rect, _ text: String = " ", _ style: Style) {
        let visible = area.intersection(self.area)
        guard !visible.isEmpty else { return }
        let cell = Cell(
            GlyphWidth.columns(of: text) == 1 ? Cluster(GlyphWidth.displayable(text)) : .blank, style)
        for y in visible.y..<visible.maxY {
            let row = y * size.width
            // The first and the last may cut a wide glyph, those between them cannot.
            write(cell, visible.x, y)
            write(cell, visible.maxX - 1, y)
            cells.withUnsafeMutableBufferPointer { cells in
                for index in row + visible.x..<row + visible.maxX { cells[index] = cell }
            }
        }
    }

    /// Changes the style of what is drawn already (a selection over a row).
    package mutating func restyle(_ area: Rect, _ change: (inout Style) -> Void) {
        let visible = area.intersection(self.area)
        for y in visible.y..<visible.maxY {
            for x in visible.x..<visible.maxX { change(&cells[y * size.width + x].style) }
        }
    }

    // MARK: - Glyphs

    private mutating func put(_ scalars: ScalarReader, x: Int, y: Int, in area: Rect, _ style: Style) -> Int {
        let visible = area.intersection(self.area)
        let row = area.y + y
        var column = area.x + x
        guard row >= visible.y, row < visible.maxY, column < visible.maxX else { return x }
        var reader = GlyphReader(scalars)
        while column < visible.maxX, let glyph = reader.next() {
            let next = column + glyph.columns
            if column >= visible.x, next <= visible.maxX {
                write(Cell(glyph.cluster, style), column, row)
                if glyph.columns == 2 { write(Cell(.none, style), column + 1, row) }
            } else {
                let cut = max(column, visible.x)
                for half in cut..<max(min(next, visible.maxX), cut) { write(Cell(.blank, style), half, row) }
            }
            column = next
        }
        return min(column, max(visible.maxX, area.x + x)) - area.x
    }

    // MARK: - Cells

    private func contains(_ x: Int, _ y: Int) -> Bool {
        x >= 0 && y >= 0 && x < size.width && y < size.height
    }

    /// Puts a cell where it is known to be inside, and blanks what it cuts off a wide glyph.
    private mutating func write(_ cell: Cell, _ x: Int, _ y: Int) {
        let index = y * size.width + x
        let isFirst = x == 0
        let isLast = x + 1 >= size.width
        cells.withUnsafeMutableBufferPointer { cells in
            if cells[index].cluster.isEmpty, !cell.cluster.isEmpty, !isFirst,
                !cells[index - 1].cluster.isEmpty
            {
                cells[index - 1].cluster = .blank
            }
            if !isLast, cells[index + 1].cluster.isEmpty, !cells[index].cluster.isEmpty {
                cells[index + 1].cluster = .blank
            }
            cells[index] = cell
        }
    }
}

/// One column of the screen. A wide glyph is in its first cell; its second one is empty.
package struct Cell: Hashable, Sendable {
    /// At most two columns; nothing: the second half of a wide one.
    package var cluster: Cluster
    package var style: Style

    package init(_ cluster: Cluster = .blank, _ style: Style = Style()) {
        self.cluster = cluster
        self.style = style
    }

    /// One grapheme; "" is nothing.
    package init(_ text: String, _ style: Style = Style()) { self.init(Cluster(text), style) }

    package var text: String { cluster.text }
}
