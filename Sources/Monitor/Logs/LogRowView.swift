import Screen
import Supervision
import Wording

/// Draws entries, each with what is above and below its line.
struct LogRowPainter {
    private let model: Model
    private let log: LogPane
    private let sheet: LogSheet
    private let columns: LogColumns
    private let current: Int?

    init(_ model: Model, _ log: LogPane, _ sheet: LogSheet, _ columns: LogColumns) {
        self.model = model
        self.log = log
        self.sheet = sheet
        self.columns = columns
        current = log.isFollowing ? nil : log.current
    }

    /// - Parameters:
    ///   - from: its first row to be drawn.
    ///   - isTop: nothing is above it, so it says whose it is in any case.
    /// - Returns: how many rows were.
    func draw(
        _ index: Int, from: Int, isTop: Bool, _ area: Rect, _ painter: inout Painter
    ) -> Int {
        let entry = log.entry(index)
        let text = log.text(index)
        var rest = area
        if from < 0, let day = log.newDay(index, sheet) { dateRule(day, entry, rest.takeTop(1), &painter) }
        let look = painter.look(entry, isMarked: log.marks.contains(entry.id))
        let hits = log.search.map { $0.ranges(in: text) } ?? []
        let rows = lines(text, hits)
        let first = max(0, from)
        for row in first..<max(first, rows.count) where rest.height > 0 {
            let line = rest.takeTop(1)
            if row == first, isTop || (row == 0 && !goesOn(index, entry)) { start(entry, line, &painter) }
            if index == current, row == first {
                painter.put(painter.glyphs.crumb, x: 0, y: 0, in: line, .key)
            } else if log.marks.contains(entry.id) {
                painter.put(painter.glyphs.ok, x: 0, y: 0, in: line, .marked)
            }
            if let mark = look.mark { painter.put(mark, x: columns.markX, y: 0, in: line, look.markRole) }
            let place = Rect(
                x: line.x + columns.textX, y: line.y, width: line.width - columns.textX, height: 1)
            painter.line(
                rows[row], look.role, isCut: !sheet.wraps, isCurrent: index == current, moved: log.left, place
            )
        }
        if sheet.unfolds { fields(text, skipping: max(0, from - rows.count), &rest, &painter) }
        return area.height - rest.height
    }

    private func lines(_ text: ArraySlice<UInt8>, _ hits: [Range<Int>]) -> [[LogText.Span]] {
        guard sheet.wraps else {
            let spans = LogText(text, columns: sheet.width + log.left, hits: hits).spans
            return [LogRows.moved(spans, left: log.left)]
        }
        if text.count <= sheet.width / 2 { return [LogText(text, columns: sheet.width, hits: hits).spans] }
        return LogRows.wrapped(
            LogText(text, columns: LogText.unlimited, hits: hits).spans, width: sheet.width)
    }

    /// It belongs to the line right above it.
    private func goesOn(_ index: Int, _ entry: LogBuffer.Entry) -> Bool {
        entry.trace.isContinuation && index > 0 && log.entry(index - 1).isBeside(entry)
    }

    /// Time and name.
    private func start(_ entry: LogBuffer.Entry, _ row: Rect, _ painter: inout Painter) {
        if let at = entry.at, columns.times != .off {
            let time =
                columns.times == .relative
                ? Fit.padded(left: painter.words.ago(model.now.wall - at), to: columns.timeWidth)
                : Figures.clock(at, zone: model.zone, milliseconds: columns.hasMilliseconds)
            painter.put(time, x: 1, y: 0, in: row, .logTime)
        }
        guard columns.hasNames else { return }
        let isOwn = !entry.isLine
        let name = isOwn ? "wamon" : entry.instance.flatMap { model.process($0)?.name } ?? painter.glyphs.none
        let shown = columns.hasShortNames && !isOwn ? model.shortName(name) : name
        painter.put(
            Fit.truncated(shown, to: columns.nameWidth, ellipsis: painter.glyphs.cut), x: columns.nameX,
            y: 0, in: row, isOwn ? .dim : .logName(name))
    }

