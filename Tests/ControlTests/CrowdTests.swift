import Control
import Glibc
import Kernel
import Supervision
import Testing

/// Many clients, slow ones, and ones that never read.
@Suite struct CrowdTests {
    @Test func `two hundred idle clients do not slow down the one that is served`() throws {
        let rig = try Rig()
        defer { rig.close() }
        let idle = try (0..<200).map { _ in try RawClient(rig.path) }
        let client = try RawClient(rig.path)
        for id in 0..<200 {
            client.say("{\"id\":\(id),\"snapshot\":{\"brief\":true}}")
            #expect(try client.line()?.contains("\"id\":\(id)") == true)
        }
        #expect(idle.allSatisfy { $0.waiting == 0 })
    }

    @Test func `the 257th is told that there is no room, and a place that is left is taken`() throws {
        let rig = try Rig()
        defer { rig.close() }
        var crowd = try (0..<256).map { _ in try RawClient(rig.path) }
        let late = try RawClient(rig.path, greets: false)
        #expect(try late.rest().first?.contains("256 clients are connected") == true)
        crowd.removeLast()
        // The server hears of the one that left before, or after, this one has come.
        while true {
            let next = try RawClient(rig.path, greets: false)
            next.say(#"{"wamon":1}"#)
            if try next.line() == #"{"wamon":1}"# { break }
        }
    }

    @Test func `who does not read is not listened to, and holds no more than one answer`() throws {
        let rig = try Rig()
        defer { rig.close() }
        var snapshot = Snapshot()
        snapshot.core.hostname = String(repeating: "x", count: 300_000)
        rig.core.publish(snapshot)
        let deaf = try RawClient(rig.path)
        deaf.send(Array((0..<1000).map { "{\"id\":\($0),\"snapshot\":{}}\n" }.joined().utf8))
        let other = try RawClient(rig.path)
        for id in 0..<20 {
            other.say("{\"id\":\(id),\"history\":0}")
            #expect(try other.line()?.contains("\"id\":\(id)") == true)
        }
        let asked = rig.core.snapshotsAsked
        // One is with the server, the kernel holds less than one, and another is being made.
        #expect(asked <= 3)
        #expect(try deaf.line()?.contains("\"id\":0") == true)
        #expect(try deaf.line()?.contains("\"id\":1") == true)
    }

    @Test func `a watcher that does not read gets the newest once it does, and none of those between`() throws
    {
        let rig = try Rig()
        defer { rig.close() }
        var snapshot = Snapshot()
        snapshot.core.hostname = String(repeating: "x", count: 1 << 19)
        rig.core.publish(snapshot)
        let deaf = try RawClient(rig.path)
        deaf.say(#"{"id":1,"watch":true}"#)
        let other = try RawClient(rig.path)
        other.say(#"{"id":1,"watch":true}"#)
        #expect(try other.line()?.contains("\"watch\":true") == true)
        for sequence in 1...20 {
            snapshot.sequence = UInt64(sequence)
            rig.core.publish(snapshot)
            while try !shows(other.line(), sequence) {}
        }
        let lines = try (0..<3).map { _ in try #require(try deaf.line()) }
        #expect(lines[0].contains("\"watch\":true"))
        #expect(shows(lines[2], 20))
    }

    private func shows(_ line: String?, _ sequence: Int) -> Bool {
        [",", "}"].contains { line?.contains("\"sequence\":\(sequence)\($0)") ?? true }
    }

    @Test func `the core is asked for snapshots and news only as long as somebody wants them`() throws {
        let rig = try Rig()
        defer { rig.close() }
        do {
            let client = try RawClient(rig.path)
            client.say(#"{"id":1,"watch":true}"#)
            client.say(#"{"id":2,"news":true}"#)
            _ = try (client.line(), client.line(), client.line())
            client.say(#"{"id":3,"history":0}"#)
            _ = try client.line()
            #expect((rig.core.newest.listeners, rig.core.news.listeners) == (1, 1))
            client.say(#"{"id":4,"watch":false}"#)
            _ = try client.line()
            #expect((rig.core.newest.listeners, rig.core.news.listeners) == (0, 1))
        }
        let other = try RawClient(rig.path)
        while rig.core.news.listeners > 0 {
            other.say(#"{"id":1,"history":0}"#)
            _ = try other.line()
        }
    }

    @Test func `news of lines are a flag, told again only when it has been taken`() throws {
        let rig = try Rig()
        defer { rig.close() }
        let client = try RawClient(rig.path)
        client.say(#"{"id":1,"news":true}"#)
        _ = try client.line()
        client.say(#"{"id":2,"history":0}"#)
        _ = try client.line()
        for _ in 0..<1000 { rig.core.news.send(()) }
        #expect(try client.line() == #"{"news":true}"#)
        // What came meanwhile is one more.
        #expect(try client.line() == #"{"news":true}"#)
        client.say(#"{"id":3,"news":false}"#)
        #expect(try client.line()?.contains("\"id\":3") == true)
    }

    @Test func `unfinished frames are held up to a limit, and who holds most goes`() throws {
        let rig = try Rig()
        defer { rig.close() }
        let small = try RawClient(rig.path)
        small.send(Array(#"{"id":1,"#.utf8))
        var large: [RawClient] = []
        for size in 0..<5 {
            let client = try RawClient(rig.path)
            large.append(client)
            client.send([UInt8](repeating: 0x20, count: (4 << 20) - 4096 * (5 - size)))
        }
        #expect(try large[3].rest().first?.contains("more to hold for its clients than it can") == true)
        small.say(#""history":0}"#)
        #expect(try small.line()?.contains("\"id\":1") == true)
    }
}
