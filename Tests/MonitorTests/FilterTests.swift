import Monitor
import Screen
import Supervision
import Testing
import Wording

/// The language of the table's filter.
@Suite struct FilterTests {
    /// Ten workers: 3 has failed, 5 is down, 6 waits for its restart.
    private static let fleet: Snapshot = {
        var fleet = Sample.fleet(10)
        for index in fleet.processes.indices {
            fleet.processes[index].namespace = index < 4 ? "shop" : "mail"
            fleet.processes[index].usage.memory = (index * 100) << 20
            fleet.processes[index].usage.cpuPercent = Double(index) * 10
            fleet.processes[index].restarts = index
            fleet.processes[index].startedAt = Sample.ago(.seconds(60 * index))
        }
        for index in [3, 6] { fleet.processes[index].pid = nil }
        fleet.processes[2].port = 3000
        fleet.processes[3].status = .errored
        fleet.processes[6].status = .waiting
        fleet.processes[6].isCrashLooping = true
        return fleet
    }()

    private func found(_ filter: String, _ words: Language = .english) -> [Int] {
        var model = Sample.model(120, 36, snapshot: Self.fleet, words: words)
        model.type("/" + filter)
        return model.shown.map(\.id.raw)
    }

    private static let asked: [(String, [Int])] = [
        ("worker-7", [7]), ("SHOP", [0, 1, 2, 3]), ("err", [3]), (":3000", [2]), ("shop 2", [2]),
        ("state:errored", [3]), ("state:err", [3]), ("is:stopped", [5]), ("is:crashloop", [6]),
        ("is:down", [3, 5, 6]), ("is:up shop", [0, 1, 2]), ("status:waiting", [6]),
        ("cpu>50", [7, 8, 9]), ("cpu>=70", [7, 8, 9]), ("cpu<=10%", [0, 1]), ("cpu=20", [2]),
        ("mem>750M", [8, 9]), ("mem>0.75G", [8, 9]), ("mem>=800", [8, 9]), ("mem<100m", [0]),
        ("restarts>=8", [8, 9]), ("restarts<1", [0]), ("restarts=4", [4]), ("restarts:4", [4]),
        ("uptime<2m", [0, 1]), ("uptime<1m30s", [0, 1]), ("uptime>0.1h", [7, 8, 9]),
        ("name:worker-1", [1]), ("ns:mail cpu>80", [9]), ("port:3000", [2]), ("port:300", []),
        ("id:7", [7]), ("!shop !is:up", [5, 6]), ("!cpu>10 shop", [0, 1, 3]), ("shop !2 !3", [0, 1]),
        ("/-[789]$/", [7, 8, 9]), ("/WORKER/", []), ("/^SH|-9$/", [9]), ("/^sh|-9$/ !2", [0, 1, 3, 9]),
        ("!/[0-4]$/ is:up", [7, 8, 9]), ("/-7", [7]), ("/[/", Array(0..<10)),
    ]

    @Test(arguments: asked)
    func `terms must all hold`(_ filter: String, _ rows: [Int]) {
        #expect(found(filter) == rows)
    }

    @Test(arguments: ["cpu", "cpu>", "cpu>=", "mem>", "state:", "name:", "!", "uptime<", "ns:", " "])
    func `a term that is still being typed filters nothing`(_ filter: String) {
        // `cpu` alone is a word, which no row has.
        #expect(found(filter).count == (filter == "cpu" ? 0 : 10))
    }

    @Test func `what cannot be read is said, and filters nothing`() {
        var model = Sample.model(120, 36, snapshot: Self.fleet)
        model.type("/shop cpu>x")
        #expect(model.table.filter.trouble == .noNumber("cpu>x"))
        #expect(model.shown.map(\.id.raw) == [0, 1, 2, 3])
        #expect(model.frame().plain.contains("cpu>x: no number"))
        model.press(.control("u"))
        model.type("state:good")
        #expect(model.frame().plain.contains("no state begins with good"))
        #expect(model.rows.count == 10)
    }

    @Test func `a bad expression says so, and the words before it hold`() {
        var model = Sample.model(120, 36, snapshot: Self.fleet)
        model.type("/shop /api(")
        #expect(model.table.filter.trouble == nil)
        #expect(model.shown.map(\.id.raw) == [0, 1, 2, 3])
        model.type("/")
        #expect(model.shown.map(\.id.raw) == [0, 1, 2, 3])
        #expect(model.frame().plain.contains("no closing )"))
    }

