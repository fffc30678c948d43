import Monitor
import Screen
import Supervision
import Testing
import Wording

/// The config file.
@Suite struct SettingsTests {
    private static func problems(_ text: String, _ words: Language = .english) -> [String] {
        Settings.parse(text).1.map { $0.sentence(words) }
    }

    @Test func `every setting is read, quoted or not, with comments behind`() {
        let (settings, problems) = Settings.parse(
            """
            # mine
            theme = "dusk"
            language=ru   # the customer's team
              confirm = never

            mouse = off
            bell = 'notify'
            refresh = 5s
            time = relative
            wrap = on
            columns = name status, cpu
            sort = -mem
            tree = yes
            hidden = details
            log_buffer = 16M
            read_only = true
            """)
        #expect(problems == [])
        var wanted = Settings()
        wanted.theme = "dusk"
        wanted.language = .russian
        wanted.confirms = false
        wanted.mouse = false
        wanted.bell = .notify
        wanted.refresh = .seconds(5)
        wanted.times = .relative
        wanted.wraps = true
        wanted.columns = [.name, .status, .cpu]
        var sort = Sort(.memory)
        sort.isDescending = false
        wanted.sort = sort
        wanted.tree = true
        wanted.hidden = [.details]
        wanted.logBuffer = 16 << 20
        wanted.isReadOnly = true
        #expect(settings == wanted)
    }

