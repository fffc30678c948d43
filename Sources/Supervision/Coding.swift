// How this module's values are written down: as JSON that is pleasant to read and to write by hand.
// Durations are numbers of milliseconds, sample histories one string, choices as `Alternative` says.
//
// What the compiler derives picks up the containers' methods below wherever such a value is a field.

extension Duration {
    /// Milliseconds, to the microsecond.
    package var written: Double {
        let (seconds, attoseconds) = components
        let limit = Duration.longest.components.seconds
        if abs(seconds) >= limit { return Double(seconds.signum() * limit) * 1000 }
        return Double(seconds * 1_000_000 + attoseconds / 1_000_000_000_000) / 1000
    }

    /// 317 years: what is longer than that is as good as for ever, and nothing is to overflow by it.
    static let longest = Duration.seconds(10_000_000_000)

    /// Of milliseconds; nil for what is no duration.
    package init?(written: Double) {
        guard written.isFinite, abs(written) <= Double(Duration.longest.components.seconds) * 1000 else {
            return nil
        }
        self = .microseconds(Int64((written * 1000).rounded()))
    }
}

extension KeyedEncodingContainer {
    mutating func encode(_ value: Duration, forKey key: Key) throws {
        try encode(value.written, forKey: key)
    }

    mutating func encodeIfPresent(_ value: Duration?, forKey key: Key) throws {
        try encodeIfPresent(value?.written, forKey: key)
    }

    mutating func encode(_ values: [UInt8], forKey key: Key) throws {
        try encode(history(values), forKey: key)
    }
    mutating func encode(_ values: [UInt16], forKey key: Key) throws {
        try encode(history(values), forKey: key)
    }
    mutating func encode(_ values: [UInt32], forKey key: Key) throws {
        try encode(history(values), forKey: key)
    }

    /// "12 0 7": oldest first.
    private func history(_ values: [some UnsignedInteger & FixedWidthInteger]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(values.count * 4)
        for value in values {
            if !text.isEmpty { text.append(UInt8(ascii: " ")) }
            text.append(digitsOf: UInt64(value))
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension [UInt8] {
    /// In decimal, as ASCII.
    package mutating func append(digitsOf number: UInt64) {
        var rest = number
        let start = count
        repeat {
            append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        self[start...].reverse()
    }
}

extension KeyedDecodingContainer {
    func decode(_ type: Duration.Type, forKey key: Key) throws -> Duration {
        try duration(try decode(Double.self, forKey: key), key)
    }

    func decodeIfPresent(_ type: Duration.Type, forKey key: Key) throws -> Duration? {
        try decodeIfPresent(Double.self, forKey: key).map { try duration($0, key) }
    }

    private func duration(_ milliseconds: Double, _ key: Key) throws -> Duration {
        guard let duration = Duration(written: milliseconds) else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: self, debugDescription: "longer than any duration")
        }
        return duration
    }

    func decode(_ type: [UInt8].Type, forKey key: Key) throws -> [UInt8] { try history(key) }
    func decode(_ type: [UInt16].Type, forKey key: Key) throws -> [UInt16] { try history(key) }
    func decode(_ type: [UInt32].Type, forKey key: Key) throws -> [UInt32] { try history(key) }

    private func history<Value: UnsignedInteger & FixedWidthInteger>(_ key: Key) throws -> [Value] {
        var text = try decode(String.self, forKey: key)
        let values = text.withUTF8 { text -> [Value]? in
            var values: [Value] = []
            for word in text.split(separator: UInt8(ascii: " ")) {
                var value = Value.zero
                for digit in word {
                    guard (48...57).contains(digit) else { return nil }
                    let (tens, isOver) = value.multipliedReportingOverflow(by: 10)
                    let (sum, isOverToo) = tens.addingReportingOverflow(Value(digit - 48))
                    if isOver || isOverToo { return nil }
                    value = sum
                }
                values.append(value)
            }
            return values
        }
        guard let values else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: self, debugDescription: "numbers are expected, with spaces between them")
        }
        return values
    }
}
