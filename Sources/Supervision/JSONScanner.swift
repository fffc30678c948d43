/// JSON's smallest parts, strictly (RFC 8259): it throws at whatever is not as it is expected. What it does read,
/// any decoder reads as the same.
package struct JSONScanner {
    package struct Unexpected: Error {
        package init() {}
    }

    package let bytes: [UInt8]
    package var position = 0

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    // MARK: - Bytes

    /// The next one that is no blank, without taking it; 0 at the end.
    package mutating func peek() -> UInt8 {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            case let byte: return byte
            }
        }
        return 0
    }

    package mutating func takes(_ sign: Unicode.Scalar) -> Bool {
        guard peek() == UInt8(ascii: sign) else { return false }
        position += 1
        return true
    }

    package mutating func expect(_ sign: Unicode.Scalar) throws(Unexpected) {
        guard takes(sign) else { throw Unexpected() }
    }

    package mutating func expect(word: StaticString) throws(Unexpected) {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count,
            word.withUTF8Buffer({ $0.elementsEqual(bytes[position..<end]) })
        else { throw Unexpected() }
        position = end
    }

    package mutating func expectEnd() throws(Unexpected) {
        _ = peek()
        guard position == bytes.count else { throw Unexpected() }
    }

    // MARK: - Words and numbers

    package mutating func bool() throws(Unexpected) -> Bool {
        let isSo = peek() == UInt8(ascii: "t")
        try expect(word: isSo ? "true" : "false")
        return isSo
    }

    package mutating func number() throws(Unexpected) -> JSONNumber {
        _ = peek()
        guard let number = JSONNumber(bytes, at: position) else { throw Unexpected() }
        position = number.place.upperBound
        return number
    }

    /// The double next to a number that was read; may be infinite, or have lost digits.
    package func rounded(_ number: JSONNumber) -> Double? {
        number.double ?? Double(String(decoding: bytes[number.place], as: UTF8.self))
    }
}
