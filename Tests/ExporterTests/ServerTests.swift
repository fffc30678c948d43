import Glibc
import HTTP
import Kernel
import Supervision
import Synchronization
import Testing

@testable import Exporter

/// The server over real sockets, with a core that does as it is told.
@Suite struct ServerTests {
    private struct Rig {
        let core: StillCore
        let server: ExporterServer
        let port: Int

        init(_ core: StillCore = StillCore(.healthy), _ change: (inout Limits) -> Void = { _ in })
            async throws
        {
            self.core = core
            var limits = Limits()
            change(&limits)
            let address = ListenAddress(port: 0)
            server = ExporterServer(core, at: address, limits: limits) { _ in }
            server.start()
            port = try #require(await server.port())
        }

        /// The whole answer, with its head.
        func answer(_ request: String) throws -> String? {
            let caller = try Caller(port: port)
            caller.say(request)
            caller.finish()
            return caller.rest()
        }

        func status(_ request: String) throws -> String? {
            try answer(request).map { String($0.prefix { $0 != "\r\n" }.dropFirst(9)) }
        }

        /// As it comes to be: what hangs up is noticed a turn later.
        func isEmpty() async -> Bool {
            for _ in 0..<100_000 {
                if await server.visitors() == 0 { return true }
                await Task.yield()
            }
            return false
        }
    }

    private static let close = "Connection: close\r\n"

