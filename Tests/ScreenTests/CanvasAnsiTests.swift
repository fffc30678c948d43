import Screen
import Testing

@Suite struct CanvasAnsiTests {
    @Test func `a dump has the text, and its colours of the 256`() {
        var canvas = Canvas(Size(width: 6, height: 2))
        canvas.put("ab", x: 0, y: 0, Style(.palette(1), on: .rgb(255, 255, 255), .bold))
        canvas.put("日", x: 1, y: 1, Style())
        #expect(canvas.ansi == "\u{1B}[0;1;38;5;1;48;5;231mab\u{1B}[0m    \n 日   \n")
    }
}
