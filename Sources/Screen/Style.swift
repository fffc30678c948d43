/// How a cell looks. Colours are a role's, resolved by the theme; nil is the terminal's own.
package struct Style: Hashable, Sendable {
    /// A colour in 25 bits each (0: the terminal's own), the attributes above them: a frame compares thousands.
    private var bits: UInt64 = 0

    package init(_ foreground: Color? = nil, on background: Color? = nil, _ attributes: Attributes = []) {
        bits = Style.bits(foreground) | Style.bits(background) << 25 | UInt64(attributes.rawValue) << 50
    }

    package var foreground: Color? {
        get { Style.color(bits & Style.mask) }
        set { bits = bits & ~Style.mask | Style.bits(newValue) }
    }

    package var background: Color? {
        get { Style.color(bits >> 25 & Style.mask) }
        set { bits = bits & ~(Style.mask << 25) | Style.bits(newValue) << 25 }
    }

    package var attributes: Attributes {
        get { Attributes(rawValue: UInt8(truncatingIfNeeded: bits >> 50)) }
        set { bits = bits & ~(0xFF << 50) | UInt64(newValue.rawValue) << 50 }
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

    // MARK: - Colours in bits

    private static let mask: UInt64 = 0x1FF_FFFF

    /// 24 bits of RGB under a one; an index of the palette counted from one.
    private static func bits(_ color: Color?) -> UInt64 {
        switch color {
        case nil: 0
        case .palette(let index): UInt64(index) + 1
        case .rgb(let red, let green, let blue):
            1 << 24 | UInt64(red) << 16 | UInt64(green) << 8 | UInt64(blue)
        }
    }

    private static func color(_ bits: UInt64) -> Color? {
        guard bits > 0 else { return nil }
        guard bits >= 1 << 24 else { return .palette(UInt8(truncatingIfNeeded: bits - 1)) }
        return .rgb(
            UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 8),
            UInt8(truncatingIfNeeded: bits))
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
