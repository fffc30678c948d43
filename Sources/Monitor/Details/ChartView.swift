import Screen
import Supervision
import Wording

// Lines, bars and graphs, coloured by how much they show.
extension Painter {
    /// Columns into which a minute's dots fit evenly.
    static let minuteWidths = [30, 15, 10, 6]

    /// A sparkline coloured by how high it is; more values than it has dots are joined, the highest seen.
    @discardableResult
    mutating func spark(
        _ values: [Double], x: Int, y: Int, width: Int, max limit: Double, span: Int = 60
    ) -> Int {
        let dots = width * (glyphs.isASCII ? 1 : 2)
        let group = Swift.max(1, (span + dots - 1) / Swift.max(1, dots))
        let joined = Painter.joined(values.suffix(group * dots), by: group)
        let text = glyphs.sparkline(joined, width: width, max: limit)
        let perCell = glyphs.isASCII ? 1 : 2
        var column = x
        for (index, glyph) in text.unicodeScalars.enumerated() {
            let last = joined.count - (width - 1 - index) * perCell
            let cell = joined[Swift.max(0, last - perCell)..<Swift.max(0, last)]
            let style = theme.gradient(.cpu, (cell.max() ?? 0) / limit)
            canvas[column, y] = Cell(Cluster(glyph), style)
            column += 1
        }
        return x + width
    }

    /// The highest of each so many, counted from the newest.
    static func joined(_ values: ArraySlice<Double>, by group: Int) -> [Double] {
        guard group > 1 else { return Array(values) }
        var result: [Double] = []
        var end = values.endIndex
        while end > values.startIndex {
            let start = Swift.max(values.startIndex, end - group)
            result.append(values[start..<end].max() ?? 0)
            end = start
        }
        return result.reversed()
    }

    @discardableResult
    mutating func bar(_ fraction: Double, _ gradient: Gradient, x: Int, y: Int, width: Int) -> Int {
        let (full, empty) = glyphs.barParts(fraction, width: width)
        let next = put(full, x: x, y: y, theme.gradient(gradient, fraction))
        return put(empty, x: next, y: y, .meterEmpty)
    }

    // MARK: - The last minute of a process

    mutating func graphs(_ process: ProcessSnapshot, _ area: Rect) {
        let halves = area.columns([.fill(), .fill()], gap: 1)
        cpuGraph(process, halves[0])
        memoryGraph(process, halves[1])
    }

    private mutating func cpuGraph(_ process: ProcessSnapshot, _ area: Rect) {
        let values = process.cpuHistory.map(Double.init)
        let peak = values.max() ?? 0
        let top = max(100, (peak / 100).rounded(.up) * 100)
        var caption = [Part("CPU 60s", .graphText)]
        if process.pid != nil {
            caption += [Part("  now ", .graphText), Part(Figures.percent(process.usage.cpuPercent))]
        }
        if peak > 0 { caption += [Part("  peak ", .graphText), Part(Figures.percent(peak))] }
        graph(values, top: top, topLabel: Figures.decimals(top, 0), gradient: .cpu, caption, area)
    }

    private mutating func memoryGraph(_ process: ProcessSnapshot, _ area: Rect) {
        let values = process.memoryHistory.map { Double($0) * 65_536 }
        let peak = values.max() ?? 0
        let top =
            Double(process.memoryLimit ?? 0) > 0 ? Double(process.memoryLimit ?? 0) : Painter.roundUp(peak)
        var caption = [Part("MEM 60s", .graphText)]
        if process.pid != nil {
            caption += [Part("  now ", .graphText), Part(Figures.bytes(process.usage.memory))]
        }
        if peak > 0 { caption += [Part("  peak ", .graphText), Part(Figures.bytes(Int(peak)))] }
        graph(values, top: top, topLabel: Figures.bytes(Int(top)), gradient: .limit, caption, area)
    }

    /// The next 1, 2 or 5 in its decade of binary units, so the scale seldom changes.
    private static func roundUp(_ bytes: Double) -> Double {
        var scale = 16.0 * 1_048_576
        while scale < bytes { scale *= 2 }
        return scale
    }

    private mutating func graph(
        _ values: [Double], top: Double, topLabel: String, gradient: Gradient, _ caption: [Part], _ area: Rect
    ) {
        let label = 5
        let (height, room) = (area.height - 1, area.width - label - 1)
        guard height > 0, room > 4 else { return }
        // A minute is 30 columns of two dots; with room for it, a column a second.
        let isBroad = room >= 60
        let width = min(room, isBroad ? 60 : 30)
        let dots = isBroad && !glyphs.isASCII ? values.flatMap { [$0, $0] } : values
        let rows = glyphs.graph(
            glyphs.isASCII && !isBroad ? Painter.joined(values[...], by: 2) : dots, width: width,
            height: height,
            max: top)
        let axis = area.x + label
        for (row, text) in rows.enumerated() {
            let y = area.y + row
            if row == 0 { put(topLabel, endingAt: axis, y: y, .graphText) }
            if row == height - 1 { put("0", endingAt: axis, y: y, .graphText) }
            put(glyphs.axis, x: axis, y: y, .graphText)
            // A row's colour says how high it is.
            let level = (Double(height - row) - 0.5) / Double(height)
            put(text, x: axis + 1, y: y, theme.gradient(gradient, level))
        }
        put(glyphs.corners.bottomLeft, x: axis, y: area.y + height, .graphText)
        put(caption.cut(to: room, glyphs.cut), x: axis + 1, y: area.y + height)
    }
}
