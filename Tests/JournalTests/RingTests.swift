import Supervision
import Testing

@testable import Journal

@Suite struct RingTests {
    private let one = InstanceID(1)
    private let two = InstanceID(2)

    private func add(
        _ shelf: LineShelf, _ instance: InstanceID, _ text: String, isOpen: Bool = false, run: UInt64 = 1,
        stream: LogLine.Stream = .out, at: Duration = .zero
    ) {
        let bytes = Array(text.utf8)
        bytes.withUnsafeBytes {
            _ = shelf.append(
                $0, isOpen: isOpen, lines: bytes.filter { $0 == 10 }.count + (isOpen ? 1 : 0),
                instance: instance, run: RunID(run), stream: stream, at: at)
        }
    }

    private func shelf(perInstance: Int = 4096, total: Int = 1 << 20) -> LineShelf {
        let shelf = LineShelf(perInstance: perInstance, total: total)
        #expect(shelf.open(one) && shelf.open(two))
        return shelf
    }

    @Test func `lines of several instances come in the order of their arrival`() {
        let shelf = shelf()
        add(shelf, one, "a\nb\n")
        add(shelf, two, "c\n", stream: .error, at: .milliseconds(5))
        add(shelf, one, "d", isOpen: true)
        let batch = shelf.lines(of: nil, after: 0, max: 10)
        #expect(batch.lines.map(\.text) == ["a", "b", "c", "d"])
        #expect(batch.lines.map(\.id) == [1, 2, 3, 4])
        #expect(
            batch.lines[2]
                == LogLine(
                    id: 3, instance: two, run: RunID(1), stream: .error, at: .milliseconds(5), text: "c"))
        #expect(batch.next == 4 && batch.evicted == 0)
        #expect(shelf.lines(of: [one], after: 1, max: 10).lines.map(\.text) == ["b", "d"])
        #expect(shelf.lines(of: [InstanceID(9)], after: 0, max: 10).lines == [])
    }

    @Test func `a reader goes on where it stopped, however little it takes at a time`() {
        let shelf = shelf()
        for index in 0..<20 { add(shelf, index % 3 == 0 ? two : one, "\(index)\n") }
        var (after, seen): (UInt64, [String]) = (0, [])
        while true {
            let batch = shelf.lines(of: nil, after: after, max: 3)
            #expect(batch.evicted == 0)
            after = batch.next
            seen += batch.lines.map(\.text)
            if batch.lines.isEmpty { break }
        }
        #expect(seen == (0..<20).map(String.init))
        add(shelf, one, "late\n")
        #expect(shelf.lines(of: nil, after: after, max: 3).lines.map(\.text) == ["late"])
    }

    @Test func `what a full ring gave up is counted for each reader`() {
        let shelf = shelf()
        for index in 0..<1000 { add(shelf, index % 2 == 0 ? one : two, "line \(index) of many\n") }
        for instances in [[one], [two], nil] as [[InstanceID]?] {
            let all = shelf.lines(of: instances, after: 0, max: .max)
            #expect(Int(all.evicted) + all.lines.count == (instances == nil ? 1000 : 500))
            #expect(all.lines.last?.text == (instances == [one] ? "line 998 of many" : "line 999 of many"))
            let first = all.lines[0].id
            #expect(shelf.lines(of: instances, after: first - 1, max: .max).evicted == 0)
            let missed = shelf.lines(of: instances, after: first - 41, max: .max).evicted
            #expect(missed == (instances == nil ? 40 : 20))
        }
    }

    @Test func `a batch larger than the ring leaves its end, with the right ids`() {
        let shelf = shelf()
        add(shelf, one, "first\n")
        add(shelf, one, (0..<5000).map { "line \($0)\n" }.joined())
        let batch = shelf.lines(of: [one], after: 0, max: .max)
        #expect(batch.lines.last?.id == 5001 && batch.lines.last?.text == "line 4999")
        #expect(batch.lines.count > 300 && batch.lines.count + Int(batch.evicted) == 5001)
        #expect(batch.lines.allSatisfy { $0.text == "line \($0.id - 2)" })
    }

    @Test func `a line larger than the ring is cut`() {
        let shelf = shelf()
        add(shelf, one, "before\n" + String(repeating: "é", count: 5000) + "\n")
        add(shelf, one, "after\n")
        let batch = shelf.lines(of: [one], after: 0, max: .max)
        #expect(batch.lines.map(\.id) == [3] || batch.lines.map(\.id) == [2, 3])
        #expect(batch.lines.last?.text == "after")
        add(shelf, one, String(repeating: "x", count: 9000), isOpen: true)
        #expect(shelf.lines(of: [one], after: 3, max: .max).lines.first?.text.hasPrefix("xxx") == true)
    }

    @Test func `invalid UTF-8 is shown as replacement characters`() {
        let shelf = shelf()
        let bytes: [UInt8] = [0x61, 0xC3, 0x62, 0xFF, 10]
        bytes.withUnsafeBytes {
            _ = shelf.append(
                $0, isOpen: false, lines: 1, instance: one, run: RunID(1), stream: .out, at: .zero)
        }
        #expect(shelf.lines(of: nil, after: 0, max: 9).lines.map(\.text) == ["a\u{FFFD}b\u{FFFD}"])
    }

    @Test func `all rings together stay within their share`() {
        let shelf = LineShelf(perInstance: 64 << 10, total: 256 << 10)
        for index in 0..<20 { #expect(shelf.open(InstanceID(index))) }
        let line = String(repeating: "x", count: 99) + "\n"
        for _ in 0..<2000 {
            for index in 0..<20 { add(shelf, InstanceID(index), line) }
        }
        let held = shelf.lines(of: nil, after: 0, max: .max).lines
        #expect(shelf.allocated <= 20 * (256 << 10) / 20 + (64 << 10))
        let counts = (0..<20).map { index in held.count { $0.instance == InstanceID(index) } }
        #expect(counts.allSatisfy { $0 >= 20 })
    }

    @Test func `the last lines of a run outlive the ring`() {
        let shelf = shelf()
        shelf.begin(RunID(1), of: one)
        shelf.begin(RunID(2), of: one)
        add(shelf, one, (0..<300).map { "\($0)\n" }.joined())
        #expect(shelf.keepTail(of: RunID(1)).decoded.map(\.text) == (100..<300).map(String.init))
        add(shelf, one, "descendant\n")
        #expect(shelf.lastLines(of: RunID(1)).map(\.text) == (101..<300).map(String.init) + ["descendant"])
        for index in 0..<2000 { add(shelf, one, "run 2 line \(index)\n", run: 2) }
        #expect(shelf.lastLines(of: RunID(1)).map(\.text).suffix(2) == ["298", "299"])
        #expect(shelf.lastLines(of: RunID(2)).last?.text == "run 2 line 1999")
        #expect(shelf.lastLines(of: RunID(3)) == [])
    }

    @Test func `newlines are counted at every length and place`() {
        for count in [0, 1, 7, 8, 9, 63, 64, 2039, 2040, 2041, 5000] {
            for step in [1, 2, 3, 7, 100] {
                let bytes = (0..<count).map {
                    $0 % step == 0 ? UInt8(10) : UInt8($0 % 256 == 10 ? 11 : $0 % 256)
                }
                bytes.withUnsafeBytes { raw in
                    guard let base = raw.baseAddress else { return }
                    #expect(Newlines.count(base, count) == bytes.count { $0 == 10 })
                    #expect(Newlines.last(base, count) == bytes.lastIndex(of: 10))
                }
            }
        }
    }
}
