import Screen
import Supervision
import Wording

// The exits of one process, the newest first: when, after how long, how, why, what came next, and its last word.
extension Painter {
    private enum ExitColumn: Int, Hashable, Sendable { case number, ended, ran, exit, reason, wait, last }

    mutating func exits(_ model: Model, _ area: Rect, hasRule: Bool) {
        var rest = area
        if hasRule {
            let keys = lastLinesHint(isShort: area.width < 100)
            let hint = [Part(words.newestFirst, .dim), Part(" \(glyphs.dot) ", .dim)]
            rule(
                rest.takeTop(1), title: [Part(words.restartHistory, .title)],
                notes: area.width >= 70 ? hint + keys : keys, isFocused: false)
        }
        guard let history = model.details.history else { return }
        guard !history.isEmpty else {
            put(words.noExitYet, x: 1, y: 0, in: rest, .dim)
            return
        }
        if !hasRule, area.height >= 4 {
            let line = rest.takeTop(1)
            let count = [Part(words.exits(history.count), .text)]
            let notes: [[Part]] = [count, [Part(words.newestFirst, .dim)], lastLinesHint(isShort: false)]
            put([Part].joined(notes, glyphs, to: line.width - 2), x: line.x + 1, y: line.y)
        }
        let columns = exitColumns(history, model, width: area.width)
        let head = rest.takeTop(1)
        for column in columns {
            let title = words.exitColumn(column.id.rawValue)
            let isRight = column.column.alignment == .right
            put(
                isRight ? Fit.padded(left: title, to: column.width, ellipsis: "") : title,
                x: head.x + 1 + column.x, y: head.y,
                in: nil, .dim)
        }
        let top = model.details.top
        for (line, exit) in history.dropFirst(top).prefix(rest.height).enumerated() {
            let row = Rect(x: rest.x, y: rest.y + line, width: rest.width, height: 1)
            self.exit(exit, top + line, columns, model, row)
            if top + line == model.details.row { choose(row) }
        }
        scrollMark(top: top, of: history.count, rest)
    }

    private func lastLinesHint(isShort: Bool) -> [Part] {
        let text = isShort ? words.lastLinesShort : words.showsLastLines
        return [Part(glyphs.enter, .key), Part(" " + text, .dim)]
    }

    private func exitColumns(
        _ history: [ExitRecord], _ model: Model, width: Int
    ) -> [Column<ExitColumn>.Placed] {
        let today = Figures.date(model.now.wall, zone: model.zone)
        let isToday = history.allSatisfy { Figures.date($0.at.wall, zone: model.zone) == today }
        let date = isToday ? 8 : 19
        let digits = max(2, String(history.count).count)
        let columns: [Column<ExitColumn>] = [
            Column(.number, minimum: digits, priority: 6, alignment: .right),
            Column(.ended, minimum: date, priority: 0),
            Column(.ran, minimum: 8, priority: 4, alignment: .right),
            Column(.exit, minimum: 13, priority: 1),
            Column(.reason, minimum: words.reasonWidth, priority: 3),
            Column(.wait, minimum: words.waitWidth, priority: 5, alignment: .right),
            Column(.last, minimum: 12, maximum: 400, priority: 2),
        ]
        return Column.fit(columns, into: max(0, width - 2))
    }

    private mutating func exit(
        _ exit: ExitRecord, _ index: Int, _ columns: [Column<ExitColumn>.Placed], _ model: Model, _ area: Rect
    ) {
        for column in columns {
            let (text, role) = cell(exit, column.id, index, width: column.width, model)
            let shown =
                column.column.alignment == .right
                ? Fit.padded(left: text, to: column.width, ellipsis: glyphs.cut)
                : Fit.truncated(text, to: column.width, ellipsis: glyphs.cut)
            put(shown, x: area.x + 1 + column.x, y: area.y, role)
        }
    }

    private func cell(
        _ exit: ExitRecord, _ column: ExitColumn, _ index: Int, width: Int, _ model: Model
    ) -> (String, Role) {
        switch column {
        case .number: return ("\(index + 1)", .dim)
        case .ended:
            let clock = Figures.clock(exit.at.wall, zone: model.zone)
            if width < 19 { return (clock, .logTime) }
            return (Figures.date(exit.at.wall, zone: model.zone) + " " + clock, .logTime)
        case .ran: return (exit.isUnborn ? glyphs.none : words.span(exit.ran), .text)
        case .exit: return (words.shortExit(exit.status), exit.isBad ? .logWarn : .text)
        case .reason: return (words.reason(exit.cause), exit.cause == .manual ? .dim : .text)
        case .wait:
            switch exit.verdict {
            case .stay: return (glyphs.none, .dim)
            case .restart(let delay): return (delay > .zero ? words.span(delay) : "0", .text)
            case .giveUp: return (words.status(.errored), .statusErrored)
            }
        case .last:
            if case .notSpawned(let errno, let stage) = exit.status {
                return ("\(stage): \(words.reason(errno))", .logError)
            }
            let text = model.details.lastLines[exit.run].map(DetailsState.lastWords) ?? ""
            return (text, .dim)
        }
    }

    /// Where in a long list one is, at the right edge.
    mutating func scrollMark(top: Int, of count: Int, _ area: Rect) {
        guard count > area.height, area.height >= 2, area.width >= 20 else { return }
        let length = max(1, area.height * area.height / count)
        let room = area.height - length
        let start = top * room / max(1, count - area.height)
        for y in 0..<area.height {
            let isOn = y >= start && y < start + length
            put(isOn ? glyphs.full : glyphs.vertical, x: area.maxX - 1, y: area.y + y, .scrollbar)
        }
    }
}

extension DetailsState {
    /// What a run said last that says something: of a stack of calls its first line, and not node's word on its
    /// own version, which is the last of every one.
    static func lastWords(_ lines: [LogLine]) -> String {
        var fallback = ""
        for line in lines.reversed() {
            let text = PlainText.of(line.text)
            guard let first = text.first(where: { $0 != " " }) else { continue }
            if fallback.isEmpty { fallback = String(text.drop { $0 == " " }) }
            if text.first != first || first == "}" || text.hasPrefix("Node.js v") { continue }
            return text
        }
        return fallback
    }
}
