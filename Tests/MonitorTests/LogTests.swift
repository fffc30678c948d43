import Monitor
import Screen
import Supervision
import Testing

@Suite struct LogTests {
    private func line(_ id: UInt64, _ text: String, instance: Int = 0, at: Int = 0) -> LogLine {
        LogLine(
            id: id, instance: InstanceID(instance), run: RunID(1), stream: .out, at: .milliseconds(at),
            text: text)
    }

    private func texts(_ buffer: LogBuffer) -> [String] {
        (0..<buffer.count).map { String(decoding: buffer.text(of: buffer[$0]), as: UTF8.self) }
    }

    @Test func `lines stay in the order of their ids, known ones are not taken twice`() {
        var buffer = LogBuffer()
        buffer.insert([line(5, "five"), line(6, "six")])
        buffer.insert([line(1, "one"), line(3, "three"), line(5, "five"), line(7, "seven")])
        #expect(texts(buffer) == ["one", "three", "five", "six", "seven"])
        #expect(buffer.lineCount == 5)
    }

    @Test func `happenings stand between the lines by their time, each once`() {
        var buffer = LogBuffer()
        buffer.insert([line(1, "a", at: 100), line(2, "b", at: 300)])
        let happening = Happening(
            sequence: 1, at: Moment(monotonic: .zero, boot: .zero, wall: .milliseconds(200)), instance: nil,
            name: "",
            kind: .note("x"))
        buffer.insert([happening]) { _ in "x" }
        buffer.insert([happening]) { _ in "x" }
        let later = Happening(
            sequence: 2, at: Moment(monotonic: .zero, boot: .zero, wall: .milliseconds(500)), instance: nil,
            name: "",
            kind: .note("y"))
        buffer.insert([later]) { _ in "y" }
        // Written before it happened, fetched after.
        buffer.insert([line(3, "c", at: 400)])
        #expect(texts(buffer) == ["a", "x", "b", "c", "y"])
    }

    @Test func `the buffer stays within its limit and counts what it let go`() {
        var buffer = LogBuffer(limit: 100_000)
        for id in 1...10_000 {
            buffer.insert([line(UInt64(id), "line number \(id) with some text behind it")])
        }
        #expect(buffer.count > 1000 && buffer.count < 1500)
        #expect(buffer.evicted == 10_000 - buffer.count)
        #expect(texts(buffer).last == "line number 10000 with some text behind it")
        #expect(texts(buffer).first == "line number \(buffer.evicted + 1) with some text behind it")
    }

    @Test func `what is being read is not let go while the buffer grows to twice its limit`() {
        var model = Model(size: Size(width: 80, height: 24), isHosting: true, logLimit: 60_000)
        let said = Sample.manyLines(5000)
        _ = update(&model, .lines(Sample.batch(Array(said[..<600]))), now: Sample.now)
        model.type("3")
        model.press(.pageUp, .pageUp)
        let before = model.frame().plain.split(separator: "\n")[8..<20]
        _ = update(&model, .lines(Sample.batch(Array(said[600..<1100]))), now: Sample.now)
        #expect(model.frame().plain.split(separator: "\n")[8..<20] == before)
        #expect(model.frame().plain.contains("PAUSED · 500 new · G"))
        // For ever it cannot be kept: then the oldest that is left is shown, and nothing breaks.
        _ = update(&model, .lines(Sample.batch(Array(said[1100...]))), now: Sample.now)
        #expect(model.logs.top(LogSheet(rows: 10, width: 80)).index == 0)
        model.type("G")
        #expect(model.logs.isFollowing)
        #expect(model.frame().plain.contains("GET /api/chats/5000/"))
    }

    @Test func `any upward scroll pauses, reaching the end follows again`() {
        var model = Sample.model(80, 24, lines: Sample.manyLines(300))
        model.type("3")
        model.press(.up)
        #expect(!model.logs.isFollowing)
        model.press(.down)
        #expect(model.logs.isFollowing)
        model.type("f")
        #expect(!model.logs.isFollowing)
        model.type("f")
        #expect(model.logs.isFollowing)
        model.press(.home)
        #expect(model.logs.top(LogSheet(rows: 10, width: 80)).index == 0)
        model.press(.end)
        #expect(model.logs.isFollowing)
    }

    @Test func `a paused view stands still while the window changes its size`() {
        var model = Sample.model(80, 24, lines: Sample.manyLines(300))
        model.type("3")
        model.press(.pageUp)
        let first = model.frame().plain.split(separator: "\n")[8]
        _ = update(&model, .input(.resized(Size(width: 80, height: 22))), now: Sample.now)
        #expect(model.frame().plain.split(separator: "\n").contains(first))
    }

