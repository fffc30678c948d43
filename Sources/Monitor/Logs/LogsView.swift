import Screen
import Supervision
import Wording

// The output of all, or of one: a panel of the main screen, or the whole screen.
extension Painter {
    mutating func logs(_ model: Model, _ layout: Layout, _ area: Rect) {
        var rest = area
        let pane = model.shownLog
        let isFull = { if case .logs = model.place { true } else { false } }()
        if !isFull { logsRule(model, pane, rest.takeTop(1)) }
        let count = pane.buffer.count
        guard count > 0 else {
            put("no output yet", x: 1, y: 0, in: rest, .dim)
            return
        }
        let columns = LogColumns(model, width: area.width)
        let top = pane.top(rows: rest.height)
        for (line, index) in (top..<min(count, top + rest.height)).enumerated() {
            let row = Rect(x: rest.x, y: rest.y + line, width: rest.width, height: 1)
            let before = line > 0 ? pane.buffer[index - 1] : nil
            entry(pane.buffer, pane.buffer[index], after: before, model, columns, row)
        }
        if isFull, !pane.isFollowing { scrollBar(top: top, of: count, rest) }
    }

    private mutating func logsRule(_ model: Model, _ pane: LogPane, _ area: Rect) {
        let isWide = area.width >= 100
        var title = [Part("Logs", .title)]
        if area.width >= 30 { title += [Part(isWide ? "  " : " ", .border), Part("all", .dim)] }
        rule(
            area, number: isWide ? 3 : nil, title: title, notes: .joined(notes(pane, isWide: isWide), glyphs),
            isFocused: model.focus == .logs)
    }

    private func notes(_ pane: LogPane, isWide: Bool) -> [[Part]] {
        var notes = [state(pane)]
        let buffer = pane.buffer
        if isWide { notes.append([Part("\(words.count(buffer.lineCount)) lines", .dim)]) }
        if buffer.errorCount > 0 {
            notes.append([Part("\(words.count(buffer.errorCount)) err", .logError)])
        }
        if buffer.warningCount > 0, isWide {
            notes.append([Part("\(words.count(buffer.warningCount)) warn", .logWarn)])
        }
        if buffer.missed > 0, isWide {
            notes.append([Part("\(words.count(Int(clamping: buffer.missed))) missed", .logWarn)])
        }
        return notes
    }

    private func state(_ pane: LogPane) -> [Part] {
        if pane.isFollowing { return [Part("FOLLOW", .statusOnline)] }
        let paused = Part("PAUSED", .statusWaiting)
        guard pane.unseen > 0 else { return [paused] }
        return [
            paused, Part(" \(glyphs.dot) ", .dim), Part("\(words.count(pane.unseen)) new", .title),
            Part(" \(glyphs.dot) ", .dim), Part("G", .key),
        ]
    }

    // MARK: - The whole screen

    mutating func logsHeader(_ model: Model, _ layout: Layout) {
        let area = layout.header
        guard area.height > 0 else { return }
        let pane = model.shownLog
        let scope: String =
            if case .logs(.one(let id)) = model.place { model.process(id)?.name ?? "\(id.raw)" } else {
                "all"
            }
        var left = [
            Part(" wamon", .title), Part(" \(glyphs.crumb) ", .dim), Part("Logs", .header),
            Part(" \(glyphs.crumb) ", .dim), Part(scope, .title),
        ]
        if case .logs(.one(let id)) = model.place, let process = model.process(id), area.width >= 70 {
            let (glyph, role) = sign(process.status)
            left += [Part("  ", .dim), Part("\(glyph) \(words.status(process.status))", role)]
        }
        var right = state(pane)
        if !pane.isFollowing, pane.unseen > 0, area.width >= 100 { right.append(Part(" resumes", .dim)) }
        right = right.cut(to: area.width - 2, glyphs.cut)
        left = left.cut(to: area.width - right.columns - 3, glyphs.cut)
        put(left, x: area.x, y: area.y)
        put(right, x: area.maxX - 1 - right.columns, y: area.y)
        guard area.height >= 3 else { return }
        let buffer = pane.buffer
        var facts: [[Part]] = [[Part("\(words.count(buffer.lineCount)) lines", .dim)]]
        facts.append([
            Part("\(words.count(buffer.errorCount)) err", buffer.errorCount > 0 ? .logError : .dim)
        ])
        facts.append([
            Part("\(words.count(buffer.warningCount)) warn", buffer.warningCount > 0 ? .logWarn : .dim)
        ])
        if buffer.evicted > 0 {
            facts.append([Part("\(words.count(buffer.evicted)) older ones let go", .dim)])
        }
        if buffer.missed > 0 {
            facts.append([Part("\(words.count(Int(clamping: buffer.missed))) missed", .logWarn)])
        }
        put(
            [Part(" ")] + [Part].joined(facts, glyphs).cut(to: area.width - 2, glyphs.cut), x: area.x,
            y: area.y + 1)
        canvas.fill(
            Rect(x: area.x, y: area.y + 2, width: area.width, height: 1), glyphs.horizontal, theme[.border])
    }

