import Monitor
import Screen
import Supervision
import Testing

/// What is shown of the logs, and that it is kept as they grow.
@Suite struct LogFilterTests {
    private func more(_ count: Int, from first: UInt64, _ text: (UInt64) -> String) -> LineBatch {
        Sample.batch(
            (first..<first + UInt64(count)).map {
                LogLine(
                    id: $0, instance: InstanceID(0), run: RunID(4), stream: .out, at: Sample.wall,
                    text: text($0))
            })
    }

    @Test func `one request is followed over both services in a handful of keys`() {
        var model = Sample.reading(120, 36)
        #expect(model.press(.character("&")).isEmpty)
        model.type("rq-9")
        model.press(.enter)
        #expect(
            model.shownTexts == [
                "POST /api/send id=rq-9 202 88ms",
                "\u{1B}[32mGET\u{1B}[0m /api/chats id=\u{1B}[1mrq-9\u{1B}[0m 200 11ms",
                "GET /chats id=rq-9 200 in 61ms",
            ])
        #expect(model.frame().plain.contains("& rq-9"))
    }

    @Test func `a trace is shown whole where one line of it matches`() {
        var model = Sample.reading(120, 36)
        model.type("&renderWith")
        #expect(
            model.shownTexts == [
                "TypeError: Cannot read properties of undefined (reading 'map')",
                "    at ChatList (/app/.next/server/app/page.js:1:8841)",
                "    at renderWithHooks (/app/node_modules/react-dom/server.js:5771:16)",
            ])
    }

    @Test func `new lines are judged as they come, a trace's last line brings its first ones`() {
        var model = Sample.reading(120, 36)
        model.type("&needle")
        model.press(.enter)
        #expect(model.shownTexts.isEmpty)
        _ = update(
            &model, .lines(more(4, from: 20) { ["one", "Error: x", "    at needle", "two"][Int($0 - 20)] }),
            now: Sample.now)
        #expect(model.shownTexts == ["Error: x", "    at needle"])
        _ = update(&model, .lines(more(1, from: 24) { _ in "needle" }), now: Sample.now)
        #expect(model.shownTexts == ["Error: x", "    at needle", "needle"])
    }

    @Test func `the stream key shows both, then out, then err, and wamon's own words with both only`() {
        var model = Sample.reading(120, 36)
        let all = model.shownTexts.count
        #expect(all == Sample.story.count + Sample.snapshot.events.count)
        model.type("o")
        #expect(model.shownTexts == Sample.story.filter { $0.stream == .out }.map(\.text))
        model.type("o")
        #expect(model.shownTexts == Sample.story.filter { $0.stream == .error }.map(\.text))
        model.type("o")
        #expect(model.shownTexts.count == all)
    }

    @Test func `the level key leaves out debug, then all but warnings and errors, then all but errors`() {
        var model = Sample.reading(120, 36)
        model.type("L")
        #expect(!model.shownTexts.contains { $0.hasPrefix("DEBUG") })
        #expect(model.shownTexts.contains("GET /health 200 1ms"))
        model.type("L")
        #expect(!model.shownTexts.contains("GET /health 200 1ms"))
        #expect(model.shownTexts.contains { $0.hasPrefix("{\"level\":\"warn\"") })
        #expect(model.shownTexts.contains("    rows[0]"))
        model.type("L")
        #expect(!model.shownTexts.contains { $0.hasPrefix("{\"level\":\"warn\"") })
        #expect(model.shownTexts.contains("IndexError: list index out of range"))
        #expect(!model.shownTexts.contains { $0.hasPrefix("warn: redis") })
    }

    @Test func `paused, only what is shown counts as new`() {
        var model = Sample.reading(80, 24)
        model.type("&GET")
        model.press(.enter, .up)
        _ = update(
            &model, .lines(more(10, from: 20) { $0 % 2 == 0 ? "GET \($0)" : "PUT \($0)" }), now: Sample.now)
        #expect(model.frame().plain.contains("PAUSED · 5 new · G"))
    }

    @Test func `a filter given up shows everything again, and the line one was on stays where it was`() {
        var model = Sample.model(120, 36, lines: Sample.manyLines(600))
        model.type("ll")
        model.press(.pageUp, .pageUp, .up, .up)
        let (before, line) = (model.frame().plain, model.currentText)
        model.type("&chats/5.7")
        #expect(model.shownTexts.count == 10)
        model.press(.escape)
        #expect(model.frame().plain == before)
        model.type("&limit")
        model.press(.enter)
        #expect(model.currentText == line)
        let row = model.frame().plain.split(separator: "\n").firstIndex { $0.hasPrefix("▸") }
        model.press(.escape)
        #expect(model.currentText == line)
        #expect(model.frame().plain.split(separator: "\n").firstIndex { $0.hasPrefix("▸") } == row)
        #expect(model.place == .logs(.all))
    }

    @Test func `nothing that matches says so, with what is asked for`() {
        var model = Sample.reading(80, 24)
        model.type("&zzz")
        model.press(.enter)
        #expect(model.frame().plain.contains("nothing of it is shown:  & zzz"))
    }

    @Test func `what the buffer lets go of leaves the shown and the found, and the view stands still`() {
        var model = Model(size: Size(width: 80, height: 24), isHosting: true, logLimit: 100_000)
        _ = update(
            &model, .lines(more(1000, from: 1) { "line \($0)\($0 % 5 == 0 ? " five" : "")" }), now: Sample.now
        )
        model.type("l&five")
        model.press(.enter)
        model.type("/0 five")
        model.press(.enter)
        for turn in 1..<20 {
            _ = update(
                &model,
                .lines(
                    more(1000, from: UInt64(1 + turn * 1000)) { "line \($0)\($0 % 5 == 0 ? " five" : "")" }),
                now: Sample.now)
            #expect(model.shownTexts.allSatisfy { $0.hasSuffix("five") })
        }
        model.type("G")
        #expect(model.shownTexts.last == "line 20000 five")
        #expect(model.shownTexts.count < 1000 && model.shownTexts.count > 200)
        #expect(model.frame().plain.contains("matches"))
    }

    @Test func `what was asked of one's log is asked of all when l shows them`() {
        var model = Sample.model(120, 36, lines: Sample.story)
        model.type("l&rq-9")
        model.press(.enter)
        #expect(model.shownTexts.count == 2)
        model.type("l")
        #expect(model.place == .logs(.all))
        #expect(model.shownTexts.count == 3)
    }
}
