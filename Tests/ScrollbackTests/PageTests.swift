import Supervision
import Testing

@testable import Scrollback

@Suite struct PageTests {
    private let folder = LogFolder()

    private func lines(_ numbers: some Sequence<Int>, _ word: String = "line") -> String {
        numbers.map { "\(word) \($0)\n" }.joined()
    }

    @Test func `the newest lines come first, then those before them, and back again`() {
        folder.write(lines(0..<10), "a.log")
        var reading = Reading([folder.mark(0, .out, "a.log")])
        let newest = reading.page(.newest, 4)
        #expect(newest.lines.map(\.text) == ["line 6", "line 7", "line 8", "line 9"])
        #expect(newest.reachesRing && !newest.isOldest)
        let before = reading.page(.before(newest.first), 100)
        #expect(before.lines.map(\.text) == (0..<6).map { "line \($0)" })
        #expect(before.isOldest && !before.reachesRing && before.last == newest.first)
        let after = reading.page(.after(before.last), 2)
        #expect(after.lines.map(\.text) == ["line 6", "line 7"])
        let around = reading.page(.around(newest.lines[1].position), 4)
        #expect(around.lines.map(\.text) == ["line 5", "line 6", "line 7", "line 8"])
        #expect(reading.page(.oldest, 1).lines.map(\.text) == ["line 0"])
        #expect(before.lines.allSatisfy { $0.at == nil && $0.instance == InstanceID(0) && $0.stream == .out })
    }

    @Test func `what the reader has already is left out`() {
        folder.write(lines(0..<10), "a.log")
        let stream = LogSources.Stream(InstanceID(0), .out)
        var held = LogSources.Held()
        (held.count, held.oldest) = (3, "line 7")
        var reading = Reading([folder.mark(0, .out, "a.log")], held: [stream: held])
        // What is written behind the mark the reader gets otherwise.
        folder.append("line 10\n", "a.log")
        #expect(reading.page(.newest, 2).lines.map(\.text) == ["line 5", "line 6"])
        // The core has made three lines of one that was long in the coming.
        (held.count, held.oldest) = (3, "ne 9")
        reading.sources.held[stream] = held
        #expect(reading.page(.newest, 2).lines.map(\.text) == ["line 7", "line 8"])
    }

    @Test func `what a log was rotated to comes before it, compressed or not`() {
        folder.write(lines(0..<3), "a.log.20261123T100000.000Z")
        folder.compress("a.log.20261123T100000.000Z")
        folder.write(lines(3..<5), "a.log.20261123T110000.000Z")
        folder.write("other\n", "a.log.1")
        folder.write(lines(5..<7), "a.log")
        var reading = Reading([folder.mark(0, .out, "a.log")])
        #expect(reading.all(by: 2, isForward: false).map(\.text) == (0..<7).map { "line \($0)" })
        #expect(reading.all(by: 2, isForward: true).map(\.text) == (0..<7).map { "line \($0)" })
    }

    @Test func `a position holds while files are renamed, compressed and removed`() {
        folder.write(lines(0..<5), "a.log.20261123T100000.000Z")
        folder.write(lines(5..<10), "a.log")
        var reading = Reading([folder.mark(0, .out, "a.log")])
        let place = reading.page(.newest, 3).first
        folder.rename("a.log", to: "a.log.20261123T110000.000Z")
        folder.write(lines(10..<12), "a.log")
        reading.sources.marks = [folder.mark(0, .out, "a.log")]
        #expect(reading.page(.around(place), 4).lines.map(\.text) == (5..<9).map { "line \($0)" })
        folder.compress("a.log.20261123T110000.000Z")
        folder.remove("a.log.20261123T100000.000Z")
        #expect(reading.page(.before(place), 9).lines.map(\.text) == ["line 5", "line 6"])
        #expect(reading.page(.after(place), 9).lines.map(\.text) == (7..<12).map { "line \($0)" })
        // Renamed and compressed between two looks.
        folder.append(lines(12..<13), "a.log")
        folder.rename("a.log", to: "a.log.20261123T120000.000Z")
        folder.compress("a.log.20261123T120000.000Z")
        folder.write(lines(13..<14), "a.log")
        reading.sources.marks = [folder.mark(0, .out, "a.log")]
        #expect(reading.page(.after(place), 9).lines.map(\.text) == (7..<14).map { "line \($0)" })
    }

