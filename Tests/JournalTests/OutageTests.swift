import Kernel
import Glibc
import Supervision
import Testing

@testable import Journal

/// What happens when a file cannot be written.
@Suite(.serialized) struct OutageTests {
    /// A small file system, where we may mount one.
    private func withTinyDisk(_ size: Int, _ body: (String) -> Void) {
        var template = Array("/tmp/journal-disk-XXXXXX".utf8CString)
        let folder = String(cString: mkdtemp(&template)!)
        defer { rmdir(folder) }
        guard mount("tmpfs", folder, "tmpfs", 0, "size=\(size)") == 0 else {
            print("SKIPPED: no right to mount a tmpfs, so no full disk can be tried")
            return
        }
        defer { umount2(folder, 2) }
        body(folder)
    }

    @Sendable private func line(_ number: Int) -> String {
        "line \(number) " + String(repeating: "x", count: 88 - String(number).count) + "\n"
    }

    @Test func `a full disk blocks no child, the loss is counted, and logging resumes by itself`() {
        withTinyDisk(1 << 20) { disk in
            let rig = Rig {
                $0.retry = .milliseconds(20)
                $0.backlogBytes = 64 << 10
                $0.partialHold = .seconds(60)
            }
            let child = rig.child(0, rig.spec { $0.outFile = disk + "/out.log" })
            let count = 20_000
            for number in 0..<count { child.say(line(number)) }
            #expect(rig.lastLines(whenEnded: 1).last?.text == String(line(count - 1).dropLast()))
            rig.eventually { rig.reports.reduce(0) { $0 + $1.lost } > 1000 }
            #expect(
                rig.reports.first
                    == LossReport(
                        instance: InstanceID(0), lost: 0, reason: "\(disk)/out.log: No space left on device",
                        isOver: false))
            // Make room.
            let written = Rig.read(disk + "/out.log")!
            truncate(disk + "/out.log", 0)
            rig.eventually { rig.reports.contains { $0.isOver } }
            child.say("back\n")
            child.end()
            rig.close()
            let whole = (written + Rig.read(disk + "/out.log")!).split(separator: "\n")
            let lines = whole.filter { $0.hasPrefix("line ") }
            let isInOrder = zip(lines, 0...).allSatisfy { $0 + "\n" == line($1) }
            #expect(isInOrder)
            let lost = count - lines.count
            #expect(
                whole.suffix(2) == [
                    "[wamon] \(lost) lines lost: \(disk)/out.log: No space left on device", "back",
                ])
            #expect(rig.reports.last { $0.isOver }?.lost == lost)
            #expect(rig.reports.filter { !$0.isOver }.reduce(0) { $0 + $1.lost } == lost)
        }
    }

    @Test func `with log_full block nothing is lost: the child waits`() {
        withTinyDisk(256 << 10) { disk in
            let rig = Rig { $0.retry = .milliseconds(20) }
            let child = rig.child(
                0,
                rig.spec {
                    $0.outFile = disk + "/out.log"
                    $0.whenFull = .block
                })
            let other = rig.child(1, run: 2, rig.spec("other"))
            let speaker = LoopThread("speaker")
            speaker.start()
            speaker.post {
                for number in 0..<60_000 { child.say(line(number)) }
                child.end()
                speaker.stop()
            }
            var text = ""
            while !text.hasSuffix(line(59_999)) {
                // The child waits; the other one does not.
                let before = text.utf8.count
                let isMore = rig.eventually {
                    (Rig.read(disk + "/out.log") ?? "").utf8.count >= 200 << 10
                        || (Rig.read(disk + "/out.log") ?? "").hasSuffix(line(59_999))
                }
                if !isMore { break }
                other.say("alive \(before)\n")
                rig.eventually { rig.file("other-out.log").hasSuffix("alive \(before)\n") }
                // The file is full and nobody writes to it: take what is there.
                var last = ""
                rig.eventually {
                    let now = Rig.read(disk + "/out.log") ?? ""
                    defer { last = now }
                    return now == last && (now.utf8.count == 256 << 10 || now.hasSuffix(line(59_999)))
                }
                text += last
                truncate(disk + "/out.log", 0)
            }
            other.end()
            #expect(speaker.join(within: .seconds(20)))
            rig.close()
            let isWhole = text == (0..<60_000).map(line).joined()
            #expect(isWhole)
            #expect(rig.reports.reduce(0) { $0 + $1.lost } == 0)
        }
    }

    @Test func `a reader of our output that stands still costs lines, not children`() {
        let rig = Rig { $0.backlogBytes = 64 << 10 }
        var ends: [Int32] = [0, 0]
        pipe(&ends)
        let child = rig.child(0, rig.spec { $0.outFile = "/proc/self/fd/\(ends[1])" })
        for number in 0..<20_000 { child.say(line(number)) }
        let reason = "/proc/self/fd/\(ends[1]): its reader does not keep up"
        rig.eventually { rig.reports.contains { $0.lost > 0 && $0.reason == reason } }
        let (source, sink) = (ends[0], ends[1])
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        rig.eventually {
            let count = read(source, &buffer, buffer.count)
            bytes += buffer.prefix(max(0, count))
            return String(decoding: bytes.suffix(200), as: UTF8.self).contains("lines lost")
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        let isInOrder = zip(lines.dropLast(), 0...).allSatisfy { $0 + "\n" == line($1) }
        #expect(isInOrder)
        #expect(lines.last == "[wamon] \(20_000 - lines.count + 1) lines lost: \(reason)")
        child.end()
        rig.close()
        Glibc.close(source)
        Glibc.close(sink)
    }

    @Test(arguments: [false, true])
    func `a file is told what it misses of a run that ended while the disk stood still`(isClosing: Bool) {
        let rig = Rig {
            $0.queueBytes = 64 << 10
            $0.patience = .milliseconds(20)
        }
        let child = rig.child()
        // The writer's thread stands in a call that does not return, as on a hung disk.
        var gate: [Int32] = [0, 0]
        pipe(&gate)
        let (entry, exit) = (gate[0], gate[1])
        rig.journal.writer.thread.post {
            var byte: UInt8 = 0
            _ = read(entry, &byte, 1)
        }
        for number in 0..<20_000 { child.say(line(number)) }
        rig.eventually { rig.reports.contains { $0.lost > 0 } }
        child.end()
        rig.journal.detach(RunID(1))
        Glibc.close(exit)
        if !isClosing { rig.eventually { rig.file("api-out.log").contains("lost") } }
        rig.close()
        Glibc.close(entry)
        let lines = rig.file("api-out.log").split(separator: "\n")
        let kept = lines.filter { $0.hasPrefix("line ") }.count
        #expect(lines.last == "[wamon] \(20_000 - kept) lines lost: the disk does not keep up")
        #expect(rig.reports.filter { !$0.isOver }.reduce(0) { $0 + $1.lost } == 20_000 - kept)
    }
}