    @Test func `states are known by their words in the language of the screen, and in English`() {
        #expect(found("state:сбой", .russian) == [3])
        #expect(found("состояние:ожид", .russian) == [6])
        #expect(found("стоит", .russian) == [5])
        #expect(found("is:errored", .russian) == [3])
        #expect(found("память>850м", .russian) == [9])
    }

    @Test func `marks can be filtered for`() {
        var model = Sample.model(120, 36, snapshot: Self.fleet)
        model.type("  /is:marked")
        #expect(model.shown.map(\.id.raw) == [0, 1])
    }

    @Test func `a filter is read once into a value`() {
        let filter = TableFilter("!is:stuck  cpu>5 Api", .english)
        #expect(
            filter.terms == [
                TableFilter.Term(test: .trait(.stuck), isNegated: true),
                TableFilter.Term(test: .figure(.cpu, .more, 5)), TableFilter.Term(test: .word("api", [])),
            ])
        #expect(filter.trouble == nil)
    }

    @Test func `the filter follows what changes`() {
        var model = Sample.model(120, 36, snapshot: Self.fleet)
        model.type("/is:errored")
        model.press(.enter)
        var other = Self.fleet
        other.processes[1].status = .errored
        other.processes[3].status = .online
        _ = update(&model, .snapshot(other), now: Sample.now)
        #expect(model.shown.map(\.id.raw) == [1])
        #expect(model.selection == InstanceID(1))
        other.processes[1].name = "renamed"
        _ = update(&model, .snapshot(other), now: Sample.now)
        model.press(.escape)
        model.type("/renamed")
        #expect(model.shown.map(\.id.raw) == [1])
    }
}

/// Rows by namespace.
@Suite struct TreeTests {
    private static let fleet: Snapshot = {
        var fleet = Sample.fleet(8)
        for index in fleet.processes.indices {
            fleet.processes[index].namespace = index % 2 == 0 ? "shop" : "mail"
            fleet.processes[index].usage.memory = 100 << 20
            fleet.processes[index].restarts = 1
        }
        return fleet
    }()

    private func tree(_ width: Int = 120, _ height: Int = 36) -> Model {
        var model = Sample.model(width, height, snapshot: Self.fleet)
        model.type("t")
        return model
    }

    @Test func `namespaces are rows with the sums of theirs`() {
        let model = tree()
        #expect(model.rows.count == 10)
        #expect(model.table.groups.map(\.name) == ["mail", "shop"])
        #expect(model.table.groups[0].tally[.online] == 3 && model.table.groups[0].tally[.stopped] == 1)
        #expect(model.table.groups[1].memory == 400 << 20 && model.table.groups[1].restarts == 4)
        // The selection stayed on its process.
        #expect(model.selection == InstanceID(0))
        #expect(model.frame().plain.contains("●3 ○1"))
    }

    @Test func `a namespace folds with Enter and with the arrows, and its row stands for the selected one`() {
        var model = tree()
        model.press(.left)
        #expect(model.table.folded == ["shop"])
        #expect(model.table.group == "shop" && model.selection == nil)
        #expect(model.rows.count == 6)
        #expect(model.frame().plain.contains("▸ shop"))
        model.press(.enter)
        #expect(model.table.folded.isEmpty && model.table.group == "shop")
        #expect(model.place == .main)
        model.press(.left, .left, .right)
        #expect(model.rows.count == 10)
        model.type("t")
        #expect(model.rows.count == 8 && model.selection == InstanceID(0))
    }

    @Test func `what is done on a namespace's row is done to all of it`() {
        var model = tree()
        model.type("g")
        #expect(model.table.group == "mail")
        model.type("r")
        #expect(model.frame().plain.contains("Restart 4 processes of mail?"))
        let ids = Selector.ids([1, 3, 5, 7].map { InstanceID($0) })
        #expect(model.type("r", at: Sample.now.advanced(by: .seconds(1))) == [.request(.restart(ids))])
        model.type(" ")
        #expect(model.table.marks.count == 4)
        #expect(model.selection == InstanceID(1))
        model.type("g ")
        #expect(model.table.marks.isEmpty)
    }

    @Test func `a filter and an order hold within the tree`() {
        var model = tree()
        model.type("/shop")
        model.press(.enter)
        #expect(model.table.groups.map(\.name) == ["shop"])
        model.press(.escape)
        model.type(">I")
        #expect(model.table.groups.map(\.name) == ["shop", "mail"])
        #expect(model.shown.first?.id == InstanceID(6))
    }
}
