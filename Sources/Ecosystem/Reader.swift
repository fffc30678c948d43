package import Wording

/// Reads JSON as PM2 reads it: PM2 evaluates the file as JavaScript, so comments, trailing commas, single
/// quotes, bare keys, hexadecimal numbers and `undefined` are welcome; anything that needs a real
/// evaluation is refused with a hint. Every value and key keeps the byte where it begins.
///
/// Safe against hostile input: depth, size and text are checked, nothing traps, and it is linear in the
/// file's length.
package struct Reader {
    /// Where reading stopped and why.
    package struct SyntaxError: Error, Hashable, Sendable {
        package var offset: Int
        package var sentence: Sentence

        init(at offset: Int, _ say: (FileWords) -> String) {
            self.offset = offset
            sentence = Sentence { say($0.file) }
        }
    }

    /// A key that an object holds more than once; the last one wins, as in JavaScript.
    package struct DuplicateKey: Hashable, Sendable {
        package var offset: Int
        package var key: String
        package var firstOffset: Int

        package init(offset: Int, key: String, firstOffset: Int) {
            self.offset = offset
            self.key = key
            self.firstOffset = firstOffset
        }
    }

    package static let deepest = 64

    let bytes: [UInt8]
    var at: Int
    private var depth = 0
    package private(set) var duplicates: [DuplicateKey] = []
    private let source: SourceText

    package init(_ source: SourceText) {
        self.source = source
        bytes = source.bytes
        at = source.start
    }

    /// The whole file as one value.
    package mutating func read() throws(SyntaxError) -> Value {
        try source.checkEncoding()
        try skipBlank()
        if at == bytes.count {
            throw SyntaxError(at: at) { $0.isEmpty }
        }
        let value = try value()
        try skipBlank()
        if at < bytes.count { throw unexpected { $0.endOfFile } }
        return value
    }

    // MARK: - Values

    private mutating func value() throws(SyntaxError) -> Value {
        let begin = at
        switch peek {
        case "{": return Value(offset: begin, content: .object(try object()))
        case "[": return Value(offset: begin, content: .array(try array()))
        case "\"", "'": return Value(offset: begin, content: .text(try string()))
        case let byte? where Reader.startsNumber(byte):
            return Value(offset: begin, content: .number(try number()))
        case _ where isWord: return Value(offset: begin, content: try literal())
        default: throw unexpected { $0.aValue }
        }
    }

    private mutating func object() throws(SyntaxError) -> [Value.Member] {
        try enter()
        var members: [Value.Member] = []
        var places: [String: Int] = [:]
        while try !closes("}") {
            let member = try member()
            if let first = places[member.key] {
                duplicates.append(
                    DuplicateKey(
                        offset: member.keyOffset, key: member.key, firstOffset: members[first].keyOffset))
                members[first] = member
            } else {
                places[member.key] = members.count
                members.append(member)
            }
            try separator(before: "}")
        }
        depth -= 1
        return members
    }

    private mutating func member() throws(SyntaxError) -> Value.Member {
        let begin = at
        let key: String
        switch peek {
        case "\"", "'": key = try string()
        case _ where isWord: key = identifier()
        default: throw unexpected { $0.aKeyOrEnd }
        }
        try skipBlank()
        guard peek == ":" else { throw unexpected { $0.colon(after: Quoted.text(key)) } }
        at += 1
        try skipBlank()
        return Value.Member(key: key, keyOffset: begin, value: try value())
    }

    private mutating func array() throws(SyntaxError) -> [Value] {
        try enter()
        var values: [Value] = []
        while try !closes("]") {
            values.append(try value())
            try separator(before: "]")
        }
        depth -= 1
        return values
    }

    private mutating func literal() throws(SyntaxError) -> Value.Content {
        let begin = at
        switch identifier() {
        case "true": return .flag(true)
        case "false": return .flag(false)
        // JSON cannot say `undefined`, JavaScript can; PM2 treats both as not given.
        case "null", "undefined": return .null
        case let word:
            let isJavaScript = [
                "module", "process", "require", "exports", "export", "const", "let", "var", "import",
            ].contains(word)
            throw SyntaxError(at: begin) {
                $0.found(Quoted.text(word), expected: $0.aValue) + (isJavaScript ? $0.isJavaScript : "")
            }
        }
    }

    // MARK: - Punctuation

    private mutating func enter() throws(SyntaxError) {
        if depth == Reader.deepest {
            throw SyntaxError(at: at) { $0.tooDeep(Reader.deepest) }
        }
        depth += 1
        at += 1
        try skipBlank()
    }

    private mutating func closes(_ close: Unicode.Scalar) throws(SyntaxError) -> Bool {
        guard peek == close else { return false }
        at += 1
        return true
    }

    private mutating func separator(before close: Unicode.Scalar) throws(SyntaxError) {
        try skipBlank()
        if peek == "," {
            at += 1
            try skipBlank()
        } else if peek != close {
            throw unexpected { $0.commaOr("\(close)") }
        }
    }

    mutating func skipBlank() throws(SyntaxError) {
        while let byte = peek {
            switch byte {
            case " ", "\t", "\n", "\r", "\u{B}", "\u{C}": at += 1
            case "/": try skipComment()
            default: return
            }
        }
    }

    private mutating func skipComment() throws(SyntaxError) {
        let begin = at
        switch at + 1 < bytes.count ? Unicode.Scalar(bytes[at + 1]) : nil {
        case "/":
            while at < bytes.count, bytes[at] != 0x0A { at += 1 }
        case "*":
            at += 2
            while at + 1 < bytes.count, bytes[at] != UInt8(ascii: "*") || bytes[at + 1] != UInt8(ascii: "/") {
                at += 1
            }
            guard at + 1 < bytes.count else {
                throw SyntaxError(at: begin) { $0.openComment }
            }
            at += 2
        default: throw unexpected { $0.aValueOrComment }
        }
    }

    // MARK: - Looking

    /// The next byte, as the scalar it would be in Latin-1; nil at the end.
    var peek: Unicode.Scalar? { at < bytes.count ? Unicode.Scalar(bytes[at]) : nil }

    /// The next character's first scalar, decoded; the text is known to be UTF-8.
    var nextScalar: Unicode.Scalar? {
        guard let byte = peek, byte.value >= 0x80 else { return peek }
        return String(decoding: bytes[at..<min(at + 4, bytes.count)], as: UTF8.self).unicodeScalars.first
    }

    private var isWord: Bool { nextScalar.map(Reader.startsIdentifier) ?? false }

    /// "found X, expected Y", with X as the character in the file.
    func unexpected(_ expected: (FileWords) -> String) -> SyntaxError {
        SyntaxError(at: at) { words in
            words.found(found(words), expected: expected(words))
                + (isTypographicQuote ? words.typographicQuotes : "")
        }
    }

    private func found(_ words: FileWords) -> String {
        guard at < bytes.count else { return words.endOfFile }
        if bytes[at] == 0 { return words.aNULByte }
        return peek == "\"" || peek == "'" ? words.aString : Quoted.text(nextCharacter)
    }

    private var isTypographicQuote: Bool {
        at < bytes.count && !nextCharacter.isEmpty && "“”„‘’«»".contains(nextCharacter)
    }

    private var nextCharacter: Substring {
        String(decoding: bytes[at..<min(at + 16, bytes.count)], as: UTF8.self).prefix(1)
    }
}

extension SourceText {
    func checkEncoding() throws(Reader.SyntaxError) {
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
            throw Reader.SyntaxError(at: 0) { $0.isUTF16 }
        }
        if let bad = firstInvalidByte {
            let hex = String(bytes[bad], radix: 16, uppercase: true)
            throw Reader.SyntaxError(at: bad) { $0.notUTF8(hex) }
        }
    }
}
