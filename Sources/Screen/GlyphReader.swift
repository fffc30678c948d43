/// One thing to draw: a base with its combining marks, one or two columns wide.
package struct Glyph: Hashable, Sendable {
    package var cluster: Cluster
    package var columns: Int
}

/// Reads a text glyph by glyph, the way it is drawn (see `GlyphWidth`).
package struct GlyphReader<Scalars: Sequence<Unicode.Scalar>>: Sequence, IteratorProtocol {
    private var scalars: Scalars.Iterator
    private var ahead: Unicode.Scalar?

    package init(_ scalars: Scalars) {
        self.scalars = scalars.makeIterator()
        ahead = self.scalars.next()
    }

    package mutating func next() -> Glyph? {
        guard let (base, columns) = nextBase() else { return nil }
        var cluster = Cluster(base)
        if startsMark { readMarks { cluster.append($0) } }
        return Glyph(cluster: cluster, columns: columns)
    }

    /// As `next`, but only the columns.
    package mutating func skip() -> Int? {
        guard let (_, columns) = nextBase() else { return nil }
        if startsMark { readMarks { _ in } }
        return columns
    }

    // MARK: - A base

    /// The next scalar that takes columns, replaced where it cannot be drawn.
    private mutating func nextBase() -> (Unicode.Scalar, Int)? {
        while let scalar = ahead {
            ahead = scalars.next()
            if scalar.value >= 0x20, scalar.value < 0x7F { return (scalar, 1) }
            // A soft hyphen is one column to libc and none to some terminals.
            if scalar.value == 0xAD { return ("-", 1) }
            let width = scalar.value == 0 ? -1 : GlyphWidth.wcwidth(scalar)
            if width > 0 { return (scalar, width) }
            if width < 0 {
                if scalar == "\r", ahead == "\n" { ahead = scalars.next() }
                return ("·", 1)
            }
        }
        return nil
    }

    // MARK: - What follows a base

    /// Whether what comes next could belong to the glyph before it.
    private var startsMark: Bool {
        guard let ahead, ahead.value >= 0x300 else { return false }
        return GlyphWidth.wcwidth(ahead) == 0 || Self.isSkinTone(ahead)
    }

    /// ncurses keeps a base and four marks in a cell (CCHARW_MAX); more would be lost there anyway.
    private mutating func readMarks(_ keep: (Unicode.Scalar) -> Void) {
        var marks = 0
        while startsMark, let mark = ahead {
            ahead = scalars.next()
            if mark == "\u{200D}" {
                if let joined = ahead, joined.value > 0x7F, joined.properties.isEmoji {
                    ahead = scalars.next()
                }
            } else if marks < 4, Self.isCombining(mark) {
                marks += 1
                keep(mark)
            }
        }
    }

    /// Draws on the base; format characters (direction marks, joiners) and variation selectors do not.
    private static func isCombining(_ mark: Unicode.Scalar) -> Bool {
        switch mark.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark:
            !(0xFE00...0xFE0F).contains(mark.value) && !(0xE0100...0xE01EF).contains(mark.value)
        // Hangul vowels and finals that compose with the syllable's first letter.
        case .otherLetter: true
        default: false
        }
    }

    private static func isSkinTone(_ scalar: Unicode.Scalar) -> Bool {
        (0x1F3FB...0x1F3FF).contains(scalar.value)
    }
}

/// The scalars of a string's bytes, which are valid UTF-8: quicker than by the string's own indices, and most of what
/// is drawn is read by it.
struct ScalarReader: Sequence, IteratorProtocol {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    /// - Parameter bytes: from `withUTF8`; read only inside its closure.
    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func next() -> Unicode.Scalar? {
        guard position < bytes.count else { return nil }
        let lead = bytes[position]
        position += 1
        if lead < 0x80 { return Unicode.Scalar(lead) }
        let count = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3
        var value = UInt32(lead) & (0x3F >> UInt32(count))
        for _ in 0..<count where position < bytes.count {
            value = value << 6 | UInt32(bytes[position] & 0x3F)
            position += 1
        }
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }
}
