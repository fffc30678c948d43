import Screen
import Testing

@Suite struct MouseSequenceTests {
    private static func read(_ text: String, _ form: MouseSequence.Form = .sgr) -> MouseSequence.Outcome {
        var sequence = MouseSequence(form)
        for scalar in text.unicodeScalars {
            let outcome = sequence.take(scalar)
            if outcome != .more { return outcome }
        }
        return .more
    }

    @Test(arguments: [
        ("0;40;25M", Mouse.Action.press(.left), 39, 24), ("0;40;25m", .release(.left), 39, 24),
        ("1;1;1M", .press(.middle), 0, 0), ("2;300;90m", .release(.right), 299, 89),
        ("32;7;8M", .drag, 6, 7), ("34;7;8M", .drag, 6, 7), ("64;7;8M", .wheelUp, 6, 7),
        ("65;7;8M", .wheelDown, 6, 7), ("4;7;8M", .press(.left), 6, 7), ("80;7;8M", .wheelUp, 6, 7),
    ])
    func `what xterm says is read`(_ text: String, _ action: Mouse.Action, _ x: Int, _ y: Int) {
        #expect(Self.read(text) == .done(Mouse(action, x: x, y: y)))
    }

    @Test func `the old form is read, a column a character`() {
        #expect(Self.read(" !!", .x10) == .done(Mouse(.press(.left), x: 0, y: 0)))
        #expect(Self.read("#*+", .x10) == .done(Mouse(.release(.left), x: 9, y: 10)))
        #expect(Self.read("@*+", .x10) == .done(Mouse(.drag, x: 9, y: 10)))
        #expect(Self.read("`*+", .x10) == .done(Mouse(.wheelUp, x: 9, y: 10)))
    }

    @Test(arguments: ["35;7;8M", "66;7;8M", "0;40M", "0;0;5M", "x", "1;2;3;4M", "\u{1B}"])
    func `a move without a button and nonsense are nothing`(_ text: String) {
        #expect(Self.read(text) == .done(nil))
    }

    @Test func `half of it waits for the rest, and no more than is sensible`() {
        #expect(Self.read("0;40") == .more)
        #expect(Self.read(String(repeating: "9", count: 40)) == .done(nil))
    }
}
