import Monitor
import Screen
import Supervision
import Testing
import Wording

/// What a click does to what lies over the screen, and that its buttons are there to be clicked.
@Suite struct PointerOverlayTests {
    private let later = Sample.now.advanced(by: .seconds(1))

    @Test func `a button of a question is pressed by a click`() {
        var model = Sample.model(120, 36)
        model.type("r")
        #expect(model.click(on: "r Restart now", at: later) == [.request(.restart(.id(InstanceID(0))))])
        #expect(model.overlay == nil)
        model.type("r")
        #expect(model.click(on: "[ Cancel ]", at: later.advanced(by: .seconds(1))) == [])
        #expect(model.overlay == nil)
    }

    @Test func `the second of two clicks that opened a question does not answer it, nor does one beside it`()
    {
        var model = Sample.model(120, 36)
        model.type("r")
        #expect(model.click(on: "r Restart now") == [])
        #expect(model.overlay != nil)
        #expect(model.mouse(.press(.left), 0, 0, at: later) == [])
        #expect(model.overlay != nil)
    }

    @Test func `a click chooses a signal, a second one sends it`() {
        var model = Sample.model(120, 36)
        model.type("K")
        #expect(model.click(on: "SIGHUP") == [])
        #expect(model.click(on: "SIGHUP", at: later) == [.request(.signal(.hup, .id(InstanceID(0))))])
        #expect(model.overlay == nil)
    }

    @Test func `a click ticks a column`() {
        var model = Sample.model(120, 36)
        model.type("C")
        let (x, y) = model.place(of: "threads of the whole tree") ?? (0, 0)
        model.mouse(.press(.left), x, y)
        #expect(model.table.columns.contains(.threads))
        model.mouse(.press(.left), x, y)
        #expect(!model.table.columns.contains(.threads))
    }

    @Test func `a click chooses an entry of the palette, a second one does it`() {
        var model = Sample.model(120, 36)
        model.type(":graph")
        model.click(on: "graphs")
        model.click(on: "graphs", at: later)
        #expect(model.place == .graphs)
    }

    /// Whatever is asked, wherever: the whole of each button stands on the screen, and answers.
    @Test(
        arguments: ScreenCase.allCases.filter { $0.rawValue.hasPrefix("ask-") },
        ScreenMatrixTests.sizes.filter { $0.height >= 5 })
    func `no button of a question is cut`(_ screen: ScreenCase, _ size: Size) {
        for words in Language.allCases {
            let asked = screen.model(size, words)
            guard case .dialog(let dialog)? = asked.overlay else {
                Issue.record("no question")
                continue
            }
            let text = asked.frame().plain
            for choice in dialog.choices {
                let labels = [choice.label, choice.short].map { label in
                    choice.letter.map { "\($0) \(label)" } ?? label
                }
                #expect(labels.contains { text.contains($0) }, "\(labels[0]) \(words)")
            }
        }
    }
}
