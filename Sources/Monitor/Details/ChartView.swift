import Screen
import Supervision
import Wording

// Lines, bars and charts, coloured by how much they show.
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

    // MARK: - A chart

    struct Chart {
        var values: [Double?]
        var peaks: [Double?] = []
        var top: Double
        var limit: Double?
        /// At the height of the top, or of the limit.
        var topLabel: String
        var gradient: Gradient
        /// How hot the top is: 1 is as hot as it gets.
        var heat = 1.0
    }

    /// Columns left of a chart: the label of its top, and the axis.
    static let axisWidth = 6

    /// A chart with its axis. How it is to be read stands elsewhere.
    mutating func chart(_ chart: Chart, _ area: Rect) {
        let axis = area.x + Painter.axisWidth - 1
        let height = area.height
        let width = area.width - Painter.axisWidth
        guard height > 0, width > 0 else { return }
        for row in 0..<height { put(glyphs.axis, x: axis, y: area.y + row, .graphText) }
        put(chart.topLabel, endingAt: axis, y: area.y, .graphText)
        if height > 1 { put("0", endingAt: axis, y: area.maxY - 1, .graphText) }
        let plot = Plot(
            chart.values, peaks: chart.peaks, limit: chart.limit, top: chart.top, width: width,
            height: height,
            in: glyphs)
        draw(plot, chart.gradient, heat: chart.heat, x: axis + 1, y: area.y)
    }

    mutating func draw(_ plot: Plot, _ gradient: Gradient, heat: Double, x: Int, y: Int) {
        for row in 0..<plot.height {
            // A row's colour says how high it is.
            let level = (Double(plot.height - row) - 0.5) / Double(plot.height)
            let fill = theme.gradient(gradient, level * heat)
            for column in 0..<plot.width {
                let (glyph, ink) = plot[column, row]
                guard ink != .none else { continue }
                let style = ink == .fill ? fill : theme[ink == .peak ? .graphText : .scrollbar]
                canvas[x + column, y + row] = Cell(glyph, style)
            }
        }
    }

    /// Dots side by side in a chart of so many columns.
    func dots(_ width: Int) -> Int { max(1, (width - Painter.axisWidth) * (glyphs.isASCII ? 1 : 2)) }

    /// A scale that seldom changes: a few shares of a core, then whole cores.
    static func cpuTop(_ peak: Double?, least: Double = 10) -> Double {
        let peak = peak ?? 0
        return [10, 25, 50].first { $0 >= max(peak, least) } ?? max(100, (peak / 100).rounded(.up) * 100)
    }

    /// Half a core is no more alarming where it is the top of the chart.
    static func cpuHeat(_ top: Double) -> Double { min(1, top / 100) }

    /// The limit is as hot as it gets; nothing is too much where there is none.
    static func memoryHeat(_ top: Double, _ limit: Int?) -> Double {
        guard let limit, limit > 0 else { return 0 }
        return top / Double(limit)
    }

    /// The limit, where memory stays below it; else the next doubling.
    static func memoryTop(_ peak: Double?, limit: Int?) -> Double {
        let peak = peak ?? 0
        if let limit, limit > 0, peak <= Double(limit) { return Double(limit) }
        var top = Double(max(16 << 20, limit ?? 0))
        while top < peak { top *= 2 }
        return top
    }
}
