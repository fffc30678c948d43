import Glibc
import HTTP
import Kernel
import Supervision
import Testing
import WamonTesting

/// Questions to a real socket, on one loop with whoever answers.
@Suite struct ExchangeTests {
    private func ask(
        _ text: String, on loop: Loop, body: [UInt8]? = nil, within: Duration = .seconds(20)
    ) throws -> HTTPExchange.Outcome? {
        var question = HTTPQuestion(try WebAddress(text), agent: "wamon/7")
        question.body = body
        var outcome: HTTPExchange.Outcome?
        let exchange = HTTPExchange(question, on: loop, within: within) {
            outcome = $0
            loop.stop()
        }
        withExtendedLifetime(exchange) { loop.run() }
        return outcome
    }

    /// What comes of a question to somebody who does this when it is asked.
    private func outcome(
        within: Duration = .seconds(20), _ answer: @escaping (SpokenTo, Int32) -> Void
    ) throws -> HTTPExchange.Outcome? {
        let loop = Loop()
        let peer = try SpokenTo(on: loop)
        defer { peer.stop() }
        peer.answer = { [unowned peer] socket in answer(peer, socket) }
        return try ask("http://127.0.0.1:\(peer.port)/health?full", on: loop, within: within)
    }

    @Test func `a question says where it goes and who asks, and its answer is heard in pieces`() throws {
        let loop = Loop()
        let peer = try SpokenTo(on: loop)
        defer { peer.stop() }
        peer.answer = { [unowned peer] socket in
            peer.say("HTTP/1.1 200 OK\r\nContent-Le", to: socket)
            loop.after(.milliseconds(1)) {
                peer.say("ngth: 2\r\n\r\n", to: socket)
                loop.after(.milliseconds(1)) { peer.say("ok", to: socket) }
            }
        }
        let outcome = try ask("http://127.0.0.1:\(peer.port)/health?full", on: loop)
        guard case .answered(let response) = outcome else {
            Issue.record("\(String(describing: outcome))")
            return
        }
        #expect(response.status == 200)
        #expect(response.body == Array("ok".utf8))
        #expect(
            String(decoding: peer.heard, as: UTF8.self)
                == "GET /health?full HTTP/1.1\r\nHost: 127.0.0.1:\(peer.port)\r\nUser-Agent: wamon/7\r\n"
                + "Accept: */*\r\nConnection: close\r\n\r\n")
    }

    @Test func `a body goes by POST, however long it is, and an answer before its end is one`() throws {
        let loop = Loop()
        let peer = try SpokenTo(on: loop)
        defer { peer.stop() }
        peer.answer = { [unowned peer] socket in
            peer.say("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n", to: socket)
        }
        let body = [UInt8](repeating: 0x61, count: 8 << 20)
        let outcome = try ask("http://localhost:\(peer.port)", on: loop, body: body)
        #expect(
            outcome
                == .answered(
                    {
                        var expected = HTTPResponse(status: 413)
                        if case .answered(let response) = outcome { expected.headers = response.headers }
                        return expected
                    }()))
        #expect(
            String(decoding: peer.heard, as: UTF8.self).hasPrefix(
                "POST / HTTP/1.1\r\nHost: localhost:\(peer.port)\r\n"))
    }

    @Test func `who hangs up, resets, talks nonsense or says nothing is told apart`() throws {
        #expect(try outcome { peer, socket in peer.hangUp(socket) } == .failed(.closed))
        #expect(
            try outcome { peer, socket in peer.reset(socket) } == .failed(.unreachable(errno: ECONNRESET)))
        #expect(
            try outcome { peer, socket in peer.say("220 mail ESMTP\r\n", to: socket) } == .failed(.malformed))
        #expect(try outcome(within: .milliseconds(30)) { _, _ in } == .failed(.timedOut))
        #expect(
            try outcome(within: .milliseconds(30)) { peer, socket in
                peer.say("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", to: socket)
            } == .failed(.timedOut))
    }

    @Test func `nobody there is refused, and a name without an address says so`() throws {
        let loop = Loop()
        let peer = try SpokenTo(on: loop)
        let port = peer.port
        peer.stop()
        #expect(try ask("http://127.0.0.1:\(port)/", on: loop) == .failed(.refused))
        #expect(try ask("http://localhost:\(port)/", on: loop) == .failed(.refused))
        #expect(
            try ask("http://nobody.invalid:\(port)/", on: loop) == .failed(.unresolved("nobody.invalid")))
    }

    @Test func `localhost is asked over IPv6 where IPv4 refuses`() throws {
        let loop = Loop()
        guard let peer = try? SpokenTo(on: loop, host: "::1") else { return }
        defer { peer.stop() }
        peer.answer = { [unowned peer] socket in peer.say("HTTP/1.1 204 x\r\n\r\n", to: socket) }
        for host in ["localhost", "[::1]"] {
            guard case .answered(let response) = try ask("http://\(host):\(peer.port)/", on: loop) else {
                Issue.record("\(host) did not answer")
                continue
            }
            #expect(response.status == 204)
        }
        #expect(String(decoding: peer.heard, as: UTF8.self).contains("\r\nHost: [::1]:\(peer.port)\r\n"))
    }

    @Test func `what is cancelled tells nothing and leaves no descriptor`() throws {
        let loop = Loop()
        let peer = try SpokenTo(on: loop)
        defer { peer.stop() }
        let question = HTTPQuestion(try WebAddress("http://127.0.0.1:\(peer.port)/"), agent: "wamon")
        var told = 0
        var exchange: HTTPExchange? = HTTPExchange(question, on: loop, within: .seconds(20)) { _ in told += 1
        }
        peer.answer = { [unowned peer] socket in
            peer.say("HTTP/1.1 200 OK\r\n", to: socket)
            exchange?.cancel()
            exchange = nil
            loop.after(.milliseconds(2)) { loop.stop() }
        }
        loop.run()
        #expect(told == 0)
    }

    @Test func `an address is taken apart strictly`() throws {
        #expect(try WebAddress("http://a.b:8080/c?d#e").target == "/c?d")
        #expect(try WebAddress("HTTP://a?x").description == "http://a:80/?x")
        #expect(try WebAddress("http://[::1]:5/").endpoint == Endpoint(host: "::1", port: 5))
        #expect(throws: Endpoint.Mistake.scheme("https")) { try WebAddress("https://a/") }
        #expect(throws: Endpoint.Mistake.scheme("")) { try WebAddress("a:80") }
        for host in ["http://", "http:///a", "http://u:p@a/", "http://a b/", "http://[a]/", "http://[::1/"] {
            #expect(throws: Endpoint.Mistake.self, "\(host)") { try WebAddress(host) }
        }
        for port in ["http://a:/", "http://a:0/", "http://a:65536/", "http://a:+1/", "http://a:1:2/"] {
            #expect(throws: Endpoint.Mistake.port, "\(port)") { try WebAddress(port) }
        }
        #expect(throws: Endpoint.Mistake.path) { try WebAddress("http://a/ä") }
        #expect(throws: Endpoint.Mistake.path) { try WebAddress("http://a/b c") }
    }
}
