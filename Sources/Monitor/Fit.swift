import Screen

/// Text made to fit a number of columns. Most of what the monitor draws is short ASCII, which is its own width:
/// only the rest goes through the tables of `GlyphWidth`.
enum Fit {
    static func columns(of text: String) -> Int {
        isPlain(text) ? text.utf8.count : GlyphWidth.columns(of: text)
    }

    static func truncated(_ text: String, to columns: Int, ellipsis: String = "›") -> String {
        if text.utf8.count <= columns, isPlain(text) { return text }
        return GlyphWidth.truncated(text, to: columns, ellipsis: ellipsis)
    }

    static func padded(left text: String, to columns: Int, ellipsis: String = "›") -> String {
        guard text.utf8.count <= columns, isPlain(text) else {
            return GlyphWidth.padded(left: text, to: columns, ellipsis: ellipsis)
        }
        return String(repeating: " ", count: columns - text.utf8.count) + text
    }

    static func padded(right text: String, to columns: Int, ellipsis: String = "›") -> String {
        guard text.utf8.count <= columns, isPlain(text) else {
            return GlyphWidth.padded(right: text, to: columns, ellipsis: ellipsis)
        }
        return text + String(repeating: " ", count: columns - text.utf8.count)
    }

    /// Broken between words; a word that is too long for a line is cut by whoever draws it.
    static func wrapped(_ text: String, to columns: Int) -> [String] {
        var lines = text.split(separator: " ").reduce(into: [String]()) { lines, word in
            let word = String(word)
            if let last = lines.last, Fit.columns(of: last) + 1 + Fit.columns(of: word) <= columns {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(word)
            }
        }
        // A figure or a syllable alone on a line reads as a slip: the word before it comes along.
        guard lines.count > 1, let last = lines.last, Fit.columns(of: last) <= 3,
            let gap = lines[lines.count - 2].lastIndex(of: " ")
        else { return lines }
        let before = lines[lines.count - 2]
        let both = before[before.index(after: gap)...] + " " + last
        guard Fit.columns(of: String(both)) <= columns else { return lines }
        lines.replaceSubrange((lines.count - 2)..., with: [String(before[..<gap]), String(both)])
        return lines
    }

    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }
}
