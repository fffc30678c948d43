/// A value to be printed with its members in order: as JSON, or as Node's util.inspect shows it. (A
/// dictionary's coder would shuffle or sort what people have learnt to grep in PM2's order.)
indirect enum Tree: Hashable, Sendable {
    case null
    case flag(Bool)
    case whole(Int)
    case number(Double)
    case text(String)
    case list([Tree])
    case members([Member])

    struct Member: Hashable, Sendable {
        var key: String
        var value: Tree
    }

    static func of(_ pairs: KeyValuePairs<String, Tree>) -> Tree {
        .members(pairs.map { Member(key: $0.key, value: $0.value) })
    }

    // MARK: - JSON

    /// On one line.
    var json: String {
        var text = ""
        writeJSON(to: &text)
        return text
    }

    private func writeJSON(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .flag(let flag): text += flag ? "true" : "false"
        case .whole(let number): text += "\(number)"
        case .number(let number):
            text += number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
        case .text(let string): Tree.quote(string, "\"", to: &text)
        case .list(let values):
            text += "["
            for (index, value) in values.enumerated() {
                if index > 0 { text += "," }
                value.writeJSON(to: &text)
            }
            text += "]"
        case .members(let members):
            text += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { text += "," }
                Tree.quote(member.key, "\"", to: &text)
                text += ":"
                member.value.writeJSON(to: &text)
            }
            text += "}"
        }
    }

    // MARK: - util.inspect

    /// Over several lines, keys bare where JavaScript lets them be.
    var inspected: String { inspected(indent: "") }

    private func inspected(indent: String) -> String {
        let inner = indent + "  "
        switch self {
        case .text(let string):
            var text = ""
            Tree.quote(string, string.contains("'") && !string.contains("\"") ? "\"" : "'", to: &text)
            return text
        case .list(let values) where !values.isEmpty:
            let parts = values.map { $0.inspected(indent: inner) }
            let line = "[ " + parts.joined(separator: ", ") + " ]"
            if !line.contains("\n"), line.utf8.count <= 72 { return line }
            return "[\n" + parts.map { inner + $0 }.joined(separator: ",\n") + "\n" + indent + "]"
        case .list: return "[]"
        case .members(let members) where !members.isEmpty:
            let parts = members.map { "\(Tree.key($0.key)): \($0.value.inspected(indent: inner))" }
            let line = "{ " + parts.joined(separator: ", ") + " }"
            if !line.contains("\n"), line.utf8.count <= 72 { return line }
            return "{\n" + parts.map { inner + $0 }.joined(separator: ",\n") + "\n" + indent + "}"
        case .members: return "{}"
        case .null, .flag, .whole, .number: return json
        }
    }

    private static func key(_ key: String) -> String {
        let isName =
            key.first.map { $0.isASCII && ($0.isLetter || $0 == "_" || $0 == "$") } ?? false
            && key.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "$") }
        if isName { return key }
        var text = ""
        quote(key, "'", to: &text)
        return text
    }

    private static func quote(_ string: String, _ mark: Unicode.Scalar, to text: inout String) {
        text.unicodeScalars.append(mark)
        defer { text.unicodeScalars.append(mark) }
        let mayStand: (UInt8) -> Bool = { byte in
            byte >= 0x20 && byte != 0x7F && byte != UInt8(ascii: "\\") && byte != UInt8(ascii: mark)
        }
        // Nearly everything may: at once, it is a tenth of the price.
        if string.utf8.allSatisfy(mayStand) { return text += string }
        for scalar in string.unicodeScalars {
            switch scalar {
            case mark, "\\": text += "\\\(scalar)"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\u{8}": text += "\\b"
            case "\u{C}": text += "\\f"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let hex = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
