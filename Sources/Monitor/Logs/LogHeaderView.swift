import Screen
import Supervision
import Wording

// What stands over the logs where they fill the screen, and the line typed into them.
extension Painter {
    mutating func logsHeader(_ model: Model, _ layout: Layout) {
        let area = layout.header
        guard area.height > 0 else { return }
        let log = model.shownLog
        var right = model.page == nil ? state(log) : []
        if !log.isFollowing, log.unseen > 0, area.width >= 100 {
            right.append(Part(" \(words.resumes)", .dim))
        }
        right = right.whole(to: area.width - 2, glyphs.cut)
        // Of a page both names tell: whose it is, and what.
        let path = shortened(
            crumbs(model, isWide: area.width >= 70), to: area.width - right.columns - 3,
            least: model.page == nil ? 1 : 2)
        put(path, x: area.x, y: area.y)
        put(right, x: area.maxX - 1 - right.columns, y: area.y)
        guard area.height >= 3 else { return }
        manner(model, log, Rect(x: area.x, y: area.y + 1, width: area.width, height: 1))
        canvas.fill(
            Rect(x: area.x, y: area.y + 2, width: area.width, height: 1), glyphs.horizontal, theme[.border])
    }

    /// Where there is no room for all of a path, its end; each name has a crumb behind it.
    func shortened(_ path: [Part], to columns: Int, least: Int = 1) -> [Part] {
        var left = path
        while left.columns > columns, left.count > 2 * least, left[1].text == " \(glyphs.crumb) " {
            left.removeFirst(2)
            left[0].text = " " + left[0].text
        }
        return left.cut(to: columns, glyphs.cut)
    }

    private func crumbs(_ model: Model, isWide: Bool) -> [Part] {
        let crumb = Part(" \(glyphs.crumb) ", .dim)
        if let page = model.page {
            return [
                Part(" wamon", .title), crumb, Part(page.name, .title), crumb,
                Part(spelled(page.title), .header),
            ]
        }
        var parts = [Part(" wamon", .title), crumb, Part(words.titleLogs, .header), crumb]
        guard case .logs(.one(let id)) = model.place else {
            return parts + [Part(words.allLogs, .title)]
        }
        let process = model.process(id)
        parts.append(Part(process?.name ?? "\(id.raw)", .title))
        if let process, isWide {
            let (glyph, role) = sign(process.status)
            parts += [Part("  ", .dim), Part("\(glyph) \(words.status(process.status))", role)]
        }
        return parts
    }

    /// What is shown and how at the left, how much there is at the right; only what is not as usual is bright.
    private mutating func manner(_ model: Model, _ log: LogPane, _ area: Rect) {
        let isWide = area.width >= 100
        let right = amount(log, isWide: isWide)
        var left: [[Part]] = []
        let filter = log.filter
        if let pattern = filter.pattern { left.append([Part("& ", .key), Part(pattern.text, .title)]) }
        left.append([Part(streamWord(filter), filter.stream == .all ? .dim : .title)])
        left.append([Part(levelWord(filter), filter.least == .debug ? .dim : .title)])
        let manner = model.manner
        if manner.wraps || isWide {
            left.append([Part(manner.wraps ? words.wrapOn : words.wrapOff, manner.wraps ? .title : .dim)])
        }
        if manner.times != .absolute || isWide {
            let word =
                switch manner.times {
                case .absolute: words.timeAbsolute
                case .relative: words.timeRelative
                case .off: words.timeOff
                }
            left.append([Part(word, manner.times == .absolute ? .dim : .title)])
        }
        if manner.unfolds { left.append([Part(words.jsonOn, .title)]) }
        if log.left > 0 { left.append([Part("\(glyphs.left) \(log.left)", .title)]) }
        if let note = fileNote(log) { left.append([note]) }
        if let match = matchNote(log) { left.append([match]) }
        if !log.marks.isEmpty { left.append([Part(words.marked(log.marks.count), .marked)]) }
        // What is as usual can be done without, then what was asked for last.
        func columns() -> Int { left.reduce(0) { $0 + $1.columns + 2 } }
        while left.count > 1, columns() > area.width - 1 {
            left.remove(at: left.firstIndex { $0.allSatisfy { $0.role == .dim } } ?? left.count - 1)
        }
        var line: [Part] = []
        for part in left { line += [Part(line.isEmpty ? " " : isWide ? "   " : "  ", .dim)] + part }
        let room = area.width - 2 - right.columns - 1
        // What was asked for goes first; how much there is can be done without.
        let hasRoom = line.columns <= room
        put(line.cut(to: area.width - 2, glyphs.cut), x: area.x, y: area.y)
        if hasRoom { put(right, x: area.maxX - 1 - right.columns, y: area.y) }
    }

