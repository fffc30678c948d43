package import Screen

/// A line being typed.
package struct LineEditor: Hashable, Sendable {
    package private(set) var text: String
    /// Characters before the cursor.
    package private(set) var cursor: Int

    /// Characters at most.
    private static let longest = 256

    package init(_ text: String = "") {
        self.text = text
        cursor = text.count
    }

    /// The text before and behind the cursor.
    package var parts: (before: String, behind: String) {
        (String(text.prefix(cursor)), String(text.dropFirst(cursor)))
    }

    /// False: the key means nothing to a line.
    package mutating func take(_ key: Key) -> Bool {
        switch key {
        case .character(let typed): insert(String(typed))
        case .backspace: remove(1)
        case .delete where cursor < text.count:
            cursor += 1
            remove(1)
        case .delete: break
        case .left, .control("b"): cursor = max(0, cursor - 1)
        case .right: cursor = min(text.count, cursor + 1)
        case .home, .control("a"): cursor = 0
        case .end, .control("e"): cursor = text.count
        case .control("u"): remove(cursor)
        case .control("k"): text = parts.before
        case .control("w"):
            let before = parts.before
            let blanks = before.reversed().prefix { $0 == " " }.count
            remove(blanks + before.dropLast(blanks).reversed().prefix { $0 != " " }.count)
        default: return false
        }
        return true
    }

    /// What was pasted: its first line, as far as there is room.
    package mutating func insert(_ typed: String) {
        let line = typed.prefix { !$0.isNewline }.filter { $0 >= " " && $0 != "\u{7F}" }
        let fitting = line.prefix(max(0, LineEditor.longest - text.count))
        text = parts.before + fitting + parts.behind
        cursor += fitting.count
    }

    private mutating func remove(_ count: Int) {
        let (before, behind) = parts
        text = before.dropLast(count) + behind
        cursor = max(0, cursor - count)
    }
}
