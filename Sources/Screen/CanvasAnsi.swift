extension Canvas {
    /// The screen as a terminal of 256 colours would be told to draw it: text with SGR sequences, a line a row.
    package var ansi: String {
        var text = ""
        for y in 0..<size.height {
            var style = Style()
            var line = ""
            for x in 0..<size.width {
                let cell = self[x, y]
                if cell.style != style {
                    style = cell.style
                    line += Canvas.sequence(style)
                }
                line += cell.text
            }
            text += line + (style == Style() ? "" : "\u{1B}[0m") + "\n"
        }
        return text
    }

    private static func sequence(_ style: Style) -> String {
        let shown = Palette.shown(style, of: 256)
        var codes = ["0"]
        for (attribute, code) in [(Attributes.bold, "1"), (.dim, "2"), (.underline, "4"), (.reverse, "7")]
        where shown.attributes.contains(attribute) {
            codes.append(code)
        }
        if let color = shown.foreground { codes.append("38;5;\(color)") }
        if let color = shown.background { codes.append("48;5;\(color)") }
        return "\u{1B}[" + codes.joined(separator: ";") + "m"
    }
}
