import Monitor
import Screen
import Supervision
import Testing
import Wording

/// What the mouse does, wherever it is.
@Suite struct PointerTests {
    @Test func `a word in the row of hints is pressed by a click`() {
        var model = Sample.model(120, 36)
        model.click(on: "l logs")
        #expect(model.place == .logs(.one(InstanceID(0))))
        model.click(on: "Esc back")
        #expect(model.place == .main)
        model.click(on: "? help")
        #expect(model.overlay == .help(HelpPage(top: 0)))
    }

    @Test func `a click on an action that hurts asks, as its key does`() {
        var model = Sample.model(120, 36)
        #expect(model.click(on: "r restart") == [])
        guard case .dialog? = model.overlay else {
            Issue.record("no question")
            return
        }
    }

    @Test func `between the words nothing is pressed`() {
        var model = Sample.model(120, 36)
        let before = model.place
        #expect(model.mouse(.press(.left), 104, 35) == [])
        #expect(model.place == before)
        #expect(model.overlay == nil)
    }

    @Test func `two clicks on a row open its details, two slow ones do not`() {
        var model = Sample.model(120, 36)
        let (x, y) = model.place(of: "nextjs-server") ?? (0, 0)
        model.mouse(.press(.left), x, y)
        #expect(model.selection == InstanceID(1))
        model.mouse(.press(.left), x, y, at: Sample.now.advanced(by: .seconds(1)))
        #expect(model.place == .main)
        model.mouse(.press(.left), x, y, at: Sample.now.advanced(by: .milliseconds(1200)))
        #expect(model.place == .zoom(.details))
    }

    @Test func `a click on a tab opens it`() {
        var model = Sample.model(120, 36)
        model.press(.down, .enter)
        model.click(on: Language.english.tab(2))
        #expect(model.details.tab.rawValue == 2)
    }

    @Test func `a click on a heading sorts by it, a second one turns it around`() {
        var model = Sample.model(120, 36)
        let (x, y) = model.place(of: " NAME") ?? (0, 0)
        model.mouse(.press(.left), x, y)
        #expect(model.sort == Sort(.name))
        model.mouse(.press(.left), x, y, at: Sample.now.advanced(by: .seconds(1)))
        #expect(model.sort != Sort(.name))
        #expect(model.sort.key == .name)
    }

    @Test func `dragging over output copies whole lines on release, and the log goes on`() {
        var model = Sample.model(120, 36)
        guard let (x, y) = model.place(of: "client connected") else {
            Issue.record("no such line")
            return
        }
        model.mouse(.press(.left), x, y)
        #expect(model.mouse(.drag, x + 4, y + 1) == [])
        #expect(model.mouse(.drag, x - 9, y + 2) == [])
        #expect(!model.shownLog.isFollowing)
        let lines = [
            "client connected id=wa-17 active=6",
            "TypeError: Cannot read properties of undefined (reading 'map')",
            "    at ChatList (/app/.next/server/app/page.js:1:8841)",
        ]
        #expect(
            model.mouse(.release(.left), x, y + 2) == [.copy(lines.joined(separator: "\n"), lines: 3)])
        #expect(model.shownLog.isFollowing)
        _ = update(&model, .copied(lines: 3, true), now: Sample.now)
        #expect(model.frame().plain.contains("copied 3 lines"))
    }

    @Test func `dragged beyond its edge the log scrolls, and only its lines are chosen`() {
        var model = Sample.model(80, 24, lines: Sample.manyLines(300))
        let rows = model.frame().plain.split(separator: "\n", omittingEmptySubsequences: false)
        guard let y = rows.lastIndex(where: { $0.contains("GET /api/chats") }) else { return }
        model.mouse(.press(.left), 20, y)
        for _ in 0..<3 { model.mouse(.drag, 20, 0) }
        guard case .copy(let text, let count)? = model.mouse(.release(.left), 20, 0).first else {
            Issue.record("nothing copied")
            return
        }
        #expect(count == text.split(separator: "\n").count)
        #expect(text.split(separator: "\n").allSatisfy { $0.hasPrefix("GET /api/chats/") })
        // The panel's own rows, and as many as it was scrolled.
        #expect(count > 10)
    }

    @Test func `a press without a drag copies nothing`() {
        var model = Sample.model(120, 36)
        let (x, y) = model.place(of: "client connected") ?? (0, 0)
        model.mouse(.press(.left), x, y)
        #expect(model.mouse(.release(.left), x, y) == [])
        #expect(model.shownLog.isFollowing)
        #expect(model.focus == .logs)
    }

    @Test func `F2 gives the mouse to the terminal and takes it back, and the header says so`() {
        var model = Sample.model(120, 36)
        #expect(model.press(.function(2)) == [.useMouse(false)])
        #expect(model.frame().plain.contains("mouse off"))
        #expect(model.press(.function(2)) == [.useMouse(true)])
        #expect(!model.frame().plain.contains("mouse off"))
    }

    @Test func `the wheel moves in help as the arrows do`() {
        var model = Sample.model(80, 24)
        model.type("?")
        model.mouse(.wheelDown, 5, 5)
        model.mouse(.wheelDown, 5, 5)
        #expect(model.overlay == .help(HelpPage(top: 2)))
        model.mouse(.wheelUp, 5, 5)
        #expect(model.overlay == .help(HelpPage(top: 1)))
    }
}

extension Model {
    @discardableResult
    mutating func mouse(_ action: Mouse.Action, _ x: Int, _ y: Int, at now: Moment = Sample.now) -> [Command]
    {
        update(&self, .input(.mouse(Mouse(action, x: x, y: y))), now: now)
    }

    /// Where something is written first.
    func place(of text: String) -> (x: Int, y: Int)? {
        let rows = frame().plain.split(separator: "\n", omittingEmptySubsequences: false)
        for (y, row) in rows.enumerated() {
            guard let found = row.range(ofPart: text) else { continue }
            return (GlyphWidth.columns(of: String(row[..<found])) + 1, y)
        }
        return nil
    }

    @discardableResult
    mutating func click(on text: String, at now: Moment = Sample.now) -> [Command] {
        guard let (x, y) = place(of: text) else {
            Issue.record("nowhere: \(text)")
            return []
        }
        return mouse(.press(.left), x, y, at: now) + mouse(.release(.left), x, y, at: now)
    }
}

extension Substring {
    fileprivate func range(ofPart part: String) -> Index? {
        indices.first { self[$0...].hasPrefix(part) }
    }
}
