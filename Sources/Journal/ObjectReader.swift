import Supervision

/// Reads a line that is an object in PM2's shape, as ``LineFormat`` writes it: its parts in that order.
struct ObjectReader {
    private let line: UnsafeRawBufferPointer
    private var at = 0
    /// The text last read is not in the file as it is.
    private(set) var hasEscapes = false

    init(_ line: UnsafeRawBufferPointer) { self.line = line }

    /// Where the text is.
    mutating func message() -> Range<Int>? {
        guard let text = text(after: #"{"message":""#) else { return nil }
        hasEscapes = line[text].contains(UInt8(ascii: "\\"))
        return text
    }

    /// A string, if this is how it goes on; up to its closing quote, which is not passed.
    mutating func text(after words: StaticString) -> Range<Int>? {
        guard pass(words) else { return nil }
        let begin = at
        while at < line.count, line[at] != UInt8(ascii: "\"") {
            at += line[at] == UInt8(ascii: "\\") ? 2 : 1
        }
        return at < line.count ? begin..<at : nil
    }

    /// Whose it is: behind the time.
    mutating func readOwner(into label: inout LineUndress.Label) {
        if pass(#"","type":"out""#) {
            label.stream = .out
        } else if pass(#"","type":"err""#) {
            label.stream = .error
        }
        guard label.stream != nil, pass(#","process_id":"#) else { return }
        var number = 0
        let begin = at
        while at < line.count, at - begin < 9, line[at] &- 48 < 10 {
            number = number * 10 + Int(line[at] - 48)
            at += 1
        }
        if at > begin { label.instance = InstanceID(number) }
    }

    private mutating func pass(_ words: StaticString) -> Bool {
        let count = words.utf8CodeUnitCount
        guard at + count <= line.count else { return false }
        for index in 0..<count where line[at + index] != words.utf8Start[index] { return false }
        at += count
        return true
    }

    /// The text behind the escapes that ``JSONText`` writes.
    static func unescaped(_ text: Slice<UnsafeRawBufferPointer>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() else {
                bytes.append(byte)
                continue
            }
            switch escaped {
            case UInt8(ascii: "n"): bytes.append(10)
            case UInt8(ascii: "r"): bytes.append(13)
            case UInt8(ascii: "t"): bytes.append(9)
            case UInt8(ascii: "b"): bytes.append(8)
            case UInt8(ascii: "f"): bytes.append(12)
            case UInt8(ascii: "u"):
                let digits = String(decoding: rest.prefix(4), as: UTF8.self)
                rest = rest.dropFirst(4)
                let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
                bytes += String(Character(scalar ?? "\u{FFFD}")).utf8
            default: bytes.append(escaped)
            }
        }
        return bytes
    }
}
