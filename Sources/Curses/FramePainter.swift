import CNcurses
import Glibc
import Screen

/// Gives ncurses the cells that changed since the last frame.
struct FramePainter {
    /// How many colours are used.
    let colors: Int
    private let isUTF8: Bool
    private var pairs: ColorPairs
    private var last: Canvas?
    private var row: [cchar_t] = []

    /// - Parameter colors: nil for what the terminal has.
    init(colors: Int?, isUTF8: Bool) {
        self.isUTF8 = isUTF8
        if colors != 0, has_colors() {
            start_color()
            use_default_colors()
        }
        self.colors = colors ?? (has_colors() ? Int(cnc_colors()) : 0)
        pairs = ColorPairs(colors: self.colors, limit: Int(cnc_pairs()))
    }

    /// Draws the whole next frame.
    mutating func forget() { last = nil }

    /// Puts a frame where doupdate() finds it; false if nothing changed.
    mutating func prepare(_ frame: Canvas, _ size: Size) -> Bool {
        guard let window = cnc_stdscr() else { return false }
        let isWhole = last?.size != frame.size
        if isWhole {
            last = nil
            werase(window)
        }
        let columns = min(frame.size.width, size.width)
        var isChanged = isWhole
        for y in 0..<min(frame.size.height, size.height) {
            guard let run = frame.changedColumns(ofRow: y, since: last, width: columns) else { continue }
            isChanged = true
            let start = y * frame.size.width
            draw(
                frame.cells[start + run.lowerBound..<start + run.upperBound], y: y, x: run.lowerBound,
                on: window)
            // Not `last = frame`: whoever drew it would copy all of it to draw the next one.
            last?.takeRow(y, run, of: frame)
        }
        if isWhole { last = frame }
        if isChanged { wnoutrefresh(window) }
        return isChanged
    }

    // MARK: - A row

    private mutating func draw(
        _ cells: ArraySlice<Cell>, y: Int, x: Int, on window: UnsafeMutablePointer<WINDOW>
    ) {
        row.removeAll(keepingCapacity: true)
        var style: Style?
        var look = Look()
        var index = cells.startIndex
        while index < cells.endIndex {
            let cell = cells[index]
            if cell.style != style {
                style = cell.style
                let found = pairs.look(of: cell.style)
                look = Look(cnc_attributes(UInt32(found.attributes.rawValue)), found.pair)
            }
            let isWide =
                index + 1 < cells.endIndex && cells[index + 1].cluster.isEmpty && !cell.cluster.isEmpty
            add(cell.cluster, columns: isWide ? 2 : 1, look)
            index += isWide ? 2 : 1
        }
        cnc_row(window, Int32(y), Int32(x), row, Int32(row.count))
    }

    private struct Look {
        var attributes: attr_t = 0
        var pair: Int32 = 0
        /// A blank that looks so: a glyph of one scalar is this one with another scalar in it.
        var blank = cchar_t()

        init() {}

        init(_ attributes: attr_t, _ pair: Int32) {
            (self.attributes, self.pair) = (attributes, pair)
            let text: [wchar_t] = [0x20, 0]
            _ = cnc_cell(&blank, text, attributes, pair)
        }
    }

    // MARK: - A glyph

    /// What is drawn for a cluster: itself where libc gives it the columns we gave it, since ncurses moves on by
    /// libc's.
    private mutating func add(_ cluster: Cluster, columns: Int, _ look: Look) {
        if columns == 1, cluster.isASCII, let base = cluster.base { return add(base, look) }
        if fits(cluster, columns) {
            if !cluster.hasMarks, let base = cluster.base { return add(base, look) }
            let wide = cluster.scalars.map { wchar_t(bitPattern: $0.value) } + [0]
            return wide.withUnsafeBufferPointer { add($0, look) }
        }
        add(isUTF8 ? "·" : Self.ascii(cluster), look)
        if columns == 2 { add(" ", look) }
    }

    private mutating func add(_ scalar: Unicode.Scalar, _ look: Look) {
        var entry = look.blank
        entry.chars.0 = wchar_t(bitPattern: scalar.value)
        row.append(entry)
    }

    private mutating func add(_ text: UnsafeBufferPointer<wchar_t>, _ look: Look) {
        guard let start = text.baseAddress else { return }
        var entry = cchar_t()
        if cnc_cell(&entry, start, look.attributes, look.pair) == OK { row.append(entry) }
    }

    private func fits(_ cluster: Cluster, _ columns: Int) -> Bool {
        guard isUTF8, let base = cluster.base,
            Int(wcwidth(wchar_t(bitPattern: base.value))) == columns
        else { return false }
        return !cluster.hasMarks
            || cluster.scalars.dropFirst().allSatisfy { wcwidth(wchar_t(bitPattern: $0.value)) == 0 }
    }

    /// A sign of ours has a twin, a letter with an accent is the letter.
    private static func ascii(_ cluster: Cluster) -> Unicode.Scalar {
        if let twin = GlyphSet.asciiTwin(of: cluster.text)?.unicodeScalars.first { return twin }
        return cluster.base.flatMap { $0.isASCII ? $0 : nil } ?? "?"
    }
}
