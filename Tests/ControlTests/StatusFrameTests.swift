import Supervision
import Testing

@testable import Control

/// The answer to `status`, written and read without a coder: whatever a coder makes of it.
@Suite struct StatusFrameTests {
    private let wire = Wire()

    private func decoded(_ frame: [UInt8]) throws -> Answered { try wire.value(Answered.self, of: frame) }

    private func read(_ text: String) -> Answered? { StatusFrame.read(Array(text.utf8)) }

    // MARK: - The same as a coder's

    @Test func `what is written by hand is to a decoder what was meant`() throws {
        var dice = Dice(seed: 31)
        for _ in 0..<3000 {
            let (number, snapshot) = (dice.int(), dice.spareSnapshot())
            let frame = try #require(StatusFrame.answer(number, snapshot))
            #expect(frame.firstIndex(of: 10) == frame.count - 1)
            let meant = Answered(id: number, answer: .snapshot(snapshot))
            #expect(try decoded(frame) == meant)
            #expect(StatusFrame.read(frame) == meant)
        }
    }

    @Test func `what an encoder writes is read by hand as what was meant`() throws {
        var dice = Dice(seed: 32)
        for _ in 0..<3000 {
            let meant = Answered(id: dice.int(), answer: .snapshot(dice.spareSnapshot()))
            #expect(StatusFrame.read(try #require(wire.frame(meant))) == meant)
        }
    }

