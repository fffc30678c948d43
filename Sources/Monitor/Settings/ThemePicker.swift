import Screen
import Supervision
import Wording

/// The list of themes in a corner: what is chosen in it is seen at once on the whole screen behind it.
package struct ThemePicker: Hashable, Sendable {
    /// Built in, then those of the user's folders.
    package private(set) var names: [String]
    package private(set) var index: Int
    /// The theme that is back after Escape.
    let original: String

    init(_ names: [String], chosen: String) {
        // One that was given as a path is in no folder.
        self.names = names.contains(chosen) ? names : [chosen] + names
        original = chosen
        index = self.names.firstIndex(of: chosen) ?? 0
    }

    var chosen: String { names[index] }

    /// What is in the folders, once it is known; the choice stays where it is.
    mutating func offer(_ all: [String]) {
        let kept = chosen
        var picker = ThemePicker(all, chosen: original)
        picker.index = picker.names.firstIndex(of: kept) ?? picker.index
        self = picker
    }

    enum Answer: Equatable {
        /// Another one is chosen.
        case moved
        case same
        case kept
        case left
    }

    mutating func take(_ key: Key) -> Answer {
        switch key {
        case .up, .character("k"), .backTab: step(to: index - 1)
        case .down, .character("j"), .tab, .character("T"): step(to: index + 1)
        case .pageUp: step(to: index - 5)
        case .pageDown: step(to: index + 5)
        case .home, .character("g"): step(to: 0)
        case .end, .character("G"): step(to: names.count - 1)
        case .enter: .kept
        case .escape, .character("q"), .control("c"): .left
        default: .same
        }
    }

    /// Chosen by the mouse; again what is chosen keeps it.
    mutating func press(_ row: Int) -> Answer {
        row == index ? .kept : step(to: row)
    }

    private mutating func step(to wanted: Int) -> Answer {
        let place = min(max(0, wanted), names.count - 1)
        guard place != index else { return .same }
        index = place
        return .moved
    }
}

// MARK: - In the model

extension Model {
    /// The list is asked for anew each time: a file may have come into a folder.
    mutating func pickTheme() -> [Command] {
        guard colors >= 8 else {
            say(words.noColoursHere, isError: true)
            return []
        }
        overlay = .themes(ThemePicker(Theme.builtinNames, chosen: preferences.theme))
        return [.listThemes]
    }

    mutating func take(_ key: Key, in picker: ThemePicker) -> [Command] {
        var picker = picker
        let answer = picker.take(key)
        return follow(answer, of: picker)
    }

    mutating func follow(_ answer: ThemePicker.Answer, of picker: ThemePicker) -> [Command] {
        overlay = .themes(picker)
        switch answer {
        case .same: return []
        case .moved: return [.useTheme(picker.chosen)]
        case .left:
            overlay = nil
            return themeName == picker.original ? [] : [.useTheme(picker.original)]
        case .kept:
            overlay = nil
            // A broken one is chosen but not shown: what is shown is kept.
            keepTheme(themeName)
            return []
        }
    }

    /// Another theme for good, as far as that is ours to say.
    mutating func keepTheme(_ name: String) {
        guard preferences.theme != name else { return }
        preferences.theme = name
        if let configured = preferences.settings.theme, configured != name {
            say(words.themeUntilLeft(name, configured: configured))
        } else {
            say(words.themeKept(name))
        }
    }

    mutating func noteThemes(_ names: [String]) {
        themeNames = names
        guard case .themes(var picker) = overlay else { return }
        picker.offer(names)
        overlay = .themes(picker)
    }

    /// - Parameter trouble: why the theme is not shown; the last good one still is.
    mutating func noteTheme(_ name: String, _ trouble: String?) {
        if let trouble { return say(trouble, isError: true) }
        themeName = name
        if toast?.isError == true { toast = nil }
        if overlay == nil { preferences.theme = name }
    }
}

// MARK: - On the screen

extension ThemePicker {
    /// Where it lies: in the lower right corner, above the row of hints.
    func area(in size: Size) -> Rect {
        let width = min(size.width, size.width >= 100 ? 44 : 32)
        let isTall = size.height >= 12
        // Most of the screen is to be seen: it is the preview.
        let rows = min(names.count, max(3, size.height / 3)) + (isTall ? 3 : 0)
        let height = min(size.height, rows + 2)
        let bottom = size.height >= 8 ? 1 : 0
        return Rect(
            x: size.width - width, y: max(0, size.height - bottom - height), width: width, height: height)
    }

    /// Rows for names, and rows for what the chosen one is like.
    func rows(in size: Size) -> (names: Int, about: Int) {
        let inside = max(1, area(in: size).height - 2)
        let about = size.height >= 12 && inside >= 6 ? 3 : 0
        return (inside - about, about)
    }

    /// The name that stands first.
    func top(in size: Size) -> Int {
        let rows = rows(in: size).names
        return max(0, min(index - rows / 2, names.count - rows))
    }

    /// The name in a row of the screen.
    func name(at x: Int, _ y: Int, in size: Size) -> Int? {
        let area = area(in: size)
        let row = y - area.y - (area.height >= 3 ? 1 : 0)
        guard area.contains(x: x, y: y), row >= 0, row < rows(in: size).names else { return nil }
        let found = top(in: size) + row
        return names.indices.contains(found) ? found : nil
    }
}

extension Painter {
    mutating func themes(_ model: Model, _ picker: ThemePicker) {
        let (rows, about) = picker.rows(in: model.size)
        var inside = box(
            picker.area(in: model.size), title: words.themeTitle, foot: words.themeFoot)
        let top = picker.top(in: model.size)
        for row in 0..<min(rows, inside.height) where picker.names.indices.contains(top + row) {
            let isChosen = top + row == picker.index
            let role: Role = isChosen ? .buttonFocused : .text
            let line = Rect(x: inside.x, y: inside.y + row, width: inside.width, height: 1)
            if isChosen { canvas.fill(line, " ", theme[.buttonFocused, on: .dialog]) }
            let name = Fit.truncated(picker.names[top + row], to: inside.width - 4, ellipsis: glyphs.cut)
            put(name, x: line.x + 2, y: line.y, theme[role, on: .dialog])
            if isChosen { put(glyphs.bar, x: line.x, y: line.y, theme[.key, on: .buttonFocused]) }
        }
        guard about > 0 else { return }
        let foot = inside.takeBottom(about)
        canvas.fill(
            Rect(x: foot.x, y: foot.y, width: foot.width, height: 1), glyphs.horizontal,
            theme[.border, on: .dialog])
        let lines = Fit.wrapped(words.about(theme: picker.chosen), to: foot.width - 2)
        for (row, line) in lines.prefix(about - 1).enumerated() {
            put(spelled(line), x: foot.x + 1, y: foot.y + 1 + row, theme[.dim, on: .dialog])
        }
    }
}
