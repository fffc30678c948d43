import Monitor
import Screen
import Supervision
import Testing
import WamonTesting
import Wording

@Suite struct ThemePickerTests {
    private static let names = ["default", "dark", "dusk", "mine"]

    /// The list is open, and the folders have been looked into.
    private static func picking(
        _ width: Int = 80, _ height: Int = 24, names: [String] = names, words: Language = .english
    ) -> Model {
        var model = Model(
            size: Size(width: width, height: height), isHosting: true, canDetach: true, themeName: "dark",
            words: words)
        _ = update(&model, .lines(Sample.batch(Sample.lines)), now: Sample.now)
        _ = update(&model, .snapshot(Sample.snapshot), now: Sample.now)
        #expect(model.type("T") == [.listThemes])
        _ = update(&model, .themes(names), now: Sample.now)
        return model
    }

    @Test func `each built-in theme is told about in a line of its own`() {
        for words in Language.allCases {
            let lines = Theme.builtinNames.map { words.about(theme: $0) }
            #expect(Set(lines).count == lines.count)
            #expect(!lines.contains(words.about(theme: "somebody's")))
        }
    }

    @Test func `moving shows a theme at once, Enter keeps it: three keys`() {
        var model = Self.picking()
        #expect(model.press(.down) == [.useTheme("dusk")])
        _ = update(&model, .theme("dusk", trouble: nil), now: Sample.now)
        #expect(model.themeName == "dusk")
        #expect(model.arrangement.theme == "dark")
        #expect(model.press(.enter) == [])
        #expect(model.overlay == nil)
        #expect(model.arrangement.theme == "dusk")
    }

    @Test func `Escape brings back what was there`() {
        var model = Self.picking()
        model.press(.down, .down)
        _ = update(&model, .theme("mine", trouble: nil), now: Sample.now)
        #expect(model.press(.escape) == [.useTheme("dark")])
        _ = update(&model, .theme("dark", trouble: nil), now: Sample.now)
        #expect(model.overlay == nil)
        #expect(model.arrangement.theme == "dark")
        #expect(model.themeName == "dark")
    }

    @Test func `T again is the next one, and the ends are ends`() {
        var model = Self.picking()
        #expect(model.type("TT") == [.useTheme("dusk"), .useTheme("mine")])
        #expect(model.type("T") == [])
        #expect(model.press(.home) == [.useTheme("default")])
        #expect(model.press(.up) == [])
    }

    @Test func `of a broken file the line is told, and the last good theme stays and is what is kept`() {
        var model = Self.picking()
        model.press(.end)
        _ = update(&model, .theme("mine", trouble: "theme mine, line 12: bad colour"), now: Sample.now)
        #expect(model.themeName == "dark")
        #expect(model.frame().plain.contains("line 12: bad colour"))
        model.press(.enter)
        #expect(model.arrangement.theme == "dark")
    }

    @Test func `where the config file names a theme, the choice is told to end with the screen`() {
        var model = Sample.model(120, 36)
        var settings = Settings()
        settings.theme = "paper"
        model.furnish(settings)
        model.type("T")
        model.press(.home)
        _ = update(&model, .theme("default", trouble: nil), now: Sample.now)
        model.press(.enter)
        #expect(model.frame().plain.contains("theme default until you leave: the config file says paper"))
    }

    @Test func `a theme given as a path is in the list too`() {
        var model = Sample.model(80, 24)
        _ = update(&model, .theme("./my.theme", trouble: nil), now: Sample.now)
        model.type("T")
        _ = update(&model, .themes(["default"]), now: Sample.now)
        #expect(model.frame().plain.contains("./my.theme"))
        #expect(model.press(.down) == [.useTheme("default")])
    }

    @Test func `without colours there is nothing to choose`() {
        var model = Model(size: Size(width: 80, height: 24), isHosting: false, colors: 0)
        #expect(model.type("T") == [])
        #expect(model.overlay == nil)
        #expect(model.frame(.mono).plain.contains("this terminal has no colours"))
    }

    @Test func `the wheel moves, a click chooses, a second one keeps`() {
        var model = Self.picking()
        #expect(
            update(&model, .input(.mouse(Mouse(.wheelDown, x: 70, y: 15))), now: Sample.now) == [
                .useTheme("dusk")
            ])
        let rows = model.frame().plain.split(separator: "\n", omittingEmptySubsequences: false)
        guard let y = rows.firstIndex(where: { $0.contains(" default ") }) else {
            Issue.record("no row for default")
            return
        }
        let click = Message.input(.mouse(Mouse(.press(.left), x: 60, y: y)))
        #expect(update(&model, click, now: Sample.now) == [.useTheme("default")])
        _ = update(&model, .theme("default", trouble: nil), now: Sample.now)
        #expect(update(&model, click, now: Sample.now) == [])
        #expect(model.overlay == nil)
        #expect(model.arrangement.theme == "default")
    }
}
