/// How a cell looks. Colours are a role's, resolved by the theme; nil is the terminal's own.
package struct Style: Hashable, Sendable {
    package var foreground: Color?
    package var background: Color?
    package var attributes: Attributes = []
    package init(_ foreground: Color? = nil, on background: Color? = nil, _ attributes: Attributes = []) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }
}

package struct Attributes: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    package static let bold = Attributes(rawValue: 1)
    package static let dim = Attributes(rawValue: 2)
    package static let underline = Attributes(rawValue: 4)
    package static let reverse = Attributes(rawValue: 8)
}

/// 24-bit colour, or one of the terminal's palette (0–15 named, 16–255 the cube and the greys).
package enum Color: Hashable, Sendable {
    case rgb(UInt8, UInt8, UInt8)
    case palette(UInt8)
}

/// One column of the screen. A wide glyph has its text in its first cell and an empty text in its second.
package struct Cell: Hashable, Sendable {
    /// One grapheme (base and combining marks), at most two columns; "" is the second half of a wide one.
    package var text: String
    package var style: Style
    package init(_ text: String = " ", _ style: Style = Style()) {
        self.text = text
        self.style = style
    }
}

package struct Size: Hashable, Sendable {
    package var width: Int
    package var height: Int
    package init(width: Int, height: Int) {
        self.width = Swift.max(0, width)
        self.height = Swift.max(0, height)
    }
}

package struct Rect: Hashable, Sendable {
    package var x: Int
    package var y: Int
    package var width: Int
    package var height: Int
    package init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = Swift.max(0, width)
        self.height = Swift.max(0, height)
    }
    package init(_ size: Size) { self.init(x: 0, y: 0, width: size.width, height: size.height) }
}

/// A frame: rows of cells. Drawing outside it, or outside the area given, is clipped, never an error.
package struct Canvas: Hashable, Sendable {
    package let size: Size
    package private(set) var cells: [Cell]

    package init(_ size: Size) {
        self.size = size
        cells = Array(repeating: Cell(), count: size.width * size.height)
    }

    /// The cell at a position; outside the canvas reads are blank and writes are dropped.
    package subscript(x: Int, y: Int) -> Cell {
        get { contains(x, y) ? cells[y * size.width + x] : Cell() }
        set { if contains(x, y) { cells[y * size.width + x] = newValue } }
    }

    private func contains(_ x: Int, _ y: Int) -> Bool {
        x >= 0 && y >= 0 && x < size.width && y < size.height
    }
}
