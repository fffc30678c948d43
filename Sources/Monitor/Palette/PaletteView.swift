import Screen
import Wording

extension Painter {
    /// The line being typed, and under it what it may mean.
    mutating func palette(_ model: Model, _ palette: Palette) {
        let list = palette.list(in: model.size)
        var rest = box(list.area, title: words.paletteTitle, foot: words.paletteFoot)
        let prompt = rest.takeTop(1)
        let (before, behind) = palette.line.parts
        let (typed, bright) = (theme[.title, on: .dialog], theme[.key, on: .dialog])
        // Of a long line the place where one types is seen.
        let shown = String(before.suffix(max(0, prompt.width - 5)))
        let line = [
            Part(shown == before ? ":" : glyphs.cut, bright), Part(shown, typed), Part(glyphs.cursor, bright),
            Part(behind, typed),
        ]
        put(line.cut(to: prompt.width - 2, glyphs.cut), x: prompt.x + 1, y: prompt.y)
        guard !palette.found.isEmpty else {
            for (row, line) in Fit.wrapped(words.paletteNothing, to: rest.width - 3).enumerated() {
                put(line, x: 2, y: row, in: rest, theme[.dim, on: .dialog])
            }
            return
        }
        for (index, place) in list.lines {
            entry(palette.found[index], isChosen: index == palette.index, place)
        }
    }

    /// Its words with what was typed lit up, what is said of it, and at the right the key that does the same.
    private mutating func entry(_ found: Palette.Found, isChosen: Bool, _ area: Rect) {
        if isChosen { canvas.fill(area, " ", theme[.buttonFocused, on: .dialog]) }
        func style(_ role: Role) -> Style { theme[isChosen ? .buttonFocused : role, on: .dialog] }
        let entry = found.entry
        let lit = style(.key).with(isChosen ? [.bold, .underline] : .bold)
        var parts = PaletteLight.parts(
            spelled(entry.text), found.isEnglish ? [] : found.places, style(.text), lit)
        if let english = entry.english, found.isEnglish || Fit.columns(of: entry.text) < 24 {
            parts.append(Part("  ", style(.dim)))
            parts += PaletteLight.parts(english, found.isEnglish ? found.places : [], style(.dim), lit)
        }
        if !entry.note.isEmpty { parts.append(Part("  " + spelled(entry.note), style(.dim))) }
        let key = spelled(entry.key)
        let end = area.maxX - 2 - Fit.columns(of: key)
        put(
            parts.cut(to: (key.isEmpty ? end + 1 : end - 2) - area.x - 2, glyphs.cut), x: area.x + 2,
            y: area.y)
        put(key, x: end, y: area.y, style(.key))
    }
}

/// A text in which some letters are lit.
enum PaletteLight {
    static func parts(_ text: String, _ places: [Int], _ style: Style, _ lit: Style) -> [Part] {
        guard !places.isEmpty else { return [Part(text, style)] }
        let places = Set(places)
        var parts: [Part] = []
        var run = ""
        var isLit = false
        for (index, scalar) in text.unicodeScalars.enumerated() {
            if places.contains(index) != isLit {
                if !run.isEmpty { parts.append(Part(run, isLit ? lit : style)) }
                run = ""
                isLit.toggle()
            }
            run.unicodeScalars.append(scalar)
        }
        parts.append(Part(run, isLit ? lit : style))
        return parts
    }
}
