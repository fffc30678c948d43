import Screen
import Supervision
import Wording

// The machine, and under it all processes, as many as fit.
extension Painter {
    mutating func all(_ model: Model, _ area: Rect) {
        let grid = GraphGrid(model)
        if let machine = grid.machine { machineCharts(model, machine.inset(x: 1)) }
        if let meters = grid.meters { self.meters(model.snapshot.machine, meters.inset(x: 1)) }
        let shown = model.processRows.dropFirst(grid.first).prefix(grid.cells.count)
            .map { model.tabled.processes[$0] }
        // One scale for all of them, so that they can be compared.
        let top = Painter.cpuTop(
            shown.compactMap { model.graphs.series[$0.id]?.cpuPeaks.compactMap(\.self).max() }.max())
        for (cell, process) in zip(grid.cells, shown) {
            if grid.isWide {
                wide(process, cpuTop: top, model, cell)
            } else {
                small(process, cpuTop: top, model, cell)
            }
        }
    }

    private func nameParts(_ process: ProcessSnapshot, isChosen: Bool) -> [Part] {
        let (glyph, role) = sign(process.status)
        return [
            Part(glyph + " ", role), Part(process.name, isChosen ? .title : .text),
            Part(" \(process.id.raw)", .dim),
        ]
    }

    /// CPU at the left, memory at the right, under the machine's; below them when it restarted, and how it ended.
    private mutating func wide(
        _ process: ProcessSnapshot, cpuTop: Double, _ model: Model, _ area: Rect
    ) {
        let isChosen = process.id == model.selection
        if isChosen { put(glyphs.bar, x: area.x, y: area.y, .key) }
        var rest = area.inset(x: 1)
        let foot = rest.height >= 6 ? rest.takeBottom(1) : nil
        let halves = rest.columns([.fill(), .fill()], gap: 1)
        let timeline = timeline(process.id, model, width: halves[0].width)
        var title = nameParts(process, isChosen: isChosen)
        title.append(Part("  CPU", .title))
        if process.recentRestarts > 0 {
            title.append(Part(" \(glyphs.up)\(process.recentRestarts)", .restartRising))
        }
        cpuChart(process, model, timeline, halves[0], title: title, top: cpuTop, isSpaced: false)
        memoryChart(process, model, timeline, halves[1], title: [Part("MEM", .title)], isSpaced: false)
        guard let foot else { return }
        restartStrip(
            process, model, timeline, Rect(x: halves[0].x, y: foot.y, width: halves[0].width, height: 1))
        guard let exit = process.lastExit else { return }
        let said = [
            Part(words.columnLastExit.lowercased() + "  ", .dim), Part(words.exit(exit.status)),
            Part("  " + Figures.clock(exit.at.wall, zone: model.zone), .dim),
        ]
        put(
            said.cut(to: halves[1].width - Painter.axisWidth, glyphs.cut),
            x: halves[1].x + Painter.axisWidth, y: foot.y)
    }

    /// `▌● api-server` with CPU above memory, the newest figure at the right of each.
    private mutating func small(
        _ process: ProcessSnapshot, cpuTop: Double, _ model: Model, _ area: Rect
    ) {
        let isChosen = process.id == model.selection
        if isChosen { put(glyphs.bar, x: area.x, y: area.y, .key) }
        var right: [Part] = []
        if process.recentRestarts > 0 {
            right.append(Part("\(glyphs.up)\(process.recentRestarts)", .restartRising))
        }
        let left = nameParts(process, isChosen: isChosen)
        put(left.cut(to: area.width - 3 - right.columns, glyphs.cut), x: area.x + 1, y: area.y)
        put(right, x: area.maxX - 1 - right.columns, y: area.y)
        var rest = area
        _ = rest.takeTop(1)
        guard rest.height >= 2 else { return }
        let bands = rest.rows([.fill(), .fill()])
        let series = model.graphs.series[process.id]
        let label = 5
        let figure = 7
        let width = area.width - label - figure
        guard width >= 4 else { return }
        let timeline = Timeline(
            model.graphs.span, endsAt: series?.endsAt ?? model.now.wall, now: model.now,
            dots: width * (glyphs.isASCII ? 1 : 2))
        let cpu = Curve(series?.cpuPeaks ?? [], timeline, isMean: false)
        let memory = Curve(series?.memoryValues ?? [], timeline, isMean: false)
        let isUp = process.pid != nil
        band(
            "CPU", cpu, top: cpuTop, limit: nil, .cpu, heat: Painter.cpuHeat(cpuTop),
            now: isUp ? Figures.percent(process.usage.cpuPercent) : glyphs.none, bands[0])
        let top = Painter.memoryTop(memory.peak, limit: process.memoryLimit)
        band(
            "MEM", memory, top: top, limit: process.memoryLimit.map(Double.init), .limit,
            heat: Painter.memoryHeat(top, process.memoryLimit),
            now: isUp ? Figures.bytes(process.usage.memory) : glyphs.none, bands[1])
    }

    private mutating func band(
        _ label: String, _ curve: Curve, top: Double, limit: Double?, _ gradient: Gradient, heat: Double,
        now: String,
        _ area: Rect
    ) {
        let width = area.width - 12
        put(label, x: area.x + 1, y: area.y, .dim)
        put(now, endingAt: area.maxX - 1, y: area.y, .text)
        let plot = Plot(
            curve.values, limit: area.height >= 2 ? limit : nil, top: top, width: width, height: area.height,
            in: glyphs)
        draw(plot, gradient, heat: heat, x: area.x + 5, y: area.y)
    }
}
