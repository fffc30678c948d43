import Monitor
import Screen
import Supervision
import Testing

@Suite struct SelectionTests {
    @Test func `the selection stays on its process when rows change`() {
        var model = Sample.model(120, 36, snapshot: Sample.fleet(40))
        model.press(.down, .down, .down)
        #expect(model.selection == InstanceID(3))
        var snapshot = Sample.fleet(40)
        snapshot.processes.removeFirst(2)
        _ = update(&model, .snapshot(snapshot), now: Sample.now)
        #expect(model.selection == InstanceID(3))
        #expect(model.selectedRow == 1)
    }

    @Test func `where the selected process is gone, its neighbour is selected`() {
        var model = Sample.model(120, 36, snapshot: Sample.fleet(10))
        model.type("G")
        #expect(model.selection == InstanceID(9))
        var snapshot = Sample.fleet(10)
        snapshot.processes.removeLast(3)
        _ = update(&model, .snapshot(snapshot), now: Sample.now)
        #expect(model.selection == InstanceID(6))
        snapshot.processes = []
        _ = update(&model, .snapshot(snapshot), now: Sample.now)
        #expect(model.selection == nil)
    }

    @Test func `sorting by CPU puts the busiest first`() {
        var model = Sample.model(120, 36, snapshot: Sample.fleet(40))
        model.type(">>>>")
        #expect(model.sort.key == .cpu)
        // What is down has no figure: it comes last, whichever way round.
        let usage = model.shown.filter { $0.pid != nil }.map(\.usage.cpuPercent)
        #expect(usage == usage.sorted(by: >))
        #expect(model.shown.suffix(4).allSatisfy { $0.pid == nil })
        // It does not fit: the beginning is shown.
        #expect(model.selectedRow == 0)
        model.type("I")
        let inverted = model.shown.filter { $0.pid != nil }.map(\.usage.cpuPercent)
        #expect(inverted == inverted.sorted())
        #expect(model.shown.suffix(4).allSatisfy { $0.pid == nil })
        model.type("<<<<")
        #expect(model.shown.map(\.id.raw) == Array(0..<40))
    }

    @Test func `where all rows are seen the selection goes along with its process`() {
        var model = Sample.model(120, 36, snapshot: Sample.fleet(8))
        model.type(">>>>")
        #expect(model.selection == InstanceID(0))
        #expect(model.selectedRow == 6)
    }

    @Test func `equal rows keep the order of their ids`() {
        var snapshot = Sample.fleet(20)
        for index in snapshot.processes.indices { snapshot.processes[index].usage.memory = 1 << 20 }
        var model = Sample.model(120, 36, snapshot: snapshot)
        model.type(">>>>>>")
        #expect(model.sort.key == .memory)
        #expect(
            model.shown.filter { $0.pid != nil }.map(\.id)
                == snapshot.processes.filter { $0.pid != nil }.map(\.id))
    }

    @Test func `a filter shows what matches every word, Escape shows all`() {
        var model = Sample.model(120, 36, snapshot: Sample.fleet(40))
        model.type("/stopped 2")
        #expect(model.shown.map(\.name) == ["worker-27"])
        // What is typed is no command.
        #expect(model.type("q") == [])
        #expect(model.rows.isEmpty)
        model.press(.backspace, .enter)
        #expect(model.rows.count == 1)
        #expect(!model.isEditingFilter)
        model.press(.escape)
        #expect(model.rows.count == 40)
    }

    @Test func `pages, ends and thousands of rows`() {
        var model = Sample.model(120, 36, snapshot: Sample.fleet(5000))
        model.press(.pageDown)
        #expect(model.selection == InstanceID(11))
        model.press(.end)
        #expect(model.selection == InstanceID(4999))
        #expect(model.frame().plain.contains("worker-4999"))
        model.press(.home)
        #expect(model.selection == InstanceID(0))
    }

    @Test func `the same number again hides a panel, never the last one`() {
        var model = Sample.model(120, 36)
        model.type("22")
        #expect(model.hidden == [.details])
        model.type("33")
        #expect(model.hidden == [.details, .logs])
        model.type("11")
        #expect(model.hidden == [.details, .logs])
        #expect(model.frame().plain.contains("api-server"))
        model.type("32")
        #expect(model.hidden.isEmpty)
    }

    @Test func `Tab goes round the panels that are there`() {
        var model = Sample.model(120, 36)
        model.press(.tab)
        #expect(model.focus == .details)
        model.press(.tab)
        #expect(model.focus == .logs)
        model.press(.tab)
        #expect(model.focus == .processes)
        model.press(.backTab)
        #expect(model.focus == .logs)
        var low = Sample.model(80, 20)
        low.press(.tab)
        #expect(low.focus == .logs)
    }

    @Test func `columns stand still while figures change`() {
        var busy = Sample.fleet(30)
        for index in busy.processes.indices {
            busy.processes[index].usage.cpuPercent = 1234.5
            busy.processes[index].usage.memory = 123 << 30
            busy.processes[index].restarts = 9999
            busy.processes[index].recentRestarts = 99
        }
        let calm = Sample.model(120, 36, snapshot: Sample.fleet(30)).frame().plain.split(separator: "\n")
        let wild = Sample.model(120, 36, snapshot: busy).frame().plain.split(separator: "\n")
        #expect(calm[3] == wild[3])
        let row = Array(wild[4])
        #expect(String(row[0..<33]) == String(Array(calm[4])[0..<33]))
        #expect(row.count == 120 || wild[4].contains("512M"))
    }

    @Test func `the wheel scrolls what it is over and a click selects`() {
        var model = Sample.model(80, 24, snapshot: Sample.fleet(30), lines: Sample.manyLines(300))
        _ = update(&model, .input(.mouse(Mouse(.press(.left), x: 10, y: 6))), now: Sample.now)
        #expect(model.selection == InstanceID(2))
        _ = update(&model, .input(.mouse(Mouse(.wheelDown, x: 10, y: 6))), now: Sample.now)
        #expect(model.selection == InstanceID(3))
        _ = update(&model, .input(.mouse(Mouse(.wheelUp, x: 10, y: 18))), now: Sample.now)
        #expect(!model.logs.isFollowing)
        for _ in 0..<3 {
            _ = update(&model, .input(.mouse(Mouse(.wheelDown, x: 10, y: 18))), now: Sample.now)
        }
        #expect(model.logs.isFollowing)
    }

    @Test func `pasted text is never taken for commands`() {
        var model = Sample.model(80, 24, isHosting: false)
        #expect(update(&model, .input(.paste("qrsSK\nR")), now: Sample.now) == [])
        #expect(model.overlay == nil)
        model.type("/")
        _ = update(&model, .input(.paste("work")), now: Sample.now)
        #expect(model.filter == "work")
    }
}
