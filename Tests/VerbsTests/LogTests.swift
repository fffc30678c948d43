import Glibc
import Supervision
import Testing

@testable import Verbs

@Suite struct LogTests {
    // MARK: - Safe text

    @Test(
        arguments: [
            ("plain", "plain"), ("a\u{1B}[31mred\u{1B}[0m", "a\u{1B}[31mred\u{1B}[0m\u{1B}[0m"),
            ("x\u{1B}[2Jy\u{1B}[1;1H", "xy"), ("bell\u{07}", "bell^G"), ("\u{1B}]0;title\u{07}t", "t"),
            ("crlf\r", "crlf"), ("over\rwrite", "over^Mwrite"), ("c1\u{9B}2J", "c1?2J"),
            ("tab\there", "tab\there"), ("\u{1B}", "^["), ("\u{1B}[", ""), ("\u{1B}(0lq", "lq"),
            ("\u{1B}P1$r\u{1B}\\z", "z"), ("grüße 🙂", "grüße 🙂"), ("\u{1B}[31", ""),
        ])
    func `a terminal is shown colours and harmless text`(given: String, shown: String) {
        var bytes: [UInt8] = []
        Array(given.utf8).withUnsafeBytes { TerminalText.append($0, to: &bytes) }
        #expect(String(decoding: bytes, as: UTF8.self) == shown)
    }

    @Test func `bytes that are no text are replaced, and what is looked for stands out`() {
        var bytes: [UInt8] = []
        ([0x61, 0xFF, 0x9B, 0xC2] as [UInt8]).withUnsafeBytes { TerminalText.append($0, to: &bytes) }
        #expect(String(decoding: bytes, as: UTF8.self) == "a\u{FFFD}\u{FFFD}\u{FFFD}")
        bytes = []
        Array("one two one".utf8).withUnsafeBytes {
            TerminalText.append($0, highlighting: Array("one".utf8), to: &bytes)
        }
        #expect(String(decoding: bytes, as: UTF8.self) == "\u{1B}[7mone\u{1B}[27m two \u{1B}[7mone\u{1B}[27m")
    }

    @Test func `a name has the same colour everywhere, and neighbours differ`() {
        #expect(NameColors.code(for: "api-server") == NameColors.code(for: "api-server"))
        #expect(Set(["api-server", "nextjs-server", "worker"].map(NameColors.code)).count == 3)
    }

    // MARK: - Who is followed where

    @Test func `a file of its own is followed, a shared one and none are read from the core's memory`() {
        let marks = [
            mark(0, .out, "/l/a-out"), mark(0, .error, "/l/a-err"), mark(1, .out, "/l/all"),
            mark(1, .error, "/l/all"), mark(2, .out, "/l/shared"), mark(2, .error, nil),
            mark(3, .out, "/l/shared"), mark(3, .error, "/l/d-err"),
        ]
        let chosen = Dictionary(
            uniqueKeysWithValues: [0, 1, 2].map { (InstanceID($0), details($0)) })
        let both = LogPlan(marks, chosen: chosen, streams: .both)
        #expect(both.files.keys.sorted() == ["/l/a-err", "/l/a-out", "/l/all"])
        #expect(both.ring.map(\.instance.raw) == [2, 2])
        let errors = LogPlan(marks, chosen: chosen, streams: .error)
        #expect(errors.files.keys.sorted() == ["/l/a-err"])
        #expect(errors.ring.map(\.instance.raw) == [1, 2])
    }

    // MARK: - A file that grows

    @Test func `lines come once each, through growth, rotation, truncation and absence`() {
        let log = Log()
        log.write("old\nnew")
        let tail = LogTail(source(0), at: log.mark(offset: 4))
        #expect(log.read(tail) == [])
        log.write("er\nnext\n")
        #expect(log.read(tail) == ["newer", "next"])
        log.write("last of it\n")
        log.rename(to: "log.20261123T101455.123Z")
        log.write("first of the next\n")
        log.rename(to: "log.20261123T101455.124Z")
        log.write("third\n")
        #expect(log.read(tail) == ["last of it", "first of the next", "third"])
        log.empty()
        log.write("after\n")
        #expect(log.read(tail) == ["after"])
        log.remove()
        #expect(log.read(tail) == [])
        log.write("again\n")
        #expect(log.read(tail) == ["again"])
    }

    @Test func `a file that others rename is read on until its writer has noticed`() {
        let log = Log()
        log.write("one\n")
        let tail = LogTail(source(0), at: log.mark(offset: 0))
        #expect(log.read(tail) == ["one"])
        log.rename(to: "log.1")
        log.write("three\n")
        #expect(log.read(tail) == [])
        log.write("two\n", to: "log.1")
        #expect(log.read(tail, at: 1) == ["two"])
        #expect(log.read(tail, at: 2) == [])
        #expect(log.read(tail, at: 5) == ["three"])
    }

    @Test func `one that was rotated before it was opened is found by its inode`() {
        let log = Log()
        log.write("one\ntwo\n")
        let tail = LogTail(source(0), at: log.mark(offset: 4))
        log.rename(to: "log.20261123T101455.123Z")
        log.write("three\n")
        #expect(log.read(tail) == ["two", "three"])
    }

    // MARK: - The beginning

