import Monitor
import Screen
import Supervision
import Testing
import WamonTesting
import Wording

/// The details, the graphs and the panel as text files, with the styles under each.
@Suite struct DetailsGoldenTests {
    static let sizes = [(80, 24), (120, 36), (200, 50), (40, 12), (20, 5), (1, 1)]
    static let russianSizes = [(80, 24), (120, 36), (200, 50), (40, 12), (20, 5)]

    /// The tabs by the key that opens them, of whom they are told best.
    static let tabs: [(name: String, key: Character, row: Int)] = [
        ("overview", "1", 1), ("environment", "2", 0), ("tree", "3", 0), ("restarts", "4", 1),
        ("config", "6", 0),
    ]

    @Test(arguments: tabs.map(\.name), sizes)
    func `a tab fits its size`(_ tab: String, _ size: (Int, Int)) {
        #expect(difference("tab-\(tab)-\(size.0)x\(size.1)", model(tab, size)) == nil)
    }

    @Test(arguments: tabs.map(\.name), russianSizes)
    func `a tab is told in Russian`(_ tab: String, _ size: (Int, Int)) {
        #expect(difference("tab-\(tab)-ru-\(size.0)x\(size.1)", model(tab, size, words: .russian)) == nil)
    }

    @Test(arguments: tabs.map(\.name))
    func `a tab is drawn in ASCII`(_ tab: String) {
        let canvas = model(tab, (120, 36)).frame(.mono, .ascii)
        #expect(Golden.difference("tab-\(tab)-ascii", canvas.plain) == nil)
        #expect(canvas.plain.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test(arguments: sizes)
    func `the overview of what is online has the same rows as that of what waits`(_ width: Int, _ height: Int)
    {
        for words in Language.allCases where words == .english || width > 1 {
            var model = Sample.model(width, height, words: words)
            model.pressAnswered(.enter)
            let tail = words == .english ? "" : "ru-"
            #expect(difference("tab-overview-online-\(tail)\(width)x\(height)", model) == nil)
        }
    }

    @Test(arguments: sizes)
    func `graphs of one fit their size`(_ width: Int, _ height: Int) {
        #expect(difference("graphs-one-\(width)x\(height)", graphs((width, height), all: false)) == nil)
    }

    @Test(arguments: sizes)
    func `graphs of all fit their size`(_ width: Int, _ height: Int) {
        #expect(difference("graphs-all-\(width)x\(height)", graphs((width, height), all: true)) == nil)
    }

    @Test(arguments: russianSizes)
    func `graphs are told in Russian`(_ width: Int, _ height: Int) {
        let size = (width, height)
        #expect(
            difference("graphs-one-ru-\(width)x\(height)", graphs(size, all: false, words: .russian)) == nil)
        #expect(
            difference("graphs-all-ru-\(width)x\(height)", graphs(size, all: true, words: .russian)) == nil)
    }

    @Test func `graphs are drawn in ASCII`() {
        for all in [true, false] {
            let canvas = graphs((120, 36), all: all).frame(.mono, .ascii)
            #expect(Golden.difference(all ? "graphs-all-ascii" : "graphs-one-ascii", canvas.plain) == nil)
            #expect(canvas.plain.utf8.allSatisfy { $0 < 0x80 })
        }
    }

    @Test(arguments: [(80, 24), (120, 36), (200, 50)])
    func `forty processes are small multiples`(_ width: Int, _ height: Int) {
        var model = Sample.model(width, height, snapshot: Sample.fleet(40))
        model.pressAnswered(.character("v"), .character("v"))
        #expect(difference("graphs-fleet-\(width)x\(height)", model) == nil)
    }

    @Test func `the header tells of a rolling restart and of what hurts`() {
        var calm = Sample.snapshot
        calm.machine.cpuPressure = 0.4
        calm.machine.memoryPressure = 0
        var hurt = calm
        hurt.rolling = RollingProgress(done: 3, total: 8, current: InstanceID(1))
        hurt.machine.throttledPercent = 23
        hurt.machine.cpuPressure = 41.6
        hurt.machine.memoryPressure = 12.2
        hurt.machine.oomKills = 2
        var rows: [String] = []
        for words in Language.allCases {
            for width in [200, 120, 80, 60, 40] {
                for snapshot in [calm, hurt] {
                    let model = Sample.model(width, 24, snapshot: snapshot, words: words)
                    rows += model.frame().plain.split(separator: "\n").prefix(2).map(String.init)
                }
            }
        }
        #expect(Golden.difference("header", rows.joined(separator: "\n")) == nil)
    }

    // MARK: -

    private func model(_ tab: String, _ size: (Int, Int), words: Language = .english) -> Model {
        var model = Sample.model(size.0, size.1, words: words)
        guard let tab = Self.tabs.first(where: { $0.name == tab }) else { return model }
        if tab.row == 1 { model.press(.down) }
        model.pressAnswered(.enter, .character(tab.key))
        return model
    }

    private func graphs(_ size: (Int, Int), all: Bool, words: Language = .english) -> Model {
        var snapshot = Sample.snapshot
        snapshot.machine.throttledPercent = 12.4
        snapshot.machine.cpuPressure = 3.1
        snapshot.machine.memoryPressure = 0
        var model = Sample.model(size.0, size.1, snapshot: snapshot, words: words)
        model.press(.down)
        model.pressAnswered(.character("v"))
        if all { model.pressAnswered(.character("v")) }
        return model
    }

    private func difference(_ name: String, _ model: Model) -> String? {
        let canvas = model.frame(.labelled)
        return Golden.difference(name, canvas.plain + "\n\n" + canvas.styleMap(legend: Theme.legend))
    }
}
