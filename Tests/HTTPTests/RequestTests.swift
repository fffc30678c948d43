import HTTP
import Testing

/// What a client sends, however it is cut.
@Suite struct RequestTests {
    private static let scrape = [
        "GET /metrics?name=api HTTP/1.1", "Host: 127.0.0.1:9209", "User-Agent: Prometheus/2.42",
        "Accept:  text/plain;version=0.0.4 ", "", "",
    ].joined(separator: "\r\n")

    /// Every step until nothing is left, the bytes given in pieces of these sizes.
    private func steps(_ text: String, cutAt cuts: [Int] = []) -> [RequestReader.Step] {
        var reader = RequestReader()
        var steps: [RequestReader.Step] = []
        let bytes = Array(text.utf8)
        var from = 0
        for to in cuts + [bytes.count] where to >= from {
            bytes[from..<to].withUnsafeBytes { reader.append($0) }
            from = to
            while true {
                let step = reader.next()
                if step == .more { break }
                steps.append(step)
                if case .refused = step { return steps }
            }
        }
        return steps
    }

    private func refusal(_ text: String) -> HTTPMistake? {
        if case .refused(let mistake)? = steps(text).last { mistake } else { nil }
    }

    @Test func `a request is the same wherever its bytes are cut`() throws {
        let whole = steps(Self.scrape)
        try #require(whole.count == 1)
        guard case .request(let request) = whole[0] else {
            Issue.record("refused: \(whole)")
            return
        }
        #expect(request.method == .get)
        #expect(request.path == "/metrics")
        #expect(request.query == "name=api")
        #expect(request.keepsAlive)
        #expect(request.headers["accept"] == "text/plain;version=0.0.4")
        for cut in 0...Self.scrape.utf8.count {
            #expect(steps(Self.scrape, cutAt: [cut]) == whole)
        }
        #expect(steps(Self.scrape, cutAt: Array(0...Self.scrape.utf8.count)) == whole)
    }

    @Test func `requests that are sent at once come one after the other`() {
        let two = "GET /livez HTTP/1.1\r\nHost: a\r\n\r\nHEAD /readyz HTTP/1.0\r\n\r\n"
        let whole = steps(two)
        #expect(whole.count == 2)
        for cut in 0...two.utf8.count { #expect(steps(two, cutAt: [cut]) == whole) }
        guard case .request(let second)? = whole.last else {
            Issue.record("refused: \(whole)")
            return
        }
        #expect(second.method == .head)
        #expect(!second.keepsAlive)
    }

    @Test(arguments: [
        ("GET /a HTTP/1.1\nHost: a\n\n", HTTPMistake.malformed),
        ("GET /a HTTP/1.1\r\rHost: a\r\n\r\n", .malformed),
        ("GET  /a HTTP/1.1\r\n", .malformed),
        ("GET /a HTTP/2.0\r\n", .malformed),
        ("GET a HTTP/1.1\r\n", .malformed),
        ("GET /a#b HTTP/1.1\r\n", .malformed),
        ("GET /ä HTTP/1.1\r\n", .malformed),
        ("\r\nGET /a HTTP/1.1\r\n", .malformed),
        ("\u{16}\u{3}\u{1}", .malformed),
        ("GET /a HTTP/1.1\r\nHost: a\r\n b\r\n\r\n", .malformed),
        ("GET /a HTTP/1.1\r\nHost : a\r\n\r\n", .malformed),
        ("GET /a HTTP/1.1\r\nHost\r\n\r\n", .malformed),
        ("GET /a HTTP/1.1\r\nHost: a\u{0}b\r\n\r\n", .malformed),
        ("GET /a HTTP/1.1\r\n\r\n", .malformed),
        ("GET /a HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", .malformed),
        ("POST /a HTTP/1.1\r\nHost: a\r\n\r\n", .method),
        ("get /a HTTP/1.1\r\nHost: a\r\n\r\n", .method),
        ("GET /a HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n", .body),
        ("GET /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", .body),
        ("GET /a HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\n", .malformed),
        ("GET /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", .malformed),
    ])
    func `what is not strictly a request is refused`(text: String, mistake: HTTPMistake) {
        #expect(refusal(text) == mistake)
    }

    @Test func `a head beyond 16 KiB is refused before it ends, and nothing after that is read`() {
        #expect(refusal("GET /" + String(repeating: "a", count: 1 << 14)) == .tooLong)
        let many = String(repeating: "A: b\r\n", count: 3000)
        #expect(refusal("GET / HTTP/1.1\r\nHost: a\r\n" + many + "\r\n") == .tooLong)
        var reader = RequestReader()
        for _ in 0..<2 {
            Array("nonsense\r\n".utf8).withUnsafeBytes { reader.append($0) }
            #expect(reader.next() == .refused(.malformed))
        }
    }

    @Test func `a target as a proxy gets it is one`() {
        guard case .request(let request)? = steps("GET http://a:1/b?c HTTP/1.1\r\nHost: a:1\r\n\r\n").first
        else {
            Issue.record("refused")
            return
        }
        #expect(request.path == "/b")
        #expect(request.query == "c")
    }

    @Test func `an answer says how long it is, and that it may not be kept`() {
        let answer = ResponseText(200, "ok\n")
        let head =
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 3\r\n"
            + "Cache-Control: no-store\r\n"
        #expect(String(decoding: answer.bytes(keepsAlive: true), as: UTF8.self) == head + "\r\nok\n")
        #expect(
            String(decoding: answer.bytes(isHead: true), as: UTF8.self)
                == head + "Connection: close\r\n\r\n")
        let refusal = String(decoding: ResponseText(.method).bytes(), as: UTF8.self)
        #expect(refusal.hasPrefix("HTTP/1.1 405 Method Not Allowed\r\n"))
        #expect(refusal.contains("\r\nAllow: GET, HEAD\r\n"))
    }
}
