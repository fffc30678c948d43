import Control
import Glibc
import Kernel
import Supervision
import Testing

/// Clients that do not mean well, or do not know how. One sentence, and they are closed; nobody else notices.
@Suite struct HostileTests {
    private func expectDismissed(_ bytes: [UInt8], _ sentence: String, greets: Bool = true) throws {
        let rig = try Rig()
        defer { rig.close() }
        let other = try RawClient(rig.path)
        let client = try RawClient(rig.path, greets: greets)
        client.send(bytes)
        let rest = try client.rest()
        #expect(rest.count == 1)
        #expect(rest.first?.contains(sentence) == true, "\(rest)")
        other.say(#"{"id":1,"history":0}"#)
        #expect(try other.line()?.contains("history") == true)
    }

    @Test func `another version is told so, in one sentence`() throws {
        let rig = try Rig()
        defer { rig.close() }
        let client = try RawClient(rig.path, greets: false)
        client.say(#"{"wamon":2}"#)
        let rest = try client.rest()
        #expect(rest.count == 1)
        #expect(rest[0].contains("speaks protocol 1, its client 2: use the same wamon for both"))
        #expect(rest[0].contains("\"wamon\":1"))
    }

    @Test func `who does not begin with a hello is told what to begin with`() throws {
        let sentence = #"the first frame must be {\"wamon\":1}"#
        try expectDismissed(Array("GET / HTTP/1.1\r\n\r\n".utf8), sentence, greets: false)
        try expectDismissed(Array("{\"id\":1,\"history\":0}\n".utf8), sentence, greets: false)
        try expectDismissed([0, 255, 10], sentence, greets: false)
    }

    @Test func `a first frame that does not end is cut short soon`() throws {
        try expectDismissed(
            [UInt8](repeating: 0x20, count: 5000), "that frame is longer than 4096 bytes", greets: false)
    }

    @Test func `a frame beyond the limit is refused, one just below is not`() throws {
        let rig = try Rig()
        defer { rig.close() }
        let client = try RawClient(rig.path)
        let padding = String(repeating: " ", count: (4 << 20) - 40)
        client.say(#"{"id":7,"# + padding + #""history":0}"#)
        #expect(try client.line()?.contains("\"id\":7") == true)
        client.send([UInt8](repeating: 0x20, count: (4 << 20) + 1))
        #expect(try client.rest().first?.contains("that frame is longer than 4 MiB") == true)
    }

    @Test func `a frame that would take long to read is not read`() throws {
        let many = #"{"id":1,"x":["# + String(repeating: "0,", count: 200_001) + "0]}\n"
        try expectDismissed(Array(many.utf8), "that frame holds more than 200000 values")
    }

    @Test func `what is no JSON is dismissed`() throws {
        try expectDismissed(Array("hello\n".utf8), "it is no JSON object")
        try expectDismissed(Array("[1,2]\n".utf8), "it is no JSON object")
        try expectDismissed(Array("{}\n".utf8), "id is missing")
        try expectDismissed([UInt8](repeating: UInt8(ascii: "["), count: 100_000) + [10], "not understood")
    }

    @Test(arguments: [
        (#"{"id":3,"fly":true}"#, "exactly one of send, snapshot"),
        (#"{"id":3,"history":0,"lastLines":1}"#, "exactly one of send, snapshot"),
        (#"{"id":3,"history":"api"}"#, "history is of another type"),
        (#"{"id":3,"send":{"explode":"all"}}"#, "send: exactly one is expected of start, launch"),
        (#"{"id":3,"send":"stop"}"#, #"send: \"stop\" needs something with it"#),
        (#"{"id":3,"send":{"signal":{"of":"all","signal":"NOPE"}}}"#, "there is no such signal"),
        (#"{"id":3,"send":{"signal":{"signal":"KILL"}}}"#, "send.signal.of is missing"),
    ])
    func `a request that is not understood is answered, and the connection stays`(
        _ frame: String, _ sentence: String
    ) throws {
        let rig = try Rig()
        defer { rig.close() }
        let client = try RawClient(rig.path)
        client.say(frame)
        let answer = try #require(try client.line())
        #expect(answer.contains("\"id\":3"))
        #expect(answer.contains(sentence), "\(answer)")
        client.say(#"{"id":4,"watch":false}"#)
        #expect(try client.line()?.contains("\"id\":4") == true)
        #expect(rig.core.requests == [])
    }

    @Test func `a frame may come in pieces, and several in one`() throws {
        let rig = try Rig()
        defer { rig.close() }
        let client = try RawClient(rig.path, greets: false)
        for byte in #"{"wamon":1}"#.utf8 { client.send([byte]) }
        client.send(Array("\n\n\r\n{\"id\":1,\"watch\":false}\r\n{\"id\":2,\"news\":false}\n{\"id\":3,".utf8))
        #expect(try client.line() == #"{"wamon":1}"#)
        #expect(try client.line()?.contains("\"id\":1") == true)
        #expect(try client.line()?.contains("\"id\":2") == true)
        client.say("\"watch\":false}")
        #expect(try client.line()?.contains("\"id\":3") == true)
    }

    @Test func `who ends its half still gets its answers`() throws {
        let rig = try Rig()
        defer { rig.close() }
        rig.core.hold()
        let client = try RawClient(rig.path)
        client.send(Array("{\"id\":1,\"send\":{\"stop\":\"all\"}}\n{\"id\":2,\"history\":0}\n{\"id\":".utf8))
        client.finish()
        #expect(try client.line()?.contains("\"id\":2") == true)
        rig.core.answer(.done([]))
        #expect(try client.rest().count == 1)
    }

    @Test func `who asks and hangs up is obeyed`() throws {
        let rig = try Rig()
        defer { rig.close() }
        do {
            let client = try RawClient(rig.path)
            for id in 1...20 { client.say("{\"id\":\(id),\"snapshot\":{}}") }
            client.say(#"{"id":1,"send":{"stop":"all"}}"#)
        }
        // The server takes its clients in turn: once it answers this one, it has heard the other.
        let other = try RawClient(rig.path)
        for id in 1...40 {
            other.say("{\"id\":\(id),\"snapshot\":{}}")
            _ = try other.line()
        }
        #expect(rig.core.requests == [.stop(.all)])
    }

    @Test func `ten thousand random messages harm nobody else`() throws {
        let rig = try Rig()
        defer { rig.close() }
        let other = try RawClient(rig.path)
        var dice = Dice(seed: 11)
        var worst = Duration.zero
        for round in 0..<10_000 {
            var bytes = (0..<dice.upTo(200)).map { _ in UInt8(truncatingIfNeeded: dice.next()) }
            if dice.coin() { bytes.append(10) }
            let client = try RawClient(rig.path, greets: dice.coin())
            client.send(bytes)
            if round % 10 == 0 {
                let watch = Stopwatch()
                other.say("{\"id\":\(round),\"snapshot\":{\"brief\":true}}")
                #expect(try other.line()?.contains("\"id\":\(round)") == true)
                worst = max(worst, watch.elapsed)
            }
        }
        // Generous: other tests run beside this one.
        #expect(worst < .seconds(2))
    }
}
