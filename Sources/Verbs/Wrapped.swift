import Screen

/// Text over several lines of a width.
enum Wrapped {
    /// Broken at blanks where there are some, else where the room ends. At least one line.
    static func lines(_ text: String, to room: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            let longer = line.isEmpty ? String(word) : line + " " + word
            if GlyphWidth.columns(of: longer) <= room {
                line = longer
                continue
            }
            if !line.isEmpty { lines.append(line) }
            line = String(word)
            while GlyphWidth.columns(of: line) > room {
                let head = GlyphWidth.truncated(line, to: room, ellipsis: "")
                guard !head.isEmpty else { break }
                lines.append(head)
                line = String(line.dropFirst(head.count))
            }
        }
        return lines + (line.isEmpty && !lines.isEmpty ? [] : [line])
    }
}