    @Test func `the newest of each process, the file's before the ring's`() {
        let log = Log()
        log.write("1\n2\n3\n4\n5\n")
        let plan = LogPlan(
            [log.mark(offset: 10), mark(0, .error, nil)], chosen: [InstanceID(0): details(0)], streams: .both)
        let held = [line(7, "4"), line(8, "oops", .error), line(9, "5")]
        let five = LogBacklog(held, plan, count: 5)
        #expect(five.older.map { String(decoding: $0.bytes, as: UTF8.self) } == ["2\n3\n"])
        #expect(five.lines.map(\.text) == ["4", "oops", "5"])
        let two = LogBacklog(held, plan, count: 2)
        #expect(two.older.isEmpty)
        #expect(two.lines.map(\.text) == ["oops", "5"])
        #expect(LogBacklog(held, plan, count: 0).lines == [])
    }

    // MARK: - Lines as they are shown

    @Test func `names are padded, dates are the file's, objects are PM2's`() {
        setenv("TZ", "UTC", 1)
        var api = source(0)
        api.logs.dateFormat = "YYYY"
        let web = LogSource(instance: InstanceID(12), name: "w\u{1B}b", stream: .error, logs: LogSpec())
        let written = Array("2026: from the file\n".utf8)
        func shown(_ change: (inout LogWish, inout Look) -> Void) -> String {
            var (wish, look) = (LogWish(), Look())
            change(&wish, &look)
            let out = Out()
            let printer = LogPrinter(wish, look: look) { out.bytes += $0 }
            printer.meet([api, web])
            printer.print(line(1, "from the ring"), of: api)
            written.withUnsafeBytes { printer.print($0, of: api, at: Sample.now.wall) }
            printer.print(line(2, "x\u{07}", .error), of: web)
            printer.flush()
            return String(decoding: out.bytes, as: UTF8.self)
        }
        #expect(
            shown { _, _ in } == """
                0|api  | 2026: from the ring
                0|api  | 2026: from the file
                12|w?b | x\u{07}

                """)
        #expect(
            shown { wish, _ in wish.style = .raw } == """
                2026: from the ring
                2026: from the file
                x\u{07}

                """)
        #expect(
            shown { wish, _ in wish.timestamp = "HH:mm:ss" } == """
                0|api  | 14:03:22: from the ring
                0|api  | 14:03:22: from the file
                12|w?b | 14:03:22: x\u{07}

                """)
        #expect(
            shown { wish, _ in wish.style = .json } == #"""
                {"message":"from the ring","timestamp":"2026-11-23T14:03:22.000Z","type":"out","process_id":0,"app_name":"api"}
                {"message":"from the file","timestamp":"2026-11-23T14:03:22.000Z","type":"out","process_id":0,"app_name":"api"}
                {"message":"x\u0007","timestamp":"2026-11-23T14:03:22.000Z","type":"err","process_id":12,"app_name":"w\u001bb"}

                """#)
        #expect(
            shown { _, look in (look.isTerminal, look.hasColors) = (true, true) }.hasSuffix(
                "12|w?b\u{1B}[31m | \u{1B}[0mx^G\n"))
    }

    // MARK: - Parts

    private func mark(_ id: Int, _ stream: LogLine.Stream, _ path: String?) -> LogMark {
        var mark = LogMark(instance: InstanceID(id), stream: stream)
        mark.path = path
        return mark
    }

    private func details(_ id: Int) -> ProcessDetails {
        ProcessDetails(
            snapshot: Sample.process(id, "api", .online),
            spec: ProcessSpec(name: "api", script: "", executable: "", cwd: "/"), ordinal: 0,
            environment: [:], createdAt: .zero)
    }

    private func source(_ id: Int) -> LogSource {
        LogSource(instance: InstanceID(id), name: "api", stream: .out, logs: LogSpec())
    }

    private func line(_ id: UInt64, _ text: String, _ stream: LogLine.Stream = .out) -> LogLine {
        LogLine(
            id: id, instance: InstanceID(0), run: RunID(1), stream: stream, at: Sample.now.wall, text: text)
    }
}

private final class Out {
    var bytes: [UInt8] = []
}

/// A log file in a folder of its own.
private final class Log {
    let folder: String
    var path: String { folder + "/log" }

    init() {
        var template = Array("/tmp/logs-test-XXXXXX".utf8CString)
        folder = String(cString: mkdtemp(&template)!)
    }

    deinit {
        guard let stream = opendir(folder) else { return }
        while let entry = readdir(stream) {
            withUnsafeBytes(of: &entry.pointee.d_name) {
                _ = unlink(folder + "/" + String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self))
            }
        }
        closedir(stream)
        rmdir(folder)
    }

    func write(_ text: String, to name: String = "log") {
        let fd = open(folder + "/" + name, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        let bytes = Array(text.utf8)
        #expect(Glibc.write(fd, bytes, bytes.count) == bytes.count)
        close(fd)
    }

    func rename(to name: String) { Glibc.rename(path, folder + "/" + name) }
    func empty() { truncate(path, 0) }
    func remove() { unlink(path) }

    func mark(offset: Int) -> LogMark {
        var status = stat()
        stat(path, &status)
        var mark = LogMark(instance: InstanceID(0), stream: .out)
        (mark.path, mark.inode, mark.offset) = (path, UInt64(status.st_ino), offset)
        return mark
    }

    /// What there is to be read at once.
    func read(_ tail: LogTail, at seconds: Int = 0) -> [String] {
        var lines: [String] = []
        for _ in 0..<20 {
            _ = tail.read(at: .seconds(seconds)) {
                lines += String(decoding: $0, as: UTF8.self).split(separator: "\n").map(String.init)
            }
        }
        return lines
    }
}
