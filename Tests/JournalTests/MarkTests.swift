import Glibc
import Supervision
import Synchronization
import Testing

@testable import Journal

@Suite struct MarkTests {
    @Test func `a mark parts the lines of the ring from those still to come in the file`() {
        let rig = Rig()
        let child = rig.child()
        child.say("one\ntwo\n")
        child.say("oops\n", to: .error)
        rig.eventually { rig.file("api-out.log") == "one\ntwo\n" && rig.file("api-error.log") == "oops\n" }
        let marks = rig.marks()
        #expect(marks.map(\.path) == [rig.folder + "/logs/api-out.log", rig.folder + "/logs/api-error.log"])
        #expect(marks.map(\.offset) == [8, 5])
        #expect(marks.map(\.line).sorted() == [2, 3])
        #expect(marks[0].inode == rig.inode("api-out.log"))
        child.say("three\n")
        rig.eventually { rig.file("api-out.log").hasSuffix("three\n") }
        let later = rig.marks()
        #expect(later.map(\.offset) == [14, 5])
        #expect(later[0].line == 4)
    }

    @Test func `a line without its end begins at the offset, and is not counted in`() {
        let rig = Rig { $0.partialHold = .milliseconds(20) }
        let child = rig.child()
        child.say("whole\nPassword: ")
        rig.eventually { rig.file("api-out.log") == "whole\nPassword: " }
        #expect(rig.marks()[0].offset == 6)
        #expect(rig.marks()[0].line == 1)
        child.say("secret\nmore\n")
        rig.eventually { rig.file("api-out.log").hasSuffix("more\n") }
        #expect(rig.marks()[0].offset == 28)
        #expect(rig.marks()[0].line == rig.journal.lines(of: nil, after: 0, max: .max).lines.last?.id)
    }

