/// A chart as cells: filled up to a line of values, with single dots for a second line above it and a dotted line
/// across for a limit. Each cell is one of the three, so that each can have a colour.
package struct Plot: Hashable, Sendable {
    package enum Ink: UInt8, Hashable, Sendable { case none, fill, peak, limit }

    package let width: Int
    package let height: Int
    private var glyphs: [Cluster]
    private var inks: [Ink]

    /// - Parameters:
    ///   - values, peaks: one a dot (two dots a column in braille, one in ASCII), the first at the left; nil is
    ///     unknown and drawn as nothing. A value above zero shows at least one dot.
    ///   - top: what fills the height; above it is clipped.
    package init(
        _ values: [Double?], peaks: [Double?] = [], limit: Double? = nil, top: Double, width: Int,
        height: Int,
        in set: GlyphSet
    ) {
        self.width = max(0, width)
        self.height = max(0, height)
        glyphs = Array(repeating: .blank, count: self.width * self.height)
        inks = Array(repeating: .none, count: self.width * self.height)
        guard self.width > 0, self.height > 0, top > 0, top.isFinite else { return }
        let perCell = set.isASCII ? 1 : 2
        let steps = (set.isASCII ? 9 : 4) * height
        func levels(_ values: [Double?]) -> [Int] {
            (0..<width * perCell).map { dot in
                guard dot < values.count, let value = values[dot] else { return 0 }
                return Plot.level(value, of: top, steps: steps)
            }
        }
        fill(levels(values), set)
        if let limit, limit > 0, limit <= top * 1.001 {
            line(Plot.level(limit, of: top, steps: steps), set)
        }
        if !peaks.isEmpty, !set.isASCII { dots(levels(peaks)) }
    }

    package subscript(x: Int, y: Int) -> (glyph: Cluster, ink: Ink) {
        (glyphs[y * width + x], inks[y * width + x])
    }

    // MARK: - Ink

    private mutating func fill(_ levels: [Int], _ set: GlyphSet) {
        for y in 0..<height {
            let below = (height - 1 - y) * (set.isASCII ? 9 : 4)
            for x in 0..<width {
                if set.isASCII {
                    let level = max(0, min(9, levels[x] - below))
                    guard level > 0 else { continue }
                    put(Plot.shades[level], .fill, x, y)
                } else {
                    let (left, right) = (levels[2 * x] - below, levels[2 * x + 1] - below)
                    let bits =
                        Plot.leftFill[max(0, min(4, left))] | Plot.rightFill[max(0, min(4, right))]
                    guard bits > 0 else { continue }
                    put(Plot.braille[bits], .fill, x, y)
                }
            }
        }
    }

    /// Single dots at the height of each value, in cells that have nothing else.
    private mutating func dots(_ levels: [Int]) {
        var bits: [Int: Int] = [:]
        for (dot, level) in levels.enumerated() where level > 0 {
            let y = height - 1 - (level - 1) / 4
            let part = (level - 1) % 4
            bits[y * width + dot / 2, default: 0] |= dot % 2 == 0 ? Plot.leftDot[part] : Plot.rightDot[part]
        }
        for (cell, bits) in bits where inks[cell] == .none || inks[cell] == .limit {
            glyphs[cell] = Plot.braille[bits]
            inks[cell] = .peak
        }
    }

    private mutating func line(_ level: Int, _ set: GlyphSet) {
        let per = set.isASCII ? 9 : 4
        let y = height - 1 - (level - 1) / per
        let glyph = set.isASCII ? Cluster("-") : Plot.braille[Plot.leftDot[(level - 1) % per]]
        for x in 0..<width where inks[y * width + x] == .none { put(glyph, .limit, x, y) }
    }

    private mutating func put(_ glyph: Cluster, _ ink: Ink, _ x: Int, _ y: Int) {
        glyphs[y * width + x] = glyph
        inks[y * width + x] = ink
    }

    private static func level(_ value: Double, of top: Double, steps: Int) -> Int {
        guard value > 0 else { return 0 }
        return max(1, Int((min(value / top, 1) * Double(steps)).rounded()))
    }

    private static let shades = " .:-=+*#%@".unicodeScalars.map { Cluster($0) }
    private static let leftFill = [0, 0x40, 0x44, 0x46, 0x47]
    private static let rightFill = [0, 0x80, 0xA0, 0xB0, 0xB8]
    /// From below.
    private static let leftDot = [0x40, 0x04, 0x02, 0x01]
    private static let rightDot = [0x80, 0x20, 0x10, 0x08]
    private static let braille: [Cluster] = (0..<256).map {
        Unicode.Scalar(0x2800 + UInt32($0)).map { Cluster($0) } ?? .blank
    }
}

extension GlyphSet {
    /// One row that tells how many: a low line for none, the highest for the most, but for no less than four.
    /// - Parameter counts: one a column; nil is unknown, drawn as nothing.
    package func strip(_ counts: [Double?]) -> String {
        let most = max(4, counts.compactMap(\.self).max() ?? 0)
        let steps =
            isASCII ? ["_", ".", ":", "-", "=", "+", "*", "#"] : ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
        return counts.reduce(into: "") { text, count in
            guard let count else { return text += " " }
            text += count > 0 ? steps[max(1, Int((min(count / most, 1) * 7).rounded()))] : steps[0]
        }
    }
}
