import Screen
import Supervision
import Wording

/// A canvas with what one draws on it with: roles instead of styles, signs by their meaning.
struct Painter {
    var canvas: Canvas
    let theme: Theme
    let glyphs: GlyphSet
    /// Programs' own colours are kept; not where there are none (NO_COLOR).
    let hasColors: Bool
    let words: Language

    init(_ canvas: consuming Canvas, theme: Theme, glyphs: GlyphSet, words: Language) {
        self.words = words
        self.canvas = canvas
        self.theme = theme
        self.glyphs = glyphs
        hasColors = theme[.statusErrored].foreground != nil
    }

    /// Draws from a column on; gives back the column behind it.
    @discardableResult
    mutating func put(_ text: String, x: Int, y: Int, in area: Rect? = nil, _ role: Role) -> Int {
        canvas.put(String(text), x: x, y: y, in: area, theme[role])
    }

    @discardableResult
    mutating func put(_ text: String, x: Int, y: Int, in area: Rect? = nil, _ style: Style)
        -> Int
    {
        canvas.put(String(text), x: x, y: y, in: area, style)
    }

    /// Draws so that it ends before a column.
    mutating func put(_ text: String, endingAt end: Int, y: Int, in area: Rect? = nil, _ role: Role) {
        put(text, x: end - Fit.columns(of: text), y: y, in: area, role)
    }

    /// Runs of text in several roles, one behind the other.
    @discardableResult
    mutating func put(_ parts: [Part], x: Int, y: Int, in area: Rect? = nil) -> Int {
        parts.reduce(x) { put($1.text, x: $0, y: y, in: area, $1.style ?? theme[$1.role]) }
    }

    /// A rule with a title at its left and notes at its right: `─ 1 Processes ────── sort ID ▲ ─`.
    mutating func rule(
        _ area: Rect, number: Int? = nil, title: [Part], notes: [Part], isFigures: Bool = false,
        isFocused: Bool
    ) {
        let border: Role = isFocused ? .borderFocused : .border
        canvas.fill(
            Rect(x: area.x, y: area.y, width: area.width, height: 1), glyphs.horizontal, theme[border])
        guard area.width >= 8 else { return }
        var x = area.x + 1
        x = put(" ", x: x, y: area.y, border)
        if let number { x = put("\(number) ", x: x, y: area.y, .key) }
        let room = area.maxX - 2 - x
        x = put(title.cut(to: room, glyphs.cut), x: x, y: area.y)
        x = put(" ", x: x, y: area.y, border)
        let end = area.maxX - 4 - x
        let notes = isFigures ? notes.whole(to: end, glyphs.cut) : notes.cut(to: end, glyphs.cut)
        guard notes.columns > 0 else { return }
        x = area.maxX - 3 - notes.columns
        x = put(" ", x: x, y: area.y, border)
        x = put(notes, x: x, y: area.y)
        put(" ", x: x, y: area.y, border)
    }

    /// The sign and the colour of a status.
    func sign(_ status: Status) -> (glyph: String, role: Role) {
        switch status {
        case .online: (glyphs.online, .statusOnline)
        case .launching: (glyphs.pending, .statusLaunching)
        case .stopping: (glyphs.pending, .statusStopping)
        case .waiting: (glyphs.pending, .statusWaiting)
        case .stopped: (glyphs.stopped, .statusStopped)
        case .errored: (glyphs.failed, .statusErrored)
        }
    }

    /// Text of ours with its signs in the set of this terminal.
    func spelled(_ text: String) -> String {
        guard glyphs.isASCII, !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
        return text.reduce(into: "") { result, glyph in
            let own = String(glyph)
            result += glyph == "↵" ? glyphs.enter : GlyphSet.asciiTwin(of: own) ?? own
        }
    }
}

/// A piece of a line.
struct Part: Equatable {
    var text: String
    var role: Role
    var style: Style?
    init(_ text: String, _ role: Role = .text) {
        self.text = text
        self.role = role
    }
    init(_ text: String, _ style: Style) {
        self.text = text
        role = .text
        self.style = style
    }
}

extension [Part] {
    var columns: Int { reduce(0) { $0 + Fit.columns(of: $1.text) } }

    /// As many parts as fit, each whole: a figure that is cut says something else. Of a first part that is too
    /// long, its beginning.
    func whole(to columns: Int, _ ellipsis: String) -> [Part] {
        var kept = self
        while kept.count > 1, kept.columns > columns {
            kept.removeLast()
            // What only led to it goes with it.
            while kept.count > 1, let last = kept.last,
                last.text.hasSuffix(" ") || !last.text.contains(where: { $0.isLetter || $0.isNumber })
            {
                kept.removeLast()
            }
        }
        // A sign alone says nothing.
        if kept.count == 1, count > 1, !kept[0].text.contains(where: { $0.isLetter || $0.isNumber }) {
            return cut(to: columns, ellipsis)
        }
        return kept.cut(to: columns, ellipsis)
    }

    /// Cut to a number of columns, with a sign at the end if something had to go.
    func cut(to columns: Int, _ ellipsis: String) -> [Part] {
        guard self.columns > columns else { return self }
        var left = Swift.max(0, columns)
        var kept: [Part] = []
        for var part in self where left > 0 {
            let width = Fit.columns(of: part.text)
            if width >= left {
                part.text = Fit.truncated(part.text + " ", to: left, ellipsis: ellipsis)
                kept.append(part)
                break
            }
            left -= width
            kept.append(part)
        }
        return kept
    }

    /// With dots between, as many of the first ones as fit, each whole; at least the first, cut if it must be.
    static func joined(_ parts: [[Part]], _ glyphs: GlyphSet, to columns: Int) -> [Part] {
        var kept = parts.filter { $0.columns > 0 }
        while kept.count > 1, [Part].joined(kept, glyphs).columns > columns { kept.removeLast() }
        return [Part].joined(kept, glyphs).cut(to: columns, glyphs.cut)
    }

    /// With dots between: `pid 4121 · 6 kids`.
    static func joined(_ parts: [[Part]], _ glyphs: GlyphSet) -> [Part] {
        var line: [Part] = []
        for part in parts where part.columns > 0 {
            if !line.isEmpty { line.append(Part(" \(glyphs.dot) ", .dim)) }
            line += part
        }
        return line
    }
}
