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

    package internal(set) var input = ""
    package internal(set) var index = 0
    package internal(set) var found: [Found] = []

    /// More are not looked through by anybody.
    static let most = 200
    static let longestInput = 128

    var chosen: PaletteEntry? { found.indices.contains(index) ? found[index].entry : nil }

    /// What was typed is now this.
    mutating func set(_ input: String, _ model: Model) {
        self.input = String(input.prefix(Palette.longestInput))
        found = PaletteSearch(model).found(self.input)
        index = 0
    }
}

extension Model {
    mutating func openPalette() {
        var palette = Palette()
        palette.set("", self)
        overlay = .palette(palette)
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
        case .home: palette.index = 0
        case .end: palette.index = last
        case .backspace:
            guard !palette.input.isEmpty else {
                overlay = nil
                return []
            }
            palette.set(String(palette.input.dropLast()), self)
        case .control("u"): palette.set("", self)
        case .control("w"):
            let rest = palette.input.reversed().drop { $0 == " " }.drop { $0 != " " }
            palette.set(String(rest.reversed()), self)
        case .character(let typed): palette.set(palette.input + String(typed), self)
        default: break
        }
        overlay = .palette(palette)
        return []
    }

    mutating func paste(_ text: String, in palette: Palette) {
        var palette = palette
        palette.set(palette.input + text.filter { $0 >= " " }, self)
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
