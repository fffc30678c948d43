import Screen
import Supervision
import Wording

// The output of all, or of one: a panel of the main screen, or the whole screen.
extension Painter {
    mutating func logs(_ model: Model, _ layout: Layout, _ area: Rect) {
        var rest = area
        let log = model.shownLog
        let isFull = model.isReadingFull
        if !isFull { logsRule(model, log, rest.takeTop(1)) }
        guard log.count > 0 else { return emptyLog(log, rest) }
        let sheet = model.logSheet
        let row = LogRowPainter(model, log, sheet, LogColumns(model, width: area.width))
        let top = log.top(sheet)
        var (index, first) = (top.index, top.row)
        while rest.height > 0, index < log.count {
            let width = rest.width - (isFull ? 1 : 0)
            let used = row.draw(
                index, from: first, isTop: index == top.index,
                Rect(x: rest.x, y: rest.y, width: width, height: rest.height), &self)
            _ = rest.takeTop(max(1, used))
            index += 1
            first = -1
        }
        if isFull {
            let rows = sheet.rows
            scrollBar(
                log, top: top.index, Rect(x: area.x, y: area.maxY - rows, width: area.width, height: rows))
        }
    }

    private mutating func emptyLog(_ log: LogPane, _ area: Rect) {
        guard !log.filter.isEmpty, log.buffer.count > 0 else {
            put(words.noOutput, x: 1, y: 0, in: area, .dim)
            return
        }
        var line = [Part(words.nothingShown, .dim)]
        for part in narrowed(log) { line += [Part("  ", .dim)] + part }
        put(line.cut(to: area.width - 2, glyphs.cut), x: area.x + 1, y: area.y)
    }

    private mutating func logsRule(_ model: Model, _ log: LogPane, _ area: Rect) {
        let isWide = area.width >= 100
        let gap = isWide ? "  " : " "
        var title = [Part(words.titleLogs, .title)]
        if area.width >= 30 {
            title += [Part(gap, .border), Part(words.allLogs, .dim)]
            for part in narrowed(log) { title += [Part(gap, .border)] + part }
        }
        rule(
            area, number: isWide ? 3 : nil, title: title,
            notes: .joined(notes(log, isWide: isWide), glyphs), isFocused: model.focus == .logs)
    }

    private func notes(_ log: LogPane, isWide: Bool) -> [[Part]] {
        var notes = [state(log)]
        let buffer = log.buffer
        if let match = matchNote(log) { notes.append([match]) }
        if !log.marks.isEmpty { notes.append([Part(words.marked(log.marks.count), .marked)]) }
        if isWide { notes.append([Part(words.lines(buffer.lineCount), .dim)]) }
        if buffer.errorCount > 0 { notes.append([Part(words.errors(buffer.errorCount), .logError)]) }
        if buffer.warningCount > 0, isWide {
            notes.append([Part(words.warnings(buffer.warningCount), .logWarn)])
        }
        if buffer.missed > 0, isWide {
            notes.append([Part(words.missed(Int(clamping: buffer.missed)), .logWarn)])
        }
        return notes
    }

    /// What is not shown, as far as that was asked for.
    func narrowed(_ log: LogPane) -> [[Part]] {
        var parts: [[Part]] = []
        if let pattern = log.filter.pattern {
            parts.append([Part("& ", .key), Part(pattern.text, .title)])
        }
        if log.filter.stream != .all { parts.append([Part(streamWord(log.filter), .title)]) }
        if log.filter.least > .debug { parts.append([Part(levelWord(log.filter), .title)]) }
        return parts
    }

    func streamWord(_ filter: LogFilter) -> String {
        switch filter.stream {
        case .all: words.allStreams
        case .out: "out"
        case .error: "err"
        }
    }

    func levelWord(_ filter: LogFilter) -> String {
        switch filter.least {
        case .debug: words.anyLevel
        case .plain, .info: spelled(words.leastLevel("info"))
        case .warning: spelled(words.leastLevel("warn"))
        case .error: spelled(words.leastLevel("error"))
        }
    }

    /// `match 7 of 41`, or how many there are.
    func matchNote(_ log: LogPane) -> Part? {
        guard log.search != nil else { return nil }
        if let number = log.matchNumber { return Part(words.match(number, of: log.hitCount), .title) }
        return Part(words.matches(log.hitCount), log.hitCount > 0 ? .title : .logWarn)
    }

    func state(_ log: LogPane) -> [Part] {
        if log.isFollowing { return [Part(words.following, .statusOnline)] }
        let paused = Part(words.paused, .statusWaiting)
        guard log.unseen > 0 else { return [paused] }
        return [
            paused, Part(" \(glyphs.dot) ", .dim), Part(words.newLines(log.unseen), .title),
            Part(" \(glyphs.dot) ", .dim), Part("G", .key),
        ]
    }

    private mutating func scrollBar(_ log: LogPane, top: Int, _ area: Rect) {
        let count = log.count
        guard count > area.height, area.height > 2 else { return }
        let (length, start): (Int, Int)
        if let share = log.fileShare(top) {
            length = 1
            start = Int(share * Double(area.height - 1))
        } else {
            length = max(1, area.height * area.height / count)
            let room = area.height - length
            start = log.isFollowing ? room : min(room, top * room / max(1, count - area.height))
        }
        canvas.fill(
            Rect(x: area.maxX - 1, y: area.y, width: 1, height: area.height), glyphs.vertical,
            theme[.meterEmpty])
        canvas.fill(
            Rect(x: area.maxX - 1, y: area.y + start, width: 1, height: length), glyphs.full,
            theme[.scrollbar])
    }
}
