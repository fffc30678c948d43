import Supervision

/// Objects and arrays as our frames have them, and the numbers in them. What a decoder might judge otherwise is left
/// to it.
extension JSONScanner {
    /// Deeper than anything of ours that is skipped.
    private static let deepest = 32

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

    // MARK: - Numbers

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
        // What overflows or loses digits is the decoder's to judge.
        guard let value = rounded(number), value.isNormal else { throw Unexpected() }
        return value
    }

    mutating func duration() throws(Unexpected) -> Duration {
        let number = try number()
        if let duration = number.milliseconds { return duration }
        guard let duration = Duration(written: try double(number)) else { throw Unexpected() }
        return duration
    }
}
