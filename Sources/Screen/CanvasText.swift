extension Canvas {
    /// The text alone: rows joined by newlines, without the blanks at their ends.
    package var plain: String {
        (0..<size.height).map { y in
            var row = ""
            for x in 0..<size.width { row += cells[y * size.width + x].cluster.text }
            return row.trimmedRight
        }.joined(separator: "\n")
    }

    /// Where which style is: a letter per cell (`.` the plain style), and under it what each letter stands for, in
    /// the order they are met. Styles the legend does not name are spelled out.
    package func styleMap(legend: [Style: String]) -> String {
        var letters: [Style: Character] = [Style(): "."]
        var key: [String] = []
        var free = Self.letters.makeIterator()
        var rows: [String] = []
        for y in 0..<size.height {
            var row = ""
            for x in 0..<size.width {
                let style = cells[y * size.width + x].style
                if let letter = letters[style] {
                    row.append(letter)
                } else {
                    let letter = free.next() ?? "?"
                    letters[style] = letter
                    key.append("\(letter) \(legend[style] ?? style.description)")
                    row.append(letter)
                }
            }
            rows.append(row)
        }
        return (rows + [""] + key).joined(separator: "\n")
    }

    private static let letters =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
        + "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþ"
}

extension Style: CustomStringConvertible {
    package var description: String {
        let words: [(Attributes, String)] = [
            (.bold, "bold"), (.dim, "dim"), (.underline, "underline"), (.reverse, "reverse"),
        ]
        let named = words.filter { attributes.contains($0.0) }.map(\.1)
        let colors =
            "\(foreground?.description ?? "default")" + (background.map { " on \($0)" } ?? "")
        return ([colors] + named).joined(separator: " ")
    }
}

extension Color: CustomStringConvertible {
    package var description: String {
        switch self {
        case .palette(let index): return "\(index)"
        case .rgb(let red, let green, let blue):
            return "#"
                + [red, green, blue].map { part in
                    let digits = String(part, radix: 16)
                    return part < 16 ? "0" + digits : digits
                }.joined()
        }
    }
}

extension StringProtocol {
    /// Without the blanks at its end.
    var trimmedRight: String {
        var end = endIndex
        while end > startIndex, self[index(before: end)] == " " { end = index(before: end) }
        return String(self[..<end])
    }
}
