import Glibc
import Supervision
import Testing

@testable import Scrollback

@Suite struct RoughTests {
    private let folder = LogFolder()

    @Test func `no file, an empty file and one that is none are nothing to read`() {
        folder.write("", "empty.log")
        let marks = [folder.mark(0, .out, "empty.log"), folder.mark(1, .out, "none.log")]
        var reading = Reading(marks)
        let page = reading.page(.newest, 5)
        #expect(page.lines == [] && page.isOldest && page.reachesRing && page.trouble == nil)
        var none = Reading([LogMark(instance: InstanceID(0), stream: .out)])
        #expect(none.reader().chosen == [])
    }

    @Test func `what cannot be read is said with its path`() {
        // A folder that is no folder fails for root, too.
        folder.write("x\n", "file")
        var mark = LogMark(instance: InstanceID(0), stream: .out)
        mark.path = folder.path + "/file/a.log"
        var reading = Reading([mark])
        #expect(reading.page(.newest, 5).trouble == "\(folder.path)/file/a.log: Not a directory")
    }

    @Test func `a line without an end is cut into pieces that are the same both ways`() {
        let long = [UInt8](repeating: UInt8(ascii: "x"), count: 1_000_000)
        folder.write(Array("first\n".utf8) + long + Array("\nlast\n".utf8), "a.log")
        var reading = Reading([folder.mark(0, .out, "a.log")])
        let all = reading.all(by: 2, isForward: true)
        #expect(all.first?.text == "first" && all.last?.text == "last")
        #expect(all.dropFirst().dropLast().allSatisfy { $0.text.utf8.count <= 64 << 10 })
        #expect(all.count == 2 + 15)
        #expect(reading.all(by: 3, isForward: false) == all)
    }

    @Test func `garbage is lines like others`() {
        var bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
        bytes.append(10)
        folder.write(bytes, "a.log")
        var reading = Reading([folder.mark(0, .out, "a.log")])
        let all = reading.all(by: 100, isForward: true)
        #expect(all.count == bytes.count { $0 == 10 })
        #expect(reading.all(by: 77, isForward: false) == all)
    }

    @Test func `a file that is emptied or replaced under the reader's hands is read as it is now`() {
        folder.write(String(repeating: "old\n", count: 1000), "a.log")
        var reading = Reading([folder.mark(0, .out, "a.log")])
        let place = reading.page(.newest, 3).first
        folder.write("new\n", "a.log")
        reading.sources.marks = [folder.mark(0, .out, "a.log")]
        #expect(reading.page(.before(place), 3).lines == [])
        #expect(reading.page(.newest, 3).lines.map(\.text) == ["new"])
        folder.remove("a.log")
        #expect(reading.page(.newest, 3).lines == [])
        folder.write("newer\n", "a.log")
        reading.sources.marks = [folder.mark(0, .out, "a.log")]
        #expect(reading.page(.newest, 3).lines.map(\.text) == ["newer"])
    }

    @Test func `a compressed file that is broken gives what can be read of it`() {
        folder.write((0..<50_000).map { "line \($0)\n" }.joined(), "a.log.20261123T100000.000Z")
        folder.compress("a.log.20261123T100000.000Z")
        let name = "a.log.20261123T100000.000Z.gz"
        truncate(folder.path + "/" + name, 50_000)
        folder.write("now\n", "a.log")
        var reading = Reading([folder.mark(0, .out, "a.log")])
        #expect(reading.page(.newest, 1).lines.map(\.text) == ["now"])
        #expect(reading.page(.oldest, 2).lines.map(\.text) == ["line 0", "line 1"])
    }
}
