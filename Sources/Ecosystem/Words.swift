/// `args` and `interpreter_args` given as one string, split as a shell splits: blanks part words, quotes
/// hold them together, a backslash takes the next character as it is. No expansion of any kind.
enum Words {
    /// Nil when a quote is never closed.
    static func split(_ text: String) -> [String]? {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var rest = text.makeIterator()
        while let character = rest.next() {
            switch (character, quote) {
            case ("\\", "\""):
                // Within double quotes a backslash is special only before these.
                guard let next = rest.next() else { return nil }
                let text = "\"\\$`".contains(next) ? String(next) : "\\\(next)"
                word = (word ?? "") + text
            case ("\\", nil):
                word = (word ?? "") + (rest.next().map(String.init) ?? "\\")
            case (let open, nil) where open == "\"" || open == "'":
                quote = open
                word = word ?? ""
            case (let close, let open?) where close == open:
                quote = nil
            case (let blank, nil) where blank.isWhitespace:
                if let done = word { words.append(done) }
                word = nil
            default:
                word = (word ?? "") + String(character)
            }
        }
        if let word { words.append(word) }
        return quote == nil ? words : nil
    }
}
