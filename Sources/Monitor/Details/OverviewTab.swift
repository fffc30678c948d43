import Screen
import Supervision
import Wording

// Everything at a glance: facts, CPU and memory over a while, the latest exits.
extension Painter {
    mutating func overview(_ process: ProcessSnapshot, _ model: Model, _ layout: DetailsLayout) {
        if let area = layout.facts { facts(process, model, area) }
        if var area = layout.charts {
            if layout.isWide {
                canvas.fill(
                    area.takeLeft(1), glyphs.vertical, theme[.border])
                _ = area.takeRight(1)
                stacked(process, model, area)
            } else {
                sideBySide(process, model, area)
            }
        }
        if let list = layout.list { exits(model, list, hasRule: true) }
    }

    /// One below the other, restarts at the foot.
    private mutating func stacked(_ process: ProcessSnapshot, _ model: Model, _ area: Rect) {
        var rest = area
        let strip = area.height >= 8 ? rest.takeBottom(1) : nil
        let halves = rest.rows([.fill(), .fill()])
        let timeline = timeline(process.id, model, width: area.width)
        cpuChart(process, model, timeline, halves[0], isSpaced: rest.height >= 12)
        memoryChart(process, model, timeline, halves[1], isSpaced: rest.height >= 12)
        if let strip { restartStrip(process, model, timeline, strip) }
    }

    private mutating func sideBySide(_ process: ProcessSnapshot, _ model: Model, _ area: Rect) {
        let halves = area.columns([.fill(), .fill()])
        let timeline = timeline(process.id, model, width: halves[0].width)
        cpuChart(process, model, timeline, halves[0], isSpaced: false)
        memoryChart(process, model, timeline, halves[1], isSpaced: false)
    }

    // MARK: - Charts with their captions

    func timeline(_ id: InstanceID?, _ model: Model, width: Int) -> Timeline {
        let endsAt = model.graphs.series[id]?.endsAt ?? model.now.wall
        return Timeline(model.graphs.span, endsAt: endsAt, now: model.now, dots: dots(width))
    }

    mutating func cpuChart(
        _ process: ProcessSnapshot, _ model: Model, _ timeline: Timeline, _ area: Rect,
        title: [Part]? = nil, top: Double? = nil, isSpaced: Bool
    ) {
        let series = model.graphs.series[process.id]
        let curve = Curve(series?.cpuValues ?? [], timeline, isMean: true)
        let peaks = Curve(series?.cpuPeaks ?? [], timeline, isMean: false)
        let top = top ?? Painter.cpuTop(peaks.peak ?? curve.peak)
        var facts: [[Part]] = []
        let now = process.pid == nil ? 0 : process.usage.cpuPercent
        facts.append([Part(words.now + " ", .dim), Part(Fit.padded(left: Figures.percent(now), to: 5))])
        if let peak = peaks.peak ?? curve.peak {
            facts.append([Part(words.peak + " ", .dim), Part(Figures.percent(peak))])
        }
        titled(
            title ?? spanned("CPU %", model), facts,
            Chart(
                values: curve.values, peaks: peaks.values, top: top, topLabel: Figures.decimals(top, 0),
                gradient: .cpu, heat: Painter.cpuHeat(top)),
            area, isSpaced: isSpaced)
    }

    mutating func memoryChart(
        _ process: ProcessSnapshot, _ model: Model, _ timeline: Timeline, _ area: Rect,
        title: [Part]? = nil, isSpaced: Bool
    ) {
        let series = model.graphs.series[process.id]
        let curve = Curve(series?.memoryValues ?? [], timeline, isMean: false)
        let top = Painter.memoryTop(curve.peak, limit: process.memoryLimit)
        var facts: [[Part]] = []
        let now = process.pid == nil ? 0 : process.usage.memory
        facts.append([Part(words.now + " ", .dim), Part(Fit.padded(left: Figures.bytes(now), to: 5))])
        if let peak = curve.peak {
            facts.append([Part(words.peak + " ", .dim), Part(Figures.bytes(Int(peak)))])
        }
        if let limit = process.memoryLimit, limit > 0 {
            facts.append([Part(words.limit + " ", .dim), Part(Figures.bytes(limit))])
        }
        titled(
            title ?? spanned("MEM", model), facts,
            Chart(
                values: curve.values, top: top, limit: process.memoryLimit.map(Double.init),
                topLabel: Figures.bytes(Int(top)), gradient: .limit,
                heat: Painter.memoryHeat(top, process.memoryLimit)),
            area, isSpaced: isSpaced)
    }

    func spanned(_ title: String, _ model: Model) -> [Part] {
        [Part(title, .title), Part("  " + words.span(model.graphs.span), .dim)]
    }

    /// `CPU %  5 min            now 0.0 · peak 98.1` above the chart.
    mutating func titled(
        _ title: [Part], _ facts: [[Part]], _ chart: Chart, _ area: Rect, isSpaced: Bool
    ) {
        var rest = area
        let line = rest.takeTop(1)
        if isSpaced { _ = rest.takeBottom(1) }
        let end = put(title.cut(to: line.width - 2, glyphs.cut), x: line.x + 1, y: line.y)
        var facts = facts
        while !facts.isEmpty, [Part].joined(facts, glyphs).columns > line.maxX - end - 2 {
            facts.removeLast()
        }
        let right = [Part].joined(facts, glyphs)
        put(right, x: line.maxX - right.columns, y: line.y)
        self.chart(chart, rest)
    }

    /// Restarts in each column's time, and how many in all of it.
    mutating func restartStrip(
        _ process: ProcessSnapshot, _ model: Model, _ timeline: Timeline, _ area: Rect
    ) {
        let counts = model.graphs.series[process.id]?.restartCounts ?? []
        let perCell = glyphs.isASCII ? 1 : 2
        let columns = stride(from: 0, to: timeline.dots, by: perCell).map { dot -> Double? in
            // Two dots may be of one figure.
            let first = timeline.figures(of: dot, among: counts.count)
            let last = timeline.figures(of: dot + perCell - 1, among: counts.count)
            let both = first.isEmpty ? last : first.lowerBound..<max(first.upperBound, last.upperBound)
            let known = counts[both].compactMap(\.self)
            return known.isEmpty ? nil : known.reduce(0, +)
        }
        let total = counts.compactMap(\.self).reduce(0, +)
        let label = Fit.padded(left: Figures.decimals(total, 0), to: Painter.axisWidth - 2)
        put(label, x: area.x, y: area.y, total > 0 ? .restartRising : .dim)
        put(glyphs.up, x: area.x + Painter.axisWidth - 1, y: area.y, total > 0 ? .restartRising : .dim)
        let text = glyphs.strip(columns)
        var x = area.x + Painter.axisWidth
        for (index, glyph) in text.enumerated() {
            let isSome = (columns[index] ?? 0) > 0
            canvas[x, area.y] = Cell(String(glyph), theme[isSome ? .restartRising : .meterEmpty])
            x += 1
        }
    }
}
