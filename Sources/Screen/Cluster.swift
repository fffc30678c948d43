/// What one cell shows: a base scalar and at most four combining marks (as many as ncurses keeps), packed into two
/// words, since a frame is thousands of them and none may cost a reference count. Nothing at all is the second
/// half of a wide glyph.
package struct Cluster: Hashable, Sendable {
    /// 21 bits each, the base lowest, then two marks.
    private var low: UInt64
    /// Two more marks.
    private var high: UInt64 = 0

    private static let mask: UInt64 = 0x1F_FFFF

    package static let none = Cluster()
    package static let blank = Cluster(" ")

    private init() { low = 0 }

    package init(_ base: Unicode.Scalar) { low = UInt64(base.value) }

    /// The first scalar of a text and the marks behind it, whatever they are; none of an empty one.
    package init(_ text: some StringProtocol) {
        var scalars = text.unicodeScalars.makeIterator()
        guard let base = scalars.next() else {
            self = .none
            return
        }
        self.init(base)
        while let mark = scalars.next(), append(mark) {}
    }

    /// Whether there is nothing to draw.
    package var isEmpty: Bool { low == 0 }
    package var hasMarks: Bool { low > Cluster.mask }
    package var isASCII: Bool { low < 0x80 && low > 0 }

    package var base: Unicode.Scalar? {
        low == 0 ? nil : Unicode.Scalar(UInt32(truncatingIfNeeded: low & Cluster.mask))
    }

    /// False where there is no room left.
    @discardableResult
    package mutating func append(_ mark: Unicode.Scalar) -> Bool {
        let bits = UInt64(mark.value)
        for shift in [21, 42] as [UInt64] where low >> shift == 0 {
            low |= bits << shift
            return true
        }
        for shift in [0, 21] as [UInt64] where high >> shift == 0 {
            high |= bits << shift
            return true
        }
        return false
    }

    /// The base, then its marks.
    package var scalars: [Unicode.Scalar] {
        [low, low >> 21, low >> 42, high, high >> 21].compactMap { bits in
            let value = UInt32(truncatingIfNeeded: bits & Cluster.mask)
            return value == 0 ? nil : Unicode.Scalar(value)
        }
    }

    package var text: String {
        if let base, !hasMarks { return String(Character(base)) }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }
}
