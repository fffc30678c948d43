/// What nobody should read over an operator's shoulder: masked until it is asked for.
enum Secrets {
    static let dots = "••••••"

    /// The name says that its value is one. Rather one too many.
    static func isSecret(_ name: String) -> Bool {
        let upper = name.uppercased()
        return signs.contains { upper.contains($0) } || upper.hasSuffix("_PWD") && upper != "OLD_PWD"
    }

    private static let signs = [
        "PASS", "SECRET", "TOKEN", "KEY", "CREDENTIAL", "AUTH", "PRIVATE", "DSN", "COOKIE", "SALT",
    ]

    /// Where the password of a URL is: `postgres://app:PASSWORD@db/chats`.
    static func password(in value: String) -> Range<String.Index>? {
        guard let scheme = firstRange(of: "://", in: value[...]) else { return nil }
        let rest = value[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != " " }
        // A password may contain what it should not: the last @ of the host's part counts.
        guard let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":") else {
            return nil
        }
        let start = value.index(after: colon)
        return start < at ? start..<at : nil
    }

    /// As it is shown: always as many dots, so that not even its length is told.
    static func masked(_ value: String, named name: String) -> String {
        if value.isEmpty { return value }
        if isSecret(name) { return dots }
        guard let range = password(in: value) else { return value }
        return value[..<range.lowerBound] + dots + value[range.upperBound...]
    }

    private static func firstRange(of text: String, in value: Substring) -> Range<String.Index>? {
        var start = value.startIndex
        while start < value.endIndex {
            if value[start...].hasPrefix(text) {
                return start..<value.index(start, offsetBy: text.count)
            }
            start = value.index(after: start)
        }
        return nil
    }
}
