import Wording

/// A value of the file with the place where it begins.
package struct Value: Sendable, Equatable {
    package indirect enum Content: Sendable, Equatable {
        case null
        case flag(Bool)
        case number(Number)
        case text(String)
        case array([Value])
        case object([Member])
    }

    package struct Number: Sendable, Equatable {
        /// As written.
        package var source: String
        package var value: Double

        package init(source: String, value: Double) {
            self.source = source
            self.value = value
        }

        /// Nil when it is not whole or does not fit.
        package var integer: Int? { Int(exactly: value) }

        /// As JavaScript prints it, so that `env` holds what PM2 would have put there.
        package var text: String {
            if let integer, abs(integer) < 1 << 53 { return String(integer) }
            return "\(value)"
        }
    }

    /// `key: value` of an object.
    package struct Member: Sendable, Equatable {
        package var key: String
        package var keyOffset: Int
        package var value: Value

        package init(key: String, keyOffset: Int, value: Value) {
            self.key = key
            self.keyOffset = keyOffset
            self.value = value
        }
    }

    /// The byte of the source where the value begins.
    package var offset: Int
    package var content: Content

    package init(offset: Int, content: Content) {
        self.offset = offset
        self.content = content
    }

    package var isNull: Bool { content == .null }

    /// The member of an object; nil where there is none.
    package subscript(_ key: String) -> Value? {
        guard case .object(let members) = content else { return nil }
        return members.first { $0.key == key }?.value
    }

    package var text: String? { if case .text(let text) = content { text } else { nil } }
    package var integer: Int? { if case .number(let number) = content { number.integer } else { nil } }

    /// For messages: a scalar as it is, "an array", "an object".
    func described(_ words: FileWords) -> String {
        switch content {
        case .null: "null"
        case .flag(let flag): "\(flag)"
        case .number(let number): Quoted.plain(number.source.prefix(Quoted.longest))
        case .text(let text): Quoted.text(text)
        case .array(let values): values.isEmpty ? words.anEmptyArray : words.anArray
        case .object: words.anObject
        }
    }

    /// Compact JSON, as `JSON.stringify` writes it.
    var json: String {
        switch content {
        case .null: "null"
        case .flag(let flag): "\(flag)"
        case .number(let number): number.text
        case .text(let text): Value.quoted(text)
        case .array(let values): "[" + values.map(\.json).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { "\(Value.quoted($0.key)):\($0.value.json)" }.joined(separator: ",") + "}"
        }
    }

    static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case "\u{8}": out += "\\b"
            case "\u{C}": out += "\\f"
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
