import Control
import Supervision
import Synchronization
import Testing

/// A client and a server that mean well.
@Suite struct ConversationTests {
    @Test func `a request reaches the core and its reply comes back`() async throws {
        let rig = try Rig()
        defer { rig.close() }
        let client = try await rig.client()
        #expect(await client.send(.stop(.ids([InstanceID(0)]))) == .done([InstanceID(0)]))
        #expect(rig.core.requests == [.stop(.ids([InstanceID(0)]))])
        await client.close()
    }

    @Test func `the brief snapshot comes along with the hello`() async throws {
        let rig = try Rig()
        defer { rig.close() }
        var snapshot = Snapshot()
        snapshot.core.pid = 12
        snapshot.sequence = 4
        rig.core.publish(snapshot)
        let client = try await rig.client(expectsStatus: true)
        #expect(await client.snapshot(brief: true) == snapshot)
        #expect(await client.snapshot(brief: false) == snapshot)
        await client.close()
    }

    @Test func `figures and members are those that were asked for`() async throws {
        let rig = try Rig()
        defer { rig.close() }
        let member = TreeMember(pid: 4, parent: 1, command: "node\u{1b}[2J \"x\"")
        rig.core.script { state in
            state.figures = { instance, span in
                var series = FigureSeries(span: span)
                series.cpu = [UInt16(clamping: instance?.raw ?? 1000), FigureSeries.unknown]
                return series
            }
            state.members = [member]
        }
        let client = try await rig.client()
        #expect(await client.figures(of: InstanceID(7), over: .hour).cpu == [7, .max])
        #expect(await client.figures(of: nil, over: .fiveMinutes).cpu == [1000, .max])
        #expect(await client.figures(of: nil, over: .day).span == .day)
        #expect(await client.members(of: InstanceID(7)) == [member])
        await client.close()
    }

    @Test func `snapshots are pushed as long as somebody listens`() async throws {
        let rig = try Rig()
        defer { rig.close() }
        let client = try await rig.client()
        var seen: [UInt64] = []
        var snapshot = Snapshot()
        for await pushed in client.snapshots() {
            seen.append(pushed.sequence)
            if seen.count == 3 { break }
            snapshot.sequence += 1
            rig.core.publish(snapshot)
        }
        #expect(seen == [0, 1, 2])
        await client.close()
    }

    @Test func `a core that goes and comes back is told, and pushes again`() async throws {
        let rig = try Rig()
        defer { rig.close() }
        let client = try await rig.client(reconnects: true)
        var states = client.connection().makeAsyncIterator()
        #expect(await states.next() == .up)
        var snapshots = client.snapshots().makeAsyncIterator()
        #expect(await snapshots.next()?.sequence == 0)
        rig.stopServer()
        #expect(await states.next() == .lost("the wamon that ran here is gone"))
        try rig.startServer()
        while let state = await states.next(), state != .up {}
        var later = Snapshot()
        later.sequence = 9
        rig.core.publish(later)
        while let snapshot = await snapshots.next(), snapshot.sequence != 9 {}
        await client.close()
    }

    @Test func `without a core there is nobody to talk to`() async throws {
        let rig = try Rig()
        defer { rig.close() }
        rig.stopServer()
        await #expect(throws: ControlFailure.noCore) { try await rig.client() }
    }
}