    @Test func `each mistake is told with its line, and nothing else is lost`() {
        let text = """
            them = dusk
            bell = loud
            theme "dusk"
            theme = "dusk
            refresh = 3
            sort = beauty
            hidden = processes logs
            log_buffer = 12 parsecs
            theme = frost
            theme = paper
            zebra = on
            """
        #expect(
            Self.problems(text) == [
                "line 1: unknown setting them; is it theme?",
                "line 2: bell cannot be \"loud\"; it is one of: off, bell, notify",
                "line 3: expected name = value",
                "line 4: the quote is not closed",
                "line 5: refresh cannot be \"3\"; it is one of: 1, 2, 5, 10",
                "line 6: sort cannot be \"beauty\"; it is one of: \(TableColumn.allCases.map(\.rawValue).joined(separator: ", "))",
                "line 7: hidden cannot be \"processes logs\"; it is one of: processes, details, logs",
                "line 8: log_buffer cannot be \"12 parsecs\"; it is one of: 256K to 1G",
                "line 10: theme was set before; this one holds",
                "line 11: unknown setting zebra",
            ])
        #expect(Settings.parse(text).0.theme == "paper")
        #expect(
            Self.problems("bell = loud", .russian) == [
                "строка 1: bell не может быть \"loud\"; возможно: off, bell, notify"
            ])
    }

    @Test func `keys are given to actions, several with blanks, and none unbinds`() {
        let (settings, problems) = Settings.parse(
            """
            key.restart = "ctrl-r F5"
            key.stop_or_start = alt-s
            key.reset_counter = none
            key.only_matching = "#"
            """)
        #expect(problems == [])
        #expect(
            settings.keys == [
                .restart: [.control("r"), .function(5)], .stopOrStart: [.alt("s")], .resetCounter: [],
                .onlyMatching: [.character("#")],
            ])
        let map = Keymap.standard.remapped(settings.keys)
        #expect(map.action(for: .control("r"), in: .table) == .restart)
        #expect(map.action(for: .character("r"), in: .table) == nil)
        #expect(map.action(for: .character("x"), in: .logs) == nil)
        #expect(map.action(for: .character("#"), in: .logs) == .onlyMatching)
        #expect(map.action(for: .character("#"), in: .table) == nil)
        #expect(map.action(for: .character("S"), in: .table) == .everything)
    }

    @Test
    func `a key taken from another action is that one's no more, and whom it leaves without any is named`() {
        let (settings, problems) = Settings.parse("key.restart = x\nkey.zoom = \"F1\"")
        // Help has `?` left.
        #expect(
            problems.map { $0.sentence(.english) } == [
                "line 1: x was the only key of key.reset_counter: give that another, or none"
            ])
        let map = Keymap.standard.remapped(settings.keys)
        #expect(map.action(for: .character("x"), in: .details) == .restart)
        #expect(map.action(for: .function(1), in: .table) == .zoom)
        #expect(map.action(for: .character("?"), in: .table) == .help)
        #expect(Self.problems("key.restart = x\nkey.reset_counter = none") == [])
    }

    @Test func `two actions on one key in the same place: the first keeps it`() {
        let text = "key.restart = a\nkey.zoom = \"a b\"\nkey.tree = v\nkey.wrap = v"
        #expect(
            Self.problems(text) == [
                "line 2: a belongs to key.restart already",
                "line 3: v was the only key of key.graphs: give that another, or none",
            ])
        let (settings, _) = Settings.parse(text)
        #expect(settings.keys[.zoom] == [.character("b")])
        // The table and the logs are two places.
        let map = Keymap.standard.remapped(settings.keys)
        #expect(map.action(for: .character("v"), in: .table) == .tree)
        #expect(map.action(for: .character("v"), in: .logs) == .wrap)
    }

    @Test func `what no terminal can tell is refused, and so is a screen that cannot be left`() {
        #expect(
            Self.problems(
                "key.help = \"ctrl-p ctrl-q F2\"\nkey.zom = a\nkey.open = hyper-x\nkey.quit = none"
            ) == [
                "line 1: Ctrl-P is how Docker's terminal is left, and cannot be used",
                "line 1: Ctrl-Q is how Docker's terminal is left, and cannot be used",
                "line 1: F2 was the only key of key.mouse: give that another, or none",
                "line 2: unknown action key.zom; is it key.zoom?",
                "line 3: there is no key hyper-x",
                "line 4: key.quit needs a key",
            ])
        let (settings, problems) = Settings.parse("key.zoom = \"q ctrl-c\"")
        #expect(problems.map { $0.sentence(.english) } == ["line 1: key.quit needs a key"])
        let map = Keymap.standard.remapped(settings.keys)
        #expect(map.action(for: .character("q"), in: .table) == .quit)
    }

    @Test func `every key the standard table has can be named, and back`() {
        for key in Keymap.standard.table.flatMap(\.keys) { #expect(Key(named: key.name) == key) }
        #expect(Key(named: "ctrl-m") == .enter)
        #expect(Key(named: "ctrl-I") == .tab)
        #expect(Key(named: "C-r") == .control("r"))
        #expect(Key(named: "ctrl-é") == nil)
        #expect(Key(named: "f25") == nil)
    }

    @Test func `written and read again it is the same`() {
        let (settings, _) = Settings.parse(
            "theme = dusk\nsort = -cpu\nhidden = none\nrefresh = 2\nmouse = off\nlog_buffer = 8M\n"
                + "columns = name cpu\nkey.restart = \"ctrl-r space\"\nkey.zoom = none")
        let (again, problems) = Settings.parse(settings.text)
        #expect(again == settings)
        // Of Space, which was theirs.
        #expect(
            problems.map { $0.sentence(.english) } == [
                "line 9: Space was the only key of key.mark: give that another, or none"
            ])
        #expect(Settings().text == "")
    }

    @Test func `five hundred random files are read without a fall, and what is read is what is written`() {
        var random = Seeded(seed: 6)
        let pieces = [
            "theme", "bell", "key.restart", "key.quit", "key.", "=", " = ", "\"", "'", "#", "\n", "none",
            "ctrl-",
            "ctrl-p", "é", "日本", "\u{0}", "\u{1B}[31m", " ", "off", "sort", "-", "cpu", "log_buffer",
            "99999999999999999999G", "hidden", "f99", "\r\n", "q", "\t",
        ]
        for _ in 0..<500 {
            let text = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &random)]
            }.joined()
            let (settings, problems) = Settings.parse(text)
            for problem in problems where problem.sentence(.russian).isEmpty {
                Issue.record("no words: \(text)")
            }
            if Settings.parse(settings.text).0 != settings {
                Issue.record("not the same again: \(text.debugDescription)")
            }
            let map = Keymap.standard.remapped(settings.keys)
            if map.binding(of: .quit)?.keys.isEmpty != false { Issue.record("cannot be left: \(text)") }
        }
    }

    @Test func `above beats below, setting by setting and key by key`() {
        let upper = Settings.parse("theme = dusk\nkey.restart = a").0
        let lower = Settings.parse("theme = dark\nbell = bell\nkey.restart = b\nkey.zoom = c").0
        let merged = upper.over(lower)
        #expect(merged.theme == "dusk")
        #expect(merged.bell == .bell)
        #expect(merged.keys == [.restart: [.character("a")], .zoom: [.character("c")]])
    }

    @Test func `the model follows its settings, and help and hints name the new keys`() {
        var model = Sample.model(120, 36)
        let (settings, _) = Settings.parse(
            "language = ru\nsort = name\nhidden = details\nkey.restart = ctrl-r\nrefresh = 5\nmouse = off")
        model.furnish(settings)
        #expect(model.words == .russian)
        #expect(model.sort == Sort(.name))
        #expect(model.hidden == [.details])
        #expect(model.frame().plain.contains("Ctrl-R перезапуск"))
        #expect(model.arrangement.refresh == .seconds(5))
        #expect(model.type("r") == [])
        #expect(model.overlay == nil)
        model.press(.control("r"))
        #expect(model.overlay != nil)
    }

    @Test func `what keys change is what is to be remembered`() {
        var model = Sample.model(120, 36)
        let begun = model.arrangement
        #expect(model.arrangement.changed(since: begun) == Settings())
        model.type(">-")
        let changed = model.arrangement.changed(since: begun)
        #expect(changed.text == "refresh = 2\nsort = name\n")
        model.type("3")
        model.type("3")
        #expect(model.arrangement.changed(since: begun).hidden == [.logs])
    }

    @Test func `the span of the graphs is remembered`() {
        var model = Sample.model(120, 36)
        let begun = model.arrangement
        model.type("v-")
        let changed = model.arrangement.changed(since: begun)
        #expect(changed.text == "span = 1h\n")
        var next = Sample.model(120, 36)
        next.furnish(Settings(), layout: Settings.parse(changed.text).0)
        #expect(next.graphs.span == .hour)
        #expect(Settings.parse("span = 2h").1.count == 1)
    }

    @Test func `a mistake in the file is told, the first one and how many there are`() {
        var model = Sample.model(120, 36)
        _ = update(
            &model,
            .settings(
                Settings.parse("bell = loud\nx = 1\ny = 2").0, Settings.parse("bell = loud\nx = 1\ny = 2").1),
            now: Sample.now)
        #expect(
            model.frame().plain.contains(
                "config, line 1: bell cannot be \"loud\"; it is one of: off, bell, notify (and 2 more)"))
        _ = update(&model, .settings(Settings(), []), now: Sample.now)
        #expect(model.frame().plain.contains("settings and theme read again"))
    }
}