    /// `── 2026-11-22 ──`.
    private func dateRule(_ day: Int64, _ entry: LogBuffer.Entry, _ row: Rect, _ painter: inout Painter) {
        let date = Figures.date(.seconds(day * 86_400), zone: 0)
        let line = String(repeating: painter.glyphs.horizontal, count: 2)
        painter.put(
            [Part(line, .border), Part(" \(date) ", .dim), Part(line, .border)].cut(
                to: row.width - 1, painter.glyphs.cut), x: row.x + 1, y: row.y)
    }

    /// `level  warn`, one below the other.
    private func fields(
        _ text: ArraySlice<UInt8>, skipping skipped: Int, _ rest: inout Rect, _ painter: inout Painter
    ) {
        guard text.first == UInt8(ascii: "{"), rest.height > 0 else { return }
        let fields = JSONFields(text).fields
        let width = min(24, fields.map { Fit.columns(of: $0.key) }.max() ?? 0)
        for field in fields.dropFirst(skipped) where rest.height > 0 {
            let row = rest.takeTop(1)
            let x = columns.textX + 1
            painter.put(
                Fit.truncated(field.key, to: width, ellipsis: painter.glyphs.cut), x: x, y: 0, in: row, .dim)
            let room = row.width - x - width - 2
            let value = LogText(Array(field.value.utf8)[...], columns: room)
            painter.line(
                value.spans, painter.role(of: field), isCut: true, isCurrent: false, moved: 0,
                Rect(x: row.x + x + width + 2, y: row.y, width: room, height: 1))
        }
    }
}

// MARK: - One line

extension Painter {
    func look(_ entry: LogBuffer.Entry, isMarked: Bool) -> (mark: String?, markRole: Role, role: Role) {
        var look: (mark: String?, markRole: Role, role: Role) =
            switch (entry.kind, entry.level) {
            case (.happening, .error): (glyphs.dashedBar, .logError, .logError)
            case (.happening, .warning): (glyphs.dashedBar, .logEvent, .logWarn)
            // What goes as it should stays in the background.
            case (.happening, _): (glyphs.dashedBar, .logEvent, .dim)
            case (_, .warning): (glyphs.thinBar, .logWarn, .logWarn)
            case (.error, .info): (glyphs.bar, .logError, .logText)
            case (.error, .debug): (glyphs.bar, .logError, .dim)
            case (.error, _), (_, .error): (glyphs.bar, .logError, .logError)
            case (.out, .debug): (nil, .logText, .dim)
            case (.out, _): (nil, .logText, .logText)
            }
        if isMarked { look.role = .marked }
        return look
    }

    func role(of field: JSONFields.Field) -> Role {
        guard field.key == "level" || field.key == "severity" else { return .logText }
        switch Level(of: "{\"level\":\"\(field.value)\"") {
        case .error: return .logError
        case .warning: return .logWarn
        case .debug, .plain, .info: return .logText
        }
    }

    /// A program's own text, cut at the edge or broken there before.
    mutating func line(
        _ spans: [LogText.Span], _ role: Role, isCut cuts: Bool, isCurrent: Bool, moved: Int, _ area: Rect
    ) {
        guard area.width > 0 else { return }
        let style = theme[role]
        var x = 0
        let isCut = cuts && spans.reduce(0) { $0 + $1.columns } > area.width
        for span in spans {
            let room = area.width - (isCut ? 1 : 0) - x
            guard room > 0 else { break }
            let shown = span.columns > room ? Fit.truncated(span.text, to: room, ellipsis: "") : span.text
            let own = hasColors ? span.style : Style(nil, on: nil, span.style.attributes)
            let drawn =
                span.isHit ? style.under(theme[isCurrent ? .matchCurrent : .match]) : style.under(own)
            x = put(shown, x: x, y: 0, in: area, drawn)
        }
        if isCut { put(glyphs.cut, x: area.width - 1, y: 0, in: area, .dim) }
        if moved > 0, x > 0 { put(glyphs.left, x: 0, y: 0, in: area, .dim) }
    }
}
