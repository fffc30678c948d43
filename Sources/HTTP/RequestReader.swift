/// A request as a small server gets it: GET or HEAD, without a body.
package struct HTTPRequest: Hashable, Sendable {
    package enum Method: String, Hashable, Sendable { case get = "GET", head = "HEAD" }

    package var method: Method
    /// As it was sent, percent signs and all: visible ASCII, begins with a slash.
    package var path: String
    /// What stood behind a question mark.
    package var query: String?
    package var headers = HTTPHeaders()
    /// HTTP/1.1, and no word that the connection be closed.
    package var keepsAlive = false
}

/// Bytes as they come in, requests as they are complete.
package struct RequestReader {
    package enum Step: Hashable, Sendable {
        /// Not there yet.
        case more
        case request(HTTPRequest)
        /// Nothing more will be read; `HTTPMistake.status` is what to answer.
        case refused(HTTPMistake)
    }

    /// Not looked at yet: what came behind a request.
    private var waiting: [UInt8] = []
    private var lines = HTTPLines()
    private var begun: Begun?
    private var mistake: HTTPMistake?

    private struct Begun {
        var request: HTTPRequest
        var isNewest: Bool
    }

    package init() {}

    /// Bytes that are held and were not looked at: whoever sends on without awaiting an answer makes them grow.
    package var ahead: Int { waiting.count }

    package mutating func append(_ bytes: UnsafeRawBufferPointer) { waiting.append(contentsOf: bytes) }

    package mutating func next() -> Step {
        if let mistake { return .refused(mistake) }
        do throws(HTTPMistake) {
            for (index, byte) in waiting.enumerated() {
                guard let line = try lines.take(byte), let request = try take(line) else { continue }
                waiting.removeFirst(index + 1)
                lines = HTTPLines()
                return .request(request)
            }
            waiting.removeAll(keepingCapacity: waiting.capacity <= 1 << 12)
            return .more
        } catch {
            mistake = error
            waiting = []
            return .refused(error)
        }
    }

    // MARK: - Lines

    private mutating func take(_ line: [UInt8]) throws(HTTPMistake) -> HTTPRequest? {
        guard var begun else {
            begun = try RequestReader.begin(line)
            return nil
        }
        if line.isEmpty {
            self.begun = nil
            return try RequestReader.finish(begun)
        }
        try begun.request.headers.take(line)
        self.begun = begun
        return nil
    }

    /// `GET /path?query HTTP/1.1`, one blank between.
    private static func begin(_ line: [UInt8]) throws(HTTPMistake) -> Begun {
        let words = line.split(separator: 0x20, omittingEmptySubsequences: false)
        guard words.count == 3, !words[0].isEmpty, words[0].allSatisfy(HTTPHeaders.isToken),
            let isNewest = isNewest(words[2])
        else { throw .malformed }
        guard let method = HTTPRequest.Method(rawValue: String(decoding: words[0], as: UTF8.self)) else {
            throw .method
        }
        var target = words[1]
        guard target.allSatisfy({ (0x21..<0x7F).contains($0) && $0 != UInt8(ascii: "#") }) else {
            throw .malformed
        }
        // As to a proxy (RFC 9112, 3.2.2): every server has to take it.
        if target.starts(with: Array("http://".utf8)) {
            let path = target.dropFirst(7).firstIndex(of: UInt8(ascii: "/"))
            target = path.map { target[$0...] } ?? [UInt8(ascii: "/")]
        }
        guard target.first == UInt8(ascii: "/") else { throw .malformed }
        let parts = target.split(separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
        var request = HTTPRequest(method: method, path: String(decoding: parts[0], as: UTF8.self))
        if parts.count == 2 { request.query = String(decoding: parts[1], as: UTF8.self) }
        return Begun(request: request, isNewest: isNewest)
    }

    /// Whether it is HTTP/1.1; nil: neither that nor 1.0.
    static func isNewest(_ version: ArraySlice<UInt8>) -> Bool? {
        if version.elementsEqual("HTTP/1.1".utf8) { return true }
        return version.elementsEqual("HTTP/1.0".utf8) ? false : nil
    }

    private static func finish(_ begun: Begun) throws(HTTPMistake) -> HTTPRequest {
        var request = begun.request
        let hosts = request.headers.all("host").count
        guard hosts == 1 || (hosts == 0 && !begun.isNewest) else { throw .malformed }
        guard try !request.headers.isChunked, try request.headers.length ?? 0 == 0 else { throw .body }
        request.keepsAlive = begun.isNewest && !request.headers.words("connection").contains("close")
        return request
    }
}