    @Test func `each page is there, and nothing else is`() async throws {
        let rig = try await Rig()
        defer { rig.server.close() }
        for path in ["/livez", "/readyz", "/metrics"] {
            #expect(try rig.status(Caller.request(path, Self.close)) == "200 OK", "\(path)")
        }
        #expect(try rig.status(Caller.request("/metrics?x=1", Self.close)) == "200 OK")
        for path in ["/", "/livez/", "/LIVEZ", "/../livez", "/%6civez"] {
            #expect(try rig.status(Caller.request(path, Self.close)) == "404 Not Found", "\(path)")
        }
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get"] {
            let request = Caller.request("/livez", method: method)
            #expect(try rig.status(request) == "405 Method Not Allowed", "\(method)")
        }
        #expect(try rig.status("hello\r\n\r\n") == "400 Bad Request")
        let long = "X: " + String(repeating: "x", count: 1 << 14) + "\r\n"
        #expect(try rig.status(Caller.request("/livez", long)) == "431 Request Header Fields Too Large")
    }

    @Test func `HEAD is the same without its body`() async throws {
        let rig = try await Rig()
        defer { rig.server.close() }
        let head = try #require(try rig.answer(Caller.request("/livez", Self.close, method: "HEAD")))
        let whole = try #require(try rig.answer(Caller.request("/livez", Self.close)))
        #expect(whole == head + "ok\n")
    }

    @Test func `a connection is for many requests, also for those that come at once`() async throws {
        let rig = try await Rig()
        defer { rig.server.close() }
        let caller = try Caller(port: rig.port)
        for _ in 0..<3 {
            caller.say(Caller.request("/livez"))
            #expect(caller.heard(upTo: "\r\n\r\nok\n")?.hasPrefix("HTTP/1.1 200 ") == true)
        }
        caller.say(
            String(repeating: Caller.request("/livez"), count: 50) + Caller.request("/readyz", Self.close))
        #expect(caller.rest()?.split(separator: "HTTP/1.1 200 OK").count == 51)
    }

    @Test func `readiness names whoever is not ready, and why`() async throws {
        let rig = try await Rig(StillCore(.mixed))
        defer { rig.server.close() }
        let answer = try #require(try rig.answer(Caller.request("/readyz", Self.close)))
        #expect(answer.hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
        #expect(
            answer.hasSuffix(
                "\r\n\r\nweb (1): waiting restart\nsick (2): unhealthy, connection refused\nlate (3): launching, waits for web\n"
            ))
    }

    @Test func `readiness is that of wamon health`() async throws {
        for (snapshot, isReady) in [(Snapshot.healthy, true), (.mixed, false), (Snapshot(), false)] {
            #expect(snapshot.serving().isServing == isReady)
            #expect((Page.readyz.response(from: snapshot).status == 200) == isReady)
        }
        var ending = Snapshot.healthy
        ending.core.isShuttingDown = true
        #expect(Page.readyz.response(from: ending).status == 503)
    }

    @Test func `a core that does not answer is not alive, and asked once however many ask`() async throws {
        let rig = try await Rig { ($0.deadline, $0.freshness) = (.milliseconds(50), .zero) }
        defer { rig.server.close() }
        rig.core.hush()
        for _ in 0..<3 {
            #expect(try rig.status(Caller.request("/livez", Self.close)) == "503 Service Unavailable")
        }
        #expect(rig.core.asked == 1)
        rig.core.speak()
        #expect(try rig.status(Caller.request("/livez", Self.close)) == "200 OK")
    }

    @Test func `what is asked over and over costs the core one answer`() async throws {
        let rig = try await Rig { $0.freshness = .seconds(3600) }
        defer { rig.server.close() }
        for path in ["/metrics", "/livez", "/readyz"] {
            let caller = try Caller(port: rig.port)
            caller.say(String(repeating: Caller.request(path), count: 100) + Caller.request(path, Self.close))
            #expect(caller.rest() != nil)
        }
        #expect(rig.core.asked == 1)
    }

    // MARK: - Those who mean no good

    @Test func `who says nothing, too little or too slowly is cut`() async throws {
        let rig = try await Rig { $0.patience = .milliseconds(200) }
        defer { rig.server.close() }
        let silent = try Caller(port: rig.port)
        #expect(silent.rest() == "")
        let halting = try Caller(port: rig.port)
        halting.say("GET /livez HTTP/1.1\r\nHost: x\r\n")
        #expect(halting.rest() == "")
        // A byte now and then is no progress.
        let slow = try Caller(port: rig.port)
        var said = 0
        while said < 100_000, slow.say("X") {
            said += 1
            poll(nil, 0, 5)
        }
        #expect(said < 2000)
        #expect(await rig.isEmpty())
    }

    @Test func `who does not take the answer is cut`() async throws {
        var snapshot = Snapshot()
        snapshot.processes = (0..<500).map {
            ProcessSnapshot(id: InstanceID($0), name: "n\($0)", namespace: "d", mode: "fork")
        }
        let rig = try await Rig(StillCore(snapshot)) { $0.patience = .milliseconds(200) }
        defer { rig.server.close() }
        let caller = try Caller(port: rig.port)
        caller.say(String(repeating: Caller.request("/metrics"), count: 50))
        #expect(await rig.isEmpty())
        #expect(caller.rest() != nil)
    }

    @Test func `two hundred who only stay are let in up to the limit, and cut one by one`() async throws {
        let rig = try await Rig { $0.patience = .milliseconds(500) }
        defer { rig.server.close() }
        let crowd = try (0..<200).map { _ in try Caller(port: rig.port) }
        #expect(await rig.server.visitors() <= 64)
        let words = crowd.map { $0.rest() }
        #expect(words.filter { $0 == "" }.count >= 64)
        #expect(words.allSatisfy { $0 == "" || $0?.hasPrefix("HTTP/1.1 503 ") == true })
        #expect(await rig.isEmpty())
        #expect(try rig.status(Caller.request("/livez", Self.close)) == "200 OK")
    }

    @Test func `ten thousand pieces of garbage are refused one by one, and leave nothing`() async throws {
        let rig = try await Rig { $0.freshness = .seconds(3600) }
        defer { rig.server.close() }
        var dice = SystemRandomNumberGenerator()
        let whole = Array(Caller.request("/metrics", Self.close).utf8)
        var before = 0
        for round in 0..<10_000 {
            let caller = try Caller(port: rig.port)
            var bytes = whole
            switch round % 4 {
            case 0: bytes = (0..<Int.random(in: 1...300)).map { _ in UInt8.random(in: 0...255, using: &dice) }
            case 1: bytes[Int.random(in: 0..<bytes.count)] = UInt8.random(in: 0...255, using: &dice)
            case 2: bytes.removeLast(Int.random(in: 1..<bytes.count))
            default:
                bytes.insert(contentsOf: [13, 10, 0, 32].shuffled(), at: Int.random(in: 0..<bytes.count))
            }
            caller.say(bytes)
            caller.finish()
            let answer = caller.rest()
            #expect(answer.map { $0.isEmpty || $0.hasPrefix("HTTP/1.1 ") } == true, "\(bytes)")
            if round == 2000 { before = Self.resident }
        }
        #expect(await rig.isEmpty())
        #expect(Self.resident - before < 4 << 20, "\(Self.resident - before) bytes more")
        #expect(try rig.status(Caller.request("/livez", Self.close)) == "200 OK")
        #expect(rig.core.asked == 1)
    }

    /// Bytes.
    private static var resident: Int {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 200)
        guard fgets(&line, 200, file) != nil else { return 0 }
        let words = String(decoding: line.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(separator: " ")
        return (Int(words[1]) ?? 0) * Int(getpagesize())
    }

    // MARK: - The address

    @Test func `an address that somebody has is waited for, and said once`() async throws {
        let first = try await Rig()
        let told = Mutex<[String]>([])
        let heard = Newest<Void>(isKept: true)
        var limits = Limits()
        limits.retry = .milliseconds(20)
        let second = ExporterServer(
            first.core, at: ListenAddress(port: first.port), limits: limits
        ) { sentence in
            told.withLock { $0.append(sentence) }
            if sentence.hasPrefix("listening") { heard.send(()) }
        }
        second.start()
        defer { second.close() }
        #expect(await second.port() == nil)
        first.server.close()
        for await _ in heard.stream() { break }
        let sentences = told.withLock { $0 }
        #expect(sentences.count == 2)
        #expect(
            sentences.first?.hasPrefix("cannot listen on 127.0.0.1:\(first.port), and goes on trying: ")
                == true)
        // Who tests, that is.
        #expect(sentences.first?.hasSuffix(" has it, process \(getpid())") == true)
        #expect(sentences.last == "listening on 127.0.0.1:\(first.port)")
        #expect(await second.port() == first.port)
    }
}
