import Monitor
import Screen
import Supervision
import Testing
import WamonTesting
import Wording

/// What the table of screens does not walk: sizes in between, ASCII, the header's many states.
@Suite struct ScreenGoldenTests {
    @Test(arguments: [(132, 43), (160, 40), (100, 28), (60, 18), (50, 14), (30, 8), (0, 0)])
    func `the main screen fits sizes in between`(_ width: Int, _ height: Int) {
        let canvas = Sample.model(width, height).frame(.labelled)
        let text = canvas.plain + "\n\n" + canvas.styleMap(legend: Theme.legend)
        #expect(Golden.difference("between-\(width)x\(height)", text) == nil)
    }

    @Test(arguments: ScreenCase.allCases)
    func `without Unicode nothing but ASCII is drawn`(_ screen: ScreenCase) {
        for words in Language.allCases {
            let canvas = screen.model(Size(width: 120, height: 36), words).frame(.mono, .ascii)
            #expect(canvas.plain.utf8.allSatisfy { $0 < 0x80 })
        }
    }

    @Test(arguments: [
        ScreenCase.main, .askRestart, .overview, .environment, .processTree, .restarts, .config, .graphsOne,
        .graphsAll, .logs, .logsUnfolded, .health, .tabHealth,
    ])
    func `in ASCII the same is told`(_ screen: ScreenCase) {
        let canvas = screen.model(Size(width: 120, height: 36), .english).frame(.mono, .ascii)
        #expect(Golden.difference("ascii-\(screen.rawValue)", canvas.plain) == nil)
    }

    @Test func `ASCII is all there is even of other people's words`() {
        var snapshot = Sample.snapshot
        snapshot.processes[0].name = "апи-сервер"
        snapshot.processes[0].cwd = "/приложение/日本"
        let canvas = Sample.model(120, 36, snapshot: snapshot).frame(.mono, .ascii)
        #expect(canvas.plain.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test func `a disk that ran low is no longer told of when there is room again`() {
        var snapshot = Sample.spaceLow
        #expect(Sample.model(120, 36, snapshot: snapshot).frame().plain.contains("120M"))
        (snapshot.lowSpace, snapshot.events) = ([], [])
        #expect(!Sample.model(120, 36, snapshot: snapshot).frame().plain.contains("120M"))
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
}
