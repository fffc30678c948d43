import Glibc
import Supervision
import Testing

@testable import Journal

@Suite struct WritingTests {
    @Test func `what a child writes stands in its files byte for byte`() {
        let rig = Rig()
        let child = rig.child()
        child.say("one\ntwo\n")
        child.say("oops\n", to: .error)
        child.say([0x66, 0xFF, 0x00, 0x0A])
        child.say("no newline at the end")
        child.end()
        rig.close()
        #expect(rig.file("api-out.log").hasPrefix("one\ntwo\nf"))
        #expect(rig.file("api-out.log").utf8.count == 8 + 3 + 3 + 21)
        #expect(rig.file("api-out.log").hasSuffix("\nno newline at the end"))
        #expect(rig.file("api-error.log") == "oops\n")
    }

    @Test func `a burst just before the exit is kept whole`() {
        let rig = Rig()
        let child = rig.child()
        let text = (0..<2000).map { "line \($0) of a burst\n" }.joined()
        rig.eventually { rig.journal.paths(of: InstanceID(0)) != nil }
        child.say(text)
        child.end()
        let last = rig.lastLines(whenEnded: 1)
        rig.journal.detach(RunID(1))
        rig.close()
        #expect(isSame(rig.file("api-out.log"), text))
        #expect(last.map(\.text) == (1800..<2000).map { "line \($0) of a burst" })
    }

    @Test func `the last partial line belongs to the last lines of a run`() {
        let rig = Rig()
        let child = rig.child()
        child.say("fine\nError: half a li")
        child.end()
        #expect(rig.lastLines(whenEnded: 1).map(\.text) == ["fine", "Error: half a li"])
        rig.journal.detach(RunID(1))
        let second = rig.next(0, run: 2)
        second.say("again\n")
        second.end()
        rig.close()
        #expect(rig.file("api-out.log") == "fine\nError: half a li\nagain\n")
    }

    @Test func `what descendants write after the root has ended belongs to its run`() {
        let rig = Rig()
        let child = rig.child()
        child.say("root\n")
        #expect(rig.lastLines(whenEnded: 1).map(\.text) == ["root"])
        child.say("grandchild\n")
        rig.eventually { rig.journal.lastLines(of: RunID(1)).count == 2 }
        rig.journal.detach(RunID(1))
        rig.close()
        #expect(rig.journal.lastLines(of: RunID(1)).map(\.text) == ["root", "grandchild"])
    }

    @Test func `lines and characters cut over reads are put together`() {
        let rig = Rig { $0.partialHold = .seconds(60) }
        let child = rig.child(0, rig.spec { $0.dateFormat = "YYYY" })
        for byte in Array("grüße – 你好 🙂\nnext\n".utf8) {
            child.say([byte])
            // Each byte is a read of its own.
            rig.eventually { rig.journal.isDrained(child.readOut) }
        }
        child.end()
        rig.close()
        #expect(rig.file("api-out.log") == "2026: grüße – 你好 🙂\n2026: next\n")
        #expect(rig.shown() == ["out 1 grüße – 你好 🙂", "out 1 next"])
    }

    @Test func `a partial line is passed on after a while, and its rest follows without a prefix`() {
        let rig = Rig { $0.partialHold = .milliseconds(20) }
        let child = rig.child(0, rig.spec { $0.dateFormat = "YYYY" })
        child.say("Password: ")
        rig.eventually { rig.file("api-out.log") == "2026: Password: " }
        child.say("accepted\nbye\n")
        child.end()
        rig.close()
        #expect(rig.file("api-out.log") == "2026: Password: accepted\n2026: bye\n")
        #expect(rig.shown() == ["out 1 Password: ", "out 1 accepted", "out 1 bye"])
    }

