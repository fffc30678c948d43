import Glibc
import Supervision
import Testing

@testable import Journal

@Suite struct RecordTests {
    @Test func `what the core writes down is dated, a line each, and harmless to read`() {
        let rig = Rig()
        let path = rig.folder + "/wamon.log"
        rig.journal.record("api exited code 1", at: Rig.wall, in: path)
        rig.journal.record("two\nlines\u{1B}[2J", at: Rig.wall, in: path)
        rig.close()
        let date = "2026-11-23T10:14:55.123+00:00 "
        #expect(Rig.read(path) == "\(date)api exited code 1\n\(date)two\n\(date)lines [2J\n")
    }

    @Test func `beyond a mebibyte the file is moved aside, and two old ones are kept`() {
        let rig = Rig()
        let path = rig.folder + "/wamon.log"
        let text = String(repeating: "x", count: 65_000)
        for number in 0..<70 { rig.journal.record("\(number) \(text)", at: Rig.wall, in: path) }
        rig.eventually { rig.journal.writer.archivist.isIdle && rig.marks([]) == [] && logs(rig).count == 3 }
        rig.close()
        let last = (Rig.read(path) ?? "").split(separator: "\n").last?.prefix(33)
        #expect(last == "2026-11-23T10:14:55.123+00:00 69 ")
    }

    private func logs(_ rig: Rig) -> [String] {
        Rig.list(rig.folder).filter { $0.hasPrefix("wamon.log") }
    }
}
