import Monitor
import Screen
import Supervision
import Testing
import Wording

@Suite struct FuzzyTests {
    private static let pairs: [(String, String, String)] = [
        // Letters, what is meant, what is not.
        ("rs", "restart", "browse"), ("ss", "stop or start", "press"), ("as", "api-server", "database"),
        ("tree", "tree by namespace", "restore"), ("log", "logs", "catalog"), ("api", "api", "api-server"),
        ("пз", "перезапустить", "выпал из"), ("СТОП", "стоп", "остов пп"),
    ]

    @Test(arguments: pairs)
    func `beginnings of words and letters side by side are worth more`(
        _ letters: String, _ meant: String, _ other: String
    ) throws {
        let best = try #require(Fuzzy.match(letters, in: meant))
        #expect(best.score > Fuzzy.match(letters, in: other)?.score ?? .min)
    }

    @Test func `all letters must be there, in their order, in any case`() {
        #expect(Fuzzy.match("xyz", in: "xzy") == nil)
        #expect(Fuzzy.match("aa", in: "a") == nil)
        #expect(Fuzzy.match("API", in: "my-api")?.places == [3, 4, 5])
        #expect(Fuzzy.match("ro al", in: "rolling restart of all")?.places == [0, 1, 19, 20])
        #expect(Fuzzy.match("", in: "anything")?.places == [])
    }

    @Test func `a long text is looked at as far as one reads`() {
        let text = String(repeating: "a", count: 5000) + "b"
        #expect(Fuzzy.match("b", in: text) == nil)
        #expect(Fuzzy.match("aaaa", in: text)?.places == [0, 1, 2, 3])
    }
}

/// What is typed behind the colon.
@Suite struct PaletteTests {
    private static let fleet: Snapshot = {
        var fleet = Sample.snapshot
        fleet.processes.append(Sample.process(2, "worker", .stopped))
        fleet.processes.append(Sample.process(3, "worker", .errored))
        fleet.processes[2].namespace = "jobs"
        fleet.processes[3].namespace = "jobs"
        return fleet
    }()

    private static let later = Sample.now.advanced(by: .seconds(1))

    private func model(_ words: Language = .english, isReadOnly: Bool = false) -> Model {
        Sample.model(120, 36, snapshot: Self.fleet, isReadOnly: isReadOnly, words: words)
    }

    /// What the palette finds for a line.
    private func found(_ line: String, _ words: Language = .english, isReadOnly: Bool = false) -> [String] {
        var model = model(words, isReadOnly: isReadOnly)
        model.type(":" + line)
        guard case .palette(let palette) = model.overlay else { return [] }
        return palette.found.map(\.entry.text)
    }

    @Test func `every action is found by its words, with the key that does the same`() {
        #expect(found("tree").first == "tree by namespace")
        #expect(found("help").first == "this help")
        #expect(found("err").prefix(2) == ["next error", "previous error"])
        var model = model()
        model.type(":tree")
        #expect(model.frame().plain.contains("tree by namespace"))
        #expect(model.frame().plain.contains("t  │"))
        model.press(.enter)
        #expect(model.table.isTree && model.overlay == nil)
    }

    @Test func `of what is named equally well the more usual comes first, with an argument or without`() {
        #expect(found("res").prefix(4) == ["restart", "restart", "reset restart counter", "reset"])
        #expect(found("st").prefix(3) == ["stop or start", "stop", "start"])
        #expect(found("res", .russian).prefix(2) == ["перезапустить", "перезапустить"])
    }

    @Test func `in another language both its words and the English ones are understood`() {
        #expect(found("дерево", .russian).first == "дерево по группам")
        #expect(found("tree", .russian).first == "дерево по группам")
        #expect(found("перезапустить api", .russian).first == "перезапустить api-server")
        #expect(found("restart api", .russian).first == "перезапустить api-server")
    }

    @Test func `a process is found by its name and gone to`() {
        var model = model()
        model.type("/worker")
        model.press(.enter)
        model.type(":nextserv")
        model.press(.enter)
        #expect(model.selection == InstanceID(1))
        #expect(model.filter.isEmpty)
    }

