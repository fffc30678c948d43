import Screen

/// What others wrote, on one row: without escape sequences, tabs and line ends as blanks.
enum PlainText {
    static func of(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return text }
        var plain = String.UnicodeScalarView()
        var scalars = text.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            switch scalar {
            case "\u{1B}": skipSequence(&scalars)
            case "\t", "\n": plain.append(" ")
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: break
            default: plain.append(scalar)
            }
        }
        return String(plain)
    }

    /// CSI sequences end with a letter, others are two characters long.
    private static func skipSequence(_ scalars: inout String.UnicodeScalarView.Iterator) {
        guard scalars.next() == "[" else { return }
        while let scalar = scalars.next() {
            if (0x40...0x7E).contains(scalar.value) { return }
        }
    }

    /// Rows of at most so many columns.
    static func wrapped(_ text: String, to columns: Int) -> [String] {
        let text = of(text)
        guard Fit.columns(of: text) > columns, columns > 0 else { return [text] }
        var rows: [String] = []
        var row = ""
        var width = 0
        for character in text {
            let next = Fit.columns(of: String(character))
            if width + next > columns, width > 0 {
                rows.append(row)
                (row, width) = ("", 0)
            }
            row.append(character)
            width += next
        }
        return rows + [row]
    }
}