    private mutating func scrollBar(top: Int, of count: Int, _ area: Rect) {
        guard count > area.height, area.height > 2 else { return }
        let length = max(1, area.height * area.height / count)
        let start = min(area.height - length, top * (area.height - length) / max(1, count - area.height))
        canvas.fill(
            Rect(x: area.maxX - 1, y: area.y + start, width: 1, height: length), glyphs.vertical,
            theme[.scrollbar])
    }
}

extension Style {
    fileprivate var colorless: Style { Style(nil, on: nil, attributes) }
}

/// Where time, name and text of a line are.
struct LogColumns: Equatable {
    var hasTime: Bool
    var hasMilliseconds: Bool
    var hasShortNames: Bool
    var nameX: Int
    var nameWidth: Int
    var markX: Int
    var textX: Int

    init(_ model: Model, width: Int) {
        hasTime = width >= 40
        hasMilliseconds = width >= 100
        nameX = !hasTime ? 1 : hasMilliseconds ? 14 : 10
        hasShortNames = width < 100
        let longest = max(5, model.nameWidth - (hasShortNames ? model.sharedSuffix : 0))
        nameWidth = min(longest, width >= 100 ? 20 : width >= 70 ? 13 : width >= 30 ? 8 : 5)
        markX = nameX + nameWidth + 1
        textX = markX + 2
    }
}

// MARK: - One line

extension Painter {
    private mutating func entry(
        _ buffer: LogBuffer, _ entry: LogBuffer.Entry, after before: LogBuffer.Entry?, _ model: Model,
        _ columns: LogColumns, _ row: Rect
    ) {
        let text = buffer.text(of: entry)
        if !isContinuation(text, entry, before) {
            if columns.hasTime {
                let time = Figures.clock(entry.at, zone: model.zone, milliseconds: columns.hasMilliseconds)
                put(time, x: 1, y: 0, in: row, .logTime)
            }
            let isOwn = entry.kind == .happening
            let name = isOwn ? "wamon" : entry.instance.flatMap { model.process($0)?.name } ?? glyphs.none
            let shown = columns.hasShortNames && !isOwn ? model.shortName(name) : name
            put(
                Fit.truncated(shown, to: columns.nameWidth, ellipsis: glyphs.cut), x: columns.nameX, y: 0,
                in: row, isOwn ? .dim : .logName(name))
        }
        let (mark, markRole, role) = look(entry)
        if let mark { put(mark, x: columns.markX, y: 0, in: row, markRole) }
        line(
            text, theme[role],
            Rect(x: row.x + columns.textX, y: row.y, width: row.width - columns.textX, height: 1))
    }

    /// A stack trace's lines belong to the one above.
    private func isContinuation(
        _ text: ArraySlice<UInt8>, _ entry: LogBuffer.Entry, _ before: LogBuffer.Entry?
    ) -> Bool {
        guard let before, let first = text.first, first == 0x20 || first == 0x09 else { return false }
        return before.kind == entry.kind && before.instance == entry.instance
            && entry.at - before.at < .seconds(1)
    }

    private func look(_ entry: LogBuffer.Entry) -> (mark: String?, markRole: Role, role: Role) {
        switch (entry.kind, entry.level) {
        case (.happening, .error): (glyphs.dashedBar, .logError, .logError)
        case (.happening, .warning): (glyphs.dashedBar, .logEvent, .logWarn)
        // What goes as it should stays in the background.
        case (.happening, _): (glyphs.dashedBar, .logEvent, .dim)
        case (_, .warning): (glyphs.thinBar, .logWarn, .logWarn)
        case (.error, .info): (glyphs.bar, .logError, .logText)
        case (.error, _), (_, .error): (glyphs.bar, .logError, .logError)
        case (.out, _): (nil, .logText, .logText)
        }
    }

    /// A program's own text, cut at the edge.
    private mutating func line(_ bytes: ArraySlice<UInt8>, _ style: Style, _ area: Rect) {
        guard area.width > 0 else { return }
        let text = LogText(bytes, columns: area.width)
        var x = 0
        let isCut = text.columns > area.width
        for span in text.spans {
            let room = area.width - (isCut ? 1 : 0) - x
            guard room > 0 else { break }
            let shown =
                span.columns > room ? Fit.truncated(span.text, to: room, ellipsis: "") : span.text
            x = put(shown, x: x, y: 0, in: area, style.under(hasColors ? span.style : span.style.colorless))
        }
        if isCut { put(glyphs.cut, x: area.width - 1, y: 0, in: area, .dim) }
    }
}
