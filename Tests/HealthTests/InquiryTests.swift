import Glibc
import Kernel
import Supervision
import Testing
import WamonTesting

@testable import Health

/// Questions over HTTP and by a connection, to a real socket.
@Suite struct InquiryTests {
    /// What comes of a question; the listener answers each connection with this, and hangs up.
    private func check(
        _ probe: (UInt16) -> HealthSpec.Probe, answer: String? = nil,
        environment: [String: String] = [:], show: [HealthSpec.Shown] = []
    ) throws -> HealthCheck {
        let loop = Loop()
        let peer = try SpokenTo(on: loop)
        defer { peer.stop() }
        let port = peer.port
        peer.answer = { [unowned peer] socket in
            if let answer { peer.say(answer, to: socket) }
            peer.hangUp(socket)
        }
        var environment = environment
        environment["PORT"] = String(port)
        var health = HealthSpec(probe(port))
        health.timeout = .seconds(20)
        health.show = show
        var outcome: HealthCheck?
        let order = ProbeOrder(run: RunID(1), health: health, environment: environment, cwd: "/")
        let inquiry = Inquiries(loop: loop, kernel: nil, agent: "wamon/7").begin(order) {
            outcome = $0
            loop.stop()
        }
        withExtendedLifetime(inquiry) { loop.run() }
        return try #require(outcome)
    }

    private func web(_ answer: String, show: [HealthSpec.Shown] = []) throws -> HealthCheck {
        try check({ _ in .http("http://127.0.0.1:$PORT/health") }, answer: answer, show: show)
    }

    @Test func `200 to 399 passes, and nobody is followed anywhere`() throws {
        for status in [200, 204, 299, 301, 399] {
            let check = try web(
                "HTTP/1.1 \(status) x\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")
            #expect(check.failure == nil, "\(status)")
            #expect(check.status == status)
            #expect(check.said == nil)
        }
    }

    @Test func `any other status fails, with what the body says first`() throws {
        for status in [404, 500, 503] {
            let check = try web("HTTP/1.1 \(status) x\r\n\r\n\r\n  database is away\r\nsecond")
            #expect(check.failure == .status(status))
            #expect(check.status == status)
            #expect(check.said == "database is away")
        }
    }

    @Test func `numbers are taken from JSON that says it is, or looks it, of a failure too`() throws {
        let body = #"{"clients": 3, "memory": {"used": 5}}"#
        let expected = [HealthNumber(label: "clients", value: 3), HealthNumber(label: "used", value: 5)]
        #expect(try web("HTTP/1.1 200 OK\r\n\r\n" + body).numbers == expected)
        #expect(
            try web("HTTP/1.1 503 x\r\nContent-Type: application/health+json\r\n\r\n" + body).numbers
                == expected)
        #expect(try web("HTTP/1.1 200 OK\r\n\r\nclients 3").numbers == [])
        #expect(try web("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"a\": 1").numbers == [])
        let show = [HealthSpec.Shown(label: "used MB", pointer: "/memory/used")]
        #expect(
            try web("HTTP/1.1 200 OK\r\n\r\n" + body, show: show).numbers == [
                HealthNumber(label: "used MB", value: 5)
            ])
    }

    @Test func `a huge body passes by its status, without its numbers`() throws {
        let check = try web(
            "HTTP/1.1 200 OK\r\n\r\n{\"a\": 1, \"b\": \"" + String(repeating: "x", count: 1 << 17) + "\"}")
        #expect(check.failure == nil)
        #expect(check.numbers == [])
    }

    @Test func `a connection is enough for tcp`() throws {
        #expect(try check({ .tcp("localhost:\($0)") }).failure == nil)
        #expect(try check({ _ in .tcp("127.0.0.1:${PORT}") }).failure == nil)
        #expect(try check({ _ in .http("http://127.0.0.1:$PORT/") }).failure == .closed)
    }

    @Test func `what the child's environment does not make an address of is said as it stands`() throws {
        #expect(try check({ _ in .tcp("$NOBODY:1") }).failure == .unresolved("$NOBODY"))
        #expect(
            try check({ _ in .http("$URL") }, environment: ["URL": "https://a/"]).failure
                == .unresolved("https://a/"))
        #expect(
            try check({ _ in .tcp("127.0.0.1:$X") }, environment: ["X": "0"]).failure
                == .unresolved("127.0.0.1:0"))
    }

    @Test func `a port that takes no connection in time has failed in time`() throws {
        let loop = Loop()
        // One that waits in a queue of none is not let in, and nobody says so.
        let listener = try #require(InternetAddress(Endpoint(host: "127.0.0.1", port: 0))).listening()
        listen(listener, 0)
        defer { close(listener) }
        var outcomes: [HealthCheck] = []
        var health = HealthSpec(.tcp("127.0.0.1:\(InternetAddress.port(of: listener))"))
        health.timeout = .milliseconds(50)
        let inquiries = Inquiries(loop: loop, kernel: nil, agent: "wamon")
        let order = ProbeOrder(run: RunID(1), health: health, environment: [:], cwd: "/")
        var held: [any Inquiry] = []
        for _ in 0..<4 {
            held.append(
                inquiries.begin(order) {
                    outcomes.append($0)
                    if outcomes.count == 4 { loop.stop() }
                })
        }
        withExtendedLifetime(held) { loop.run() }
        #expect(outcomes.contains { $0.failure == .timedOut })
    }

    @Test func `variables stand in a text with braces or without, and a lone dollar is one`() throws {
        func filled(_ text: String) throws -> String {
            try Variables.filled(text) { ["A": "1", "B_2": "two"][$0] }
        }
        #expect(try filled("$A:${B_2}/$") == "1:two/$")
        #expect(try filled("${A}$A$$A $1 ${} ${A") == "11$1 $1 ${} ${A")
        #expect(throws: Variables.Unknown.self) { try filled("$A$C") }
    }
}
