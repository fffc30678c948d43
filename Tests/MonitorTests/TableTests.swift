import Monitor
import Screen
import Supervision
import Testing
import Wording

/// How the table is arranged: order, columns, marks, a pause.
@Suite struct TableTests {
    @Test func `the order goes on over the columns that are shown, and back`() {
        var model = Sample.model(120, 36, snapshot: Sample.fleet(8))
        var seen: [TableColumn] = []
        for _ in 0..<12 {
            seen.append(model.sort.key)
            model.type(">")
        }
        #expect(
            seen == [
                .id, .name, .status, .pid, .cpu, .cpuLine, .memory, .limit, .restarts, .uptime,
                .lastExit, .id,
            ])
        model.type("<")
        #expect(model.sort.key == .id)
        model.type("<")
        #expect(model.sort == Sort(.lastExit))
    }

    @Test func `a heading says what it is sorted by, and which way`() {
        var model = Sample.model(120, 36, snapshot: Sample.fleet(8))
        #expect(model.frame().plain.contains("▲ID"))
        model.type(">>>>")
        #expect(model.frame().plain.contains("▼CPU%"))
        model.type("I")
        #expect(model.frame().plain.contains("▲CPU%"))
        model.type("<<<")
        #expect(model.frame().plain.contains("NAME▲"))
    }

    @Test func `a click on a heading sorts by it, again the other way round`() {
        var model = Sample.model(120, 36, snapshot: Sample.fleet(8))
        let heading = model.frame().plain.split(separator: "\n")[3]
        let x = heading.distance(from: heading.startIndex, to: heading.firstRange(of: "MEM")!.lowerBound)
        _ = update(&model, .input(.mouse(Mouse(.press(.left), x: x, y: 3))), now: Sample.now)
        #expect(model.sort == Sort(.memory))
        #expect(model.sort.isDescending)
        _ = update(&model, .input(.mouse(Mouse(.press(.left), x: x, y: 3))), now: Sample.now)
        #expect(model.sort.key == .memory && !model.sort.isDescending)
        #expect(model.column(at: 3) == .id)
    }

    @Test func `figures that change put rows in a new order once a second at most`() {
        var model = Sample.model(120, 36, snapshot: Sample.fleet(8))
        model.type(">>>>")
        let order = model.shown.map(\.id)
        #expect(order.first == InstanceID(7))
        var other = Sample.fleet(8)
        other.processes[1].usage.cpuPercent = 900
        let soon = Sample.now.advanced(by: .milliseconds(300))
        _ = update(&model, .snapshot(other), now: soon)
        #expect(model.shown.map(\.id) == order)
        #expect(model.shown.contains { $0.usage.cpuPercent == 900 })
        _ = update(&model, .snapshot(other), now: Sample.now.advanced(by: .seconds(1)))
        #expect(model.shown.first?.id == InstanceID(1))
        #expect(model.selection == InstanceID(0))
    }

    @Test func `columns are chosen with Space, seen at once, and Escape puts them back`() {
        var model = Sample.model(120, 36)
        #expect(!model.frame().plain.contains("THREADS"))
        model.type("C")
        let at = TableColumn.allCases.firstIndex(of: .threads)!
        for _ in 0..<at { model.press(.down) }
        model.type(" ")
        #expect(model.table.columns == TableColumn.standard.union([.threads]))
        model.press(.enter)
        #expect(model.overlay == nil)
        #expect(model.frame().plain.contains("THREADS"))
        model.type("C")
        model.press(.down)
        model.type("  ")
        #expect(model.table.columns.contains(.name))
        #expect(!model.table.columns.contains(.namespace) || model.table.columns.contains(.status))
        model.press(.escape)
        #expect(model.table.columns == TableColumn.standard.union([.threads]))
        model.type("C")
        model.press(.backspace, .enter)
        #expect(model.table.columns == TableColumn.standard)
    }

    @Test func `every column is drawn and can be sorted by`() {
        for words in Language.allCases {
            var model = Sample.model(200, 50, snapshot: Sample.fleet(30), words: words)
            model.table.columns = Set(TableColumn.allCases)
            for column in TableColumn.allCases {
                model.sort = Sort(column)
                model.press(.down)
                #expect(model.frame().size.width == 200)
                #expect(model.shown.count == 30)
            }
        }
    }

    @Test func `what is chosen beyond the usual comes before what is least missed`() {
        var model = Sample.model(80, 24)
        model.table.columns.insert(.threads)
        let heading = model.frame().plain.split(separator: "\n")[3]
        #expect(heading.contains("THREADS") && heading.contains("UPTIME"))
        #expect(!heading.contains("PID"))
    }

    @Test func `paused, figures stand still, and keys act on what is`() {
        var model = Sample.model(120, 36)
        model.type("Z")
        #expect(model.frame().plain.contains("PAUSED"))
        let before = model.frame().plain.split(separator: "\n")[4]
        var other = Sample.snapshot
        other.processes[0].status = .stopped
        other.processes[0].pid = nil
        let later = Sample.now.advanced(by: .seconds(5))
        _ = update(&model, .snapshot(other), now: later)
        #expect(model.frame().plain.split(separator: "\n")[4] == before)
        // It is down by now.
        #expect(model.type("s", at: later) == [.request(.start(.id(InstanceID(0))))])
        model.type("Z", at: later)
        #expect(model.frame().plain.split(separator: "\n")[4].contains("stopped"))
    }
}

