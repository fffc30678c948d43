/// The fields of a line that is a JSON object, as they are written: for reading, not for computing. Objects
/// and lists inside are shown on one line.
struct JSONFields {
    struct Field: Equatable {
        var key: String
        /// Without the quotes of a text; `\n` in it stays as it is.
        var value: String
    }

    private(set) var fields: [Field] = []
    private var at: Int
    private let bytes: ArraySlice<UInt8>

    /// More are not shown.
    private static let most = 64

    /// Empty where it is no object, or breaks off.
    init(_ line: ArraySlice<UInt8>) {
        bytes = line
        at = line.startIndex
        passBlanks()
        guard take(UInt8(ascii: "{")) else { return }
        var found: [Field] = []
        while found.count < JSONFields.most {
            passBlanks()
            guard let key = text() else { break }
            passBlanks()
            guard take(UInt8(ascii: ":")) else { return }
            passBlanks()
            guard let value = value() else { return }
            found.append(Field(key: key, value: value))
            passBlanks()
            guard take(UInt8(ascii: ",")) else { break }
        }
        guard found.count == JSONFields.most || (peek == UInt8(ascii: "}")) else { return }
        fields = found
    }

    /// How many there are, for a line that may not even be one.
    static func count(_ line: ArraySlice<UInt8>) -> Int {
        guard line.first == UInt8(ascii: "{") else { return 0 }
        return JSONFields(line).fields.count
    }

    private var peek: UInt8? { at < bytes.endIndex ? bytes[at] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        at += 1
        return true
    }

    private mutating func passBlanks() {
        while let byte = peek, byte == 0x20 || byte == 0x09 { at += 1 }
    }

    private mutating func value() -> String? {
        if peek == UInt8(ascii: "\"") { return text() }
        let start = at
        var depth = 0
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                guard text() != nil else { return nil }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return start < at ? written(start) : nil }
                depth -= 1
            case UInt8(ascii: ",") where depth == 0: return start < at ? written(start) : nil
            default: break
            }
            at += 1
        }
        return nil
    }

    private func written(_ start: Int) -> String {
        var end = at
        while end > start, bytes[end - 1] == 0x20 { end -= 1 }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// What is between two quotes; only a quote and a slash lose their backslash.
    private mutating func text() -> String? {
        guard take(UInt8(ascii: "\"")) else { return nil }
        var content: [UInt8] = []
        while let byte = peek {
            at += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: content, as: UTF8.self) }
            if byte == UInt8(ascii: "\\"), let next = peek {
                at += 1
                let isBare =
                    next == UInt8(ascii: "\"") || next == UInt8(ascii: "\\") || next == UInt8(ascii: "/")
                content += isBare ? [next] : [byte, next]
            } else {
                content.append(byte)
            }
        }
        return nil
    }
}
