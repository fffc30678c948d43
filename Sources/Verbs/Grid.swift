import Screen

/// A table of text: boxed on a terminal, aligned by blanks elsewhere.
struct Grid {
    struct Cell {
        var text: String
        var paint: Paint?
        init(_ text: String, _ paint: Paint? = nil) {
            self.text = text
            self.paint = paint
        }
    }

    struct Column {
        var title: String
        var cells: [Cell]

        /// Columns of the widest text.
        var width: Int {
            cells.reduce(GlyphWidth.columns(of: title)) { max($0, GlyphWidth.columns(of: $1.text)) }
        }
    }

    let look: Look
    let columns: [Column]
    /// Of each column, without what stands between them.
    let widths: [Int]

    init(_ columns: [Column], widths: [Int]? = nil, look: Look) {
        self.columns = columns
        self.widths = widths ?? columns.map(\.width)
        self.look = look
    }

    /// How wide a boxed grid of such columns is.
    static func boxed(_ widths: [Int]) -> Int { widths.reduce(1) { $0 + $1 + 3 } }

    var lines: [String] { look.isTerminal ? boxed : plain }

    // MARK: - Two ways

    private var boxed: [String] {
        let rows = columns.first?.cells.count ?? 0
        let signs = look.isUnicode ? Grid.box : Grid.ascii
        var lines = [rule(signs.top, signs.line)]
        lines.append(row(columns.map { Cell($0.title, .title) }, signs.side))
        lines.append(rule(signs.middle, signs.line))
        for index in 0..<rows { lines.append(row(columns.map { $0.cells[index] }, signs.side)) }
        lines.append(rule(signs.bottom, signs.line))
        return lines
    }

    private func row(_ cells: [Cell], _ side: String) -> String {
        zip(cells, widths).reduce(side) { line, pair in
            line + " " + look.painted(fitted(pair.0.text, pair.1), pair.0.paint) + " " + side
        }
    }

    private func rule(_ corners: (String, String, String), _ sign: String) -> String {
        corners.0 + widths.map { String(repeating: sign, count: $0 + 2) }.joined(separator: corners.1)
            + corners.2
    }

    /// Nothing is cut: whoever reads it has room.
    private var plain: [String] {
        let rows = columns.first?.cells.count ?? 0
        return ([columns.map(\.title)] + (0..<rows).map { row in columns.map { $0.cells[row].text } })
            .map { cells in
                var line = ""
                for (index, cell) in cells.enumerated() {
                    line += index == cells.count - 1 ? shown(cell) : fitted(cell, widths[index]) + "  "
                }
                return line
            }
    }

    private func fitted(_ text: String, _ width: Int) -> String {
        GlyphWidth.padded(right: shown(text), to: width, ellipsis: look.ellipsis)
    }

    /// No control character of a name reaches the terminal.
    private func shown(_ text: String) -> String {
        look.isUnicode
            ? GlyphWidth.displayable(text)
            : String(
                String.UnicodeScalarView(
                    text.unicodeScalars.map { (0x20..<0x7F).contains($0.value) ? $0 : "?" }))
    }

    private typealias Corners = (String, String, String)
    private static let box: (top: Corners, middle: Corners, bottom: Corners, line: String, side: String) = (
        ("┌", "┬", "┐"), ("├", "┼", "┤"), ("└", "┴", "┘"), "─", "│"
    )
    private static let ascii: (top: Corners, middle: Corners, bottom: Corners, line: String, side: String) = (
        ("+", "+", "+"), ("+", "+", "+"), ("+", "+", "+"), "-", "|"
    )
}