/// Several at once.
@Suite struct MarkTests {
    private static let later = Sample.now.advanced(by: .seconds(1))
    private static func ids(_ ids: Int...) -> Selector { .ids(ids.map { InstanceID($0) }) }

    @Test func `Space marks and goes on; the rule says how many; Escape takes the marks away first`() {
        var model = Sample.model(120, 36, snapshot: Sample.fleet(8))
        model.type("/worker")
        model.press(.enter)
        model.type("  ")
        #expect(model.table.marks == [InstanceID(0), InstanceID(1)])
        #expect(model.selection == InstanceID(2))
        #expect(model.frame().plain.contains("2 marked"))
        model.press(.up)
        model.type(" ")
        #expect(model.table.marks == [InstanceID(0)])
        model.press(.escape)
        #expect(model.table.marks.isEmpty && model.filter == "worker")
        model.press(.escape)
        #expect(model.filter.isEmpty)
    }

    @Test func `a batch asks with names and says how many`() {
        var model = Sample.model(120, 36, snapshot: Sample.fleet(20))
        model.type("       r")
        let screen = model.frame().plain
        #expect(screen.contains("Restart 7 processes?"))
        #expect(screen.contains("worker-0, worker-1, worker-2, worker-3, worker-4 and 2 more"))
        #expect(screen.contains("6 of 7 processes are up."))
        #expect(model.type("r", at: Self.later) == [.request(.restart(Self.ids(0, 1, 2, 3, 4, 5, 6)))])
    }

    @Test func `of several, what runs is stopped and what is down is started`() {
        var model = Sample.model(120, 36, snapshot: Sample.fleet(8))
        model.press(.down, .down, .down, .down)
        model.type("  s")
        #expect(model.type("a") == [.request(.start(Self.ids(5)))])
        model.type("s")
        #expect(model.type("s", at: Self.later) == [.request(.stop(Self.ids(4)))])
    }

    @Test func `signals, the counter and a rolling restart go to all marks`() {
        var model = Sample.model(120, 36, snapshot: Sample.fleet(8))
        model.type("   ")
        #expect(model.type("x") == [.request(.reset(Self.ids(0, 1, 2)))])
        model.type("K")
        #expect(model.frame().plain.contains("Signal to 3 processes"))
        #expect(model.press(.down, .enter) == [.request(.signal(.term, Self.ids(0, 1, 2)))])
        model.type("R")
        #expect(model.type("R", at: Self.later) == [.request(.reload(Self.ids(0, 1, 2)))])
    }

    @Test func `who is gone is not marked any more`() {
        var model = Sample.model(120, 36, snapshot: Sample.fleet(8))
        model.type("  ")
        var fewer = Sample.fleet(8)
        fewer.processes.removeFirst()
        _ = update(&model, .snapshot(fewer), now: Sample.now)
        #expect(model.table.marks == [InstanceID(1)])
        #expect(model.type("x") == [.request(.reset(.id(InstanceID(1))))])
    }

    @Test func `S stops only what is errored where that is asked for`() {
        var fleet = Sample.fleet(8)
        fleet.processes[2].status = .errored
        fleet.processes[3].status = .errored
        var model = Sample.model(120, 36, snapshot: fleet)
        #expect(model.type("Se") == [.request(.stop(Self.ids(2, 3)))])
    }

    @Test func `a countdown keeps its word in every language, the tenths where there is room`() {
        for (words, seconds, shown) in [
            (Language.english, 12.4, "in 12.4s"), (.russian, 12.4, "ещё 13с"), (.russian, 9.9, "ещё 9.9с"),
        ] {
            var fleet = Sample.snapshot
            fleet.processes[1].nextTryAt = Sample.now.monotonic + .seconds(seconds)
            let frame = Sample.model(80, 24, snapshot: fleet, words: words).frame()
            #expect(frame.plain.contains(" \(shown)\n"))
        }
    }
}
