import Monitor
import Screen
import Supervision
import Testing
import Wording
import WamonTesting

/// Looking for something in what is held.
@Suite struct LogSearchTests {
    @Test func `the search goes up from where one stands, line by line as it is typed`() {
        var model = Sample.reading(120, 36)
        model.type("/rq-9")
        #expect(model.currentText == "GET /chats id=rq-9 200 in 61ms")
        #expect(model.frame().plain.contains("match 3 of 3"))
        model.press(.enter)
        model.type("n")
        #expect(model.currentText?.contains("/api/chats id=") == true)
        #expect(model.frame().plain.contains("match 2 of 3"))
        model.type("n")
        #expect(model.frame().plain.contains("match 1 of 3"))
        model.type("N")
        #expect(model.frame().plain.contains("match 2 of 3"))
    }

    @Test func `where there is nothing more it goes on from the other end, and says so`() {
        var model = Sample.reading(120, 36)
        model.type("/rq-8")
        model.press(.enter)
        let asked = model.type("n")
        // First the files are looked through; here there are none.
        #expect(asked.count == 1)
        guard case .search(let number, let pattern, nil, nil, false)? = asked.first else {
            Issue.record("no search of the files: \(asked)")
            return
        }
        #expect(pattern == LogPattern("rq-8"))
        _ = update(&model, .search(.ended(number: number, hits: 0)), now: Sample.now)
        #expect(model.frame().plain.contains("no more above: searched on from the end"))
        #expect(model.currentText?.contains("rq-8") == true)
    }

    @Test func `Esc goes back to where one was, following or not`() {
        var model = Sample.model(80, 24, lines: Sample.manyLines(600))
        model.type("ll/chats/30")
        #expect(!model.shownLog.isFollowing)
        model.press(.escape)
        #expect(model.shownLog.isFollowing)
        model.press(.pageUp, .pageUp)
        let before = model.frame().plain
        model.type("/chats/30")
        #expect(model.frame().plain != before)
        model.press(.escape)
        #expect(model.frame().plain == before)
    }

    @Test(arguments: [
        ("a(", "no closing )", "нет закрывающей )"), ("a)", "no opening (", "лишняя )"),
        ("[a", "no closing ]", "нет закрывающей ]"), ("*", "nothing to repeat", "нечего повторять"),
        ("a\\", "\\ at the end", "\\ в самом конце"),
        ("[b-a]", "range the wrong way round", "диапазон задом наперёд"),
        ("x{3,1}", "{} the wrong way round", "в {} большее впереди"),
        ("(?z)", "unknown after (?", "непонятное после (?"),
        ("(*NOVERB)", "bad pattern near column", "ошибка в выражении у знака"),
    ])
    func `what is wrong with a pattern is told in the viewer's language`(
        _ pattern: String, _ english: String, _ russian: String
    ) {
        for (words, sentence) in [(Language.english, english), (.russian, russian)] {
            var model = Sample.reading(120, 36, words)
            model.type("/" + pattern)
            #expect(model.frame().plain.contains(sentence))
        }
    }

    @Test func `a bad pattern says why, and nothing moves`() {
        var model = Sample.reading(120, 36)
        model.type("/rq-9")
        let line = model.currentText
        model.type("(")
        #expect(model.currentText == line)
        #expect(model.frame().plain.contains("no closing )"))
        model.press(.enter)
        #expect(model.frame().plain.contains("no closing )"))
        model.press(.backspace, .enter)
        #expect(model.frame().plain.contains("match 3 of 3"))
    }

    @Test func `case counts only where the pattern has a capital`() {
        var model = Sample.reading(120, 36)
        model.type("/typeerror")
        #expect(model.currentText?.hasPrefix("TypeError") == true)
        model.press(.control("u"))
        model.type("Typeerror")
        #expect(model.frame().plain.contains("no match"))
    }

