import Screen
import Supervision
import Wording

// How a process is asked whether it can serve, what its numbers are, and the last answers.
extension Painter {
    mutating func healthTab(_ process: ProcessSnapshot, _ model: Model, _ layout: DetailsLayout) {
        guard let facts = model.details.facts, let list = layout.list else { return }
        guard let spec = facts.spec.health else {
            put(
                Fit.truncated(words.noProbe, to: list.width - 2, ellipsis: glyphs.cut), x: 1, y: 0, in: list,
                .dim)
            return
        }
        if let area = layout.facts { asked(spec, process, facts.checks, model, area) }
        if let area = layout.charts { latencies(facts.checks, spec, area) }
        checks(facts.checks, model, list, heads: layout.heads)
    }

    // MARK: - What is asked

    private mutating func asked(
        _ spec: HealthSpec, _ process: ProcessSnapshot, _ checks: [HealthCheck], _ model: Model, _ area: Rect
    ) {
        var rows: [(String, [Part])] = [
            (words.factState, healthState(process, model)),
            (words.factNewest, [newestCheck(process, model)]),
            (words.factProbe, [Part(words.probe(spec.probe))]),
            (
                words.factAsked,
                [Part(words.asked(every: words.span(spec.interval), atMost: words.span(spec.timeout)))]
            ),
            (words.factThreshold, [Part(spelled(words.threshold(spec.retries, spec.onUnhealthy)))]),
            (words.factGrace, [Part(words.grace(words.span(spec.startPeriod)), .dim)]),
        ]
        let numbers = process.health?.last?.numbers ?? []
        // What it says of itself matters more than how it is asked.
        let most = min(rows.count - 3, max(0, min(numbers.count, 3) - max(0, area.height - rows.count)))
        rows.removeLast(most)
        let x = area.x + 1 + max(words.factWidth, rows.reduce(0) { max($0, Fit.columns(of: $1.0)) }) + 2
        for (row, (label, value)) in rows.prefix(area.height).enumerated() {
            put(label, x: area.x + 1, y: area.y + row, .dim)
            put(value.cut(to: area.maxX - 1 - x, glyphs.cut), x: x, y: area.y + row)
        }
        for (row, number) in numbers.prefix(max(0, area.height - rows.count)).enumerated() {
            let y = area.y + rows.count + row
            let label = PlainText.of(number.label)
            put(Fit.truncated(label, to: x - area.x - 2, ellipsis: glyphs.cut), x: area.x + 1, y: y, .dim)
            let end = put(words.number(number.value), x: x, y: y, .text)
            trail(of: number.label, checks, x: max(end + 2, x + 10), y: y, before: area.maxX - 1)
        }
    }

    private func healthState(_ process: ProcessSnapshot, _ model: Model) -> [Part] {
        guard let health = process.health else { return [Part(glyphs.none, .dim)] }
        let (glyph, role) = sign(health)
        let since = health.unhealthySince.map { " " + words.uptime(model.now.boot - $0.boot) } ?? ""
        return [Part("\(glyph) \(words.health(health.state))\(since)", role)]
    }

    private func newestCheck(_ process: ProcessSnapshot, _ model: Model) -> Part {
        guard let health = process.health else { return Part(glyphs.none, .dim) }
        return Part(spelled(words.newest(of: health, now: model.now.boot)))
    }

    /// What a number was, check by check: the newest at the right.
    private mutating func trail(of label: String, _ checks: [HealthCheck], x: Int, y: Int, before end: Int) {
        let values = checks.compactMap { $0.numbers.first { $0.label == label }?.value }
        let width = HealthCheck.remembered / (glyphs.isASCII ? 1 : 2)
        guard values.count > 1, end - x >= width else { return }
        let most = max(values.max() ?? 0, .leastNormalMagnitude)
        put(glyphs.sparkline(values, width: width, max: most), x: x, y: y, .graphText)
    }

    // MARK: - How long it took

