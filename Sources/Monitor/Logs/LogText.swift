package import Screen

/// Output of programs made safe and fit to draw: colours and weights (SGR) are kept, every other escape
/// sequence is dropped, tabs go to the next eighth column, control characters become `^X`.
/// Work is bounded by the columns asked for, not by the length of the line.
package struct LogText: Equatable, Sendable {
    package struct Span: Equatable, Sendable {
        package var text: String
        package var columns: Int
        /// What the sequences before it asked for, to lay over the line's own style.
        package var style: Style
        /// It is what is looked for.
        package var isHit: Bool

        package init(text: String, columns: Int, style: Style, isHit: Bool = false) {
            self.text = text
            self.columns = columns
            self.style = style
            self.isHit = isHit
        }
    }

    package private(set) var spans: [Span] = []
    /// Of all spans; more than asked for when the line goes on.
    package private(set) var columns = 0

    private var style = Style()
    private var pending: [UInt8] = []
    private var pendingColumns = 0
    private var hits: ArraySlice<Range<Int>>
    private var isInHit = false

    /// - Parameters:
    ///   - bytes: UTF-8.
    ///   - columns: how many are to be drawn; a few more may be given back, which tells that it was cut.
    ///   - hits: what is looked for, in the indices of the bytes, in order.
    package init(_ bytes: ArraySlice<UInt8>, columns limit: Int, hits: [Range<Int>] = []) {
        self.hits = hits[...]
        var at = bytes.startIndex
        while at < bytes.endIndex, columns <= limit {
            turn(at)
            let byte = bytes[at]
            switch byte {
            case 0x1B: at = pass(bytes, at)
            case 0x09: at = tab(at)
            case 0..<0x20, 0x7F:
                add([UInt8(ascii: "^"), byte ^ 0x40], columns: 2)
                at += 1
            case 0x20..<0x7F: at = plain(bytes, at, limit)
            default: at = wide(bytes, at, limit)
            }
        }
        flush()
    }

    /// A width at which every line is whole.
    package static let unlimited = 1 << 24
}

// MARK: - What is drawn

extension LogText {
    /// Where a hit begins or ends, another span does.
    private mutating func turn(_ at: Int) {
        while let hit = hits.first, at >= hit.upperBound { hits.removeFirst() }
        let isInside = hits.first.map { at >= $0.lowerBound } ?? false
        if isInside != isInHit { flush() }
        isInHit = isInside
    }

    /// As far as the next place where that may be.
    private func bound(_ end: Int) -> Int {
        guard let hit = hits.first else { return end }
        return min(end, isInHit ? hit.upperBound : hit.lowerBound)
    }

    /// Behind an escape sequence; its colours are kept.
    private mutating func pass(_ bytes: ArraySlice<UInt8>, _ at: Int) -> Int {
        let sequence = EscapeSequence(bytes, at)
        if let colours = sequence.colours {
            flush()
            style.apply(sgr: bytes[colours])
        }
        return sequence.end
    }

    private mutating func plain(_ bytes: ArraySlice<UInt8>, _ start: Int, _ limit: Int) -> Int {
        let most = bound(min(bytes.endIndex, start + max(1, limit + 1 - columns)))
        var end = start
        while end < most, (0x20..<0x7F).contains(bytes[end]) { end += 1 }
        add(bytes[start..<end], columns: end - start)
        return end
    }

    private mutating func wide(_ bytes: ArraySlice<UInt8>, _ start: Int, _ limit: Int) -> Int {
        if EscapeSequence.isC1(bytes, start) { return pass(bytes, start) }
        // Four bytes a column leave room for marks; what is behind the edge is not looked at.
        let most = bound(min(bytes.endIndex, start + max(8, (limit + 2 - columns) * 4)))
        var end = start
        while end < most, bytes[end] >= 0x80, !EscapeSequence.isC1(bytes, end) { end += 1 }
        while end < bytes.endIndex, bytes[end] & 0xC0 == 0x80 { end += 1 }
        let text = bytes[start..<end]
        add(text, columns: GlyphWidth.columns(of: String(decoding: text, as: UTF8.self)))
        return end
    }

    private mutating func tab(_ at: Int) -> Int {
        let blanks = 8 - columns % 8
        add(repeatElement(0x20, count: blanks), columns: blanks)
        return at + 1
    }

    private mutating func add(_ bytes: some Sequence<UInt8>, columns added: Int) {
        pending.append(contentsOf: bytes)
        pendingColumns += added
        columns += added
    }

    private mutating func flush() {
        guard !pending.isEmpty else { return }
        spans.append(
            Span(
                text: String(decoding: pending, as: UTF8.self), columns: pendingColumns, style: style,
                isHit: isInHit))
        pending.removeAll(keepingCapacity: true)
        pendingColumns = 0
    }
}

extension Style {
    /// Select Graphic Rendition: parameters between `;` or `:`.
    fileprivate mutating func apply(sgr bytes: ArraySlice<UInt8>) {
        guard bytes.allSatisfy({ (0x30...0x3B).contains($0) }) else { return }
        var codes: [Int] = []
        for part in bytes.split(
            maxSplits: 32, omittingEmptySubsequences: false, whereSeparator: { $0 > 0x39 })
        {
            codes.append(part.reduce(0) { min(9999, $0 * 10 + Int($1 & 0x0F)) })
        }
        var rest = codes[...]
        while let code = rest.popFirst() { apply(code, &rest) }
    }

    private mutating func apply(_ code: Int, _ rest: inout ArraySlice<Int>) {
        switch code {
        case 0: self = Style()
        case 1: attributes.insert(.bold)
        case 2: attributes.insert(.dim)
        case 4: attributes.insert(.underline)
        case 7: attributes.insert(.reverse)
        case 22: attributes.subtract([.bold, .dim])
        case 24: attributes.remove(.underline)
        case 27: attributes.remove(.reverse)
        // Dark blue cannot be read on black: the bright one is meant.
        case 30...37: foreground = .palette(UInt8(code == 34 ? 12 : code - 30))
        case 38: foreground = Style.color(&rest) ?? foreground
        case 39: foreground = nil
        case 40...47: background = .palette(UInt8(code - 40))
        case 48: background = Style.color(&rest) ?? background
        case 49: background = nil
        case 90...97: foreground = .palette(UInt8(code - 82))
        case 100...107: background = .palette(UInt8(code - 92))
        default: break
        }
    }

    private static func color(_ rest: inout ArraySlice<Int>) -> Color? {
        switch rest.popFirst() {
        case 5: return rest.popFirst().map { .palette(UInt8(clamping: $0)) }
        case 2:
            guard rest.count >= 3 else { return nil }
            let parts = rest.prefix(3).map { UInt8(clamping: $0) }
            rest = rest.dropFirst(3)
            return .rgb(parts[0], parts[1], parts[2])
        default: return nil
        }
    }
}
