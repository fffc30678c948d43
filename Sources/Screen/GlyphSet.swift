/// The signs the screen is drawn with: all one column wide. The ASCII ones serve terminals that cannot do more.
package struct GlyphSet: Hashable, Sendable {
    package var isASCII: Bool
    package var online: String
    package var pending: String
    package var stopped: String
    package var failed: String
    package var ok: String
    package var up: String
    /// The bar beside what is selected or an error; beside a warning; beside an event of wamon's own.
    package var bar: String
    package var thinBar: String
    package var dashedBar: String
    package var horizontal: String
    package var vertical: String
    package var corners: Corners
    package var axis: String
    package var crumb: String
    package var arrow: String
    package var enter: String
    package var cut: String
    package var ellipsis: String
    package var dot: String
    package var none: String
    package var down: String
    package var left: String
    package var right: String
    /// The empty part of a bar, the full one, the brackets around one.
    package var empty: String
    package var full: String
    package var open: String
    package var close: String
    package var cursor: String

    package struct Corners: Hashable, Sendable {
        package var topLeft: String
        package var topRight: String
        package var bottomLeft: String
        package var bottomRight: String
    }

    package static let unicode = GlyphSet(
        isASCII: false, online: "●", pending: "◐", stopped: "○", failed: "✗", ok: "✓", up: "▲", bar: "▌",
        thinBar: "▎", dashedBar: "┆", horizontal: "─", vertical: "│",
        corners: Corners(topLeft: "╭", topRight: "╮", bottomLeft: "╰", bottomRight: "╯"), axis: "┤",
        crumb: "▸", arrow: "→", enter: "↵", cut: "›", ellipsis: "…", dot: "·", none: "–", down: "▼",
        left: "←", right: "→", empty: "·", full: "█", open: "▕", close: "▏", cursor: "▏")

    package static let ascii = GlyphSet(
        isASCII: true, online: "*", pending: "~", stopped: "o", failed: "x", ok: "+", up: "^", bar: "|",
        thinBar: ".", dashedBar: "#", horizontal: "-", vertical: "|",
        corners: Corners(topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+"), axis: "|",
        crumb: ">", arrow: ">", enter: "Enter", cut: ">", ellipsis: ">", dot: ".", none: "-", down: "v",
        left: "<", right: ">", empty: ".", full: "#", open: "[", close: "]", cursor: "_")

    package init(
        isASCII: Bool, online: String, pending: String, stopped: String, failed: String, ok: String,
        up: String,
        bar: String, thinBar: String, dashedBar: String, horizontal: String, vertical: String,
        corners: Corners, axis: String, crumb: String, arrow: String, enter: String, cut: String,
        ellipsis: String, dot: String, none: String, down: String, left: String, right: String,
        empty: String, full: String, open: String, close: String, cursor: String
    ) {
        self.isASCII = isASCII
        (self.online, self.pending, self.stopped, self.failed) = (online, pending, stopped, failed)
        (self.ok, self.up, self.bar, self.thinBar, self.dashedBar) = (ok, up, bar, thinBar, dashedBar)
        (self.horizontal, self.vertical, self.corners, self.axis) = (horizontal, vertical, corners, axis)
        (self.crumb, self.arrow, self.enter, self.cut) = (crumb, arrow, enter, cut)
        (self.ellipsis, self.dot, self.none, self.down) = (ellipsis, dot, none, down)
        (self.left, self.right, self.empty, self.full) = (left, right, empty, full)
        (self.open, self.close, self.cursor) = (open, close, cursor)
    }

    /// The ASCII sign for one of ours; nil for what is not among them. For text drawn with the wrong set, and for
    /// terminals that turn out not to do a glyph.
    package static func asciiTwin(of glyph: String) -> String? { twins[glyph] }

    private static let twins: [String: String] = {
        var map: [String: String] = [
            "▸": ">", "→": ">", "←": "<", "↑": "^", "↓": "v", "↵": "<", "›": ">", "…": ">", "–": "-",
            "·": ".",
            "├": "+", "┤": "|", "└": "+", "┘": "+", "┌": "+", "┐": "+", "╭": "+", "╮": "+", "╰": "+",
            "╯": "+", "┬": "+", "┴": "+", "┼": "+", "▕": "[", "▏": "]", "█": "#", "▉": "#", "▊": "#",
            "▋": "#",
            "▌": "|", "▍": "=", "▎": ".", "─": "-", "│": "|", "┆": "#", "●": "*", "◐": "~", "○": "o",
            "✗": "x", "✓": "+", "▲": "^", "▼": "v", "×": "x", "≥": ">", "•": "*", "╵": "'", "⠀": " ",
        ]
        for (index, level) in zip("▁▂▃▄▅▆▇", " .:-=+*") { map[String(index)] = String(level) }
        return map
    }()
}