    @Test func `the log of one shows only its own, with what the core had kept`() {
        var model = Sample.model(80, 24, lines: Array(Sample.manyLines(300)[200...]))
        model.press(.down)
        #expect(model.type("l") == [.backlog(of: InstanceID(1))])
        #expect(model.shownLog.buffer.lineCount == 20)
        let kept = Sample.manyLines(300).filter { $0.instance == InstanceID(1) }
        _ = update(&model, .backlog(InstanceID(1), Sample.batch(kept)), now: Sample.now)
        #expect(model.shownLog.buffer.lineCount == 60)
        let new = Array(Sample.manyLines(310)[300...])
        _ = update(&model, .lines(Sample.batch(new)), now: Sample.now)
        #expect(model.shownLog.buffer.lineCount == 62)
        model.type("l")
        #expect(model.place == .logs(.all))
        model.press(.escape)
        #expect(model.place == .main)
    }

    @Test func `in the logs of all no process is acted on by accident`() {
        var model = Sample.model(80, 24)
        model.press(.down)
        model.type("ll")
        #expect(model.place == .logs(.all))
        #expect(model.type("s") == [])
        #expect(model.overlay == nil)
    }

    @Test(arguments: [
        ("ERROR cannot connect", Level.error), ("[error] x", .error), ("Error: no such file", .error),
        ("level=warn slow", .warning), ("2026-11-23 12:00:01 WARN slow", .warning), ("warn: x", .warning),
        (#"{"level":"warn","msg":"ERROR"}"#, .warning), (#"{"time":1,"level":50,"msg":"x"}"#, .error),
        (#"{"level": "info"}"#, .info), ("INFO ready", .info), ("an error occurred while warning", .plain),
        ("GET /errors/ERROR_CODES 200", .plain), ("TypeError: x is undefined", .plain), ("", .plain),
        ("E", .plain),
    ])
    func `a line's level is what it says of itself`(_ text: String, _ level: Level) {
        #expect(Level(of: text) == level)
    }
}

@Suite struct LogTextTests {
    private func plain(_ text: String, _ columns: Int = 200) -> String {
        LogText(Array(text.utf8)[...], columns: columns).spans.map(\.text).joined()
    }

    @Test(arguments: [
        ("a\tb", "a       b"), ("\u{1}x\u{7F}", "^Ax^?"), ("\u{1B}[2J\u{1B}[Hhome", "home"),
        ("\u{1B}]0;title\u{7}text", "text"), ("\u{1B}]8;;http://x\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"),
        ("\u{1B}P1$r0m\u{1B}\\x", "x"), ("\u{9B}31mred", "red"), ("\u{1B}(Bascii", "ascii"), ("\u{1B}", ""),
        ("\u{1B}[", ""), ("\u{1B}[31", ""), ("a\u{1B}[?25lb", "ab"), ("日本\tx", "日本    x"),
        ("e\u{301}", "e\u{301}"),
    ])
    func `escape sequences other than colours are dropped, controls are shown`(_ raw: String, _ shown: String)
    {
        #expect(plain(raw) == shown)
    }

    @Test func `an unterminated sequence hides at most four KiB`() {
        #expect(plain("\u{1B}]0;" + String(repeating: "x", count: 5000) + "end", 2000).hasSuffix("end"))
    }

    @Test func `colours and weights are kept`() {
        let text = LogText(
            Array("\u{1B}[1;31mred\u{1B}[0m \u{1B}[38;5;208mo\u{1B}[38;2;1;2;3mt\u{1B}[m.".utf8)[...],
            columns: 80)
        #expect(
            text.spans == [
                LogText.Span(text: "red", columns: 3, style: Style(.palette(1), on: nil, .bold)),
                LogText.Span(text: " ", columns: 1, style: Style()),
                LogText.Span(text: "o", columns: 1, style: Style(.palette(208))),
                LogText.Span(text: "t", columns: 1, style: Style(.rgb(1, 2, 3))),
                LogText.Span(text: ".", columns: 1, style: Style()),
            ])
    }

    @Test func `only what fits is looked at`() {
        let text = LogText(Array(String(repeating: "x", count: 65536).utf8)[...], columns: 80)
        #expect(text.columns == 81)
        #expect(LogText(Array(String(repeating: "я", count: 30000).utf8)[...], columns: 80).columns < 200)
    }

    @Test func `of a line drawn over and over the last state is kept`() {
        var buffer = LogBuffer()
        buffer.insert([
            LogLine(
                id: 1, instance: InstanceID(0), run: RunID(1), stream: .out, at: .zero,
                text: "10%\r50%\r100%\r")
        ])
        #expect(String(decoding: buffer.text(of: buffer[0]), as: UTF8.self) == "100%")
    }

    @Test func `any bytes at all are harmless`() {
        var random = Seeded(seed: 7)
        let spice: [UInt8] = [
            0x1B, 0x5B, 0x6D, 0x3B, 0x38, 0x35, 0xC2, 0x9B, 0x9D, 0x07, 0x5C, 0x09, 0x20, 0x41, 0xE2, 0x80,
        ]
        for _ in 0..<3000 {
            let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                Bool.random(using: &random)
                    ? spice.randomElement(using: &random)! : UInt8.random(in: 0...255, using: &random)
            }
            let width = Int.random(in: 0...40, using: &random)
            let text = LogText(bytes[...], columns: width)
            for span in text.spans where span.text.unicodeScalars.contains(where: { $0.value < 0x20 }) {
                Issue.record("a control character of \(bytes) gets through")
            }
        }
    }
}
