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

    /// This style with what another one says laid over it (a match over a log line's colour).
    package func under(_ upper: Style) -> Style {
        Style(
            upper.foreground ?? foreground, on: upper.background ?? background,
            attributes.union(upper.attributes))
    }

    package func with(_ attributes: Attributes) -> Style {
        Style(foreground, on: background, self.attributes.union(attributes))
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
