import Wording

/// What a word of YAML means: the core schema of YAML 1.2. `yes`, `no`, `on` and `off` are text, a date is
/// text; whatever is in quotes is text.
enum YamlScalar {
    private static let prefix = "tag:yaml.org,2002:"

    static func content(
        _ text: String, isPlain: Bool, tag: String?, at offset: Int
    ) throws(Reader.SyntaxError) -> Value.Content {
        guard !text.utf8.contains(0) else { throw holdsNUL(offset) }
        try check(tag: tag, isOneOf: ["str", "int", "float", "bool", "null"], at: offset)
        // "!" alone means: as it is.
        let name = tag.map { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : "str" }
        if name == "str" || name == nil && !isPlain { return .text(text) }
        let content = try plain(text, at: offset)
        switch (name, content) {
        case (nil, _), ("null", .null), ("bool", .flag), ("int", .number), ("float", .number): return content
        default:
            throw Reader.SyntaxError(at: offset) { $0.notItsTag(Quoted.text(text), name ?? "") }
        }
    }

    static func check(
        tag: String?, isOneOf names: [String], at offset: Int
    ) throws(Reader.SyntaxError) {
        guard let tag, tag != "!", !names.contains(where: { tag == prefix + $0 }) else { return }
        let short = tag.hasPrefix(prefix) ? "!!" + tag.dropFirst(prefix.count) : tag
        throw Reader.SyntaxError(at: offset) { $0.unknownTag(Quoted.text(short)) }
    }

    static func holdsNUL(_ offset: Int) -> Reader.SyntaxError {
        Reader.SyntaxError(at: offset) { $0.nulCharacter }
    }

    // MARK: - Without quotes

    private static func plain(_ text: String, at offset: Int) throws(Reader.SyntaxError) -> Value.Content {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .flag(true)
        case "false", "False", "FALSE": return .flag(false)
        default: break
        }
        guard let value = number(text) else { return .text(text) }
        guard value.isFinite else {
            throw Reader.SyntaxError(at: offset) { $0.numberTooLarge(Quoted.plain(text.prefix(40))) }
        }
        return .number(Value.Number(source: text, value: value))
    }

    /// Nil when it is none; infinite for `.inf`, and for `.nan` as well.
    private static func number(_ text: String) -> Double? {
        guard let first = text.utf8.first, text.utf8.count <= 400,
            first == UInt8(ascii: ".") || first == UInt8(ascii: "+") || first == UInt8(ascii: "-")
                || isDigit(first)
        else { return nil }
        if text.hasPrefix("0o") { return natural(text.dropFirst(2), radix: 8) }
        if text.hasPrefix("0x") { return natural(text.dropFirst(2), radix: 16) }
        let bare = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
        if [".inf", ".Inf", ".INF"].contains(bare) || [".nan", ".NaN", ".NAN"].contains(text) {
            return .infinity
        }
        return isDecimal(bare) ? Double(text) ?? .infinity : nil
    }

    private static func natural(_ digits: Substring, radix: Int) -> Double? {
        guard let first = digits.utf8.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-") else {
            return nil
        }
        return UInt64(digits, radix: radix).map { Double($0) }
    }

    /// `12`, `1.`, `.5`, `1.5e-3`.
    private static func isDecimal(_ text: Substring) -> Bool {
        var rest = text.utf8[...]
        func digits() -> Int {
            let count = rest.prefix(while: isDigit).count
            rest = rest.dropFirst(count)
            return count
        }
        var count = digits()
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            count += digits()
        }
        guard count > 0 else { return false }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
            guard digits() > 0 else { return false }
        }
        return rest.isEmpty
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
