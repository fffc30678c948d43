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
