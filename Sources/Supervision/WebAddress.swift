/// `host:port`. An IPv6 address stands in brackets.
package struct Endpoint: Hashable, Sendable {
    /// Without brackets.
    package var host: String
    package var port: UInt16

    package init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    package enum Mistake: Error, Hashable, Sendable {
        /// It begins with this, and not with `http://`.
        case scheme(String)
        case host
        /// There is none, or it is not 1 to 65535.
        case port
        /// A path with a blank, or what is no ASCII: those are written with percent signs.
        case path
    }

    /// - Parameter port: where the text has none.
    package init(_ text: some StringProtocol, port standard: UInt16? = nil) throws(Mistake) {
        let host: Substring
        var rest: Substring
        let text = Substring(text)
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else { throw .host }
            host = text[text.index(after: text.startIndex)..<end]
            rest = text[text.index(after: end)...]
            guard
                host.utf8.allSatisfy({
                    Endpoint.isHexadecimal($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
                }),
                host.contains(":")
            else { throw .host }
        } else {
            let colon = text.firstIndex(of: ":") ?? text.endIndex
            (host, rest) = (text[..<colon], text[colon...])
            guard !host.isEmpty, host.utf8.count <= 253, host.utf8.allSatisfy(Endpoint.isName) else {
                throw .host
            }
        }
        self.host = String(host)
        if rest.isEmpty {
            guard let standard else { throw .port }
            self.port = standard
            return
        }
        guard rest.removeFirst() == ":", rest.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let port = UInt16(rest), port > 0
        else { throw .port }
        self.port = port
    }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}

extension Endpoint: CustomStringConvertible {
    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// `http://host:port/path?query`: the one kind of address that wamon itself asks. Without a port 80 is meant.
package struct WebAddress: Hashable, Sendable {
    package var endpoint: Endpoint
    /// Path and query, as they are sent.
    package var target: String

    package init(_ text: String) throws(Endpoint.Mistake) {
        guard let colon = text.range(of: "://"), !colon.before.isEmpty else { throw .scheme("") }
        guard colon.before.lowercased() == "http" else { throw .scheme(String(colon.before)) }
        let end = colon.after.firstIndex { "/?#".contains($0) } ?? colon.after.endIndex
        endpoint = try Endpoint(colon.after[..<end], port: 80)
        // What stands behind # is nobody's but the reader's.
        let target = colon.after[end...].prefix { $0 != "#" }
        guard target.utf8.allSatisfy({ (0x21..<0x7F).contains($0) }) else { throw .path }
        self.target = target.first == "/" ? String(target) : "/" + target
    }
}

extension WebAddress: CustomStringConvertible {
    package var description: String { "http://\(endpoint)\(target)" }
}

extension String {
    /// What stands on both sides of the first of it.
    fileprivate func range(of mark: String) -> (before: Substring, after: Substring)? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(mark) {
                return (self[..<start], self[start...].dropFirst(mark.count))
            }
            start = index(after: start)
        }
        return nil
    }
}
