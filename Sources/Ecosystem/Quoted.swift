/// Text of a file made fit for a message: short, on one line, no control character that a terminal would obey.
enum Quoted {
    static let longest = 60

    /// `"text"`, shortened with `…`.
    static func text(_ text: some StringProtocol) -> String {
        "\"\(plain(text, escapeQuotes: true, longest: longest))\""
    }

    /// Without quotes, for names of files.
    static func plain(_ text: some StringProtocol) -> String {
        plain(text, escapeQuotes: false, longest: 4096)
    }

    /// Moves the cursor, breaks the line or turns the text round: nothing a name may hold.
    static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2028...0x202E, 0x2066...0x2069: true
        default: scalar.properties.generalCategory == .control
        }
    }

    private static func plain(_ text: some StringProtocol, escapeQuotes: Bool, longest: Int) -> String {
        var out = ""
        var count = 0
        for scalar in text.unicodeScalars {
            if count == longest { return out + "…" }
            count += 1
            switch scalar {
            case "\n": out += "\\n"
            case "\t": out += "\\t"
            case "\r": out += "\\r"
            case "\"" where escapeQuotes, "\\" where escapeQuotes: out += "\\\(scalar)"
            default:
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse:
                    out += "\\u{\(String(scalar.value, radix: 16))}"
                default: out.unicodeScalars.append(scalar)
                }
            }
        }
        return out
    }
}
