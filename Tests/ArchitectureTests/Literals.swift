/// The string literals of a Swift source, as far as sentences in them are concerned: what is put in by `\(…)` is
/// one `{}`, and literals that `+` joins are one.
struct Literals {
    struct Literal {
        let line: Int
        var text: String
    }

    private(set) var all: [Literal] = []
    private let source: [Character]
    private var at = 0
    private var line = 1
    /// Nothing but blanks has followed the literal before; then, nothing but "+".
    private var isBehind = false
    private var isJoined = false

    init(_ text: [UInt8]) {
        source = Array(String(decoding: text, as: UTF8.self))
        while at < source.count { step() }
    }

    private func has(_ text: String) -> Bool {
        at + text.count <= source.count && source[at..<(at + text.count)].elementsEqual(text)
    }

    private mutating func step() {
        if has("//") {
            while at < source.count, source[at] != "\n" { at += 1 }
        } else if has("\"") || has("#\"") {
            let begin = line
            let text = literal()
            if isJoined, !all.isEmpty {
                all[all.count - 1].text += text
            } else {
                all.append(Literal(line: begin, text: text))
            }
            (isBehind, isJoined) = (true, false)
        } else {
            let character = source[at]
            at += 1
            if character == "\n" { line += 1 }
            if character.isWhitespace { return }
            isJoined = character == "+" && isBehind
            isBehind = false
        }
    }

    /// From its quote to behind the other.
    private mutating func literal() -> String {
        let isRaw = has("#")
        if isRaw { at += 1 }
        let marks = has("\"\"\"") ? "\"\"\"" : "\""
        let quote = isRaw ? marks + "#" : marks
        at += marks.count
        var text = ""
        while at < source.count, !has(quote) {
            if has(isRaw ? "\\#(" : "\\(") {
                at += isRaw ? 1 : 0
                at += 2
                skipInterpolation()
                text += "{}"
            } else if !isRaw, has("\\\n") {
                at += 2
                line += 1
                while at < source.count, source[at] == " " { at += 1 }
            } else if !isRaw, source[at] == "\\" {
                text.append(at + 1 < source.count && !source[at + 1].isLetter ? source[at + 1] : "\n")
                at += 2
            } else {
                if source[at] == "\n" { line += 1 }
                text.append(source[at])
                at += 1
            }
        }
        at += quote.count
        return text
    }

    /// What is in it may have literals of its own.
    private mutating func skipInterpolation() {
        var depth = 1
        while at < source.count, depth > 0 {
            if has("\"") || has("#\"") {
                _ = literal()
                continue
            }
            if source[at] == "(" { depth += 1 }
            if source[at] == ")" { depth -= 1 }
            at += 1
        }
    }
}
