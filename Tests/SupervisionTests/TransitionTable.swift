@testable import Supervision

/// Every state × every command and fact, as the machine answers them, in Markdown.
struct TransitionTable {
    struct Row {
        var name: String
        var state: ProcessState
        var desire = Desire.up
    }
    struct Column {
        var name: String
        var event: Event
        /// What had been counted before.
        var tally = Tally()
        var health = HealthCount()
        var now = TransitionTable.young
    }
    struct Part {
        var title: String
        /// Nothing but the probe of the process, where it has one.
        var health: HealthSpec?
        var columns: [Column]
    }

    /// Two seconds after the spawn, and long after: `min_uptime` is ten.
    static let young = Moment.zero.advanced(by: .seconds(2))
    static let old = Moment.zero.advanced(by: .seconds(60))
    static let run = RunID(1)

    var text: String {
        TransitionTable.introduction + TransitionTable.parts.map(text(of:)).joined()
    }

    private func text(of part: Part) -> String {
        let names = ["state"] + part.columns.map(\.name)
        let rows = TransitionTable.rows.map { row in
            ["**\(row.name)**"] + part.columns.map { cell(row, $0, part.health) }
        }
        // States that answer nothing here say nothing.
        let telling = rows.filter { $0.dropFirst().contains { $0 != "" } }
        let lines = [names, names.map { _ in "---" }] + telling
        return "\n## \(part.title)\n\n"
            + lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }

    /// What the machine makes of one event in one state; empty: nothing at all.
    private func cell(_ row: Row, _ column: Column, _ health: HealthSpec?) -> String {
        var instance = Instance(id: InstanceID(0), ordinal: 0, spec: TransitionTable.spec)
        instance.spec.health = health
        instance.state = health == nil ? row.state : probed(row.state, column.health)
        instance.desire = row.desire
        instance.tally = column.tally
        let before = instance
        let effects = instance.handle(column.event, now: column.now)
        var words = instance.state == before.state ? [] : ["→ " + word(instance.state)]
        words += effects.compactMap(word)
        if instance.tally.restarts > before.tally.restarts { words.append("↺ + 1") }
        if instance.desire != before.desire { words.append("wants \(instance.desire)") }
        if words.isEmpty, instance != before { words.append(noted(before.tally, instance.tally)) }
        return words.joined(separator: ", ")
    }

    /// With what has been counted of its checks.
    private func probed(_ state: ProcessState, _ count: HealthCount) -> ProcessState {
        switch state {
        case .launching(var running, let pid?):
            running.health = count
            return .launching(running, pid: pid)
        case .online(var running, let pid):
            running.health = count
            return .online(running, pid: pid)
        default: return state
        }
    }

    // MARK: - Words

    private func noted(_ old: Tally, _ new: Tally) -> String {
        var words: [String] = []
        if old.unstableExits != new.unstableExits { words.append("row = \(new.unstableExits)") }
        if old.previousBackoff != new.previousBackoff { words.append("backoff afresh") }
        if old.restarts != new.restarts { words.append("↺ = \(new.restarts)") }
        // A count that ends because nothing runs is not worth a cell.
        if old.samplesOverLimit != new.samplesOverLimit { return "" }
        return words.isEmpty ? "keeps the spec" : words.joined(separator: ", ")
    }

    private func word(_ state: ProcessState) -> String {
        switch state {
        case .stopped: return "stopped"
        case .blocked: return "blocked"
        case .launching(_, let pid): return pid == nil ? "launching" : "launching, pid"
        case .online: return "online"
        case .stopping(let ending):
            return "stopping" + (ending.stage == .forced ? " by force" : "")
                + (ending.isStuck ? ", stuck" : "") + (ending.rootEnded ? ", root ended" : "")
                + " ⇒ \(word(ending.goal))"
        case .waiting(let waiting):
            let delay = "\(waiting.delay.components.seconds) s"
            return "waiting "
                + (waiting.delayOver ? "for the tree" : waiting.treeGone ? delay : delay + " and tree")
                + (waiting.stage == .forced ? ", by force" : "") + (waiting.isStuck ? ", stuck" : "")
        case .errored: return "errored"
        case .deleted: return "deleted"
        }
    }

    private func word(_ goal: Goal) -> String {
        switch goal {
        case .stopped: "stopped"
        case .running(let cause, let counts): "running (\(cause)\(counts ? "" : ", + 0"))"
        case .asPolicySays(let cause): "as policy says (\(cause))"
        case .errored: "errored"
        case .deleted: "deleted"
        }
    }

    /// nil for what the state says already: news, and timers that are let go.
    private func word(_ effect: Effect) -> String? {
        switch effect {
        case .spawn: "spawn"
        case .signalRoot(_, let signal): "\(signal.name) root"
        case .signalTree(_, let signal): "\(signal.name) tree"
        case .killTree: "SIGKILL tree"
        case .sendShutdown: "message"
        case .arm(let timer, _, _): "⏱ \(timer)"
        case .confirmMemory: "confirm memory"
        case .probe: "probe"
        case .record: "record"
        case .release: "release"
        case .forget: "forget"
        case .disarm, .stopProbing, .tell: nil
        }
    }

    private static let introduction = """
        # The machine, printed

        What `Instance.handle` answers in every state to every command and fact: printed by
        `Tests/SupervisionTests/TransitionTable.swift`, compared by a test. A change of behaviour shows up
        here as a changed line; `WAMON_RECORD=1 swift test --filter transitions` records it.

        `→` is the new state, what follows is to be done, in this order. `⇒` is the goal of an ending: what
        holds once root and tree are gone. `⏱` arms a timer, `↺` is the restart counter, *row* the unstable
        exits in a row, *wants* the operator's desire where it changes. An empty
        cell changes nothing and asks for nothing; a state that has only empty cells is left out. Not shown:
        news for the screen, and timers that are let go. Facts about another run than the state's are dropped
        before they get here, so every empty cell is late news or a command without an object.

        The process printed has `wait_ready`, `min_uptime` 10 s, `max_restarts` 3, `restart_delay` 4 s and a
        memory limit; *young* is 2 s after the spawn, *old* is 60 s.

        """
}
