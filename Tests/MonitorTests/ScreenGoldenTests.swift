import Monitor
import Screen
import Supervision
import Testing
import WamonTesting
import Wording

/// The screens as text files one can read, with the styles under each.
@Suite struct ScreenGoldenTests {
    @Test(arguments: [
        (80, 24), (120, 36), (200, 50), (132, 43), (100, 28), (60, 18), (50, 14), (40, 12), (30, 8), (20, 5),
        (1, 1), (0, 0),
    ])
    func `the main screen fits its size`(_ width: Int, _ height: Int) {
        #expect(difference("main-\(width)x\(height)", Sample.model(width, height)) == nil)
    }

    @Test(arguments: [(80, 24), (120, 36)])
    func `without Unicode the same is drawn in ASCII`(_ width: Int, _ height: Int) {
        let canvas = Sample.model(width, height).frame(.mono, .ascii)
        #expect(Golden.difference("ascii-\(width)x\(height)", canvas.plain) == nil)
        #expect(canvas.plain.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test(arguments: [(80, 24), (120, 36), (40, 12)])
    func `help is written from the table of keys`(_ width: Int, _ height: Int) {
        var model = Sample.model(width, height)
        model.type("?")
        #expect(difference("help-\(width)x\(height)", model) == nil)
    }

    @Test(arguments: [(80, 24), (120, 36), (40, 12), (20, 5)])
    func `a restart of what is online asks, with Cancel chosen`(_ width: Int, _ height: Int) {
        var model = Sample.model(width, height)
        model.type("r")
        #expect(difference("confirm-\(width)x\(height)", model) == nil)
    }

    @Test(arguments: sizes, Language.allCases)
    func `leaving while hosting asks`(_ size: (Int, Int), _ words: Language) {
        var model = Sample.model(size.0, size.1, words: words)
        model.type("q")
        #expect(difference("quit-\(size.0)x\(size.1)", model, words) == nil)
    }

    @Test func `the signal menu begins with Cancel`() {
        var model = Sample.model(80, 24)
        model.type("K")
        model.press(.down)
        #expect(difference("signals-80x24", model) == nil)
    }

    /// At 1×1 nothing differs.
    private static let sizes = [(80, 24), (120, 36), (200, 50), (40, 12), (20, 5)]

    @Test(arguments: sizes, Language.allCases)
    func `a paused log says what came meanwhile`(_ size: (Int, Int), _ words: Language) {
        let (width, height) = size
        var model = Sample.model(width, height, lines: Sample.manyLines(300), words: words)
        model.press(.tab)
        if height >= 24 { model.press(.tab) }
        model.type("z")
        model.press(.pageUp)
        _ = update(&model, .lines(Sample.batch(Sample.manyLines(618))), now: Sample.now)
        #expect(difference("logs-paused-\(width)x\(height)", model, words) == nil)
    }

    @Test func `the log of one process fills the screen`() {
        var model = Sample.model(120, 36)
        model.press(.down)
        model.type("l")
        #expect(difference("logs-one-120x36", model) == nil)
    }

    @Test(arguments: sizes, Language.allCases)
    func `what has given up says why`(_ size: (Int, Int), _ words: Language) {
        let (width, height) = size
        var snapshot = Sample.snapshot
        snapshot.processes[1].status = .errored
        snapshot.processes[1].nextTryAt = nil
        snapshot.processes[1].lastExit?.verdict = .giveUp(.tooManyUnstableExits(10))
        snapshot.events[1].kind = .ended(snapshot.processes[1].lastExit!)
        var model = Sample.model(width, height, snapshot: snapshot, words: words)
        model.press(.down)
        #expect(difference("errored-\(width)x\(height)", model, words) == nil)
    }

    @Test(arguments: [(80, 24), (120, 36)])
    func `three hundred processes scroll`(_ width: Int, _ height: Int) {
        var model = Sample.model(width, height, snapshot: Sample.fleet(300))
        model.type("G")
        #expect(difference("fleet-\(width)x\(height)", model) == nil)
    }

    @Test(arguments: [(80, 24), (120, 36)])
    func `details fill the screen`(_ width: Int, _ height: Int) {
        var model = Sample.model(width, height)
        model.press(.down, .enter)
        #expect(difference("details-\(width)x\(height)", model) == nil)
    }

    @Test func `a filter being typed is the bottom line`() {
        var model = Sample.model(80, 24, snapshot: Sample.fleet(300))
        model.type("/27")
        #expect(difference("filter-80x24", model) == nil)
    }

    @Test func `the table alone fills the screen`() {
        var model = Sample.model(120, 36, snapshot: Sample.fleet(300))
        model.type("z>>>>")
        #expect(difference("table-120x36", model) == nil)
    }

    @Test(arguments: sizes, Language.allCases)
    func `while all are being stopped the header says so`(_ size: (Int, Int), _ words: Language) {
        var model = Sample.model(size.0, size.1, words: words)
        model.type("qSq")
        #expect(difference("leaving-\(size.0)x\(size.1)", model, words) == nil)
    }

    @Test(arguments: sizes, Language.allCases)
    func `while the table is paused the header says so`(_ size: (Int, Int), _ words: Language) {
        var model = Sample.model(size.0, size.1, words: words)
        model.type("Z")
        #expect(difference("table-paused-\(size.0)x\(size.1)", model, words) == nil)
    }

    @Test func `ASCII is all there is even of other people's words`() {
        var snapshot = Sample.snapshot
        snapshot.processes[0].name = "апи-сервер"
        snapshot.processes[0].cwd = "/приложение/日本"
        let canvas = Sample.model(120, 36, snapshot: snapshot).frame(.mono, .ascii)
        #expect(canvas.plain.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test(arguments: sizes, Language.allCases)
    func `an empty fleet says so`(_ size: (Int, Int), _ words: Language) {
        var snapshot = Snapshot()
        snapshot.core.hostname = "box"
        let model = Sample.model(size.0, size.1, snapshot: snapshot, lines: [], words: words)
        #expect(difference("empty-\(size.0)x\(size.1)", model, words) == nil)
    }

    private func difference(_ name: String, _ model: Model, _ words: Language = .english) -> String? {
        Golden.difference(
            words == .english ? name : name + "-\(words.rawValue)",
            model.frame(.labelled).plain + "\n\n" + model.frame(.labelled).styleMap(legend: Theme.legend))
    }
}
