import Monitor
import Screen
import Supervision
import Testing
import Wording

/// The files as scrollback: what is asked of them, and that the reader never loses the place.
@Suite struct PastTests {
    private func scrolledUp(_ words: Language = .english) -> (model: Model, asked: [Command]) {
        var model = Sample.model(80, 24, lines: Sample.manyLines(30), words: words)
        model.type("ll")
        let asked = (0..<12).flatMap { _ in model.press(.up) }
        return (model, asked)
    }

    private func wish(_ part: PastWish.Part, _ pattern: LogPattern? = nil) -> PastWish {
        PastWish(instances: nil, part: part, count: 1000, pattern: pattern)
    }

    private func body(_ model: Model) -> [Substring] {
        model.frame().plain.split(separator: "\n", omittingEmptySubsequences: false)[3..<23]
            .map { $0.dropLast($0.hasSuffix("│") || $0.hasSuffix("█") ? 1 : 0) }
    }

    @Test func `near the oldest line the files are asked once, and their lines stand before it unmoved`() {
        var (model, asked) = scrolledUp()
        #expect(asked == [.past(wish(.newest))])
        let before = body(model)
        let next = update(
            &model, .past(Sample.page(500..<600, reachesRing: true), for: wish(.newest)), now: Sample.now)
        #expect(next.isEmpty)
        #expect(body(model) == before)
        #expect(model.shownTexts.count == 132)
        model.press(.pageUp, .pageUp)
        #expect(model.frame().plain.contains("past line 590"))
        model.type("G")
        #expect(model.shownLog.isFollowing)
    }

    @Test func `farther up more is asked for, until there is nothing before`() {
        var (model, _) = scrolledUp()
        _ = update(
            &model, .past(Sample.page(580..<600, reachesRing: true), for: wish(.newest)), now: Sample.now)
        let asked = model.press(.pageUp, .pageUp)
        #expect(asked == [.past(wish(.before(LogPosition(offsets: [5800]))))])
        _ = update(
            &model,
            .past(
                Sample.page(560..<580, isOldest: true), for: wish(.before(LogPosition(offsets: [5800])))),
            now: Sample.now)
        #expect((0..<10).flatMap { _ in model.press(.pageUp) }.isEmpty)
        #expect(model.currentText == "past line 560")
    }

    @Test func `where there are no files nothing is asked again`() {
        var (model, _) = scrolledUp()
        #expect(update(&model, .past(nil, for: wish(.newest)), now: Sample.now).isEmpty)
        #expect(model.press(.up, .pageUp, .character("g")).isEmpty)
        #expect(model.shownLog.current == 0)
    }

    @Test func `what could not be read is said once, in the language of the screen`() {
        for (words, said) in [
            (Language.english, "cannot read /app/logs/out.log: Permission denied"),
            (.russian, "/app/logs/out.log не прочесть: нет прав"),
        ] {
            var (model, _) = scrolledUp(words)
            var page = Sample.page(580..<600, reachesRing: true)
            page.trouble = "/app/logs/out.log: Permission denied"
            _ = update(&model, .past(page, for: wish(.newest)), now: Sample.now)
            #expect(model.toast?.text == said && model.toast?.isError == false)
            model.toast = nil
            let before = wish(.before(LogPosition(offsets: [5800])))
            #expect(model.press(.pageUp, .pageUp) == [.past(before)])
            _ = update(&model, .past(page, for: before), now: Sample.now)
            #expect(model.toast == nil)
        }
    }

    @Test func `g goes to the files' beginning, down from there they are read on, G is the end`() {
        var (model, _) = scrolledUp()
        _ = update(
            &model, .past(Sample.page(580..<600, reachesRing: true), for: wish(.newest)), now: Sample.now)
        #expect(model.type("g") == [.past(wish(.oldest))])
        _ = update(&model, .past(Sample.page(0..<50, isOldest: true), for: wish(.oldest)), now: Sample.now)
        #expect(model.currentText == "past line 0")
        let down = model.press(.pageDown, .pageDown)
        let behind = wish(.after(LogPosition(offsets: [500])))
        #expect(down == [.past(behind)])
        let before = body(model)
        _ = update(&model, .past(Sample.page(50..<100, reachesRing: true), for: behind), now: Sample.now)
        #expect(body(model) == before)
        #expect(model.shownTexts.count == 132)
        model.type("G")
        #expect(model.shownLog.isFollowing)
        #expect(model.frame().plain.contains("GET /api/chats/30/"))
    }

