import Wording

/// Strings, numbers and words of the reader.
extension Reader {
    /// A quoted string, `"` or `'`.
    mutating func string() throws(SyntaxError) -> String {
        let begin = at
        let quote = bytes[at]
        at += 1
        var text: [UInt8] = []
        while at < bytes.count {
            let byte = bytes[at]
            switch byte {
            case quote:
                at += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                text += try escape().utf8
            case 0x0A, 0x0D:
                throw SyntaxError(at: begin) { $0.brokenString }
            case 0:
                throw SyntaxError(at: at) { $0.nulInString }
            default:
                text.append(byte)
                at += 1
            }
        }
        throw SyntaxError(at: begin) { $0.openString }
    }

    /// `5001`, `-1`, `1.5e3`, `0x1F`, `10_000`.
    mutating func number() throws(SyntaxError) -> Value.Number {
        let begin = at
        while let scalar = peek,
            scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                || "+-._".unicodeScalars.contains(scalar),
            scalar.isASCII
        { at += 1 }
        let source = String(decoding: bytes[begin..<at], as: UTF8.self)
        guard let value = Reader.numeric(source) else {
            throw SyntaxError(at: begin) { $0.found(Quoted.text(source), expected: $0.aNumber) }
        }
        guard value.isFinite else {
            throw SyntaxError(at: begin) { $0.numberTooLarge(Quoted.plain(source.prefix(40))) }
        }
        return Value.Number(source: source, value: value)
    }

    /// A word; the caller has checked its first byte.
    mutating func identifier() -> String {
        let begin = at
        while let scalar = nextScalar, Reader.startsIdentifier(scalar) || scalar.properties.isIDContinue {
            at += scalar.utf8.count
        }
        return String(decoding: bytes[begin..<at], as: UTF8.self)
    }

    /// As JavaScript: letters of any script, `_` and `$`.
    static func startsIdentifier(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar == "$" || scalar.properties.isIDStart
    }

    static func startsNumber(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "0"..."9", "-", "+", ".": true
        default: false
        }
    }

    // MARK: - Escapes

    private mutating func escape() throws(SyntaxError) -> String {
        let begin = at
        at += 1
        guard let letter = peek else { return "" }
        at += 1
        switch letter {
        case "n": return "\n"
        case "t": return "\t"
        case "r": return "\r"
        case "b": return "\u{8}"
        case "f": return "\u{C}"
        case "v": return "\u{B}"
        case "\"", "'", "\\", "/", "`": return String(Character(letter))
        case "\n": return ""
        case "x": return try character(try hex(2, escape: begin), escape: begin)
        case "u": return try character(try codePoint(escape: begin), escape: begin)
        default:
            let shown = (0x20..<0x7F).contains(letter.value) ? "\"\\\(letter)\"" : nil
            throw SyntaxError(at: begin) { $0.notAnEscape(shown) }
        }
    }

    /// `\uD83D\uDE00` is one character in two halves; `\u{1F600}` is JavaScript's short form.
    private mutating func codePoint(escape begin: Int) throws(SyntaxError) -> UInt32 {
        if peek == "{" {
            guard let close = bytes[at..<min(at + 9, bytes.count)].firstIndex(of: UInt8(ascii: "}")),
                let value = UInt32(String(decoding: bytes[(at + 1)..<close], as: UTF8.self), radix: 16)
            else { throw broken(begin) }
            at = close + 1
            return value
        }
        let first = try hex(4, escape: begin)
        guard (0xD800..<0xDC00).contains(first) else { return first }
        guard bytes[at...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else { throw half(begin) }
        at += 2
        let second = try hex(4, escape: begin)
        guard (0xDC00..<0xE000).contains(second) else { throw half(begin) }
        return 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
    }

    private mutating func hex(_ digits: Int, escape begin: Int) throws(SyntaxError) -> UInt32 {
        guard at + digits <= bytes.count else { throw broken(begin) }
        let text = bytes[at..<(at + digits)]
        var value: UInt32 = 0
        for byte in text {
            guard let digit = Unicode.Scalar(byte).hexDigit else { throw broken(begin) }
            value = value << 4 | digit
        }
        at += digits
        return value
    }

    private func character(_ value: UInt32, escape begin: Int) throws(SyntaxError) -> String {
        // No path, argument or variable can hold a NUL: the kernel would cut it there.
        if value == 0 { throw SyntaxError(at: begin) { $0.nulCharacter } }
        guard let scalar = Unicode.Scalar(value) else { throw half(begin) }
        return String(Character(scalar))
    }

    private func broken(_ offset: Int) -> SyntaxError {
        SyntaxError(at: offset) { $0.brokenEscape }
    }

    private func half(_ offset: Int) -> SyntaxError {
        SyntaxError(at: offset) { $0.halfEscape }
    }

    /// Nil when the text is not a number of JavaScript's.
    private static func numeric(_ source: String) -> Double? {
        guard source.utf8.count <= 400, source.last != "_", !source.contains("__") else { return nil }
        let text = source.filter { $0 != "_" }
        let bare = text.hasPrefix("-") ? text.dropFirst() : text[...]
        if (bare.hasPrefix("0x") || bare.hasPrefix("0X")), !bare.contains("+"),
            !bare.dropFirst(2).contains("-")
        {
            return UInt64(bare.dropFirst(2), radix: 16).map { text.hasPrefix("-") ? -Double($0) : Double($0) }
        }
        // `Double` would take "inf", "nan" and hexadecimal floats too; JavaScript forbids leading zeros.
        guard bare.contains(where: \.isNumber), bare.allSatisfy({ $0.isNumber || "eE.+-".contains($0) }),
            !bare.hasPrefix("+"), !bare.hasPrefix("-"),
            !(bare.count > 1 && bare.first == "0" && bare.dropFirst().first!.isNumber)
        else { return nil }
        return Double(text)
    }
}

extension Unicode.Scalar {
    fileprivate var hexDigit: UInt32? {
        switch self {
        case "0"..."9": value - 0x30
        case "a"..."f": value - 0x57
        case "A"..."F": value - 0x37
        default: nil
        }
    }
}
