/// How many columns text takes, by the same table as glibc's wcwidth, since ncurses advances by that one.
///
/// Text is drawn glyph by glyph: a base scalar with the combining marks behind it. Joiners, variation selectors
/// and other invisible format characters are dropped, as are the parts an emoji sequence joins to its first
/// one; whatever is unprintable or unknown is shown as `·`.
package enum GlyphWidth {
    /// Columns of a grapheme: 0 (nothing visible), 1 or 2; more only where a script's grapheme holds several bases.
    package static func columns(of character: Character) -> Int {
        if let byte = character.asciiValue, byte >= 0x20, byte < 0x7F { return 1 }
        return columns(of: String(character))
    }

    /// Columns of a text, as `Canvas.put` draws it.
    package static func columns(of text: String) -> Int {
        var text = text
        return text.withUTF8 { columns(of: $0) }
    }

    package static func columns(of text: Substring) -> Int {
        var text = text
        return text.withUTF8 { columns(of: $0) }
    }

    private static func columns(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
        if isPlain(bytes) { return bytes.count }
        var count = 0
        var reader = GlyphReader(ScalarReader(bytes))
        while let width = reader.skip() { count += width }
        return count
    }

    /// All printable ASCII: a byte is a column, and drawn as it is.
    private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }

    /// What is drawn for a grapheme: its base and combining marks, `·` for a control or unknown one, "" for an
    /// invisible one.
    package static func displayable(_ character: Character) -> String { displayable(String(character)) }

    /// What is drawn for a text: see the type.
    package static func displayable(_ text: some StringProtocol) -> String {
        var text = String(text)
        if text.withUTF8({ isPlain($0) }) { return text }
        return text.withUTF8 { bytes in
            var shown = ""
            var reader = GlyphReader(ScalarReader(bytes))
            while let glyph = reader.next() { shown += glyph.cluster.text }
            return shown
        }
    }

    /// The text cut to a number of columns, its end replaced by the ellipsis (where that fits at all) if anything had to go.
    package static func truncated(
        _ text: some StringProtocol, to columns: Int, ellipsis: String = "›"
    ) -> String {
        guard columns > 0 else { return "" }
        let sign = Self.columns(of: ellipsis) <= columns ? ellipsis : ""
        let room = columns - Self.columns(of: sign)
        var text = String(text)
        if text.withUTF8({ $0.count <= columns && isPlain($0) }) { return text }
        return text.withUTF8 { bytes in
            var kept = ""
            var whole = ""
            var used = 0
            var reader = GlyphReader(ScalarReader(bytes))
            while let glyph = reader.next() {
                if used + glyph.columns > columns { return kept + sign }
                whole += glyph.cluster.text
                used += glyph.columns
                if used <= room { kept = whole }
            }
            return whole
        }
    }

    /// Exactly as wide as asked: cut, or filled with blanks behind.
    package static func padded(right text: some StringProtocol, to columns: Int, ellipsis: String = "›")
        -> String
    {
        let cut = truncated(text, to: columns, ellipsis: ellipsis)
        return cut + String(repeating: " ", count: max(0, columns - Self.columns(of: cut)))
    }

    /// Exactly as wide as asked: cut, or filled with blanks in front (numbers).
    package static func padded(left text: some StringProtocol, to columns: Int, ellipsis: String = "›")
        -> String
    {
        let cut = truncated(text, to: columns, ellipsis: ellipsis)
        return String(repeating: " ", count: max(0, columns - Self.columns(of: cut))) + cut
    }

    /// wcwidth(3): -1 unprintable, 0 combining or invisible, 1, or 2 (wide).
    package static func wcwidth(_ scalar: Unicode.Scalar) -> Int {
        let value = Int(scalar.value)
        if value < table.direct.count { return Int(table.direct[value]) }
        return table.search(scalar.value)
    }

    private static let table = WidthTable(WidthRuns.text)
}

/// The runs unpacked: a direct table for what is common, a search for the rest.
private struct WidthTable: Sendable {
    /// Latin to Thai, punctuation, arrows, boxes, braille.
    var direct: [Int8] = []
    private var starts: [UInt32] = []
    private var widths: [Int8] = []
    private static let directLimit = 0x3000

    init(_ runs: String) {
        direct.reserveCapacity(Self.directLimit)
        var position: UInt32 = 0
        var width: Int8 = 0
        var length: UInt32 = 0
        for byte in runs.utf8 {
            if let next = Self.width(byte) {
                append(width, from: position, length)
                position += length
                (width, length) = (next, 0)
            } else {
                length = length * 32 + Self.digit(byte)
            }
        }
        append(width, from: position, length)
    }

    /// The width of the run a scalar falls into.
    func search(_ value: UInt32) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= value { low = middle } else { high = middle }
        }
        return Int(widths[low])
    }

    private mutating func append(_ width: Int8, from start: UInt32, _ length: UInt32) {
        guard length > 0 else { return }
        starts.append(start)
        widths.append(width)
        let room = min(Int(length), Self.directLimit - direct.count)
        if room > 0 { direct.append(contentsOf: repeatElement(width, count: room)) }
    }

    private static func width(_ byte: UInt8) -> Int8? {
        switch byte {
        case UInt8(ascii: "x"): -1
        case UInt8(ascii: "o"): 0
        case UInt8(ascii: "i"): 1
        case UInt8(ascii: "w"): 2
        default: nil
        }
    }

    private static func digit(_ byte: UInt8) -> UInt32 {
        let digits: StaticString = "0123456789ABCDEFGHJKLMNPQRSTUVYZ"
        for index in 0..<32 where digits.utf8Start[index] == byte { return UInt32(index) }
        return 0
    }
}