    @Test func `ring up to the line and file from the offset are every line once, however it is asked`() {
        let rig = Rig()
        let child = rig.child(0, rig.spec { $0.dateFormat = "YYYY" })
        var seen: [[String]] = []
        for block in 0..<200 {
            child.say((0..<7).map { "line \(block * 7 + $0)\n" }.joined())
            guard block % 10 == 0 else { continue }
            let mark = rig.marks()[0]
            let ring = rig.journal.lines(of: nil, after: 0, max: .max).lines.filter { $0.id <= mark.line }
            let rest = rig.bytes("api-out.log").dropFirst(mark.offset)
            // What the file has by now: the rest follows in the same way.
            let tail = String(decoding: rest, as: UTF8.self).split(separator: "\n").map {
                String($0.dropFirst(6))
            }
            seen.append(ring.map(\.text) + tail)
        }
        child.end()
        rig.close()
        let all = (0..<1400).map { "line \($0)" }
        for lines in seen { #expect(lines == Array(all.prefix(lines.count))) }
        #expect(seen.count == 20)
    }

    @Test func `a rotated file is known by its inode, and an emptied one begins anew`() {
        let rig = Rig()
        let child = rig.child(
            0,
            rig.spec {
                $0.rotation = LogSpec.Rotation()
                $0.rotation?.maxSize = 64
                $0.rotation?.compress = false
            })
        child.say(String(repeating: "x", count: 60) + "\n")
        rig.eventually { rig.marks()[0].offset == 61 }
        let before = rig.marks()[0]
        child.say(String(repeating: "y", count: 9) + "\n")
        rig.eventually { rig.marks()[0].offset == 10 }
        let after = rig.marks()[0]
        #expect(after.inode != before.inode)
        #expect(after.line == before.line + 1)
        rig.journal.flush(InstanceID(0))
        rig.eventually { rig.marks()[0].offset == 0 }
        #expect(rig.marks()[0].inode == after.inode)
        #expect(rig.marks()[0].line == after.line)
    }

    @Test func `where there is no file there is no path`() {
        let rig = Rig()
        _ = rig.child(0, rig.spec("null") { ($0.outFile, $0.errorFile) = ("/dev/null", "/dev/stderr") })
        _ = rig.child(1, run: 2, rig.spec("none") { $0.disabled = true })
        rig.eventually { rig.marks().count == 4 }
        #expect(rig.marks().map(\.path) == [nil, nil, nil, nil])
        #expect(rig.marks([7]) == [])
    }

    @Test func `a file nobody has written to is marked as it lies there, or as not there yet`() {
        let rig = Rig()
        mkdir(rig.folder + "/logs", 0o755)
        rig.put("from before\n", in: "api-out.log")
        let child = rig.child()
        rig.eventually { rig.shown() == ["out 0 from before"] }
        let marks = rig.marks([0])
        #expect(marks.map(\.offset) == [12, 0])
        #expect(marks[0].inode == rig.inode("api-out.log"))
        #expect(marks[1].inode == 0)
        child.say("new\n")
        rig.eventually { rig.marks()[0].offset == 16 }
    }

    @Test func `streams that share a file share the place, and each has its line`() {
        let rig = Rig()
        let path = rig.folder + "/both.log"
        let first = rig.child(0, rig.spec { ($0.outFile, $0.errorFile) = (path, path) })
        let second = rig.child(1, run: 2, rig.spec { ($0.outFile, $0.errorFile) = (path, path) })
        first.say("a\n")
        rig.eventually { rig.shown().count == 1 }
        second.say("b\n", to: .error)
        rig.eventually { Rig.read(path) == "a\nb\n" }
        let marks = rig.marks()
        #expect(marks.map(\.offset) == [4, 4, 4, 4])
        #expect(marks.map(\.line) == [1, 0, 0, 2])
    }

    @Test func `while a file fails the mark stays where it was`() {
        let rig = Rig { $0.retry = .milliseconds(10) }
        let child = rig.child()
        child.say("one\n")
        rig.eventually { rig.marks()[0].offset == 4 }
        let before = rig.marks()[0]
        // The folder becomes a file: nothing can be opened there.
        rename(rig.folder + "/logs", rig.folder + "/away")
        rig.put("", at: rig.folder + "/logs")
        rig.journal.reopen()
        // It is closed when this is answered.
        #expect(rig.marks()[0] == before)
        child.say("two\n")
        rig.eventually { !rig.reports.isEmpty }
        #expect(rig.marks()[0] == before)
        unlink(rig.folder + "/logs")
        rename(rig.folder + "/away", rig.folder + "/logs")
        rig.eventually { rig.marks()[0].offset == 8 }
        #expect(rig.marks()[0].line == before.line + 1)
    }

    @Test func `after a new spec what the old file has is not awaited in the new one`() {
        let rig = Rig()
        let child = rig.child()
        child.say("old\n")
        rig.eventually { rig.marks()[0].offset == 4 }
        rig.journal.open(
            InstanceID(0), spec: rig.spec { $0.outFile = rig.folder + "/new.log" }, suffixed: false)
        let mark = rig.marks()[0]
        #expect(mark.path == rig.folder + "/new.log")
        #expect(mark.offset == 0)
        #expect(mark.line == 1)
        child.end()
    }
}

extension Rig {
    func marks(_ instances: [Int]? = nil) -> [LogMark] {
        let box = Box()
        journal.marks(of: instances?.map { InstanceID($0) }) { marks in box.value.withLock { $0 = marks } }
        eventually { box.value.withLock { $0 != nil } }
        return box.value.withLock { $0 ?? [] }
    }

    func inode(_ name: String) -> UInt64 {
        var status = stat()
        stat(folder + "/logs/" + name, &status)
        return UInt64(status.st_ino)
    }

    func bytes(_ name: String) -> [UInt8] { Array((Rig.read(folder + "/logs/" + name) ?? "").utf8) }

    func put(_ text: String, in name: String) { put(text, at: folder + "/logs/" + name) }

    func put(_ text: String, at path: String) {
        let fd = open(path, O_WRONLY | O_CREAT, 0o644)
        _ = Array(text.utf8).withUnsafeBytes { write(fd, $0.baseAddress!, $0.count) }
        Glibc.close(fd)
    }
}

private final class Box: Sendable {
    let value = Mutex<[LogMark]?>(nil)
}
