import Screen
import Testing
import WamonTesting

@Suite struct CanvasTests {
    @Test("text is drawn relative to its area and clipped to it")
    func clipping() {
        var canvas = Canvas(Size(width: 10, height: 3))
        let area = Rect(x: 2, y: 1, width: 5, height: 1)
        #expect(canvas.put("привет, мир", x: 1, y: 0, in: area) == 5)
        #expect(canvas.put("above", x: 0, y: -1, in: area) == 0)
        #expect(canvas.put("below", x: 0, y: 1, in: area) == 0)
        #expect(canvas.plain == "\n   прив\n")
    }

    @Test("what lies left of the area is skipped")
    func leftEdge() {
        var canvas = Canvas(Size(width: 6, height: 1))
        #expect(canvas.put("abcdef", x: -2, y: 0) == 4)
        #expect(canvas.plain == "cdef")
    }

    @Test("the column after the text is returned")
    func nextColumn() {
        var canvas = Canvas(Size(width: 20, height: 1))
        var x = canvas.put("日本", x: 1, y: 0)
        x = canvas.put("ok", x: x + 1, y: 0)
        #expect(x == 8)
        #expect(canvas.plain == " 日本 ok")
        #expect(canvas.put("beyond", x: 25, y: 0) == 25)
        #expect(canvas.put("abcdef".dropFirst(3), x: 10, y: 0) == 13)
    }

    @Test("a wide glyph of which only half fits becomes a space")
    func wideAtTheEdges() {
        var canvas = Canvas(Size(width: 5, height: 2))
        canvas.put("日本語", x: 0, y: 0)
        canvas.put("日本語", x: -1, y: 1)
        #expect(canvas[4, 0] == Cell(" "))
        #expect(canvas[0, 1] == Cell(" "))
        #expect(canvas.plain == "日本\n 本語")
    }

    @Test("writing over half of a wide glyph blanks its other half")
    func overwritingHalves() {
        var canvas = Canvas(Size(width: 6, height: 3))
        for y in 0..<3 { canvas.put("日本語", x: 0, y: y) }
        canvas.put("x", x: 1, y: 0)
        canvas.put("x", x: 2, y: 1)
        canvas.put("山", x: 1, y: 2)
        #expect(canvas.plain == " x本語\n日x 語\n 山 語")
    }

    @Test("filling and restyling stay inside the canvas")
    func fillAndRestyle() {
        var canvas = Canvas(Size(width: 4, height: 2))
        canvas.fill(Rect(x: 2, y: -1, width: 9, height: 2), "─", Style(.palette(1)))
        canvas.restyle(Rect(x: 3, y: 0, width: 9, height: 9)) { $0.attributes.insert(.reverse) }
        #expect(canvas.plain == "  ──\n")
        #expect(
            canvas.styleMap(legend: [Style(.palette(1)): "line"])
                == "..ab\n...c\n\na line\nb 1 reverse\nc default reverse")
    }

    @Test("what changed in a row goes from its first to its last difference")
    func changes() {
        var before = Canvas(Size(width: 8, height: 2))
        before.put("日本語x", x: 0, y: 0)
        var now = before
        #expect(now.changedColumns(ofRow: 0, since: before) == nil)
        #expect(now.changedColumns(ofRow: 0, since: nil) == 0..<8)
        #expect(now.changedColumns(ofRow: 0, since: Canvas(Size(width: 9, height: 2))) == 0..<8)
        now[6, 0].style.attributes = .bold
        #expect(now.changedColumns(ofRow: 0, since: before) == 6..<7)
        #expect(now.changedColumns(ofRow: 0, since: before, width: 5) == nil)
        now.put("ab", x: 3, y: 0)
        #expect(now.changedColumns(ofRow: 0, since: before) == 2..<7)
        #expect(now.changedColumns(ofRow: 1, since: before) == nil)
        #expect(now.changedColumns(ofRow: 2, since: before) == nil)
    }

    @Test("an empty canvas takes everything and shows nothing")
    func empty() {
        var canvas = Canvas(Size(width: 0, height: 0))
        canvas.put("text", x: 0, y: 0)
        canvas.fill(canvas.area, "x", Style())
        #expect(canvas.plain == "")
        #expect(canvas[3, 3] == Cell())
    }

    @Test("a golden shows the screen and its styles")
    func golden() {
        var canvas = Canvas(Size(width: 30, height: 3))
        let theme = Theme.labelled
        canvas.put("wamon", x: 1, y: 0, theme[.title])
        canvas.fill(Rect(x: 0, y: 1, width: 30, height: 1), " ", theme[.selection])
        canvas.put("● online", x: 3, y: 1, theme[.statusOnline, on: .selection])
        canvas.put("38%", x: 20, y: 1, theme.gradient(.cpu, 0.38, on: .selection))
        let drawn = canvas.plain + "\n\n" + canvas.styleMap(legend: Theme.legend)
        #expect(Golden.difference("canvas", drawn) == nil)
    }
}
