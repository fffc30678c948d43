/// An answer of a small server, to be written. Nothing of it may be kept by whoever is in between.
package struct ResponseText: Hashable, Sendable {
    package var status: Int
    /// `Content-Type`.
    package var type: String
    package var body: [UInt8]

    package init(_ status: Int, type: String = "text/plain; charset=utf-8", body: [UInt8]) {
        self.status = status
        self.type = type
        self.body = body
    }

    package init(_ status: Int, _ text: String) { self.init(status, body: Array(text.utf8)) }

    /// What is said to a request that is refused.
    package init(_ mistake: HTTPMistake) {
        self.init(mistake.status, ResponseText.phrase(mistake.status) + "\n")
    }

    /// - Parameters:
    ///   - isHead: everything but the body.
    ///   - keepsAlive: the connection is for more; else whoever writes this closes it.
    package func bytes(isHead: Bool = false, keepsAlive: Bool = false) -> [UInt8] {
        var head = "HTTP/1.1 \(status) \(ResponseText.phrase(status))\r\n"
        head += "Content-Type: \(type)\r\nContent-Length: \(body.count)\r\nCache-Control: no-store\r\n"
        if status == 405 { head += "Allow: GET, HEAD\r\n" }
        head += keepsAlive ? "\r\n" : "Connection: close\r\n\r\n"
        return Array(head.utf8) + (isHead ? [] : body)
    }

    /// RFC 9110, 15.
    private static func phrase(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 400: "Bad Request"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 408: "Request Timeout"
        case 413: "Content Too Large"
        case 431: "Request Header Fields Too Large"
        case 503: "Service Unavailable"
        default: "Status \(status)"
        }
    }
}