    @Test func `no more is held of the files than two MiB`() {
        var (model, _) = scrolledUp()
        var page = Sample.page(9000..<10000, reachesRing: true)
        for index in page.lines.indices { page.lines[index].text += String(repeating: "x", count: 400) }
        _ = update(&model, .past(page, for: wish(.newest)), now: Sample.now)
        for step in 1...8 {
            let place = LogPosition(offsets: [(10_000 - step * 1000) * 10])
            var asked: [Command] = []
            while asked.isEmpty { asked = model.press(.pageUp) }
            #expect(asked == [.past(wish(.before(place)))])
            var page = Sample.page((9000 - step * 1000)..<(10_000 - step * 1000))
            for index in page.lines.indices { page.lines[index].text += String(repeating: "x", count: 400) }
            _ = update(&model, .past(page, for: wish(.before(place))), now: Sample.now)
        }
        #expect(model.shownTexts.count == 4000)
        model.type("G")
        #expect(model.shownTexts.count == 32)
    }

    @Test func `a search goes on in the files, shows the first hit as it comes, and Esc stops it`() {
        var model = Sample.model(120, 36, lines: Sample.manyLines(100))
        model.type("ll/line 77")
        let asked = model.press(.enter)
        #expect(
            asked == [
                .search(number: 1, LogPattern("line 77"), instances: nil, from: nil, isForward: false)
            ])
        _ = update(
            &model, .search(.progress(number: 1, done: 312 << 20, total: 1 << 30, hits: 0)), now: Sample.now)
        #expect(model.frame().plain.contains("searching 312M of 1.00G · 0 hits · Esc stops"))
        _ = update(
            &model,
            .search(.found(number: 1, at: LogPosition(offsets: [770]), Sample.page(50..<150))),
            now: Sample.now)
        #expect(model.currentText == "past line 77")
        #expect(model.frame().plain.contains("match 1 of 1"))
        #expect(model.press(.escape) == [.stopSearch])
        #expect(model.place == .logs(.all))
        #expect(model.currentText == "past line 77")
        // News of a search given up are of no account.
        _ = update(&model, .search(.ended(number: 1, hits: 9)), now: Sample.now)
        #expect(!model.frame().plain.contains("9" + " matches"))
    }

    @Test func `how far the next search is is not hidden by what was said of the last one`() {
        var model = Sample.model(120, 36, lines: Sample.manyLines(100))
        model.type("ll/line 77")
        model.press(.enter, .escape)
        #expect(model.frame().plain.contains("search stopped"))
        model.press(.escape)
        model.type("/line 78")
        model.press(.enter)
        _ = update(
            &model, .search(.progress(number: 2, done: 312 << 20, total: 1 << 30, hits: 0)), now: Sample.now)
        #expect(model.frame().plain.contains("searching 312M of 1.00G · 0 hits · Esc stops"))
    }

    @Test func `the filter goes with what is asked of the files`() {
        var (model, _) = scrolledUp()
        _ = update(
            &model, .past(Sample.page(500..<600, reachesRing: true), for: wish(.newest)), now: Sample.now)
        model.press(.pageUp, .pageUp)
        model.type("&line 5.7")
        #expect(model.shownTexts.count == 10)
        let asked = model.press(.enter)
        guard case .past(let wish)? = asked.first, wish.pattern == LogPattern("line 5.7") else {
            Issue.record("the files are not asked for what is shown: \(asked)")
            return
        }
    }

    @Test func `answers to what nobody wants any more change nothing`() {
        var (model, _) = scrolledUp()
        model.type("G")
        let before = model.frame().plain
        _ = update(
            &model, .past(Sample.page(500..<600, reachesRing: true), for: wish(.newest)), now: Sample.now)
        _ = update(
            &model, .past(Sample.page(0..<10), for: wish(.oldest)), now: Sample.now)
        _ = update(
            &model, .search(.found(number: 9, at: LogPosition(offsets: [0]), Sample.page(0..<10))),
            now: Sample.now)
        #expect(model.frame().plain == before)
    }

    @Test func `output that goes on and on never moves what is read of the files`() {
        var model = Model(size: Size(width: 80, height: 24), isHosting: true, logLimit: 60_000)
        let said = Sample.manyLines(8000)
        _ = update(&model, .lines(Sample.batch(Array(said[..<30]))), now: Sample.now)
        model.type("l")
        for _ in 0..<12 { model.press(.up) }
        _ = update(
            &model, .past(Sample.page(500..<600, reachesRing: true), for: wish(.newest)), now: Sample.now)
        model.press(.pageUp, .pageUp)
        let before = body(model)
        for turn in 0..<40 {
            _ = update(
                &model, .lines(Sample.batch(Array(said[(30 + turn * 190)..<(220 + turn * 190)]))),
                now: Sample.now)
            #expect(body(model) == before)
        }
        model.type("G")
        #expect(model.frame().plain.contains("GET /api/chats/7630/"))
    }
}