    @Test func `a match already on the screen does not move it`() {
        var model = Sample.reading(120, 36)
        model.press(.up)
        let rows = model.frame().plain.split(separator: "\n").dropFirst(3).map { $0.dropFirst() }
        model.type("/rq-9")
        #expect(
            model.frame().plain.split(separator: "\n").dropFirst(3).map { $0.dropFirst() }.dropLast(1)
                == rows.dropLast(1))
    }

    @Test func `hits are found through colours, and drawn as hits`() {
        var model = Sample.reading(120, 36)
        model.type("/id=rq-9")
        model.press(.enter)
        let canvas = model.frame(.labelled)
        let map = canvas.styleMap(legend: Theme.legend)
        #expect(map.contains("matchCurrent") && map.contains(" match\n"))
    }

    @Test func `e goes to the newest error above, E back, and c copies the whole trace`() {
        var model = Sample.reading(120, 36)
        model.type("e")
        #expect(model.currentText?.hasPrefix("TypeError") == true)
        model.type("e")
        #expect(model.currentText?.hasPrefix("Traceback") == true)
        model.type("e")
        #expect(model.frame().plain.contains("no error above"))
        model.type("E")
        #expect(
            model.type("c") == [
                .copy(
                    """
                    TypeError: Cannot read properties of undefined (reading 'map')
                        at ChatList (/app/.next/server/app/page.js:1:8841)
                        at renderWithHooks (/app/node_modules/react-dom/server.js:5771:16)
                    """, lines: 3)
            ])
        _ = update(&model, .copied(lines: 3, true), now: Sample.now)
        #expect(model.frame().plain.contains("copied 3 lines"))
        _ = update(&model, .copied(lines: 3, false), now: Sample.now)
        #expect(model.frame().plain.contains("the terminal does not take it"))
    }

    @Test func `three keys copy the stack trace of the selected one`() {
        var model = Sample.model(120, 36, lines: Sample.story)
        model.press(.down)
        guard case .copy(let text, lines: 3)? = model.type("lec").last else {
            Issue.record("nothing is copied")
            return
        }
        #expect(text.hasPrefix("TypeError") && text.hasSuffix("5771:16)"))
    }

    @Test func `marks are copied in their order and without colours, and are gone then`() {
        var model = Sample.reading(120, 36)
        model.type("/api/chats id=rq-9")
        model.press(.enter)
        model.type("mm")
        let copied = model.type("c")
        #expect(
            copied == [
                .copy(
                    "GET /api/chats id=rq-9 200 11ms\n" + Sample.story[15].text, lines: 2)
            ])
        #expect(model.frame().plain.contains("2 marked"))
        _ = update(&model, .copied(lines: 2, true), now: Sample.now)
        #expect(!model.frame().plain.contains("marked"))
    }

    @Test func `a range is marked from the last mark to where one is`() {
        var model = Sample.reading(120, 36)
        model.press(.up, .up, .up)
        model.type("M")
        #expect(model.frame().plain.contains("no line is marked yet"))
        model.type("m")
        model.press(.up, .up, .up)
        model.type("M")
        #expect(model.frame().plain.contains("3 marked"))
    }

    @Test func `what is shown is saved with times and names under the name of whose it is`() {
        var model = Sample.reading(120, 36)
        model.type("&rq-9")
        model.press(.enter)
        #expect(
            model.press(.control("s")) == [
                .save(
                    """
                    2026-11-23 14:02:52.800 api-server POST /api/send id=rq-9 202 88ms
                    2026-11-23 14:03:12.800 api-server GET /api/chats id=rq-9 200 11ms
                    2026-11-23 14:03:19.800 nextjs-server GET /chats id=rq-9 200 in 61ms

                    """, name: "wamon-20261123-140322.log")
            ])
        model.press(.escape, .escape)
        guard
            case .save(_, name: "api-server-20261123-140322.log")? = model.press(
                .character("l"), .control("s")
            ).last
        else {
            Issue.record("not under the name of the one shown")
            return
        }
        _ = update(&model, .saved(path: "x.log", trouble: nil), now: Sample.now)
        #expect(model.frame().plain.contains("saved to x.log"))
    }

    @Test func `the last lines of the run before lie over the log, are searched and copied like it`() {
        var model = Sample.model(120, 36, lines: Sample.story)
        model.press(.down)
        #expect(model.type("P") == [.fetch(.lastLines(RunID(9)))])
        _ = update(&model, .fetched(.lastLines(RunID(9), Array(Sample.story[4...10]))), now: Sample.now)
        #expect(model.frame().plain.contains("run that exited code 1 after 4.1s · 14:03:19"))
        model.type("/IndexError")
        model.press(.enter)
        guard case .copy(_, lines: 4)? = model.type("c").last else {
            Issue.record("the trace is not copied")
            return
        }
        // Nothing acts on a process from here.
        #expect(model.type("rsxKRS").isEmpty && model.overlay == nil)
        model.press(.escape, .escape)
        #expect(model.page == nil && model.place == .main)
    }
}
