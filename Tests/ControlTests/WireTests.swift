import Supervision
import Testing

@testable import Control

/// Values to frames and back.
@Suite struct WireTests {
    private let wire = Wire()

    private func text(_ value: some Encodable) throws -> String {
        String(decoding: try #require(wire.frame(value)), as: UTF8.self)
    }

    @Test func `every question comes back as it was`() throws {
        var dice = Dice(seed: 1)
        for _ in 0..<3000 {
            let question = Question(id: dice.int(), ask: dice.ask())
            let frame = try #require(wire.frame(question))
            #expect(frame.firstIndex(of: 10) == frame.count - 1)
            #expect(try wire.value(Question.self, of: frame) == question)
        }
    }

    @Test func `every answer comes back as it was`() throws {
        var dice = Dice(seed: 2)
        for _ in 0..<2000 {
            let answer = Answered(id: dice.maybe { $0.int() }, answer: dice.answer())
            let frame = try #require(wire.frame(answer))
            #expect(frame.firstIndex(of: 10) == frame.count - 1)
            #expect(try wire.value(Answered.self, of: frame) == answer)
        }
    }

    @Test func `where the values of a spec are from comes back with it`() throws {
        var dice = Dice(seed: 3)
        for _ in 0..<500 {
            let details = dice.details()
            let read = try wire.value(ProcessDetails.self, of: try #require(wire.frame(details)))
            #expect(read.origins == details.origins)
        }
    }

    @Test func `a spec of a wamon that knows nothing of origins is read all the same`() throws {
        let frame = try text(ProcessSpec(name: "api", script: "", executable: "", cwd: ""))
        #expect(!frame.contains("origins"))
        #expect(try wire.value(ProcessSpec.self, of: Array(frame.utf8)).origins.isEmpty)
    }

    @Test func `a figure that is none does not keep a snapshot from being seen`() throws {
        var snapshot = Snapshot()
        snapshot.machine.cpuPercent = .infinity
        let frame = try #require(wire.frame(Answered(id: 1, answer: .snapshot(snapshot))))
        #expect(try wire.value(Answered.self, of: frame).answer == .snapshot(snapshot))
    }

    private struct Written: Decodable { var at: Double }

    private func line(_ at: Duration) -> LogLine {
        LogLine(id: 1, instance: InstanceID(0), run: RunID(1), stream: .out, at: at, text: "")
    }

    private func written(_ at: Duration) throws -> Double {
        try wire.value(Written.self, of: try #require(wire.frame(line(at)))).at
    }

    @Test func `durations are milliseconds, to the microsecond and never longer than lives`() throws {
        #expect(try written(.milliseconds(1500)) == 1500)
        #expect(try written(.nanoseconds(1_764_000_000_123_456_789)) == 1_764_000_000_123.456)
        #expect(try written(.seconds(Int64.max)) == 1e13)
        let four = try text(line(.seconds(4)))
        #expect(four.contains("\"at\":4000"))
        let frame = Array(try text(line(.zero)).replacing("\"at\":0", with: "\"at\":1e300").utf8)
        #expect(throws: Misunderstanding.self) { try wire.value(LogLine.self, of: frame) }
    }
}
