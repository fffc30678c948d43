import Monitor
import Screen
import Supervision
import Wording

extension ScreenCase {
    func tableModel(_ size: Size, _ words: Language) -> Model {
        var model = sample(size, words, tableSnapshot)
        switch self {
        case .mainFleet, .mainErrored: model.press(.down)
        case .mainReadOnly:
            model = Sample.model(size.width, size.height, isHosting: false, isReadOnly: true, words: words)
        case .empty:
            model = Sample.model(size.width, size.height, snapshot: tableSnapshot, lines: [], words: words)
        case .waiting: model = Model(size: size, isHosting: false, themeName: "dark", words: words)
        case .lost: _ = update(&model, .connection(.lost("connection refused")), now: Sample.now)
        case .paused: model.type("Z")
        case .fleet: model.type("G")
        case .table: model.type("z>>>>")
        case .tableAll:
            model.table.columns = Set(TableColumn.allCases)
            model.type("z")
        case .tableHealth:
            model.table.columns = Set(TableColumn.allCases)
            model.type("zt")
        case .tree:
            model.type("t>>>>")
            model.press(.home, .left, .down, .down)
            model.type("  ")
        case .group: model.type("tgr")
        case .filterBegun: model.type("/")
        case .filterTyped: model.type("/27")
        case .filterBad: model.type("/shop /ga(te/")
        case .filterKept:
            model.type("/cpu>50 mem>200M")
            model.press(.enter)
        case .filterNone: model.type("/nobody")
        case .toast:
            _ = update(
                &model, .reply(.done([InstanceID(1)]), for: .reset(.id(InstanceID(1)))), now: Sample.now)
        case .toastError:
            _ = update(
                &model, .trouble("cannot write /var/log/wamon/dump.txt: no space left"), now: Sample.now)
        default: break
        }
        return model
    }

    private var tableSnapshot: Snapshot {
        switch self {
        case .mainFleet, .tableAll, .tree, .group, .filterBegun, .filterBad: Sample.twelve
        case .fleet, .table, .filterTyped, .filterKept, .filterNone: Sample.fleet(300)
        case .mainErrored: Sample.gaveUp
        case .rolling: Sample.rolling
        case .health, .tableHealth: Sample.clinic
        case .healthPanel: Sample.probed
        case .spaceLow: Sample.spaceLow
        case .empty: Sample.nobody
        default: Sample.snapshot
        }
    }

    // MARK: - What lies over the screen

    func boxModel(_ size: Size, _ words: Language) -> Model {
        var model = sample(size, words, boxSnapshot)
        switch self {
        case .askRestart: model.type("r")
        case .askRestartMany: model.type("   r")
        case .askStop: model.type("s")
        case .askBatch: model.type("       s")
        case .askKill: model.type("s")
        case .askRolling: model.type("R")
        case .askScale: model.command(":scale gateway 1")
        case .askDelete: model.command(":delete gateway")
        case .askFlush: model.command(":flush gateway")
        case .askEverything: model.type("S")
        case .askQuit: model.type("q")
        case .askQuitHosting:
            model = Sample.model(size.width, size.height, canDetach: false, words: words)
            model.type("q")
        case .askKillAll: model.type("qSq")
        case .leaving: model.type("qS")
        case .signals:
            model.type("  K")
            model.press(.down)
        case .columns:
            model.type("C")
            model.press(.down, .down)
            model.type(" ")
        case .palette: model.type(words == .english ? ":re" : ":пере")
        case .paletteVerb: model.type(":stop ga")
        case .paletteNothing: model.type(":qqq")
        case .themes:
            model.type("T")
            _ = update(&model, .themes(Theme.builtinNames + ["mine"]), now: Sample.now)
            model.press(.down, .down)
        case .help: model.type("?")
        case .helpEnd:
            model.type("?")
            model.press(.end)
        case .helpSearch: model.type(words == .english ? "?log" : "?журнал")
        default: break
        }
        return model
    }

    private var boxSnapshot: Snapshot {
        switch self {
        case .askRestart, .askStop, .askQuit, .askQuitHosting, .askKillAll, .leaving, .themes, .help,
            .helpEnd,
            .helpSearch:
            Sample.snapshot
        case .askKill: Sample.stopping
        default: Sample.twelve
        }
    }
}

extension Model {
    fileprivate mutating func command(_ line: String) {
        type(line)
        press(.enter)
    }
}

extension Sample {
    /// Twelve processes of three namespaces in all states.
    static let twelve: Snapshot = {
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

    static let gaveUp: Snapshot = {
        var snapshot = Sample.snapshot
        let exit = ExitRecord(
            run: RunID(9), status: .exited(1), cause: .crash, at: ago(.milliseconds(3340)),
            ran: .milliseconds(4100), verdict: .giveUp(.tooManyUnstableExits(10)), unstableExits: 3)
        snapshot.processes[1].status = .errored
        snapshot.processes[1].nextTryAt = nil
        snapshot.processes[1].lastExit = exit
        snapshot.events[1].kind = .ended(exit)
        return snapshot
    }()

    static let stopping: Snapshot = {
        var snapshot = Sample.snapshot
        snapshot.processes[0].status = .stopping
        return snapshot
    }()

    static let rolling: Snapshot = {
        var snapshot = Sample.twelve
        snapshot.rolling = RollingProgress(done: 3, total: 8, current: InstanceID(4))
        snapshot.machine.throttledPercent = 23
        snapshot.machine.oomKills = 2
        return snapshot
    }()

    /// The disk of the logs runs full, and one is probed.
    static let spaceLow: Snapshot = {
        var snapshot = Sample.probed
        let low = LowSpace(folder: "/app/logs", free: 120 << 20, total: 10 << 30)
        snapshot.lowSpace = [LowSpace(folder: "/var", free: 900 << 20, total: 100 << 30), low]
        snapshot.events.append(
            Sample.happening(
                3, .seconds(30), 0, "", .spaceLow(folder: low.folder, free: low.free, total: low.total)))
        snapshot.events[2].instance = nil
        snapshot.processes[1] = snapshot.processes[0]
        snapshot.processes[1].id = InstanceID(1)
        return snapshot
    }()

    static let nobody: Snapshot = {
        var snapshot = Snapshot()
        snapshot.core.hostname = "box"
        return snapshot
    }()
}
