import HTTP
import Testing

/// What a service answers, however it is cut.
@Suite struct ResponseTests {
    /// What is there when the bytes have come in pieces, and then nothing more.
    private func outcome(_ text: String, cutAt cuts: [Int] = []) -> ResponseReader.Step? {
        var reader = ResponseReader()
        let bytes = Array(text.utf8)
        var from = 0
        for to in cuts + [bytes.count] where to >= from {
            bytes[from..<to].withUnsafeBytes { reader.append($0) }
            from = to
        }
        return reader.end()
    }

    private func response(_ text: String) throws -> HTTPResponse {
        guard case .response(let response)? = outcome(text) else {
            throw Unexpected(outcome: outcome(text))
        }
        return response
    }

    private struct Unexpected: Error { let outcome: ResponseReader.Step? }

    private static let bodies = [
        "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: 8\r\n\r\n{\"a\": 1}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: Application/JSON\r\n\r\n"
            + "3\r\n{\"a\r\n5;x=\"y\"\r\n\": 1}\r\n0\r\nTrailer: a\r\n\r\n",
        "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n{\"a\": 1}",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n"
            + "HTTP/1.1 200\r\ncontent-type:application/json\r\ncontent-length:8\r\n\r\n{\"a\": 1}",
    ]

    @Test(arguments: bodies)
    func `a body is the same by length, in chunks or to the end, wherever its bytes are cut`(
        text: String
    ) throws {
        let whole = try response(text)
        #expect(whole.status == 200)
        #expect(whole.type == "application/json")
        #expect(whole.body == Array("{\"a\": 1}".utf8))
        #expect(!whole.isCut)
        let count = text.utf8.count
        for cut in 0...count { #expect(outcome(text, cutAt: [cut]) == .response(whole), "\(cut)") }
        #expect(outcome(text, cutAt: Array(0...count)) == .response(whole))
    }

    @Test(arguments: [
        "SSH-2.0-OpenSSH_9.2p1 Debian\r\n", "HTTP/1.1 200 OK\nA: b\n\n", "HTTP/1.1  200 OK\r\n\r\n",
        "HTTP/2 200 OK\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n", "HTTP/1.1 099 OK\r\n\r\n",
        "HTTP/1.1 600 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA b\r\n\r\n", "HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\n\r\na", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1 2\r\na\r\n0\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
        String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 9),
        "\u{15}\u{3}\u{3}\u{0}\u{2}\u{2}F",
    ])
    func `what is not strictly an answer is refused`(text: String) {
        #expect(outcome(text) == .refused(.malformed))
    }

    @Test(arguments: [
        "", "HTT", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\na",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
    ])
    func `who hangs up before the end has not answered`(text: String) {
        #expect(outcome(text) == nil)
    }

    @Test func `some answers have no body, and are over with their head`() throws {
        for status in [204, 304] {
            let answer = try response("HTTP/1.1 \(status) x\r\nContent-Length: 5\r\n\r\n")
            #expect(answer.status == status)
            #expect(answer.body == [])
        }
        var reader = ResponseReader()
        Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nmore".utf8).withUnsafeBytes { reader.append($0) }
        #expect(reader.step == .response(try response("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")))
    }

    @Test func `of a long body 64 KiB are kept, and the rest is not waited for`() throws {
        let long = String(repeating: "a", count: 1 << 16)
        let whole = try response("HTTP/1.1 200 OK\r\n\r\n" + long)
        #expect(whole.body.count == 1 << 16)
        #expect(!whole.isCut)
        for head in ["", "Content-Length: 1000000\r\n", "Transfer-Encoding: chunked\r\n"] {
            let chunk = head.contains("chunked") ? "fffffff\r\n" : ""
            var reader = ResponseReader()
            Array("HTTP/1.1 200 OK\r\n\(head)\r\n\(chunk)\(long)b".utf8).withUnsafeBytes { reader.append($0) }
            guard case .response(let answer) = reader.step else {
                Issue.record("\(reader.step)")
                continue
            }
            #expect(answer.isCut)
            #expect(answer.body.count == 1 << 16)
        }
    }

    @Test func `a head beyond 16 KiB is refused before it ends`() {
        #expect(outcome("HTTP/1.1 200 " + String(repeating: "a", count: 1 << 14)) == .refused(.tooLong))
        let trailers = String(repeating: "A: b\r\n", count: 3000)
        #expect(
            outcome("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + trailers)
                == .refused(.tooLong))
    }
}
