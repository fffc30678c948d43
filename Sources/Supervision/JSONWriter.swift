/// JSON straight into bytes: values one after the other, with the commas between them.
package struct JSONWriter {
    package private(set) var bytes: [UInt8] = []
    private var isBehindValue = false

    package init(capacity: Int) { bytes.reserveCapacity(capacity) }

    package mutating func object(_ fields: (inout JSONWriter) -> Void) {
        open("{")
        fields(&self)
        close("}")
    }

    package mutating func array(_ values: (inout JSONWriter) -> Void) {
        open("[")
        values(&self)
        close("]")
    }

    package mutating func endLine() { bytes.append(10) }

    // MARK: - Fields

    package mutating func key(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        isBehindValue = false
    }

    package mutating func field(_ name: StaticString, _ text: String) {
        key(name)
        value(text)
    }
    package mutating func field(_ name: StaticString, _ number: some FixedWidthInteger) {
        key(name)
        value(number)
    }
    package mutating func field(_ name: StaticString, _ number: Double) {
        key(name)
        value(number)
    }
    package mutating func field(_ name: StaticString, _ duration: Duration) {
        key(name)
        value(duration)
    }
    package mutating func field(_ name: StaticString, _ isSo: Bool) {
        key(name)
        value(isSo)
    }

    // MARK: - Values

    package mutating func value(_ text: String) {
        separate()
        var text = text
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { text in
            if text.allSatisfy({ !JSONWriter.isEscaped($0) }) {
                bytes.append(contentsOf: text)
            } else {
                for byte in text { escape(byte) }
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    package mutating func value(_ number: some FixedWidthInteger) {
        separate()
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        bytes.append(digitsOf: UInt64(number.magnitude))
    }

    /// What is no number is written as text.
    package mutating func value(_ number: Double) {
        if number.isNaN { return value("nan") }
        if number.isInfinite { return value(number < 0 ? "-infinity" : "infinity") }
        if let whole = Int64(exactly: number) { return value(whole) }
        separate()
        bytes.append(contentsOf: number.description.utf8)
    }

    /// Milliseconds, as `Duration.written` has them.
    package mutating func value(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        // Above, a double has no microseconds.
        guard abs(seconds) < 1 << 32 else { return value(duration.written) }
        let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        separate()
        if microseconds < 0 { bytes.append(UInt8(ascii: "-")) }
        bytes.append(digitsOf: microseconds.magnitude / 1000)
        var fraction = microseconds.magnitude % 1000
        guard fraction > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        for unit: UInt64 in [100, 10, 1] where fraction > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(fraction / unit))
            fraction %= unit
        }
    }

    package mutating func value(_ isSo: Bool) {
        separate()
        bytes.append(contentsOf: (isSo ? "true" : "false").utf8)
    }

    // MARK: - Bytes

    private mutating func separate() {
        if isBehindValue { bytes.append(UInt8(ascii: ",")) }
        isBehindValue = true
    }

    private mutating func open(_ bracket: Unicode.Scalar) {
        separate()
        bytes.append(UInt8(ascii: bracket))
        isBehindValue = false
    }

    private mutating func close(_ bracket: Unicode.Scalar) {
        bytes.append(UInt8(ascii: bracket))
        isBehindValue = true
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func escape(_ byte: UInt8) {
        guard JSONWriter.isEscaped(byte) else { return bytes.append(byte) }
        bytes.append(UInt8(ascii: "\\"))
        guard byte < 0x20 else { return bytes.append(byte) }
        let low = byte & 15
        bytes.append(contentsOf: byte < 16 ? "u000".utf8 : "u001".utf8)
        bytes.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
    }
}
