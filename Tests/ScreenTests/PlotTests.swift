import Screen
import Testing

@Suite struct PlotTests {
    private func rows(_ plot: Plot) -> [String] {
        (0..<plot.height).map { y in (0..<plot.width).map { plot[$0, y].glyph.text }.joined() }
    }

    @Test func `a plot is filled up to its values, and what is unknown is left free`() {
        let plot = Plot([0, 2, nil, nil, 8, 8], top: 8, width: 3, height: 2, in: .unicode)
        #expect(rows(plot) == ["  ⣿", "⢠ ⣿"])
        #expect(plot[0, 1].ink == .fill && plot[1, 1].ink == .none)
    }

    @Test func `the limit is a dotted line where nothing else is`() {
        let plot = Plot([8, 8, 0, 0], limit: 4, top: 8, width: 2, height: 2, in: .unicode)
        #expect(rows(plot) == ["⣿ ", "⣿⠁"])
        #expect(plot[1, 1].ink == .limit)
        let ascii = Plot([8, 0], limit: 8, top: 8, width: 2, height: 2, in: .ascii)
        #expect(rows(ascii) == ["@-", "@ "])
    }

    @Test func `peaks are single dots above`() {
        let plot = Plot([1, 1, 1, 1], peaks: [8, 6, 1, 1], top: 8, width: 2, height: 2, in: .unicode)
        #expect(rows(plot) == ["⠡ ", "⣀⣀"])
        #expect(plot[0, 0].ink == .peak)
    }

    @Test(arguments: [-.infinity, .nan, .infinity, -3, 1e300])
    func `no value breaks it`(_ value: Double) {
        for set in [GlyphSet.unicode, .ascii] {
            _ = Plot([value], peaks: [value], limit: value, top: 100, width: 3, height: 2, in: set)
            _ = Plot([value], top: value, width: 3, height: 2, in: set)
            _ = Plot([5], top: 5, width: 0, height: 0, in: set)
        }
    }

    @Test func `a strip says how many, and none too`() {
        #expect(GlyphSet.unicode.strip([0, 1, nil, 4, 2]) == "▁▃ █▅")
        #expect(GlyphSet.unicode.strip([1, 0]) == "▃▁")
        #expect(GlyphSet.unicode.strip([0, 0]) == "▁▁")
        #expect(GlyphSet.ascii.strip([0, 1, nil, 4]) == "_: #")
    }
}
