/// Columns and rows; never negative.
package struct Size: Hashable, Sendable {
    package var width: Int
    package var height: Int
    package init(width: Int, height: Int) {
        self.width = Swift.max(0, width)
        self.height = Swift.max(0, height)
    }
}

/// A part of the screen, in columns and rows from the upper left corner; may lie outside it.
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

    /// The first column behind it, the first row below it.
    package var maxX: Int { x + width }
    package var maxY: Int { y + height }
    package var size: Size { Size(width: width, height: height) }
    package var isEmpty: Bool { width == 0 || height == 0 }

    package func contains(x: Int, y: Int) -> Bool { x >= self.x && x < maxX && y >= self.y && y < maxY }

    /// What both have; empty where they do not meet.
    package func intersection(_ other: Rect) -> Rect {
        let left = max(x, other.x)
        let top = max(y, other.y)
        return Rect(
            x: left, y: top, width: min(maxX, other.maxX) - left, height: min(maxY, other.maxY) - top)
    }

    /// Smaller on each side.
    package func inset(x dx: Int = 0, y dy: Int = 0) -> Rect {
        Rect(x: x + dx, y: y + dy, width: width - 2 * dx, height: height - 2 * dy)
    }

    /// A rectangle of that size (or less, where it does not fit) in the middle of this one.
    package func centred(width: Int, height: Int) -> Rect {
        let (inner, tall) = (min(max(0, width), self.width), min(max(0, height), self.height))
        return Rect(
            x: x + (self.width - inner) / 2, y: y + (self.height - tall) / 2, width: inner, height: tall)
    }
}
