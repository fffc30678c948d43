/// Where a server listens: an address in numbers, and a port.
package struct ListenAddress: Hashable, Sendable {
    /// "127.0.0.1", "::1"; without brackets.
    package var host: String
    package var port: Int
    package init(host: String = ListenAddress.loopback, port: Int) {
        self.host = host
        self.port = port
    }

    package static let loopback = "127.0.0.1"

    /// "127.0.0.1:9209", "[::1]:9209".
    package var text: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// "9209" and ":9209" are loopback's. Whether `host` is an address is not looked at.
    package init?(_ text: String) {
        let colon = text.lastIndex(of: ":")
        let number = colon.map { text[text.index(after: $0)...] } ?? text[...]
        guard !number.isEmpty, number.utf8.count <= 5, number.utf8.allSatisfy({ (48...57).contains($0) }),
            let port = Int(number), (1...65535).contains(port)
        else { return nil }
        var host = colon.map { String(text[..<$0]) } ?? ""
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = String(host.dropFirst().dropLast())
            guard host.contains(":") else { return nil }
        } else if host.contains(":") {
            return nil
        }
        self.init(host: host.isEmpty ? ListenAddress.loopback : host, port: port)
    }
}

extension ListenAddress: Codable {
    package func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        try value.encode(text)
    }

    package init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        guard let address = ListenAddress(try value.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: value, debugDescription: "no address with a port")
        }
        self = address
    }
}
