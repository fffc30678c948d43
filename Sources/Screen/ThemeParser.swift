/// What a slot is set to.
struct ThemeValue: Hashable, Sendable {
    /// nil is the terminal's own.
    var color: Color?
    var attributes: Attributes = []
}

extension Theme {
    /// Reads a theme file: lines of `theme[slot]="value"`, `#` comments, blank lines.
    ///
    /// A value is `#rrggbb`, `#gg` (a grey), `r g b` in decimal, 0–255 of the terminal's palette, one of the sixteen
    /// names (`red`, `bright_red`, …), `default`, or empty (btop's word for default); behind it may stand `bold`,
    /// `dim`, `underline`, `reverse`.
    /// - Returns: the theme of everything that could be read, and all problems.
    package static func parse(_ text: some StringProtocol, named name: String) -> (Theme, [ThemeProblem]) {
        var slots: [String: ThemeValue] = [:]
        var problems: [ThemeProblem] = []
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            let problem = read(line.drop(while: \.isWhitespace), into: &slots)
            if let problem { problems.append(ThemeProblem(line: index + 1, message: problem)) }
        }
        return (Theme(name: name, slots: slots), problems)
    }

    /// One line; what is wrong with it, if anything.
    private static func read(_ line: some StringProtocol, into slots: inout [String: ThemeValue]) -> String? {
        if line.isEmpty || line.first == "#" { return nil }
        guard line.hasPrefix("theme["), let close = line.firstIndex(of: "]") else {
            return "expected theme[name]=\"colour\""
        }
        let slot = String(line[line.index(line.startIndex, offsetBy: 6)..<close])
        let rest = line[line.index(after: close)...].drop(while: \.isWhitespace)
        guard rest.first == "=" else { return "expected = behind theme[\(slot)]" }
        guard let value = unquoted(rest.dropFirst().drop(while: \.isWhitespace)) else {
            return "the quote is not closed"
        }
        guard ThemeSlots.isKnown(slot) else { return "unknown name \(slot)" }
        // An empty middle means two colours, not a stop in the terminal's own.
        if value.allSatisfy(\.isWhitespace), slot.hasSuffix("_mid") || slot.hasSuffix("_end") { return nil }
        guard let parsed = ThemeValue(value) else { return "bad colour \"\(value)\" for \(slot)" }
        slots[slot] = parsed
        return nil
    }

    /// What stands between the quotes, or up to a comment where there are none.
    private static func unquoted(_ text: some StringProtocol) -> String? {
        guard let quote = text.first, quote == "\"" || quote == "'" else {
            var end = text.startIndex
            while end < text.endIndex {
                if text[end] == "#", end > text.startIndex, text[text.index(before: end)].isWhitespace {
                    break
                }
                end = text.index(after: end)
            }
            return String(text[..<end])
        }
        let inner = text.dropFirst()
        return inner.firstIndex(of: quote).map { String(inner[..<$0]) }
    }
}

extension ThemeValue {
    init?(_ text: String) {
        var words = text.split(whereSeparator: \.isWhitespace).map { $0.lowercased() }
        while let last = words.last, let attribute = Self.attributes[last] {
            attributes.insert(attribute)
            words.removeLast()
        }
        switch words.count {
        case 0: color = nil
        case 1 where words[0] == "default": color = nil
        case 1:
            guard let color = Color(themeWord: words[0]) else { return nil }
            self.color = color
        case 3:
            let parts = words.compactMap { UInt8($0) }
            guard parts.count == 3 else { return nil }
            color = .rgb(parts[0], parts[1], parts[2])
        default: return nil
        }
    }

    private static let attributes: [String: Attributes] = [
        "bold": .bold, "dim": .dim, "underline": .underline, "reverse": .reverse,
    ]
}

extension Color {
    /// The sixteen every terminal has, in its own order.
    static let names = [
        "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
        "bright_black", "bright_red", "bright_green", "bright_yellow", "bright_blue", "bright_magenta",
        "bright_cyan", "bright_white",
    ]

    fileprivate init?(themeWord word: String) {
        if word.first == "#" {
            let digits = word.dropFirst()
            guard digits.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
                let value = UInt32(digits, radix: 16)
            else { return nil }
            switch digits.utf8.count {
            case 2: self = .rgb(UInt8(value), UInt8(value), UInt8(value))
            case 6: self = .rgb(UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255))
            default: return nil
            }
        } else if let index = Self.names.firstIndex(of: word) {
            self = .palette(UInt8(index))
        } else if word == "gray" || word == "grey" {
            self = .palette(8)
        } else if let index = UInt8(word) {
            self = .palette(index)
        } else {
            return nil
        }
    }
}
