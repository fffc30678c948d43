/// The fields of a message's head, in their order.
package struct HTTPHeaders: Hashable, Sendable {
    private var fields: [(name: String, value: String)] = []

    package init() {}

    /// The value of the first of this name, which is given in small letters.
    package subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    package func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    /// The words of a list, in small letters: those of `Connection`, say.
    func words(_ name: String) -> [String] {
        all(name).flatMap { $0.lowercased().split { $0 == "," || $0 == " " || $0 == "\t" }.map(String.init) }
    }

    package static func == (a: HTTPHeaders, b: HTTPHeaders) -> Bool {
        a.fields.elementsEqual(b.fields) { $0 == $1 }
    }

    package func hash(into hasher: inout Hasher) {
        for field in fields {
            hasher.combine(field.name)
            hasher.combine(field.value)
        }
    }

    // MARK: - Reading

    /// Takes one line, `Name: value`. A name is a token, with nothing between it and its colon; a line that goes on
    /// from the one before it (RFC 9112, 5.2) is refused.
    mutating func take(_ line: [UInt8]) throws(HTTPMistake) {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0,
            line[..<colon].allSatisfy(HTTPHeaders.isToken)
        else { throw .malformed }
        var value = line[(colon + 1)...]
        while let first = value.first, first == 0x20 || first == 0x09 { value.removeFirst() }
        while let last = value.last, last == 0x20 || last == 0x09 { value.removeLast() }
        let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
        fields.append((name, String(decoding: value, as: UTF8.self)))
    }

    /// tchar of RFC 9110, 5.6.2.
    static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    /// How many bytes of body are announced; nil: nothing is said. A number that is said twice must be the same.
    var length: Int? {
        get throws(HTTPMistake) {
            let said = Set(all("content-length"))
            guard let text = said.first else { return nil }
            let isNumber = !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
            guard said.count == 1, isNumber, let length = Int(text) else { throw .malformed }
            return length
        }
    }

    /// The body comes in chunks. Any other coding, or a length as well, is refused: two readers would see two ends.
    var isChunked: Bool {
        get throws(HTTPMistake) {
            let codings = all("transfer-encoding")
            if codings.isEmpty { return false }
            guard codings.count == 1, codings[0].lowercased() == "chunked", self["content-length"] == nil
            else { throw .malformed }
            return true
        }
    }
}
