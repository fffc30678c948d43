extension Color {
    /// Red, green and blue. The first sixteen are whatever the user set; here they are xterm's.
    package var rgb: (red: UInt8, green: UInt8, blue: UInt8) {
        switch self {
        case .rgb(let red, let green, let blue): (red, green, blue)
        case .palette(let index): Palette.rgb[Int(index)]
        }
    }

    package var oklab: Oklab {
        let (red, green, blue) = rgb
        return Oklab(red: red, green: green, blue: blue)
    }

    /// Whether its value is known, not the user's choice.
    package var isFixed: Bool {
        if case .palette(let index) = self { return index >= 16 }
        return true
    }

    /// Somewhere between two colours; nil for those whose values are the user's.
    package func blended(with other: Color, _ fraction: Double) -> Color? {
        guard isFixed, other.isFixed else { return nil }
        if fraction <= 0 { return self }
        if fraction >= 1 { return other }
        let (red, green, blue) = oklab.blended(with: other.oklab, fraction).rgb
        return .rgb(red, green, blue)
    }

    /// WCAG 2's contrast: 1 (the same) to 21 (black on white); 4.5 is readable.
    package func contrast(to other: Color) -> Double {
        let (mine, others) = (luminance, other.luminance)
        return (max(mine, others) + 0.05) / (min(mine, others) + 0.05)
    }

    private var luminance: Double {
        let (red, green, blue) = rgb
        return 0.2126 * Oklab.linear[Int(red)] + 0.7152 * Oklab.linear[Int(green)] + 0.0722
            * Oklab.linear[Int(blue)]
    }
}

/// What a terminal of 8, 16 or 256 colours has, and which of them looks most like a colour asked for.
package enum Palette {
    /// xterm's 256: sixteen named, a cube of six levels, 24 greys.
    package static let rgb: [RGB] = {
        let named: [RGB] = [
            (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205),
            (229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255),
            (255, 0, 255), (0, 255, 255), (255, 255, 255),
        ]
        let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
        var colors = named
        for red in levels {
            for green in levels {
                for blue in levels { colors.append((red, green, blue)) }
            }
        }
        for step in 0..<24 {
            let grey = UInt8(8 + 10 * step)
            colors.append((grey, grey, grey))
        }
        return colors
    }()

    package typealias RGB = (red: UInt8, green: UInt8, blue: UInt8)

    private static let oklab: [Oklab] = rgb.map { Oklab(red: $0.red, green: $0.green, blue: $0.blue) }

    /// The nearest colour by Oklab. With 256 the first sixteen are left out, since users change them; with fewer,
    /// a colour from the palette beyond them is looked up by its value.
    /// - Parameter count: 8, 16, or 256 and more.
    package static func nearest(_ color: Color, of count: Int) -> UInt8 {
        let range = count >= 256 ? 16..<256 : count >= 16 ? 0..<16 : 0..<8
        if case .palette(let index) = color {
            if Int(index) < max(count, 8) { return index }
            // Bright ones on a terminal of eight: their plain twins.
            if index < 16 { return index - 8 }
        }
        let wanted = color.oklab
        return UInt8(range.min { oklab[$0].distance(wanted) < oklab[$1].distance(wanted) } ?? 7)
    }
}