    /// That one reads what only the files have.
    private func fileNote(_ log: LogPane) -> Part? {
        guard !log.isFollowing, let current = log.current, log.entry(current).id.source == .past
        else { return nil }
        let isFirst = current == 0 && log.past.isOldest
        return Part(isFirst ? words.beginningOfFiles : words.fromFiles, .title)
    }

    private func amount(_ log: LogPane, isWide: Bool) -> [Part] {
        let buffer = log.buffer
        var facts: [[Part]] = []
        if buffer.errorCount > 0 { facts.append([Part(words.errors(buffer.errorCount), .logError)]) }
        if buffer.warningCount > 0, isWide {
            facts.append([Part(words.warnings(buffer.warningCount), .logWarn)])
        }
        if buffer.missed > 0 {
            facts.append([Part(words.missed(Int(clamping: buffer.missed)), .logWarn)])
        }
        facts.append([Part(words.lines(buffer.lineCount), .dim)])
        if isWide, buffer.limit < .max {
            let held = words.held(Figures.bytes(buffer.bytes), of: Figures.bytes(buffer.limit))
            facts.append([Part(held, .dim)])
        }
        return .joined(facts, glyphs)
    }

    /// `searching 312M of 1.00G · 3 hits · Esc stops`.
    mutating func searchLine(_ progress: String, _ area: Rect) {
        let stop = [Part("Esc", .hintKey), Part(" \(words.stops)", .hint)]
        let room = area.width - 2
        let said = Fit.columns(of: progress) <= room ? progress : Fit.wrapped(progress, to: room).first ?? ""
        canvas.fill(area, " ", theme[.background])
        put([Part].joined([[Part(said, .title)], stop], glyphs, to: room), x: area.x + 1, y: area.y)
    }

    // MARK: - The line typed

    mutating func logLine(_ editor: LogEditor, _ model: Model, _ area: Rect) {
        canvas.fill(area, " ", theme[.background])
        let isSearch = editor.purpose == .search
        let (before, behind) = editor.line.parts
        var left = [
            Part(isSearch ? " / " : " & ", .hintKey),
            Part(area.width < 60 ? "" : isSearch ? words.searchPrompt : words.onlyPrompt, .hint),
        ]
        var right: [Part] = []
        if let complaint = editor.complaint {
            right = [Part(complaint, .logError)]
        } else {
            let log = model.shownLog
            let count: Part? =
                isSearch
                ? matchNote(log)
                : editor.line.text.isEmpty
                    ? nil : Part(words.lines(log.count), log.count > 0 ? .title : .logWarn)
            let rules = Part(spelled(words.smartCase), .dim)
            right = .joined(
                area.width >= 100 ? [[rules], count.map { [$0] } ?? []] : [count.map { [$0] } ?? []], glyphs)
        }
        if area.width >= 80, editor.complaint == nil {
            if right.columns > 0 { right.append(Part("   ", .hint)) }
            right += [
                Part(glyphs.enter, .hintKey), Part(" \(words.keepsIt)  ", .hint), Part("Esc", .hintKey),
                Part(" \(words.cancels)", .hint),
            ]
        }
        // What is typed is always seen: of a long line the end, of what is beside it nothing.
        let room = area.width - left.columns - 2
        if right.columns + Fit.columns(of: before + behind) + 3 > room {
            let left = room - Fit.columns(of: before + behind) - 3
            right =
                editor.complaint != nil
                ? [Part(glyphs.failed, .logError)]
                : right.first.map { Fit.columns(of: $0.text) <= left } == true
                    ? right.whole(to: left, glyphs.cut) : []
        }
        let shown = Painter.tail(before, columns: max(1, room - right.columns - 1))
        left += [Part(shown, .title), Part(glyphs.cursor, .key), Part(behind, .title)]
        put(left.cut(to: area.width - right.columns - 2, glyphs.cut), x: area.x, y: area.y)
        put(right, x: area.maxX - 1 - right.columns, y: area.y)
    }

    private static func tail(_ text: String, columns: Int) -> String {
        var text = text[...]
        while Fit.columns(of: String(text)) > columns, !text.isEmpty { text.removeFirst() }
        return String(text)
    }
}