    @Test func `lines of several streams are one by the time before them`() {
        func stamped(_ seconds: Int, _ text: String) -> String { "2026-11-23 10:00:0\(seconds): \(text)\n" }
        folder.write(stamped(1, "one") + stamped(4, "four") + "no date\n" + stamped(6, "six"), "a.log")
        folder.write(stamped(2, "two") + stamped(4, "four, too") + stamped(5, "five"), "b.log")
        var logs = LogSpec()
        logs.dateFormat = "YYYY-MM-DD HH:mm:ss"
        var reading = Reading([folder.mark(0, .out, "a.log"), folder.mark(3, .error, "b.log")], logs)
        let all = reading.all(by: 100, isForward: true)
        #expect(all.map(\.text) == ["one", "two", "four", "no date", "four, too", "five", "six"])
        #expect(all.map(\.instance.raw) == [0, 3, 0, 0, 3, 3, 0])
        #expect(all[0].at == .seconds(1_795_428_001) && all[3].at == nil && all[5].stream == .error)
        #expect(reading.all(by: 2, isForward: false) == all)
        // One that was looked at alone is found among all.
        reading.instances = [InstanceID(3)]
        let five = reading.page(.newest, 1)
        #expect(five.lines.map(\.text) == ["five"])
        reading.instances = nil
        #expect(reading.page(.before(five.lines[0].position), 1).lines.map(\.text) == ["four, too"])
        #expect(reading.page(.after(five.lines[0].position), 9).lines.map(\.text) == ["five", "six"])
    }

    @Test func `where files say no times, a line is put where its share of the file is`() {
        folder.write(lines(0..<10, "early"), "a.log")
        folder.write(lines(0..<10, "late"), "b.log.20261123T110000.000Z")
        folder.write("last\n", "b.log")
        folder.date("a.log", .seconds(1_000_000))
        folder.date("b.log.20261123T110000.000Z", .seconds(2_000_000))
        folder.date("b.log", .seconds(3_000_000))
        var reading = Reading([folder.mark(0, .out, "a.log"), folder.mark(1, .out, "b.log")])
        let all = reading.all(by: 3, isForward: false)
        #expect(
            all.map(\.text) == ((0..<10).map { "early \($0)" } + (0..<10).map { "late \($0)" } + ["last"]))
        #expect(reading.all(by: 3, isForward: true) == all)
    }

    @Test func `objects in one file say whose they are`() {
        func object(_ text: String, _ type: String, _ id: Int) -> String {
            #"{"message":"\#(text)","timestamp":"2026-11-23T10:00:00.000Z","type":"\#(type)","process_id":\#(id),"#
                + #""app_name":"api"}"# + "\n"
        }
        let text = object("a", "out", 0) + object("b", "err", 1) + object("c \\\"d\\\"", "out", 1)
        folder.write(text, "a.log")
        var logs = LogSpec()
        (logs.json, logs.combined) = (true, true)
        let marks = [0, 1].flatMap { id in
            [LogLine.Stream.out, .error].map { folder.mark(id, $0, "a.log") }
        }
        var reading = Reading(marks, logs)
        let all = reading.page(.newest, 9).lines
        #expect(all.map(\.text) == ["a", "b", "c \"d\""])
        #expect(all.map(\.instance.raw) == [0, 1, 1])
        #expect(all.map(\.stream) == [.out, .error, .out])
        reading.instances = [InstanceID(1)]
        #expect(reading.page(.newest, 9).lines.map(\.text) == ["b", "c \"d\""])
    }
}
