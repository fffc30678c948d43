import Screen
import Testing

@Suite struct ChartTests {
    @Test("a sparkline has two samples a column, the newest at the right")
    func braille() {
        #expect(GlyphSet.unicode.sparkline([0, 1, 2, 3, 4], width: 4, max: 4) == "  ⣠⣾")
        #expect(GlyphSet.unicode.sparkline([0, 1, 2, 3, 4], width: 2, max: 4) == "⣠⣾")
        #expect(GlyphSet.unicode.sparkline([], width: 2, max: 4) == "  ")
    }

    @Test("something is more than nothing, and too much is all")
    func extremes() {
        #expect(GlyphSet.unicode.sparkline([0.001, 900], width: 1, max: 100) == "⣸")
        #expect(GlyphSet.unicode.sparkline([-.infinity, .nan], width: 1, max: 100) == " ")
        #expect(GlyphSet.unicode.sparkline([5, .infinity], width: 1, max: 0) == " ")
        #expect(GlyphSet.unicode.sparkline([5], width: 0, max: 1) == "")
    }

    @Test("a sparkline in ASCII grows from a dot to an at sign")
    func ascii() {
        let values = (0...9).map(Double.init)
        #expect(GlyphSet.ascii.sparkline(values, width: 10, max: 9) == " .:-=+*#%@")
        #expect(GlyphSet.ascii.sparkline(values, width: 12, max: 9) == "   .:-=+*#%@")
    }

    @Test("a graph fills its rows from below")
    func graph() {
        let rows = GlyphSet.unicode.graph([0, 2, 4, 6, 8, 8], width: 3, height: 2, max: 8)
        #expect(rows == [" ⢠⣿", "⢠⣿⣿"])
        #expect(GlyphSet.ascii.graph([0, 9, 18], width: 3, height: 2, max: 18) == ["  @", " @@"])
    }

    @Test(
        "a bar is filled in eighths of a column",
        arguments: [
            (0.0, "·····"), (0.001, "▏····"), (0.5, "██▌··"), (0.99, "█████"), (1, "█████"), (7, "█████"),
            (-1, "·····"), (.nan, "·····"),
        ])
    func bars(fraction: Double, bar: String) {
        #expect(GlyphSet.unicode.bar(fraction, width: 5) == bar)
    }

    @Test("a bar in ASCII")
    func asciiBar() {
        #expect(GlyphSet.ascii.bar(0.5, width: 6) == "###...")
        #expect(GlyphSet.ascii.bar(0.5, width: 0) == "")
    }

    @Test("every sign of both sets is one column wide, and the ASCII ones are ASCII")
    func signs() {
        for set in [GlyphSet.unicode, .ascii] {
            for child in Mirror(reflecting: set).children where child.label != "enter" {
                guard let sign = child.value as? String else { continue }
                #expect(GlyphWidth.columns(of: sign) == 1, "\(child.label ?? "") \(sign)")
                #expect(GlyphWidth.displayable(sign) == sign)
                if set.isASCII { #expect(sign.utf8.count == 1) }
            }
        }
    }
}

@Suite struct PaletteTests {
    @Test("a colour of the cube is itself among 256")
    func exact() {
        #expect(Palette.nearest(.rgb(0x87, 0xD7, 0x87), of: 256) == 114)
        #expect(Palette.nearest(.rgb(28, 28, 28), of: 256) == 234)
        #expect(Palette.nearest(.palette(3), of: 256) == 3)
    }

    @Test("with few colours the nearest one is taken")
    func few() {
        #expect(Palette.nearest(.rgb(250, 20, 10), of: 16) == 9)
        #expect(Palette.nearest(.rgb(200, 0, 0), of: 8) == 1)
        #expect(Palette.nearest(.palette(12), of: 8) == 4)
        #expect(Palette.nearest(.palette(231), of: 16) == 15)
    }

    @Test("text never gets the colour it stands on")
    func readable() {
        let style = Style(.rgb(90, 90, 90), on: .rgb(28, 28, 28))
        #expect(Palette.shown(style, of: 8) == Palette.Shown(foreground: 7, background: 0, attributes: []))
    }

    @Test("a grey on the terminal's own background is its own text, dimmed")
    func greys() {
        let shown = Palette.shown(Style(.rgb(158, 158, 158)), of: 8)
        #expect(shown == Palette.Shown(foreground: nil, background: nil, attributes: .dim))
        #expect(Palette.shown(Style(.rgb(250, 250, 250)), of: 16).foreground == nil)
    }

    @Test("there and back again through Oklab nothing is lost")
    func roundTrip() {
        for step in 0..<52 {
            let (red, green, blue) = (UInt8(step * 5), UInt8(255 - step * 5), UInt8(step * 3))
            let back = Oklab(red: red, green: green, blue: blue).rgb
            #expect(back == (red, green, blue))
        }
        #expect(Color.rgb(0, 0, 0).contrast(to: .rgb(255, 255, 255)) == 21)
    }
}
