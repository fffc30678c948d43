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

        package init(text: String, columns: Int, style: Style) {
            self.text = text
            self.columns = columns
            self.style = style
        }
    }

    package private(set) var spans: [Span] = []
    /// Of all spans; more than asked for when the line goes on.
    package private(set) var columns = 0

    private var style = Style()
    private var pending: [UInt8] = []
    private var pendingColumns = 0

    /// A sequence that does not end within this many bytes ends there.
    private static let longestSequence = 4096

    /// - Parameters:
    ///   - bytes: UTF-8.
    ///   - columns: how many are to be drawn; a few more may be given back, which tells that it was cut.
    package init(_ bytes: ArraySlice<UInt8>, columns limit: Int) {
        var at = bytes.startIndex
        while at < bytes.endIndex, columns <= limit {
            let byte = bytes[at]
            switch byte {
            case 0x1B: at = escape(bytes, at)
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
}

// MARK: - What is drawn

extension LogText {
    private mutating func plain(_ bytes: ArraySlice<UInt8>, _ start: Int, _ limit: Int) -> Int {
        let most = min(bytes.endIndex, start + max(1, limit + 1 - columns))
        var end = start
        while end < most, (0x20..<0x7F).contains(bytes[end]) { end += 1 }
        add(bytes[start..<end], columns: end - start)
        return end
    }

    private mutating func wide(_ bytes: ArraySlice<UInt8>, _ start: Int, _ limit: Int) -> Int {
        // C1 controls in UTF-8 are C2 80 … C2 9F.
        if isC1(bytes, start) {
            switch bytes[start + 1] {
            case 0x9B: return control(bytes, start + 2)
            case 0x90, 0x98, 0x9D, 0x9E, 0x9F: return string(bytes, start + 2)
            default: return start + 2
            }
        }
        // Four bytes a column leave room for marks; what is behind the edge is not looked at.
        let most = min(bytes.endIndex, start + max(8, (limit + 2 - columns) * 4))
        var end = start
        while end < most, bytes[end] >= 0x80, !isC1(bytes, end) { end += 1 }
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
            Span(text: String(decoding: pending, as: UTF8.self), columns: pendingColumns, style: style))
        pending.removeAll(keepingCapacity: true)
        pendingColumns = 0
    }

    private func isC1(_ bytes: ArraySlice<UInt8>, _ at: Int) -> Bool {
        bytes[at] == 0xC2 && at + 1 < bytes.endIndex && (0x80...0x9F).contains(bytes[at + 1])
    }
}

// MARK: - What is not (ECMA-48)

extension LogText {
    /// Behind the sequence that begins at an ESC.
    private mutating func escape(_ bytes: ArraySlice<UInt8>, _ start: Int) -> Int {
        guard start + 1 < bytes.endIndex else { return start + 1 }
        switch bytes[start + 1] {
        case UInt8(ascii: "["): return control(bytes, start + 2)
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
            return string(bytes, start + 2)
        default:
            var at = start + 1
            while at < bytes.endIndex, at - start < 8, (0x20..<0x30).contains(bytes[at]) { at += 1 }
            return min(
                bytes.endIndex, at < bytes.endIndex && bytes[at] >= 0x30 && bytes[at] < 0x7F ? at + 1 : at)
        }
    }

    /// CSI: parameters, intermediates, one final byte.
    private mutating func control(_ bytes: ArraySlice<UInt8>, _ start: Int) -> Int {
        let most = min(bytes.endIndex, start + LogText.longestSequence)
        var at = start
        while at < most, (0x20..<0x40).contains(bytes[at]) { at += 1 }
        guard at < most, (0x40..<0x7F).contains(bytes[at]) else { return at }
        if bytes[at] == UInt8(ascii: "m") {
            flush()
            style.apply(sgr: bytes[start..<at])
        }
        return at + 1
    }

    /// OSC, DCS and the like: up to BEL or ST.
    private func string(_ bytes: ArraySlice<UInt8>, _ start: Int) -> Int {
        let most = min(bytes.endIndex, start + LogText.longestSequence)
        var at = start
        while at < most {
            if bytes[at] == 0x07 { return at + 1 }
            if bytes[at] == 0x1B {
                return at + 1 < bytes.endIndex && bytes[at + 1] == UInt8(ascii: "\\") ? at + 2 : at
            }
            if isC1(bytes, at), bytes[at + 1] == 0x9C { return at + 2 }
            at += 1
        }
        return at
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