    private mutating func latencies(_ checks: [HealthCheck], _ spec: HealthSpec, _ area: Rect) {
        var rest = area
        let line = rest.takeTop(1)
        put(words.latencyTitle, x: line.x + 1, y: line.y, .title)
        guard let slowest = checks.map(\.took).max() else { return }
        let top = Painter.latencyTop(slowest)
        let axis = rest.x + Painter.axisWidth + 1
        let width = min(4, (rest.maxX - axis - 1) / HealthCheck.remembered)
        guard width > 0, rest.height > 0 else { return }
        for row in 0..<rest.height { put(glyphs.axis, x: axis - 1, y: rest.y + row, .graphText) }
        put(words.latency(top), endingAt: axis - 1, y: rest.y, .graphText)
        if rest.height > 1 { put("0", endingAt: axis - 1, y: rest.maxY - 1, .graphText) }
        let perCell = glyphs.isASCII ? 1 : 2
        let values = checks.flatMap { check in
            Array(repeating: Double?.some(max(0.001, check.took / .milliseconds(1))), count: width * perCell)
        }
        let plot = Plot(
            values, top: top / .milliseconds(1), width: width * checks.count, height: rest.height, in: glyphs)
        for row in 0..<plot.height {
            for column in 0..<plot.width {
                let (glyph, ink) = plot[column, row]
                guard ink != .none else { continue }
                let check = checks[column / width]
                let role: Role =
                    !check.isPassed ? .healthFail : check.took > spec.timeout / 2 ? .healthSlow : .healthOk
                canvas[axis + column, rest.y + row] = Cell(glyph, theme[role])
            }
        }
    }

    /// A scale that seldom changes: 10, 20 or 50 ms, and so on.
    private static func latencyTop(_ slowest: Duration) -> Duration {
        var decade = Duration.milliseconds(10)
        while decade * 5 < slowest { decade = decade * 10 }
        return [1, 2, 5].map { decade * $0 }.first { $0 >= slowest } ?? decade
    }

    // MARK: - The checks

    private enum CheckColumn: Int, Hashable, Sendable { case at, took, result, said }

    private mutating func checks(_ checks: [HealthCheck], _ model: Model, _ area: Rect, heads: Int) {
        var rest = area
        if heads > 0 {
            let notes = [[Part(words.checks(checks.count), .text)], [Part(words.newestFirst, .dim)]]
            let line = rest.takeTop(1)
            put([Part].joined(notes, glyphs).cut(to: line.width - 2, glyphs.cut), x: line.x + 1, y: line.y)
        }
        let columns = Column.fit(
            [
                Column<CheckColumn>(.at, minimum: 8, priority: 0),
                Column(.took, minimum: 7, priority: 2, alignment: .right),
                Column(.result, minimum: 14, maximum: 32, priority: 1),
                Column(.said, minimum: 12, maximum: 400, priority: 3),
            ], into: max(0, rest.width - 2))
        if heads > 1 {
            let head = rest.takeTop(1)
            for column in columns {
                let title = words.checkColumn(column.id.rawValue)
                let text =
                    column.column.alignment == .right
                    ? Fit.padded(left: title, to: column.width, ellipsis: "") : title
                put(text, x: head.x + 1 + column.x, y: head.y, .dim)
            }
        }
        let newest = checks.reversed().dropFirst(model.details.top).prefix(rest.height)
        for (line, check) in newest.enumerated() {
            let row = Rect(x: rest.x, y: rest.y + line, width: rest.width, height: 1)
            for column in columns { cell(check, column, model, row) }
            if model.details.top + line == model.details.row { choose(row) }
        }
        scrollMark(top: model.details.top, of: checks.count, rest)
    }

    private mutating func cell(
        _ check: HealthCheck, _ column: Column<CheckColumn>.Placed, _ model: Model, _ row: Rect
    ) {
        let (x, width) = (row.x + 1 + column.x, column.width)
        switch column.id {
        case .at: put(Figures.clock(check.at.wall, zone: model.zone), x: x, y: row.y, .logTime)
        case .took: put(Fit.padded(left: words.latency(check.took), to: width), x: x, y: row.y, .text)
        case .result:
            let text = check.failure.map { spelled(words.failure($0)) } ?? check.status.map(String.init) ?? ""
            let sign = check.isPassed ? glyphs.ok : glyphs.failed
            let role: Role = check.isPassed ? .healthOk : .healthFail
            put(Fit.truncated("\(sign) \(text)", to: width, ellipsis: glyphs.cut), x: x, y: row.y, role)
        case .said:
            var parts = check.said.map { [[Part(PlainText.of($0))]] } ?? []
            parts += check.numbers.map {
                [Part(PlainText.of($0.label) + " ", .dim), Part(words.number($0.value))]
            }
            put([Part].joined(parts, glyphs).cut(to: width, glyphs.cut), x: x, y: row.y)
        }
    }
}

extension Model {
    /// Of the checks that are known, the newest is the first.
    func check(at row: Int) -> HealthCheck? {
        details.facts?.checks.reversed().dropFirst(row).first
    }
}
