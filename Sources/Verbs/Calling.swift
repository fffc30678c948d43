/// The words of a command line as the parser is to see them, whatever name the program was called under.
package enum Calling {
    /// Options that PM2 takes before the verb, too.
    private static let leading: Set<String> = ["-s", "--silent", "--no-color", "-m", "--mini-list"]

    /// - Parameters:
    ///   - name: argv[0].
    ///   - words: without it.
    package static func words(calledAs name: String, _ words: [String]) -> [String] {
        switch name.split(separator: "/").last ?? "" {
        case "pm2": return pm2(words)
        case "pm2-runtime": return runtime(words)
        default: return words
        }
    }

    /// The language that a command line asks for, `--lang ru` or `--lang=ru`, and what is left of it. It may stand
    /// anywhere before `--`, and is looked for before the rest is parsed: also the help is in that language. The
    /// last one wins. One without a value is left for the parser to refuse.
    package static func language(in words: [String]) -> (named: String?, rest: [String]) {
        var named: String?
        var rest: [String] = []
        var left = words.prefix { $0 != "--" }
        while let word = left.popFirst() {
            if word == option, let value = left.popFirst() {
                named = value
            } else if word.hasPrefix(option + "=") {
                named = String(word.dropFirst(option.count + 1))
            } else {
                rest.append(word)
            }
        }
        return (named, rest + words.drop { $0 != "--" })
    }

    private static let option = "--lang"

    private static func pm2(_ words: [String]) -> [String] {
        let options = words.prefix { leading.contains($0) }
        guard let verb = words.dropFirst(options.count).first else { return ["--help"] }
        if verb == "-v" { return ["--version"] }
        let rest = words.dropFirst(options.count + 1)
        return [verb] + options.filter { $0 != "-m" && $0 != "--mini-list" } + rest
    }

    /// `pm2-runtime FILE` and `pm2-runtime start FILE` are `wamon run FILE`.
    private static func runtime(_ words: [String]) -> [String] {
        guard let first = words.first else { return ["run", "--help"] }
        if first == "-v" || first == "--version" { return ["--version"] }
        return ["run"] + (first == "start" ? Array(words.dropFirst()) : words)
    }
}