    @Test func `a verb takes a process, all of a name, a namespace or all`() {
        #expect(
            found("restart ").count == 2 + 3 + 2 + 1
                + found("restart ").filter { !$0.hasPrefix("restart ") }.count)
        #expect(found("stop wo").prefix(3) == ["stop worker", "stop worker 2", "stop worker 3"])
        var model = model()
        model.type(":restart api")
        #expect(model.press(.enter) == [])
        #expect(model.frame().plain.contains("Restart api-server?"))
        #expect(model.type("r", at: Self.later) == [.request(.restart(.id(InstanceID(0))))])
        model.type(":start jobs/")
        #expect(model.press(.enter) == [.request(.start(.ids([InstanceID(2), InstanceID(3)])))])
        model.type(":reset all")
        #expect(model.press(.enter) == [.request(.reset(.all))])
        model.type(":reload api")
        model.press(.enter)
        #expect(model.type("R") == [.request(.reload(.id(InstanceID(0))))])
    }

    @Test func `what is up is not started again`() {
        var model = model()
        model.type(":start api")
        #expect(model.press(.enter) == [])
        #expect(model.frame().plain.contains("api-server: up already"))
    }

    @Test func `deleting and emptying logs always ask, even where no questions are wanted`() {
        var model = model()
        model.asks = false
        model.type(":delete worker 2")
        #expect(model.press(.enter) == [])
        #expect(model.press(.enter) == [])
        #expect(model.overlay == nil)
        model.type(":delete worker 2")
        model.press(.enter)
        #expect(model.type("D") == [.request(.delete(.id(InstanceID(2))))])
        model.type(":flush api")
        model.press(.enter)
        #expect(model.type("E") == [.request(.flush(.id(InstanceID(0))))])
        model.type(":restart api")
        #expect(model.press(.enter) == [.request(.restart(.id(InstanceID(0))))])
    }

    @Test func `more instances are started at once, fewer ask`() {
        var model = model()
        model.type(":scale worker 4")
        #expect(model.press(.enter) == [.request(.scale(.name("worker"), .exactly(4)))])
        model.type(":scale worker +1")
        #expect(model.press(.enter) == [.request(.scale(.name("worker"), .exactly(3)))])
        model.type(":scale worker 1")
        #expect(model.press(.enter) == [])
        #expect(model.frame().plain.contains("Scale worker from 2 to 1?"))
        #expect(model.type("S") == [.request(.scale(.name("worker"), .exactly(1)))])
    }

    @Test func `any signal can be sent, by name or number`() {
        var model = model()
        model.type(":signal winch")
        model.press(.enter)
        model.type("api")
        #expect(model.press(.enter) == [.request(.signal(Signal(28), .id(InstanceID(0))))])
        model.type(":signal 34")
        model.press(.enter)
        model.type("next")
        #expect(model.press(.enter) == [.request(.signal(Signal(34), .id(InstanceID(1))))])
    }

    @Test func `logs, an order and saving`() {
        var model = model()
        model.type(":logs next")
        #expect(model.press(.enter) == [.backlog(of: InstanceID(1))])
        #expect(model.place == .logs(.one(InstanceID(1))))
        model.type(":sort mem")
        model.press(.enter)
        #expect(model.sort == Sort(.memory))
        model.type(":save")
        model.press(.up)
        #expect(found("save").contains("save"))
    }

    @Test func `Tab completes, Backspace at the beginning and Escape close`() {
        var model = model()
        model.type(":rest")
        guard case .palette(let first) = model.overlay else { return #expect(Bool(false)) }
        #expect(first.found.first?.entry.text == "restart")
        model.type("art n")
        model.press(.tab)
        guard case .palette(let palette) = model.overlay else { return #expect(Bool(false)) }
        #expect(palette.input == "restart nextjs-server")
        model.press(.control("u"), .backspace)
        #expect(model.overlay == nil)
        model.type(":q")
        model.press(.escape)
        #expect(model.overlay == nil)
    }

    @Test func `themes, the language, the dump and the settings`() {
        var model = model()
        #expect(model.type(":") == [.listThemes])
        _ = update(&model, .themes(["default", "own"]), now: Sample.now)
        model.type("theme own")
        #expect(model.press(.enter) == [.useTheme("own")])
        model.type(":dump")
        #expect(model.press(.enter) == [.dump])
        model.type(":reload")
        #expect(model.press(.enter) == [.reload])
        #expect(model.overlay == nil)
        model.type(":language ru")
        model.press(.enter)
        #expect(model.frame().plain.contains("ПЕРЕЗАП"))
    }

    @Test func `what was done last comes first`() {
        var model = model()
        model.type(":reset all")
        model.press(.enter)
        model.type(":tree")
        model.press(.enter)
        model.type(":")
        guard case .palette(let palette) = model.overlay else { return #expect(Bool(false)) }
        #expect(palette.found.prefix(2).map(\.entry.text) == ["tree by namespace", "reset all"])
        #expect(palette.found.filter { $0.entry.text == "tree by namespace" }.count == 1)
        model.press(.down)
        #expect(model.press(.enter) == [.request(.reset(.all))])
    }

    @Test func `read-only, nothing that changes anything is there`() {
        for line in ["restart", "stop ", "delete api", "signal", "scale worker 9", "save", "reset counter"] {
            let words = found(line, isReadOnly: true)
            #expect(
                !words.contains { $0.hasPrefix("restart") || $0.hasPrefix("stop") || $0.hasPrefix("delete") })
            #expect(!words.contains { $0.hasPrefix("scale") || $0.hasPrefix("signal") || $0 == "save" })
        }
        #expect(found("logs api", isReadOnly: true).first == "logs api-server")
    }

    @Test func `pasted text is typed into it, never run`() {
        var model = model()
        model.type(":")
        #expect(update(&model, .input(.paste("stop all\n")), now: Sample.now) == [])
        guard case .palette(let palette) = model.overlay else { return #expect(Bool(false)) }
        #expect(palette.input == "stop all")
    }

    @Test func `an action of another place goes there`() {
        var model = model()
        model.type(":json")
        model.press(.enter)
        #expect(model.focus == .logs)
        model.type("l:tree")
        model.press(.enter)
        #expect(model.place == .main && model.table.isTree)
    }
}

/// The help, looked through by typing.
@Suite struct HelpTests {
    @Test func `typing shows only the keys that do that, in any language; Escape shows all again`() {
        for (words, typed) in [(Language.english, "restart"), (.russian, "перезап"), (.russian, "restart")] {
            var model = Sample.model(120, 36, words: words)
            model.type("?")
            let all = model.frame().plain
            model.type(typed)
            let found = model.frame().plain
            #expect(found.contains(Keymap.standard.binding(of: .rollingRestart)?.text?(words) ?? "?"))
            #expect(!found.contains("Ctrl-L"))
            model.press(.escape)
            #expect(model.frame().plain == all)
            model.press(.escape)
            #expect(model.overlay == nil)
        }
    }

    @Test func `q closes it, unless it is looked for`() {
        var model = Sample.model(120, 36)
        model.type("?q")
        #expect(model.overlay == nil)
        model.type("?re q")
        #expect(model.overlay != nil)
        model.press(.enter)
        #expect(model.overlay == nil)
    }

    @Test func `what is not there is said`() {
        var model = Sample.model(80, 24)
        model.type("?xyzzy")
        #expect(model.frame().plain.contains("no key does that"))
    }

    @Test func `every key's meaning fits its column in every language`() {
        for binding in Keymap.standard.table {
            for words in Language.allCases {
                #expect(binding.text.map { $0(words).count } ?? 0 <= 30, "\(binding.action) \(words)")
            }
        }
    }

    @Test func `in full-screen logs l says where it goes`() {
        var model = Sample.model(120, 36)
        model.type("l")
        #expect(model.frame().plain.contains("l of all"))
        model.type("l")
        #expect(model.frame().plain.contains("l of one"))
    }
}
