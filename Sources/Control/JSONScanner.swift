/// Reads JSON in one pass, strictly: it throws at whatever is not as it expects it, and leaves judging that to
/// a decoder. What it does read, a decoder reads as the same.
struct JSONScanner {
    struct Unexpected: Error {}

    let bytes: [UInt8]
    var position = 0
    /// Deeper than anything of ours that is skipped.
    private static let deepest = 32

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    // MARK: - Bytes

    /// The next one that is no blank, without taking it; 0 at the end.
    mutating func peek() -> UInt8 {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            case let byte: return byte
            }
        }
        return 0
    }

    private mutating func takes(_ sign: Unicode.Scalar) -> Bool {
        guard peek() == UInt8(ascii: sign) else { return false }
        position += 1
        return true
    }

    mutating func expect(_ sign: Unicode.Scalar) throws(Unexpected) {
        guard takes(sign) else { throw Unexpected() }
    }

    mutating func expect(word: StaticString) throws(Unexpected) {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count,
            word.withUTF8Buffer({ $0.elementsEqual(bytes[position..<end]) })
        else { throw Unexpected() }
        position = end
    }

    mutating func expectEnd() throws(Unexpected) {
        _ = peek()
        guard position == bytes.count else { throw Unexpected() }
    }

    // MARK: - Objects and arrays

    /// `read` takes the value of each known field; unknown ones are skipped. What a decoder might understand
    /// otherwise, fields that are there twice and odd keys, is unexpected, as is one that is missing.
    mutating func object<Field: CaseIterable & RawRepresentable<String> & Sendable>(
        _ known: JSONFields<Field>,
        _ read: (Field, inout JSONScanner) throws(Unexpected) -> Void
    ) throws(Unexpected) {
        try expect("{")
        var (found, next) = (UInt64.zero, 0)
        if !takes("}") {
            repeat {
                let key = try key()
                try expect(":")
                if let index = known.index(of: key, near: next) {
                    guard found & 1 << index == 0 else { throw Unexpected() }
                    found |= 1 << index
                    next = index + 1
                    try read(known.fields[index], &self)
                } else {
                    try skip()
                }
            } while takes(",")
            try expect("}")
        }
        guard known.required & ~found == 0 else { throw Unexpected() }
    }

    mutating func array(_ read: (inout JSONScanner) throws(Unexpected) -> Void) throws(Unexpected) {
        try expect("[")
        if takes("]") { return }
        repeat { try read(&self) } while takes(",")
        try expect("]")
    }

    /// Its bytes as one number; 0 for those that are too long to be known.
    private mutating func key() throws(Unexpected) -> UInt128 {
        try expect("\"")
        let start = position
        var key = UInt128.zero
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\"") { return position - 1 - start <= 16 ? key : 0 }
            guard byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "\\") else { throw Unexpected() }
            key = key << 8 | UInt128(byte)
        }
        throw Unexpected()
    }

    private mutating func skip(depth: Int = 0) throws(Unexpected) {
        guard depth < JSONScanner.deepest else { throw Unexpected() }
        switch peek() {
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "{"):
            try expect("{")
            if takes("}") { return }
            repeat {
                _ = try key()
                try expect(":")
                try skip(depth: depth + 1)
            } while takes(",")
            try expect("}")
        case UInt8(ascii: "["):
            try array { json throws(Unexpected) in try json.skip(depth: depth + 1) }
        case UInt8(ascii: "t"): try expect(word: "true")
        case UInt8(ascii: "f"): try expect(word: "false")
        case UInt8(ascii: "n"): try expect(word: "null")
        default: _ = try double()
        }
    }
}
