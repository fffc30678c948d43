import Monitor
import Screen
import Supervision
import Wording

extension ScreenCase {
    func detailsModel(_ size: Size, _ words: Language) -> Model {
        var model = sample(size, words, detailsSnapshot)
        switch self {
        case .detailsAsked: model.press(.down, .enter)
        case .overview: model.open("1", row: 1)
        case .overviewUp: model.open("1", row: 0)
        case .environment: model.open("2", row: 0)
        case .environmentShown:
            model.open("2", row: 0)
            model.pressAnswered(.character("e"))
        case .environmentFilter:
            model.open("2", row: 0)
            model.type("/node")
        case .processTree: model.open("3", row: 0)
        case .restarts: model.open("4", row: 1)
        case .tabHealth: model.open("5", Sample.probedFacts, row: 0)
        case .tabSick: model.open("5", Sample.sickFacts, row: 2)
        case .tabUnasked: model.open("5", Sample.apiFacts, row: 0)
        case .overviewHealth:
            model.press(.down, .down)
            model.pressAnswered(.enter)
        case .config: model.open("6", row: 0)
        case .configWrapped:
            model.open("6", row: 0)
            model.type("w")
        case .graphsOne, .graphsHour:
            model.press(.down)
            model.pressAnswered(.character("v"))
            if self == .graphsHour { model.pressAnswered(.character("-")) }
        default:
            model.press(.down)
            model.pressAnswered(.character("v"), .character("v"))
        }
        return model
    }

    private var detailsSnapshot: Snapshot {
        var snapshot = Sample.snapshot
        switch self {
        case .graphsForty: return Sample.fleet(40)
        case .graphsTwelve: return Sample.twelve
        case .tabHealth, .tabSick, .tabUnasked, .overviewHealth: return Sample.clinic
        case .graphsSingle: snapshot.processes.removeLast()
        default: break
        }
        if rawValue.hasPrefix("graphs") {
            snapshot.machine.throttledPercent = 12.4
            snapshot.machine.cpuPressure = 3.1
            snapshot.machine.memoryPressure = 0
        }
        return snapshot
    }

    // MARK: - Logs

    func logModel(_ size: Size, _ words: Language) -> Model {
        var model = Sample.reading(size.width, size.height, words)
        switch self {
        case .logsOne:
            model = sample(size, words)
            model.press(.down)
            model.type("l")
        case .logsPanel:
            model = Sample.model(size.width, size.height, lines: Sample.story, words: words)
            model.type("3&rq")
            model.press(.enter)
            model.type("L/9")
            model.press(.enter)
        case .logsPaused:
            model = Sample.model(size.width, size.height, lines: Sample.manyLines(300), words: words)
            model.type("ll")
            model.press(.pageUp)
            _ = update(&model, .lines(Sample.batch(Sample.manyLines(618))), now: Sample.now)
        case .logsOldest:
            model = Sample.model(size.width, size.height, lines: Sample.manyLines(300), words: words)
            model.type("llg")
            let wish = PastWish(instances: nil, part: .oldest, count: 1000)
            _ = update(&model, .past(Sample.page(0..<100, isOldest: true), for: wish), now: Sample.now)
        case .logsSearch: model.type("/rq-9|chatlist")
        case .logsFound:
            model.type("/rq-9")
            model.press(.enter)
            model.type("n")
        case .logsSearching:
            model.type("/nowhere")
            model.press(.enter)
            let progress = PastSearch.progress(number: 1, done: 312 << 20, total: 1 << 30, hits: 3)
            _ = update(&model, .search(progress), now: Sample.now)
        case .logsBadPattern: model.type("/rq-[9")
        case .logsOnly: model.type("&chat")
        case .logsFiltered:
            model.type("&a")
            model.press(.enter)
            model.type("LLo")
        case .logsWrapped: model.type("wt")
        case .logsUnfolded: model.type("p")
        case .logsMarked:
            model.press(.up, .up, .up, .up, .up)
            model.type("m")
            model.press(.down, .down)
            model.type("M")
        case .logsTimeless:
            model.type("tt")
            model.press(.right)
        case .previousRun:
            model.press(.escape, .down)
            model.type("P")
            _ = update(&model, .fetched(.lastLines(RunID(9), Array(Sample.story[4...10]))), now: Sample.now)
        default: break
        }
        return model
    }
}

extension Model {
    /// The details of a row of the table, a tab of them.
    fileprivate mutating func open(_ tab: Character, row: Int) {
        if row == 1 { press(.down) }
        pressAnswered(.enter, .character(tab))
    }

    /// The same of one of whom this is known.
    fileprivate mutating func open(_ tab: Character, _ facts: ProcessDetails, row: Int) {
        for _ in 0..<row { press(.down) }
        press(.enter, .character(tab))
        _ = update(&self, .fetched(.details(facts.snapshot.id, facts)), now: Sample.now)
    }
}
