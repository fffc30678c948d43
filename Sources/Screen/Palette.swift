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

    /// The nearest colour by Oklab. With 256 the first sixteen are left out, since users change them. With fewer, a
    /// grey becomes a grey and a colour the one of its hue, the nearest in lightness where there are two: a pale
    /// green is green, neither white nor yellow.
    /// - Parameter count: 8, 16, or 256 and more.
    package static func nearest(_ color: Color, of count: Int) -> UInt8 {
        if case .palette(let index) = color {
            if Int(index) < max(count, 8) { return index }
            // Bright ones on a terminal of eight: their plain twins.
            if index < 16 { return index - 8 }
        }
        let wanted = color.oklab
        guard count < 256 else { return nearest(wanted, among: 16..<256) }
        let greys: [Int] = count >= 16 ? [0, 7, 8, 15] : [0, 7]
        if color.isGrey { return nearest(wanted, among: greys) }
        let hues = (0..<(count >= 16 ? 16 : 8)).filter { !greys.contains($0) }
        func far(_ index: Int) -> Double {
            let lightness = oklab[index].lightness - wanted.lightness
            return 1 - oklab[index].alignment(wanted) + lightness * lightness / 10
        }
        return UInt8(hues.min { far($0) < far($1) } ?? 7)
    }

    private static func nearest(_ wanted: Oklab, among indices: some Sequence<Int>) -> UInt8 {
        UInt8(indices.min { oklab[$0].distance(wanted) < oklab[$1].distance(wanted) } ?? 7)
    }
}

extension Palette {
    /// A style in the colours a terminal has; nil is its own.
    package struct Shown: Hashable, Sendable {
        package var foreground: UInt8?
        package var background: UInt8?
        package var attributes: Attributes
        package init(foreground: UInt8?, background: UInt8?, attributes: Attributes) {
            (self.foreground, self.background, self.attributes) = (foreground, background, attributes)
        }
    }

    /// A style as a terminal of so many colours (8, 16, 256) can show it.
    ///
    /// With few colours a grey on the terminal's own background is the terminal's own text, dimmed where it was
    /// darker: its black or white may be the background. Text never gets the colour it stands on.
    package static func shown(_ style: Style, of count: Int) -> Shown {
        var shown = Shown(
            foreground: style.foreground.map { nearest($0, of: count) },
            background: style.background.map { nearest($0, of: count) },
            attributes: style.attributes)
        guard count < 256, let wanted = style.foreground, wanted.isFixed else { return shown }
        if style.background == nil, wanted.isGrey {
            shown.foreground = nil
            if wanted.oklab.lightness < 0.8 { shown.attributes.insert(.dim) }
        } else if let ground = shown.background, shown.foreground == ground {
            let base = Color.palette(ground)
            shown.foreground =
                Color.palette(0).contrast(to: base) > Color.palette(7).contrast(to: base) ? 0 : 7
        }
        return shown
    }
}

extension Color {
    fileprivate var isGrey: Bool {
        let lab = oklab
        return lab.a * lab.a + lab.b * lab.b < 0.0016
    }
}