    @Test func `a line without an end is passed on in pieces without losing a byte, and cut on the screen`() {
        let rig = Rig { $0.partialHold = .seconds(60) }
        let child = rig.child()
        let long = String(repeating: "0123456789abcdef", count: 40_000)
        child.say(long + "\nafter\n")
        child.end()
        rig.close()
        #expect(isSame(rig.file("api-out.log"), long + "\nafter\n"))
        let lines = rig.journal.lines(of: nil, after: 0, max: 10).lines.map(\.text)
        #expect(lines.count == 2 && lines.last == "after")
        #expect(
            lines[0].utf8.count <= 64 << 10 && lines[0].utf8.count >= 60 << 10 && long.hasPrefix(lines[0]))
    }

    @Test func `each stream keeps its order over a megabyte`() {
        let rig = Rig()
        let child = rig.child(0, rig.spec { $0.bothFile = rig.folder + "/both.log" })
        let out = (0..<30_000).map { "out \($0) \(String(repeating: "x", count: $0 % 50))\n" }.joined()
        let error = (0..<30_000).map { "error \($0)\n" }.joined()
        var rest = (Substring(out), Substring(error))
        while !rest.0.isEmpty || !rest.1.isEmpty {
            child.say(String(rest.0.prefix(7919)))
            child.say(String(rest.1.prefix(997)), to: .error)
            rest = (rest.0.dropFirst(7919), rest.1.dropFirst(997))
        }
        child.end()
        rig.close()
        #expect(isSame(rig.file("api-out.log"), out))
        #expect(isSame(rig.file("api-error.log"), error))
        let both = Rig.read(rig.folder + "/both.log")!.split(separator: "\n")
        #expect(isSame(both.filter { $0.hasPrefix("out") }.map { $0 + "\n" }.joined(), out))
        #expect(isSame(both.filter { $0.hasPrefix("error") }.map { $0 + "\n" }.joined(), error))
        #expect(rig.reports == [])
    }

    @Test func `two instances share one file and never mix within a line`() {
        let rig = Rig { $0.partialHold = .milliseconds(20) }
        let spec = rig.spec {
            $0.combined = true
            $0.outFile = rig.folder + "/shared.log"
        }
        let first = rig.child(0, run: 1, suffixed: true, spec)
        let second = rig.child(1, run: 2, suffixed: true, spec)
        first.say("half of the first")
        rig.eventually { Rig.read(rig.folder + "/shared.log") == "half of the first" }
        second.say("whole line of the second\n")
        rig.eventually { Rig.read(rig.folder + "/shared.log")?.hasSuffix("second\n") == true }
        first.say(" and the rest\n")
        first.end()
        second.end()
        rig.close()
        #expect(
            Rig.read(rig.folder + "/shared.log")
                == "half of the first\nwhole line of the second\n and the rest\n")
    }

    @Test func `json is one object a line in PM2's shape`() {
        let rig = Rig()
        let child = rig.child(7, rig.spec("web \"x\"") { $0.json = true })
        child.say("say \"hi\"\t\u{1}\\\n")
        child.say("bad \n", to: .error)
        child.say([0x61, 0xFF, 0x0A])
        child.end()
        rig.close()
        #expect(
            rig.file("web \"x\"-out.log") == #"""
                {"message":"say \"hi\"\t\u0001\\","timestamp":"2026-11-23T10:14:55.123Z","type":"out","process_id":7,"app_name":"web \"x\""}
                {"message":"a�","timestamp":"2026-11-23T10:14:55.123Z","type":"out","process_id":7,"app_name":"web \"x\""}

                """#)
        #expect(
            rig.file("web \"x\"-error.log")
                == #"{"message":"bad ","timestamp":"2026-11-23T10:14:55.123Z","type":"err","process_id":7,"app_name":"web \"x\""}"#
                + "\n")
    }

    @Test func `disabled logs and dev null are kept in the ring alone`() {
        let rig = Rig()
        let quiet = rig.child(0, run: 1, rig.spec("quiet") { $0.disabled = true })
        let null = rig.child(
            1, run: 2,
            rig.spec("null") {
                $0.outFile = "/dev/null"
                $0.errorFile = "/dev/null"
            })
        quiet.say("a\n")
        null.say("b\n")
        quiet.end()
        null.end()
        rig.close()
        #expect(Rig.list(rig.folder + "/logs") == [])
        #expect(Set(rig.shown()) == ["out 1 a", "out 2 b"])
    }

    @Test func `a descriptor of ours can be a log file`() {
        let rig = Rig()
        var ends: [Int32] = [0, 0]
        pipe(&ends)
        let child = rig.child(0, rig.spec { $0.outFile = "/proc/self/fd/\(ends[1])" })
        child.say("through a pipe\n")
        child.end()
        rig.close()
        var bytes = [UInt8](repeating: 0, count: 100)
        let count = read(ends[0], &bytes, 100)
        #expect(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self) == "through a pipe\n")
        ends.forEach { Glibc.close($0) }
    }
}

extension Journal {
    /// Whether a pipe is empty: its only reader has taken everything.
    func isDrained(_ fd: Int32) -> Bool {
        var state = pollfd(fd: fd, events: Int16(POLLIN), revents: 0)
        return poll(&state, 1, 0) == 0
    }
}

/// Compares without printing megabytes.
func isSame(_ text: String, _ expected: String) -> Bool { text == expected }
