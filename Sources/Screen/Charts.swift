extension GlyphSet {
    /// The newest values as one row: two a column in braille, one in ASCII, the newest at the right.
    /// - Parameters:
    ///   - width: columns; values that do not fit are left out, columns without a value are blank.
    ///   - max: what fills a column; values above are clipped.
    package func sparkline(_ values: some BidirectionalCollection<Double>, width: Int, max: Double) -> String
    {
        graph(values, width: width, height: 1, max: max).first ?? ""
    }

    /// The newest values as rows of text, from top to bottom: filled up to each value, four steps a row in
    /// braille. A value above zero shows at least one dot, so that "idle" and "nothing" differ.
    package func graph(
        _ values: some BidirectionalCollection<Double>, width: Int, height: Int, max limit: Double
    ) -> [String] {
        guard width > 0, height > 0 else { return [] }
        let perColumn = isASCII ? 1 : 2
        let steps = isASCII ? 9 * height : 4 * height
        var levels = [Int](repeating: 0, count: width * perColumn)
        var slot = levels.count
        for value in values.reversed() {
            if slot == 0 { break }
            slot -= 1
            levels[slot] = Self.level(value, of: limit, steps: steps)
        }
        return (0..<height).map { row in
            let floor = (height - 1 - row) * steps / height
            var text = String.UnicodeScalarView()
            for column in 0..<width {
                let first = levels[column * perColumn] - floor
                text.append(
                    isASCII ? Self.shade(first) : Self.braille(first, levels[column * perColumn + 1] - floor))
            }
            return String(text)
        }
    }

    /// A bar filled to a fraction (0…1, clipped), in eighths of a column.
    package func bar(_ fraction: Double, width: Int) -> String {
        let parts = barParts(fraction, width: width)
        return parts.full + parts.empty
    }

    /// The same in two, for two styles.
    package func barParts(_ fraction: Double, width: Int) -> (full: String, empty: String) {
        guard width > 0 else { return ("", "") }
        let part = fraction > 0 ? min(fraction, 1) : 0
        let unit = isASCII ? 1 : 8
        var eighths = Int((part * Double(width * unit)).rounded())
        if part > 0, eighths == 0 { eighths = 1 }
        var text = String(repeating: full, count: eighths / unit)
        if eighths % unit > 0 { text += Self.eighths[eighths % unit] }
        let used = (eighths + unit - 1) / unit
        return (text, String(repeating: empty, count: width - used))
    }

    // MARK: - Cells of a chart

    private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    private static let shades: [Unicode.Scalar] = [" ", ".", ":", "-", "=", "+", "*", "#", "%", "@"]
    private static let leftDots: [UInt32] = [0, 0x40, 0x44, 0x46, 0x47]
    private static let rightDots: [UInt32] = [0, 0x80, 0xA0, 0xB0, 0xB8]

    private static func level(_ value: Double, of limit: Double, steps: Int) -> Int {
        guard value > 0, limit > 0 else { return 0 }
        return Swift.max(1, Int((min(value / limit, 1) * Double(steps)).rounded()))
    }

    private static func shade(_ level: Int) -> Unicode.Scalar { shades[Swift.max(0, min(9, level))] }

    /// Dots from below: rows of a braille cell are numbered 7, 3, 2, 1 on the left and 8, 6, 5, 4 on the right.
    private static func braille(_ left: Int, _ right: Int) -> Unicode.Scalar {
        let dots = leftDots[Swift.max(0, min(4, left))] | rightDots[Swift.max(0, min(4, right))]
        return dots == 0 ? " " : Unicode.Scalar(0x2800 + dots) ?? " "
    }
}
