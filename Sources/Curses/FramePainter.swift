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
    /// What each glyph becomes for ncurses: a zero-terminated base and marks, for one entry of a row.
    private var prepared: [String: [wchar_t]] = [:]
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
        let previous = last.flatMap { $0.size == frame.size ? $0 : nil }
        if previous == nil { werase(window) }
        let columns = min(frame.size.width, size.width)
        var isChanged = previous == nil
        for y in 0..<min(frame.size.height, size.height) {
            guard let run = frame.changedColumns(ofRow: y, since: previous, width: columns) else { continue }
            isChanged = true
            let start = y * frame.size.width
            draw(
                frame.cells[start + run.lowerBound..<start + run.upperBound], y: y, x: run.lowerBound,
                on: window)
        }
        last = frame
        if isChanged { wnoutrefresh(window) }
        return isChanged
    }

    // MARK: - A row

    private mutating func draw(
        _ cells: ArraySlice<Cell>, y: Int, x: Int, on window: UnsafeMutablePointer<WINDOW>
    ) {
        row.removeAll(keepingCapacity: true)
        var style: Style?
        var attributes: attr_t = 0
        var pair: Int32 = 0
        var index = cells.startIndex
        while index < cells.endIndex {
            let cell = cells[index]
            if cell.style != style {
                style = cell.style
                let look = pairs.look(of: cell.style)
                (attributes, pair) = (cnc_attributes(UInt32(look.attributes.rawValue)), look.pair)
            }
            let isWide = index + 1 < cells.endIndex && cells[index + 1].text.isEmpty && !cell.text.isEmpty
            for text in glyph(cell.text, columns: isWide ? 2 : 1) {
                var entry = cchar_t()
                if cnc_cell(&entry, text, attributes, pair) == OK { row.append(entry) }
            }
            index += isWide ? 2 : 1
        }
        cnc_row(window, Int32(y), Int32(x), row, Int32(row.count))
    }

    // MARK: - A glyph

    /// What is drawn for a cell's text, an entry per glyph that ncurses is given: the text itself where libc gives
    /// it the columns we gave it, since ncurses moves on by libc's.
    private mutating func glyph(_ text: String, columns: Int) -> [[wchar_t]] {
        if columns == 1, let byte = text.utf8.first, text.utf8.count == 1 { return [[wchar_t(byte), 0]] }
        if let known = prepared[text], known.count > 1 { return [known] }
        let wide = text.unicodeScalars.map { wchar_t(bitPattern: $0.value) }
        if isUTF8, let base = wide.first, Int(wcwidth(base)) == columns,
            wide.count <= 5, wide.dropFirst().allSatisfy({ wcwidth($0) == 0 })
        {
            if prepared.count > 4096 { prepared.removeAll() }
            prepared[text] = wide + [0]
            return [wide + [0]]
        }
        let twin = isUTF8 ? "·" : Self.ascii(text)
        let stand = twin.unicodeScalars.map { wchar_t(bitPattern: $0.value) } + [0]
        return columns == 2 ? [stand, [32, 0]] : [stand]
    }

    /// A sign of ours has a twin, a letter with an accent is the letter.
    private static func ascii(_ text: String) -> String {
        if let twin = GlyphSet.asciiTwin(of: text) { return twin }
        return text.unicodeScalars.first.flatMap { $0.isASCII ? String($0) : nil } ?? "?"
    }
}
