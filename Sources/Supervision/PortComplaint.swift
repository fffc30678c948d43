/// What a program says when somebody else listens where it wants to: in its last lines, in the words of node,
/// Python, Go, nginx, Java, Ruby, Rust.
package enum PortComplaint {
    private static let words = ["eaddrinuse", "address already in use", "addrinuse", "connection in use"]
    /// Lines behind the complaint in which node says the port once more.
    private static let details = 12

    /// nil: there is none, or it does not say which port.
    /// - Parameters:
    ///   - lines: the last ones, oldest first.
    ///   - standard: the port the app is to have, where the lines name none.
    package static func port(in lines: [String], else standard: Int?) -> Int? {
        guard let place = lines.lastIndex(where: complains) else { return nil }
        let first = lines.firstIndex(where: complains) ?? place
        for line in lines[first...place] where complains(line) {
            if let port = address(in: line) ?? named(in: line) { return port }
        }
        for line in lines[first...].dropFirst().prefix(details) {
            if let port = named(in: line) { return port }
        }
        return standard
    }

    private static func complains(_ line: String) -> Bool {
        let line = line.lowercased()
        return words.contains(where: line.contains)
    }

    // MARK: - Where it says so

    /// `:::3000`, `0.0.0.0:3000`, `[::1]:3000`, `:8080:`, `('0.0.0.0', 8000)`; of several the last.
    private static func address(in line: String) -> Int? {
        var found: Int?
        for word in line.split(whereSeparator: { $0 == " " || $0 == "\t" }) {
            var bare = word.drop { "('\"".contains($0) }
            while let last = bare.last, ",;.:)'\"".contains(last) { bare.removeLast() }
            guard let colon = bare.lastIndex(of: ":"), isHost(bare[..<colon]) else { continue }
            found = number(bare[bare.index(after: colon)...]) ?? found
        }
        return found ?? tuple(in: line)
    }

    /// Python's.
    private static func tuple(in line: String) -> Int? {
        guard let comma = line.firstRange(of: "', ") else { return nil }
        return number(line[comma.upperBound...].prefix { $0.isASCII && $0.isNumber })
    }

    /// `port: 3000`, `port 3000`, `port=3000`.
    private static func named(in line: String) -> Int? {
        var rest = line.lowercased()[...]
        while let word = rest.firstRange(of: "port") {
            rest = rest[word.upperBound...]
            let value = rest.drop { " :='\"".contains($0) }
            if value.startIndex > rest.startIndex,
                let port = number(value.prefix { $0.isASCII && $0.isNumber })
            {
                return port
            }
        }
        return nil
    }

    /// Nothing, an address, or a name; not an hour and its minutes.
    private static func isHost(_ text: Substring) -> Bool {
        if text.allSatisfy({ $0 == ":" || $0 == "*" }) { return true }
        if text.contains(where: { $0 == "[" || $0 == "." }) { return true }
        return text.contains { $0.isLetter }
            && text.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) }
    }

    private static func number(_ text: Substring) -> Int? {
        Int(text).flatMap { (1...65535).contains($0) ? $0 : nil }
    }
}
