import Screen
import Wording

/// The command palette: what was typed, and what it may mean, the likeliest first.
package struct Palette: Hashable, Sendable {
    package struct Found: Hashable, Sendable {
        package var entry: PaletteEntry
        /// The scalars of its text (or of the English one) that were typed.
        package var places: [Int] = []
        package var isEnglish = false
    }

    package internal(set) var line = LineEditor()
    package internal(set) var index = 0
    package internal(set) var found: [Found] = []

    /// More are not looked through by anybody.
    static let most = 200
    package var input: String { line.text }

    var chosen: PaletteEntry? { found.indices.contains(index) ? found[index].entry : nil }

    /// What was typed is now this.
    mutating func set(_ line: LineEditor, _ model: Model) {
        let isNew = line.text != input || found.isEmpty
        self.line = line
        guard isNew else { return }
        found = PaletteSearch(model).found(input)
        index = 0
    }

    mutating func set(_ input: String, _ model: Model) { set(LineEditor(input), model) }
}

extension Model {
    mutating func openPalette() -> [Command] {
        var palette = Palette()
        palette.set("", self)
        overlay = .palette(palette)
        return [.listThemes]
    }

    mutating func take(_ key: Key, in palette: Palette) -> [Command] {
        var palette = palette
        let last = max(0, palette.found.count - 1)
        switch key {
        case .escape, .control("c"):
            overlay = nil
            return []
        case .enter: return enter(palette)
        case .tab:
            if let entry = palette.chosen {
                palette.set(entry.text + (entry.command == nil ? " " : ""), self)
            }
        case .up, .backTab: palette.index = palette.index == 0 ? last : palette.index - 1
        case .down: palette.index = palette.index >= last ? 0 : palette.index + 1
        case .pageUp: palette.index = max(0, palette.index - 10)
        case .pageDown: palette.index = min(last, palette.index + 10)
        case .backspace where palette.input.isEmpty:
            overlay = nil
            return []
        default:
            var line = palette.line
            if line.take(key) { palette.set(line, self) }
        }
        overlay = .palette(palette)
        return []
    }

    mutating func paste(_ text: String, in palette: Palette) {
        var palette = palette
        var line = palette.line
        line.insert(text)
        palette.set(line, self)
        overlay = .palette(palette)
    }

    private mutating func enter(_ palette: Palette) -> [Command] {
        var palette = palette
        guard let entry = palette.chosen else { return [] }
        guard let command = entry.command else {
            palette.set(entry.text + " ", self)
            overlay = .palette(palette)
            return []
        }
        overlay = nil
        paletteHistory.removeAll { $0.text == entry.text }
        paletteHistory.insert(entry, at: 0)
        paletteHistory.removeLast(max(0, paletteHistory.count - 8))
        return run(command)
    }
}
