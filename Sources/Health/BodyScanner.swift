/// JSON's smallest parts, strictly (RFC 8259).
struct BodyScanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next that is no blank, without taking it; 0 at the end.
    mutating func peek() -> UInt8 {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            case let byte: return byte
            }
        }
        return 0
    }

    var isAtEnd: Bool {
        mutating get {
            _ = peek()
            return position == bytes.count
        }
    }

    mutating func takes(_ sign: Unicode.Scalar) -> Bool {
        guard peek() == UInt8(ascii: sign) else { return false }
        position += 1
        return true
    }

    mutating func takes(word: StaticString) -> Bool {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count, word.withUTF8Buffer({ $0.elementsEqual(bytes[position..<end]) }) else {
            return false
        }
        position = end
        return true
    }

    // MARK: - Numbers

    /// Nil: there is none, or none that is finite.
    mutating func number() -> Double? {
        let start = position
        if sign == UInt8(ascii: "-") { position += 1 }
        let isNought = sign == UInt8(ascii: "0")
        guard let digits = digits(), !isNought || digits == 1 else { return nil }
        if sign == UInt8(ascii: ".") {
            position += 1
            guard self.digits() != nil else { return nil }
        }
        if sign | 0x20 == UInt8(ascii: "e") {
            position += 1
            if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { position += 1 }
            guard self.digits() != nil else { return nil }
        }
        guard let value = Double(String(decoding: bytes[start..<position], as: UTF8.self)), value.isFinite
        else {
            return nil
        }
        return value
    }

    private var sign: UInt8 { position < bytes.count ? bytes[position] : 0 }

    /// How many there are, which are taken; nil: none.
    private mutating func digits() -> Int? {
        let start = position
        while (0x30...0x39).contains(sign) { position += 1 }
        return position > start ? position - start : nil
    }

    // MARK: - Strings

    mutating func string() -> String? {
        guard takes("\"") else { return nil }
        var text: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let scalar = escape() else { return nil }
                text += Array(String(Character(scalar)).utf8)
            case 0x20...: text.append(byte)
            default: return nil
            }
        }
        return nil
    }

    private mutating func escape() -> Unicode.Scalar? {
        let sign = sign
        position += 1
        switch sign {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(sign)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return scalar()
        default: return nil
        }
    }

    /// Behind `\u`; halves come in pairs.
    private mutating func scalar() -> Unicode.Scalar? {
        guard let unit = unit() else { return nil }
        guard UTF16.isLeadSurrogate(unit) else { return Unicode.Scalar(unit) }
        guard takes(word: "\\u"), let trail = self.unit(), UTF16.isTrailSurrogate(trail) else { return nil }
        return UTF16.decode(UTF16.EncodedScalar([unit, trail]))
    }

    private mutating func unit() -> UInt16? {
        guard position + 4 <= bytes.count else { return nil }
        let digits = bytes[position..<(position + 4)]
        position += 4
        guard digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20) }) else {
            return nil
        }
        return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
