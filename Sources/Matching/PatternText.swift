/// What can be said of a pattern by reading it.
enum PatternText {
    private static let special = Set("\\^$.|?*+()[]{}".unicodeScalars)

    /// It stands for itself, in ASCII and on one line.
    static func isPlain(_ text: String) -> Bool {
        !text.isEmpty
            && text.unicodeScalars.allSatisfy {
                $0.isASCII && $0 != "\n" && $0 != "\r" && !special.contains($0)
            }
    }

    /// Somebody meant a capital letter: one that is no part of an escape (`\S`, `\p{Lu}`, `\xFF`), of a group's
    /// name or of a verb.
    static func hasCapital(_ text: String) -> Bool {
        var rest = text.unicodeScalars[...]
        var isQuoted = false
        while let scalar = rest.popFirst() {
            if isQuoted {
                if scalar == "\\", rest.first == "E" {
                    rest.removeFirst()
                    isQuoted = false
                    continue
                }
            } else if scalar == "\\" {
                guard let escaped = rest.popFirst() else { return false }
                isQuoted = escaped == "Q"
                passEscape(escaped, &rest)
                continue
            } else if scalar == "(" {
                passHead(&rest)
                continue
            }
            if scalar.properties.isUppercase { return true }
        }
        return false
    }

    private static func pass(to end: Unicode.Scalar, _ rest: inout Substring.UnicodeScalarView) {
        while let scalar = rest.popFirst(), scalar != end {}
    }

    /// What belongs to an escape behind its letter.
    private static func passEscape(
        _ escaped: Unicode.Scalar, _ rest: inout Substring.UnicodeScalarView
    ) {
        switch escaped {
        case "x" where rest.first != "{":
            for _ in 0..<2 where rest.first?.properties.isASCIIHexDigit == true { rest.removeFirst() }
        case "p", "P", "x", "o", "N", "g", "k":
            let ends: [Unicode.Scalar: Unicode.Scalar] = ["{": "}", "<": ">", "'": "'"]
            if let first = rest.first, let end = ends[first] {
                rest.removeFirst()
                pass(to: end, &rest)
            } else if escaped == "p" || escaped == "P" {
                rest = rest.dropFirst()
            }
        case "c": rest = rest.dropFirst()
        default: break
        }
    }

    /// What a group begins with: its name, its options, a comment, or the verb it is.
    private static func passHead(_ rest: inout Substring.UnicodeScalarView) {
        if rest.first == "*" { return pass(to: ")", &rest) }
        guard rest.first == "?" else { return }
        rest.removeFirst()
        guard let first = rest.first else { return }
        let second = rest.dropFirst().first
        switch (first, second) {
        case ("<", "="), ("<", "!"), ("(", "?"): break
        case ("<", _), ("P", "<"): pass(to: ">", &rest)
        case ("'", _):
            rest.removeFirst()
            pass(to: "'", &rest)
        case ("#", _), ("&", _), ("R", _), ("(", _), ("P", _): pass(to: ")", &rest)
        default:
            while let option = rest.first, option.isASCII, option.properties.isAlphabetic || option == "-" {
                rest.removeFirst()
            }
        }
    }
}