    @Test func `hello and the question are what an encoder means by them`() throws {
        #expect(try wire.value(Hello.self, of: StatusFrame.hello) == Hello())
        #expect(StatusFrame.isHello(StatusFrame.hello.dropLast()))
        #expect(!StatusFrame.isHello(Array("{\"wamon\":2}".utf8)))
        for number in [0, 7, Int.max, Int.min] {
            #expect(
                try wire.value(Question.self, of: StatusFrame.question(number))
                    == Question(id: number, ask: .snapshot(brief: true)))
        }
    }

    @Test func `every microsecond comes back, however far away, in either direction`() throws {
        var dice = Dice(seed: 33)
        let edges: [Int64] = [1 << 31, 1 << 32, 1 << 50, 1 << 51, 1 << 52, 1 << 53, 1_764_000_000_123_456]
        for _ in 0..<2000 {
            var snapshot = Snapshot()
            let far = dice.pick(edges) + Int64(dice.upTo(2000)) - 1000
            snapshot.at.wall = .microseconds(dice.coin() ? far : -far)
            snapshot.at.boot = .nanoseconds(far)
            snapshot.at.monotonic = dice.pick([.seconds(far), .zero, .seconds(1 << 32)])
            let encoded = try #require(wire.frame(Answered(id: 1, answer: .snapshot(snapshot))))
            let written = try #require(StatusFrame.answer(1, snapshot))
            let meant = try decoded(encoded)
            #expect(try decoded(written) == meant)
            #expect(StatusFrame.read(encoded) == meant)
            #expect(StatusFrame.read(written) == meant)
        }
    }

    // MARK: - What is left to a decoder

    @Test func `a snapshot that is more than brief is neither written nor read by hand`() throws {
        var dice = Dice(seed: 34)
        var events = Snapshot()
        events.events = [dice.happening()]
        var machine = Snapshot()
        machine.machine.cpuHistory = [1]
        var process = ProcessSnapshot(id: InstanceID(0), name: "", namespace: "", mode: "")
        process.lastExit = dice.exit()
        var exits = Snapshot()
        exits.processes = [process]
        var (said, numbers) = (exits, exits)
        process.lastExit = nil
        process.health = HealthSnapshot(state: .healthy, failures: 0, retries: 3)
        process.health?.last = HealthCheck(took: .zero)
        process.health?.last?.said = "no"
        said.processes = [process]
        process.health?.last?.said = nil
        process.health?.last?.numbers = [HealthNumber(label: "clients", value: 6)]
        numbers.processes = [process]
        var pressure = Snapshot()
        pressure.machine.memoryPressure = 0
        var rolling = Snapshot()
        rolling.rolling = RollingProgress(done: 0, total: 1, current: nil)
        var low = Snapshot()
        low.lowSpace = [LowSpace(folder: "/logs", free: 1, total: 2)]
        for snapshot in [events, machine, exits, said, numbers, pressure, rolling, low] {
            #expect(StatusFrame.answer(1, snapshot) == nil)
            let frame = try #require(wire.frame(Answered(id: 1, answer: .snapshot(snapshot))))
            #expect(StatusFrame.read(frame) == nil)
        }
    }

    @Test func `a figure that is none is written as a decoder understands it`() throws {
        for figure in [Double.infinity, -.infinity] {
            var snapshot = Snapshot()
            snapshot.machine.cpuPercent = figure
            let frame = try #require(StatusFrame.answer(1, snapshot))
            #expect(try decoded(frame) == Answered(id: 1, answer: .snapshot(snapshot)))
            #expect(StatusFrame.read(frame) == nil)
        }
    }

    @Test func `keys come in any order, with blanks, and unknown ones are skipped`() throws {
        let plain = try #require(StatusFrame.answer(4, Snapshot()))
        let text = String(decoding: plain, as: UTF8.self)
        let odd = text.replacing("\"sequence\":0,", with: "")
            .replacing(
                "\"events\":[]",
                with:
                    " \"later\" : [1.5e3,{\"a\":[null,true,\"\\u00e9\"]}] , \"events\" : [ ],\t\"sequence\":0 "
            )
        let meant = Answered(id: 4, answer: .snapshot(Snapshot()))
        #expect(read(odd) == meant)
        #expect(try decoded(Array(odd.utf8)) == meant)
    }

    @Test func `what a decoder might see otherwise is left to it`() throws {
        let plain = String(decoding: try #require(StatusFrame.answer(4, Snapshot())), as: UTF8.self)
        #expect(read(plain) == Answered(id: 4, answer: .snapshot(Snapshot())))
        for (usual, odd) in [
            ("\"id\":4", "\"id\":4,\"id\":5"), ("\"id\":4", "\"\\u0069d\":4"), ("\"id\":4", "\"id\":04"),
            ("\"id\":4", "\"id\":4,\"watch\":true"), ("\"id\":4", "\"id\":null"), ("\"id\":4,", ""),
            ("\"id\":4", "\"id\":-0"), ("\"id\":4", "\"id\":4.0"), ("\"id\":4", "\"id\":4e0"),
            ("\"cores\":1", "\"cores\":1e999"), ("\"cores\":1", "\"cores\":1e-999"),
            ("\"cores\":1", "\"cores\":.5"), ("\"cores\":1", "\"cores\":+1"), ("\"cores\":1", "\"cores\":1."),
            ("\"version\":\"\"", "\"version\":\"\\ud800\""), ("\"version\":\"\"", "\"version\":\"\\x\""),
            ("\"version\":\"\"", "\"version\":\"\t\""), ("\"place\":\"hosted\"", "\"place\":\"nowhere\""),
            ("\"pid\":0", "\"pid\":2147483648"), ("\"events\":[]", "\"events\":[],"),
            ("\"wall\":0", "\"wall\":1e300"), ("\"sequence\":0", "\"sequence\":18446744073709551616"),
        ] {
            #expect(plain.contains(usual))
            #expect(read(plain.replacing(usual, with: odd)) == nil, "\(odd)")
        }
    }

    @Test func `a core that puts it otherwise is understood all the same`() async throws {
        let rig = try Rig()
        defer { rig.close() }
        let stranger = try Stranger()
        defer { withExtendedLifetime(stranger) {} }
        let (path, loop) = (stranger.path, rig.loop)
        // On the clients' thread: this one is about to wait.
        let attempt = Task(executorPreference: loop) { () -> Snapshot? in
            let client = try? await SocketClient.connect(
                path: path, on: loop, reconnects: false, expectsStatus: true)
            let snapshot = await client?.snapshot(brief: true)
            await client?.close()
            return snapshot
        }
        var snapshot = Snapshot()
        snapshot.core.pid = 12
        let plain = String(
            decoding: try #require(StatusFrame.answer(1, snapshot)).dropLast(), as: UTF8.self)
        let odd = plain.replacing("\"pid\"", with: "\"\\u0070id\"")
        #expect(read(odd) == nil)
        try stranger.say("{\"wamon\": 1}\n" + odd)
        #expect(await attempt.value == snapshot)
    }

    // MARK: - Bytes of somebody else's

    /// nil, or what the decoder has.
    private func compare(_ frame: [UInt8]) throws {
        guard let read = StatusFrame.read(frame) else { return }
        #expect(try decoded(frame) == read, "\(String(decoding: frame, as: UTF8.self))")
    }

    @Test func `a frame that ends early is not read`() throws {
        var dice = Dice(seed: 35)
        for _ in 0..<20 {
            let frame = try #require(StatusFrame.answer(dice.int(), dice.spareSnapshot()))
            for count in 0..<(frame.count - 1) { #expect(StatusFrame.read(Array(frame[..<count])) == nil) }
        }
    }

    @Test func `whatever is done to a frame, it is read as a decoder does, or not at all`() throws {
        var dice = Dice(seed: 36)
        let pieces = [
            "null", "true", "\"\"", "\"id\":1,", "1", "-", "-0", "0", ".5", "e3", "E+2", "\\u00e9",
            "\\ud83d\\ude00",
            "\\", "\"", "{", "}", "[", "]", ",", ":", " ", "\r", "\u{0}", "\u{FEFF}", "é", "\"a\":{},",
            "\"usage\":{},", "\"events\":[],", "99999999999999999999", "0.1234567890123456789",
        ].map { Array($0.utf8) }
        var understood = 0
        for _ in 0..<60 {
            let number = dice.upTo(9)
            let snapshot = dice.spareSnapshot()
            let frame = try #require(
                dice.coin()
                    ? StatusFrame.answer(number, snapshot)
                    : wire.frame(Answered(id: number, answer: .snapshot(snapshot))))
            for _ in 0..<200 {
                var broken = frame
                for _ in 0...dice.upTo(2) {
                    let place = dice.upTo(broken.count - 2)
                    switch dice.upTo(4) {
                    case 0: broken[place] = UInt8(dice.upTo(255))
                    case 1: broken[place] = dice.pick(Array("0123456789-.eE\"\\{}[],: ".utf8))
                    case 2: broken.remove(at: place)
                    case 3: broken.insert(contentsOf: dice.pick(pieces), at: place)
                    default: broken.swapAt(place, dice.upTo(broken.count - 2))
                    }
                }
                try compare(broken)
                if StatusFrame.read(broken) != nil { understood += 1 }
            }
        }
        #expect(understood > 100)
    }
}

extension Dice {
    /// Without histories, events and exits.
    fileprivate mutating func spareSnapshot() -> Snapshot {
        var snapshot = snapshot()
        snapshot.events = []
        snapshot.rolling = nil
        snapshot.lowSpace = []
        (snapshot.core.http, snapshot.core.loopLag) = (nil, nil)
        snapshot.machine.cpuHistory = []
        (snapshot.machine.cpuPressure, snapshot.machine.memoryPressure) = (nil, nil)
        for index in snapshot.processes.indices {
            snapshot.processes[index].cpuHistory = []
            snapshot.processes[index].memoryHistory = []
            snapshot.processes[index].lastExit = nil
            snapshot.processes[index].health?.last?.said = nil
            snapshot.processes[index].health?.last?.numbers = []
            snapshot.processes[index].restartsByCause = [:]
            snapshot.processes[index].cpuTime = .zero
        }
        return coin() ? snapshot.brief : snapshot
    }
}
