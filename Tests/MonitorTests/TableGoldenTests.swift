import Monitor
import Screen
import Supervision
import Testing
import WamonTesting
import Wording

/// The table in all its arrangements, the palette, the help and the questions, in both languages.
@Suite struct TableGoldenTests {
    private static let sizes = [(80, 24), (120, 36), (200, 50), (40, 12), (20, 5), (1, 1)]
    /// At 1×1 all of them are the same cell.
    private static let usual = [(80, 24), (120, 36), (200, 50), (40, 12), (20, 5)]

    /// Twelve processes of three namespaces in all states.
    private static let fleet: Snapshot = {
        var fleet = Sample.fleet(12)
        for index in fleet.processes.indices {
            fleet.processes[index].name =
                [
                    "api-server", "nextjs-server", "mail-worker", "mail-worker", "queue", "cron", "billing",
                    "search-indexer", "gateway", "gateway", "gateway", "статистика",
                ][index]
            fleet.processes[index].namespace = ["shop", "shop", "mail", "mail"][index % 4]
            fleet.processes[index].command = "node dist/\(index).js"
        }
        fleet.processes[1].status = .waiting
        fleet.processes[1].pid = nil
        fleet.processes[1].nextTryAt = Sample.now.monotonic + .milliseconds(3200)
        fleet.processes[6].status = .errored
        fleet.processes[6].pid = nil
        fleet.processes[6].lastExit = Sample.crash(10)
        fleet.processes[7].recentRestarts = 4
        return fleet
    }()

    private func check(
        _ name: String, _ width: Int, _ height: Int, _ words: Language, _ keys: (inout Model) -> Void
    ) {
        var model = Sample.model(width, height, snapshot: Self.fleet, words: words)
        keys(&model)
        let frame = model.frame(.labelled)
        let tail = words == .english ? "" : "-\(words.rawValue)"
        let text = frame.plain + "\n\n" + frame.styleMap(legend: Theme.legend)
        #expect(Golden.difference("\(name)-\(width)x\(height)\(tail)", text) == nil)
    }

    @Test(arguments: sizes, Language.allCases)
    func `the main screen with a fleet`(_ size: (Int, Int), _ words: Language) {
        check("table-main", size.0, size.1, words) { $0.press(.down) }
    }

    @Test(arguments: sizes, Language.allCases)
    func `a tree with a folded namespace, marks and an order`(_ size: (Int, Int), _ words: Language) {
        check("table-tree", size.0, size.1, words) {
            $0.type("t>>>>")
            $0.press(.home, .left, .down, .down)
            $0.type("  ")
        }
    }

    @Test(arguments: usual, Language.allCases)
    func `a namespace that is selected shows its sums`(_ size: (Int, Int), _ words: Language) {
        check("group", size.0, size.1, words) {
            $0.type("tgr")
        }
    }

    @Test(arguments: sizes, Language.allCases)
    func `the palette`(_ size: (Int, Int), _ words: Language) {
        check("palette", size.0, size.1, words) { $0.type(words == .english ? ":re" : ":пере") }
    }

    @Test(arguments: usual, Language.allCases)
    func `the palette behind a verb`(_ size: (Int, Int), _ words: Language) {
        check("palette-verb", size.0, size.1, words) { $0.type(":stop ga") }
    }

    @Test(arguments: sizes, Language.allCases)
    func `the choice of columns`(_ size: (Int, Int), _ words: Language) {
        check("columns", size.0, size.1, words) {
            $0.type("C")
            $0.press(.down, .down)
            $0.type(" ")
        }
    }

    @Test(arguments: usual, Language.allCases)
    func `all columns, as many as there is room for`(_ size: (Int, Int), _ words: Language) {
        check("table-all", size.0, size.1, words) {
            $0.table.columns = Set(TableColumn.allCases)
            $0.type("z")
        }
    }

    @Test(arguments: sizes, Language.allCases)
    func `a batch asks`(_ size: (Int, Int), _ words: Language) {
        check("batch", size.0, size.1, words) { $0.type("       s") }
    }

    @Test(arguments: usual, Language.allCases)
    func `a filter that cannot be read says why`(_ size: (Int, Int), _ words: Language) {
        check("filter-bad", size.0, size.1, words) { $0.type("/shop /ga(te/") }
    }

    @Test(arguments: usual, Language.allCases)
    func `a filter that has just begun shows what it can do`(_ size: (Int, Int), _ words: Language) {
        check("filter-begun", size.0, size.1, words) { $0.type("/") }
    }

    @Test(arguments: usual, Language.allCases)
    func `all are asked about`(_ size: (Int, Int), _ words: Language) {
        check("everything", size.0, size.1, words) { $0.type("S") }
    }

    @Test(arguments: usual, Language.allCases)
    func `deleting asks`(_ size: (Int, Int), _ words: Language) {
        check("delete", size.0, size.1, words) {
            $0.type(":delete gateway")
            $0.press(.enter)
        }
    }

    @Test(arguments: usual, Language.allCases)
    func `signals to several`(_ size: (Int, Int), _ words: Language) {
        check("signals-many", size.0, size.1, words) {
            $0.type("  K")
            $0.press(.down)
        }
    }

    @Test(arguments: sizes, Language.allCases)
    func `the help`(_ size: (Int, Int), _ words: Language) {
        check("help-all", size.0, size.1, words) { $0.type("?") }
    }
}
