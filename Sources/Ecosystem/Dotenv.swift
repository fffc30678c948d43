import Wording

/// `env_file`: lines of `KEY=value`, with `export`, comments and quotes as dotenv has them; no expansion.
struct Dotenv {
    /// A line that says nothing, by its number from 1.
    struct BadLine: Hashable {
        var line: Int
        var sentence: Sentence
    }

    private(set) var variables: [String: String] = [:]
    /// Where each is set, from 1.
    private(set) var lines: [String: Int] = [:]
    private(set) var badLines: [BadLine] = []

    private var rest: Substring
    private var line = 1

    /// Reads the whole text.
    init(_ text: String) {
        // A line break of two characters is one Character to Swift: work on plain line feeds.
        let plain = String(
            String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\r" && $0 != "\u{FEFF}" }))
        rest = plain[...]
        while !rest.isEmpty { readLine() }
    }

    private mutating func readLine() {
        let started = line
        let body = rest.prefix { $0 != "\n" }
        var text = body.drop(while: \.isWhitespace)
        if text.isEmpty || text.hasPrefix("#") { return skip(to: body.endIndex) }
        if text.hasPrefix("export ") { text = text.dropFirst(7).drop(while: \.isWhitespace) }
        guard let equals = text.firstIndex(of: "=") else {
            badLines.append(
                BadLine(
                    line: started,
                    sentence: Sentence { $0.file.found(Quoted.text(text), expected: "KEY=value") }))
            return skip(to: body.endIndex)
        }
        let key = Dotenv.trimmed(text[..<equals])
        guard Dotenv.isName(key) else {
            badLines.append(
                BadLine(
                    line: started, sentence: Sentence { $0.file.notAVariable(nil, Quoted.text(key)) }))
            return skip(to: body.endIndex)
        }
        lines[String(key)] = started
        let value = rest[text.index(after: equals)...].drop { $0 == " " || $0 == "\t" }
        if let quote = value.first, "\"'`".contains(quote), let close = Dotenv.closing(quote, in: value) {
            let inner = value[value.index(after: value.startIndex)..<close]
            variables[String(key)] = quote == "\"" ? Dotenv.unescaped(inner) : String(inner)
            skip(to: rest[close...].firstIndex(of: "\n") ?? rest.endIndex)
        } else {
            variables[String(key)] = String(
                Dotenv.trimmed(Dotenv.withoutComment(value.prefix { $0 != "\n" })))
            skip(to: body.endIndex)
        }
    }

    /// Moves behind the line break at `end`.
    private mutating func skip(to end: Substring.Index) {
        line += rest[..<end].count { $0 == "\n" } + 1
        rest = end < rest.endIndex ? rest[rest.index(after: end)...] : ""
    }

    // MARK: - Text

    /// What the kernel and every shell can hold: no `=`, nothing that does not print.
    static func isName(_ name: some StringProtocol) -> Bool {
        !name.isEmpty && name.unicodeScalars.allSatisfy { $0 != "=" && $0.value > 0x20 && $0.value != 0x7F }
    }

    private static func closing(_ quote: Character, in value: Substring) -> Substring.Index? {
        var index = value.index(after: value.startIndex)
        while index < value.endIndex {
            if value[index] == quote { return index }
            if quote == "\"", value[index] == "\\" { index = value.index(after: index) }
            if index < value.endIndex { index = value.index(after: index) }
        }
        return nil
    }

    private static func unescaped(_ text: Substring) -> String {
        var out = ""
        var rest = text.makeIterator()
        while let character = rest.next() {
            guard character == "\\" else {
                out.append(character)
                continue
            }
            switch rest.next() {
            case "n": out.append("\n")
            case "r": out.append("\r")
            case "t": out.append("\t")
            case let other?: out.append(other)
            case nil: out.append("\\")
            }
        }
        return out
    }

    private static func withoutComment(_ text: Substring) -> Substring {
        var previous: Character = " "
        for index in text.indices {
            if text[index] == "#", previous.isWhitespace { return text[..<index] }
            previous = text[index]
        }
        return text
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
