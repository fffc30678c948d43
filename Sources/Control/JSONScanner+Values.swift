import Supervision

/// Single values: words, numbers, strings.
extension JSONScanner {
    mutating func bool() throws(Unexpected) -> Bool {
        let isSo = peek() == UInt8(ascii: "t")
        try expect(word: isSo ? "true" : "false")
        return isSo
    }

    mutating func integer<Value: FixedWidthInteger>() throws(Unexpected) -> Value {
        let number = try number()
        guard number.isExact, number.decimals == 0, !number.isNegative || number.digits > 0 else {
            throw Unexpected()
        }
        let value: Value? =
            if !number.isNegative {
                Value(exactly: number.digits)
            } else if number.digits <= UInt64(1) << 63 {
                Value(exactly: Int64(truncatingIfNeeded: 0 &- number.digits))
            } else { nil }
        guard let value else { throw Unexpected() }
        return value
    }

    mutating func double() throws(Unexpected) -> Double { try double(number()) }

    private func double(_ number: JSONNumber) throws(Unexpected) -> Double {
        if let value = number.double { return value }
        let value = Double(String(decoding: bytes[number.place], as: UTF8.self))
        // What overflows or loses digits is the decoder's to judge.
        guard let value, value.isNormal else { throw Unexpected() }
        return value
    }

    mutating func duration() throws(Unexpected) -> Duration {
        let number = try number()
        if let duration = number.milliseconds { return duration }
        guard let duration = Duration(written: try double(number)) else { throw Unexpected() }
        return duration
    }

    private mutating func number() throws(Unexpected) -> JSONNumber {
        _ = peek()
        guard let number = JSONNumber(bytes, at: position) else { throw Unexpected() }
        position = number.place.upperBound
        return number
    }

    mutating func string() throws(Unexpected) -> String {
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
