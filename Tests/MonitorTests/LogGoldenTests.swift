import Monitor
import Screen
import Supervision
import Testing
import WamonTesting
import Wording

/// The logs as text files one can read, with the roles under each.
@Suite struct LogGoldenTests {
    static let sizes = [(80, 24), (120, 36), (200, 50), (40, 12), (20, 5), (1, 1)]

    @Test(arguments: sizes)
    func `all logs fill the screen`(_ width: Int, _ height: Int) {
        #expect(difference("logs-all-\(width)x\(height)", Sample.reading(width, height)) == nil)
    }

    @Test(arguments: sizes)
    func `in Russian as well`(_ width: Int, _ height: Int) {
        var model = Sample.reading(width, height, .russian)
        #expect(difference("logs-ru-all-\(width)x\(height)", model) == nil)
        model.type("LL/rq-9")
        #expect(difference("logs-ru-search-\(width)x\(height)", model) == nil)
    }

    @Test(arguments: sizes)
    func `a search is typed at the bottom, hits are lit`(_ width: Int, _ height: Int) {
        var model = Sample.reading(width, height)
        model.type("/rq-9|chatlist")
        #expect(difference("logs-search-\(width)x\(height)", model) == nil)
    }

    @Test(arguments: sizes)
    func `what is wrong with a pattern stands beside it`(_ width: Int, _ height: Int) {
        var model = Sample.reading(width, height)
        model.type("/rq-[9")
        #expect(difference("logs-badpattern-\(width)x\(height)", model) == nil)
    }

    @Test(arguments: sizes)
    func `only what matches, only what is grave enough`(_ width: Int, _ height: Int) {
        var model = Sample.reading(width, height)
        model.type("&a")
        model.press(.enter)
        model.type("LLo")
        #expect(difference("logs-filtered-\(width)x\(height)", model) == nil)
    }

    @Test(arguments: sizes)
    func `long lines broken, JSON unfolded, times as ages, lines marked`(_ width: Int, _ height: Int) {
        var model = Sample.reading(width, height)
        model.type("wpt")
        model.press(.up, .up, .up, .up)
        model.type("m")
        #expect(difference("logs-wrapped-\(width)x\(height)", model) == nil)
    }

    @Test(arguments: [(80, 24), (120, 36)])
    func `without times, and moved sideways`(_ width: Int, _ height: Int) {
        var model = Sample.reading(width, height)
        model.type("tt")
        model.press(.right)
        #expect(difference("logs-sideways-\(width)x\(height)", model) == nil)
    }

    @Test(arguments: sizes)
    func `the last lines of a run are a page of their own`(_ width: Int, _ height: Int) {
        for (language, name) in [(Language.english, ""), (.russian, "ru-")] where name.isEmpty || width > 1 {
            var model = Sample.reading(width, height, language)
            model.press(.escape, .down)
            model.type("P")
            _ = update(&model, .fetched(.lastLines(RunID(9), Array(Sample.story[4...10]))), now: Sample.now)
            #expect(difference("page-\(name)\(width)x\(height)", model) == nil)
        }
    }

    @Test(arguments: sizes)
    func `a search in the files says how far it is`(_ width: Int, _ height: Int) {
        var model = Sample.reading(width, height)
        model.type("/nowhere")
        model.press(.enter)
        _ = update(
            &model, .search(.progress(number: 1, done: 312 << 20, total: 1 << 30, hits: 3)), now: Sample.now)
        #expect(difference("logs-searching-\(width)x\(height)", model) == nil)
    }

    @Test func `the panel says what is not as usual`() {
        var model = Sample.model(120, 36, lines: Sample.story)
        model.type("3&rq")
        model.press(.enter)
        model.type("L/9")
        model.press(.enter)
        #expect(difference("logs-panel-120x36", model) == nil)
    }

    private func difference(_ name: String, _ model: Model) -> String? {
        Golden.difference(
            name,
            model.frame(.labelled).plain + "\n\n" + model.frame(.labelled).styleMap(legend: Theme.legend))
    }
}
