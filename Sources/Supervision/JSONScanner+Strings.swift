extension JSONScanner {
    package mutating func string() throws(Unexpected) -> String {
        try expect("\"")
        let start = position
        var isPlain = true
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                position += 1
                let text = bytes[start..<(position - 1)]
                return isPlain ? String(decoding: text, as: UTF8.self) : try valid(text)
            }
            if byte == UInt8(ascii: "\\") { return try escaped(Array(bytes[start..<position])) }
            guard byte >= 0x20 else { throw Unexpected() }
            if byte >= 0x80 { isPlain = false }
            position += 1
        }
        throw Unexpected()
    }

    private func valid(_ text: some Sequence<UInt8>) throws(Unexpected) -> String {
        guard let text = String(validating: text, as: UTF8.self) else { throw Unexpected() }
        return text
    }

    /// From the first backslash on.
    private mutating func escaped(_ before: [UInt8]) throws(Unexpected) -> String {
        var text = before
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return try valid(text)
            case UInt8(ascii: "\\"): text.append(contentsOf: try escape())
            case 0x20...: text.append(byte)
            default: throw Unexpected()
            }
        }
        throw Unexpected()
    }

    private mutating func escape() throws(Unexpected) -> Unicode.UTF8.EncodedScalar {
        guard position < bytes.count else { throw Unexpected() }
        let sign = bytes[position]
        position += 1
        let plain: Unicode.Scalar? =
            switch sign {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): Unicode.Scalar(sign)
            case UInt8(ascii: "b"): "\u{8}"
            case UInt8(ascii: "f"): "\u{C}"
            case UInt8(ascii: "n"): "\n"
            case UInt8(ascii: "r"): "\r"
            case UInt8(ascii: "t"): "\t"
            case UInt8(ascii: "u"): try scalar()
            default: nil
            }
        guard let plain, let encoded = UTF8.encode(plain) else { throw Unexpected() }
        return encoded
    }

    /// Behind `\u`; halves come in pairs.
    private mutating func scalar() throws(Unexpected) -> Unicode.Scalar? {
        let unit = try unit()
        guard UTF16.isLeadSurrogate(unit) else { return Unicode.Scalar(unit) }
        try expect(word: "\\u")
        let trail = try self.unit()
        guard UTF16.isTrailSurrogate(trail) else { throw Unexpected() }
        return UTF16.decode(UTF16.EncodedScalar([unit, trail]))
    }

    private mutating func unit() throws(Unexpected) -> UInt16 {
        var unit = UInt16.zero
        for _ in 0..<4 {
            guard position < bytes.count else { throw Unexpected() }
            let digit: UInt8? =
                switch bytes[position] {
                case let byte where (48...57).contains(byte): byte - 48
                case let byte where (97...102).contains(byte): byte - 87
                case let byte where (65...70).contains(byte): byte - 55
                default: nil
                }
            guard let digit else { throw Unexpected() }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }
}
