package import Wording

/// What the output goes to: decides on boxes, colours, signs and the width.
package struct Look: Hashable, Sendable {
    /// Standard output is a terminal: boxes, and a table that fits.
    package var isTerminal = false
    /// Columns of the terminal; one that does not know has 80.
    package var width = 80
    package var hasColors = false
    /// The locale is UTF-8.
    package var isUnicode = true
    /// What is said in sentences is said in it.
    package var language = Language.english
    package init() {}

    /// The same, drawn to be read by programs.
    package var plain: Look {
        var plain = self
        plain.isTerminal = false
        plain.hasColors = false
        return plain
    }

    /// "…", or a dot.
    var ellipsis: String { isUnicode ? "…" : "." }

    func painted(_ text: String, _ paint: Paint?) -> String {
        guard hasColors, let paint, !text.isEmpty else { return text }
        return "\u{1B}[\(paint.rawValue)m\(text)\u{1B}[0m"
    }
}

/// What a colour says; the terminal's own colours, as ECMA-48's SGR names them.
enum Paint: String {
    case good = "32"
    case passing = "33"
    case bad = "31"
    case quiet = "90"
    case title = "1;36"
    case strong = "1"
}
