import Monitor
import Screen
import Supervision
import Testing
import WamonTesting
import Wording

/// Health wherever the monitor shows it.
@Suite struct HealthGoldenTests {
    static let sizes = [(80, 24), (120, 36), (200, 50), (40, 12), (20, 5)]

    private func check(_ name: String, _ model: Model, _ words: Language) {
        let frame = model.frame(.labelled)
        let tail = words == .english ? "" : "-\(words.rawValue)"
        let size = "\(model.size.width)x\(model.size.height)"
        let text = frame.plain + "\n\n" + frame.styleMap(legend: Theme.legend)
        #expect(Golden.difference("\(name)-\(size)\(tail)", text) == nil)
    }

    private func model(_ size: (Int, Int), _ words: Language, _ snapshot: Snapshot) -> Model {
        Sample.model(size.0, size.1, snapshot: snapshot, words: words)
    }

    /// The details of a row, with the tab of health open.
    private func tab(_ size: (Int, Int), _ words: Language, _ facts: ProcessDetails, row: Int) -> Model {
        var model = model(size, words, Sample.clinic)
        for _ in 0..<row { model.press(.down) }
        let asked = model.press(.enter, .character("5"))
        #expect(asked.contains(.fetch(.details(facts.snapshot.id))))
        _ = update(&model, .fetched(.details(facts.snapshot.id, facts)), now: Sample.now)
        return model
    }

    @Test(arguments: sizes, Language.allCases)
    func `the main screen has a column of health and says who is unhealthy`(
        _ size: (Int, Int), _ words: Language
    ) {
        check("health-main", model(size, words, Sample.clinic), words)
    }

    @Test(arguments: sizes, Language.allCases)
    func `the details panel tells what the probe said and its numbers`(
        _ size: (Int, Int), _ words: Language
    ) {
        check("health-panel", model(size, words, Sample.probed), words)
    }

    @Test(arguments: sizes, Language.allCases)
    func `all columns with health among them`(_ size: (Int, Int), _ words: Language) {
        var model = model(size, words, Sample.clinic)
        model.table.columns = Set(TableColumn.allCases)
        model.type("zt")
        check("health-table", model, words)
    }

    @Test(arguments: sizes, Language.allCases)
    func `the tab of health shows what is asked, the numbers and the last checks`(
        _ size: (Int, Int), _ words: Language
    ) {
        check("tab-health", tab(size, words, Sample.probedFacts, row: 0), words)
    }

    @Test(arguments: sizes, Language.allCases)
    func `the tab of one that fails says why`(_ size: (Int, Int), _ words: Language) {
        check("tab-health-sick", tab(size, words, Sample.sickFacts, row: 2), words)
    }

    @Test(arguments: sizes, Language.allCases)
    func `the overview has a line of health`(_ size: (Int, Int), _ words: Language) {
        var model = model(size, words, Sample.clinic)
        model.press(.down, .down)
        model.pressAnswered(.enter)
        check("health-overview", model, words)
    }

    @Test func `without a probe the tab says how to get one`() {
        let model = tab((80, 24), .english, Sample.apiFacts, row: 0)
        check("tab-health-none", model, .english)
    }

    @Test(arguments: [(40, 12), (80, 24), (120, 36)], Language.allCases)
    func `a disk that runs low is said in the header until there is room again`(
        _ size: (Int, Int), _ words: Language
    ) {
        var snapshot = Sample.probed
        let low = LowSpace(folder: "/app/logs", free: 120 << 20, total: 10 << 30)
        snapshot.lowSpace = [LowSpace(folder: "/var", free: 900 << 20, total: 100 << 30), low]
        snapshot.events.append(
            Sample.happening(
                3, .seconds(30), 0, "", .spaceLow(folder: low.folder, free: low.free, total: low.total)))
        snapshot.events[2].instance = nil
        snapshot.processes[1] = snapshot.processes[0]
        snapshot.processes[1].id = InstanceID(1)
        check("space-low", model(size, words, snapshot), words)
        (snapshot.lowSpace, snapshot.events) = ([], [])
        #expect(!model(size, words, snapshot).frame().plain.contains("120M"))
    }

    @Test func `it is drawn in ASCII`() {
        let screens = [
            model((120, 36), .english, Sample.clinic), tab((120, 36), .english, Sample.probedFacts, row: 0),
        ]
        for (name, model) in zip(["health-main-ascii", "tab-health-ascii"], screens) {
            let canvas = model.frame(.mono, .ascii)
            #expect(Golden.difference(name, canvas.plain) == nil)
            #expect(canvas.plain.utf8.allSatisfy { $0 < 0x80 })
        }
    }
}
