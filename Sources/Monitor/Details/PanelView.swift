import Screen
import Supervision
import Wording

// The selected process under the table: a line of facts, or a panel with its last minute.
extension Painter {
    mutating func panel(_ model: Model, _ area: Rect) {
        var rest = area
        let number = area.width >= 100 ? 2 : nil
        let isFocused = model.focus == .details
        if let group = model.selectedGroup { return panel(group, model, area) }
        guard let process = model.selected else {
            rule(
                rest.takeTop(1), number: number, title: [Part(words.nothingSelected, .dim)], notes: [],
                isFocused: isFocused)
            return
        }
        let isPanel = area.height > 1
        let notes = isPanel ? state(process, model) : line(process, model, isShort: area.width < 100)
        rule(
            rest.takeTop(1), number: number, title: [Part(process.name, .title)],
            notes: .joined(notes, glyphs), isFigures: true, isFocused: isFocused)
        guard rest.height > 0 else { return }
        let width = min(max(46, area.width * 2 / 5 - 2), 66)
        described(process, model, rest.takeLeft(width))
        lastMinute(process, model, rest)
    }

    /// One line is all there is: `pid 4121 · 6 processes · fd 48 · :5001`.
    private func line(_ process: ProcessSnapshot, _ model: Model, isShort: Bool) -> [[Part]] {
        var parts: [[Part]] = []
        if process.status != .online, !isShort || reason(process) != nil {
            parts = Array(state(process, model).prefix(2))
        }
        if process.health != nil { parts.append(healthFact(process, model)) }
        if let pid = process.pid {
            parts.append([Part("pid ", .dim), Part("\(pid)")])
            parts += numberFacts(process)
            parts += treeFacts(process)
        } else if let exit = process.lastExit {
            let after = exit.isUnborn ? "" : " " + words.after(words.span(exit.ran))
            parts.append([
                Part(words.factExit.lowercased() + " ", .dim), Part(words.exit(exit.status)),
                Part(after, .dim),
            ])
        }
        if let port = process.port { parts.append([Part(":\(port)")]) }
        return parts
    }

    /// Label and value, the most telling first.
    private mutating func described(_ process: ProcessSnapshot, _ model: Model, _ area: Rect) {
        let (memory, share) = memoryFact(process)
        var lines: [(String, [Part])] = []
        if process.isProbed {
            lines.append((words.factHealth, healthFact(process, model)))
            // There whatever it said, so that nothing moves.
            let said = process.health?.last?.said.map { [[Part(PlainText.of($0))]] } ?? []
            let all = said + numberFacts(process)
            lines.append(("", all.isEmpty ? [Part(glyphs.none, .dim)] : .joined(all, glyphs)))
        }
        lines.append((words.factExit, exitFact(process, model)))
        lines.append((words.factRestarts, restartsFact(process)))
        lines.append((words.factMemory, memory))
        lines.append((words.factCommand, [Part(process.command)]))
        lines.append((words.factFolder, [Part(process.cwd)]))
        var tree: [[Part]] = []
        if let pid = process.pid { tree = [[Part("pid ", .dim), Part("\(pid)")]] + treeFacts(process) }
        if let port = process.port { tree.append([Part(":\(port)")]) }
        lines.append((words.tab(2).uppercased(), .joined(tree, glyphs)))
        var files: [[Part]] = []
        // First: paths are long, and the end of the line may be cut.
        if process.linesLost > 0 { files.append([Part(words.linesLost(process.linesLost), .logError)]) }
        if let file = process.outFile { files.append([Part(file)]) }
        if let file = process.errorFile, file != process.outFile { files.append([Part(file)]) }
        if !files.isEmpty { lines.append((words.factLogs, .joined(files, glyphs))) }
        let x = area.x + words.factWidth + 3
        for (row, line) in lines.prefix(area.height).enumerated() {
            let y = area.y + row
            put(line.0, x: area.x + 1, y: y, .dim)
            let room = area.maxX - 2 - x
            // Of a path the beginning helps as well, of a figure it does not.
            let isFigures = ![words.factCommand, words.factFolder, words.factLogs].contains(line.0)
            let shown = isFigures ? line.1.whole(to: room, glyphs.cut) : line.1.cut(to: room, glyphs.cut)
            let end = put(shown, x: x, y: y)
            if line.0 == words.factMemory, let share, area.maxX - 3 - end >= 6 {
                bar(share, .limit, x: end + 2, y: y, width: min(12, area.maxX - 3 - end))
            }
        }
    }

    // MARK: - The last minute

    /// From the snapshot alone: nothing is asked for what is always there.
    private mutating func lastMinute(_ process: ProcessSnapshot, _ model: Model, _ area: Rect) {
        let halves = Rect(x: area.x, y: area.y, width: area.width - 1, height: area.height)
            .columns([.fill(), .fill()], gap: 1)
        let timeline = Timeline(
            .minute, endsAt: model.snapshot.at.wall, now: model.snapshot.at, dots: dots(halves[0].width))
        let cpu = Curve(process.cpuHistory.map(Double.init), timeline, isMean: false)
        let memory = Curve(process.memoryHistory.map { Double($0) * 65_536 }, timeline, isMean: false)
        let isUp = process.pid != nil
        let cpuTop = Painter.cpuTop(cpu.peak, least: 100)
        let now = words.now + " "
        let peak = words.peak + " "
        var facts: [[Part]] = [[Part("CPU 60\(words.secondsShort)", .graphText)]]
        if isUp { facts.append([Part(now, .graphText), Part(Figures.percent(process.usage.cpuPercent))]) }
        if let high = cpu.peak { facts.append([Part(peak, .graphText), Part(Figures.percent(high))]) }
        captioned(
            Chart(values: cpu.values, top: cpuTop, topLabel: Figures.decimals(cpuTop, 0), gradient: .cpu),
            facts, halves[0])
        let top = Painter.memoryTop(memory.peak, limit: process.memoryLimit)
        facts = [[Part("MEM 60\(words.secondsShort)", .graphText)]]
        if isUp { facts.append([Part(now, .graphText), Part(Figures.bytes(process.usage.memory))]) }
        if let high = memory.peak { facts.append([Part(peak, .graphText), Part(Figures.bytes(Int(high)))]) }
        captioned(
            Chart(
                values: memory.values, top: top, limit: process.memoryLimit.map(Double.init),
                topLabel: Figures.bytes(Int(top)), gradient: .limit,
                heat: Painter.memoryHeat(top, process.memoryLimit)), facts, halves[1])
    }

    /// The caption below, as a foot of the axis.
    private mutating func captioned(_ chart: Chart, _ facts: [[Part]], _ area: Rect) {
        var rest = area
        let foot = rest.takeBottom(1)
        self.chart(chart, rest)
        let axis = area.x + Painter.axisWidth - 1
        put(glyphs.corners.bottomLeft, x: axis, y: foot.y, .graphText)
        var x = axis + 1
        for fact in facts where x + fact.columns <= area.maxX { x = put(fact, x: x, y: foot.y) + 2 }
    }
}
