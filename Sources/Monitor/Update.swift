import Screen
package import Supervision
import Wording

/// One turn of the monitor: a message changes the model, and says what the loop around it has to do.
package func update(_ model: inout Model, _ message: Message, now: Moment) -> [Command] {
    model.now = now
    if let toast = model.toast, toast.until <= now.monotonic { model.toast = nil }
    switch message {
    case .input(.key(let key)): return model.take(key)
    case .input(.resized(let size)): model.size = size
    case .input(.closed): return [.quit(!model.isHosting ? .leave : model.canDetach ? .background : .stopAll)]
    case .input(.mouse(let mouse)):
        let commands = model.take(mouse)
        model.settle()
        return commands
    // Pasted text is never a row of commands.
    case .input(.paste(let text)):
        if model.isEditingFilter {
            model.filter += text.prefix(64).filter { $0 >= " " }
        } else {
            model.pasteIntoLog(text)
        }
    case .input(.focused): break
    case .snapshot(let snapshot): model.note(snapshot)
    case .lines(let batch): model.note(batch)
    case .backlog(let instance, let batch):
        if model.place == .logs(.one(instance)) { model.scoped?.take(batch.lines) }
    case .reply(let reply, let request): model.note(reply, to: request)
    case .fetched(let answer): if !model.open(answer) { model.note(answer) }
    case .past(let page, let wish): return model.note(page, for: wish)
    case .search(let news): return model.note(news)
    case .copied(let lines, let isDone): model.noteCopied(lines, isDone)
    case .saved(let path, let trouble): model.noteSaved(path, trouble)
    case .connection(.up): model.lost = nil
    case .connection(.lost(let sentence)): model.lost = sentence
    case .tick: return []
    }
    model.settle()
    return []
}

extension Model {
    /// How long until something on the screen changes though nothing happens: a countdown, a message that
    /// goes, the clock.
    package var nextTick: Duration {
        var wait = Duration.milliseconds(1000 - max(0, now.wall.milliseconds) % 1000)
        if snapshot.processes.contains(where: { $0.status == .waiting }) {
            wait = min(wait, .milliseconds(100))
        }
        if let toast { wait = min(wait, max(.milliseconds(10), toast.until - now.monotonic)) }
        return wait
    }
}

// MARK: - News

extension Model {
    fileprivate mutating func note(_ new: Snapshot) {
        if new.core.startedAt != snapshot.core.startedAt, snapshot.core.startedAt != .zero { startAnew() }
        noteChanges(new)
        snapshot = new
        areRowsStale = true
        nameWidth = new.processes.reduce(0) { max($0, GlyphWidth.columns(of: $1.name)) }
        sharedSuffix = Model.sharedSuffix(of: new.processes)
        tell(new.events)
        switch overlay {
        case .dialog(let dialog):
            if let instance = dialog.instance, process(instance) == nil { overlay = nil }
        case .signals(let menu): if process(menu.instance) == nil { overlay = nil }
        case .help, nil: break
        }
        if case .logs(.one(let id)) = place, process(id) == nil { leaveLogs() }
    }

    /// Another core: its lines and happenings are counted anew, and its ring tells what the files held.
    private mutating func startAnew() {
        logs = LogPane(limit: logs.buffer.limit)
        if case .logs(.one) = place { scoped = LogPane(limit: logs.buffer.limit) }
        changes = [:]
    }

    /// The last word of the names, with its dash, if all have the same one and something is left of each.
    private static func sharedSuffix(of processes: [ProcessSnapshot]) -> Int {
        guard processes.count > 1, let first = processes.first?.name, let dash = first.lastIndex(of: "-"),
            dash > first.startIndex
        else { return 0 }
        let suffix = first[dash...]
        guard processes.allSatisfy({ $0.name.hasSuffix(suffix) && $0.name.count > suffix.count }) else {
            return 0
        }
        return suffix.count
    }

    private mutating func noteChanges(_ new: Snapshot) {
        changes = changes.filter { now.monotonic - $0.value < Model.freshness }
        for process in new.processes {
            guard let old = self.process(process.id) else { continue }
            if old.status != process.status {
                changes[Change(instance: process.id, cell: .status)] = now.monotonic
            }
            if old.restarts != process.restarts {
                changes[Change(instance: process.id, cell: .restarts)] = now.monotonic
            }
        }
    }

    private mutating func tell(_ events: [Happening]) {
        // Not `self`: a second holder of the buffer would have it copied.
        let (snapshot, words) = (snapshot, words)
        if let last = events.last, last.sequence > logs.buffer.lastHappening {
            logs.take(events) { Model.sentence($0, in: snapshot, words) }
        }
        if case .logs(.one(let id)) = place { take(events: events, of: id) }
    }

    /// What happened to one instance, into its own log.
    mutating func take(events: [Happening], of id: InstanceID) {
        let (snapshot, words) = (snapshot, words)
        scoped?.take(events.filter { $0.instance == id }) { Model.sentence($0, in: snapshot, words) }
    }

    /// With the name of whom it is about.
    private static func sentence(_ happening: Happening, in snapshot: Snapshot, _ words: Language) -> String {
        let process = happening.instance.flatMap { snapshot.process($0) }
        let sentence = words.sentence(happening.kind, allowed: process?.maxRestarts)
        return happening.name.isEmpty ? sentence : "\(happening.name) \(sentence)"
    }

    fileprivate mutating func note(_ batch: LineBatch) {
        if logs.buffer.lastLine > 0, batch.evicted > 0 { logs.noteMissed(batch.evicted) }
        logs.take(batch.lines)
        if case .logs(.one(let id)) = place { scoped?.take(batch.lines.filter { $0.instance == id }) }
    }

    fileprivate mutating func note(_ reply: Reply, to request: Request) {
        switch reply {
        case .refused(let sentence): say(sentence, isError: true)
        case .done(let ids):
            let name = ids.count == 1 ? process(ids[0])?.name : nil
            say(Model.done(request, name ?? (ids.count == 1 ? "1 process" : "\(ids.count) processes")))
        }
    }

    mutating func say(_ text: String, isError: Bool = false) {
        toast = Toast(text: text, isError: isError, until: now.monotonic + .seconds(isError ? 6 : 3))
    }

    private static func done(_ request: Request, _ name: String) -> String {
        switch request {
        case .start, .launch: "\(name): started"
        case .stop: "\(name): stopped"
        case .restart: "\(name): restarted"
        case .reload: "\(name): restarted, one after the other"
        case .delete: "\(name): deleted"
        case .reset: "\(name): restart counter is 0"
        case .signal(let signal, _): "\(name): \(signal.name) sent"
        case .updateEnvironment: "\(name): takes the new environment with its next start"
        case .scale: "\(name): scaled"
        case .flush: "\(name): logs emptied"
        case .reopenLogs: "log files opened anew"
        case .save: "\(name): saved"
        case .shutdown: "stopping all"
        }
    }
}

// MARK: - What follows from it

extension Model {
    /// Brings rows, selection and scroll positions in line with everything else.
    mutating func settle() {
        sortRows()
        placeSelection()
        let visible = max(1, Layout(self).tableRows)
        topRow = min(topRow, max(0, rows.count - visible))
        if selectedRow < topRow { topRow = selectedRow }
        if selectedRow >= topRow + visible { topRow = selectedRow - visible + 1 }
    }

    private mutating func sortRows() {
        guard areRowsStale || shownFilter != filter || shownSort != sort else { return }
        (areRowsStale, shownFilter, shownSort) = (false, filter, sort)
        let processes = snapshot.processes
        var found = Array(processes.indices)
        if !filter.isEmpty {
            let wanted = filter.lowercased()
            found = found.filter { Model.matches(processes[$0], wanted) }
        }
        if sort != Sort() { found.sort { sort.precedes(processes[$0], processes[$1]) } }
        rows = found
    }

    /// Every word of the filter is somewhere in what the row shows in words; `errored`, `api`, `:3000`, `7`.
    private static func matches(_ process: ProcessSnapshot, _ filter: String) -> Bool {
        let shown =
            "\(process.id.raw) \(process.name) \(process.namespace) \(process.status.rawValue)"
            + (process.port.map { " :\($0)" } ?? "")
        let lower = shown.lowercased()
        return filter.split(separator: " ").allSatisfy { lower.contains($0) }
    }

    /// The selection follows its process; where that is gone, the one now in its row is selected.
    private mutating func placeSelection() {
        guard !rows.isEmpty else {
            selection = nil
            selectedRow = 0
            return
        }
        let processes = snapshot.processes
        if let selection {
            if rows.indices.contains(selectedRow), processes[rows[selectedRow]].id == selection { return }
            if let row = rows.firstIndex(where: { processes[$0].id == selection }) {
                selectedRow = row
                return
            }
        }
        select(row: selectedRow)
    }

    mutating func select(row: Int) {
        guard !rows.isEmpty else { return }
        selectedRow = min(max(0, row), rows.count - 1)
        selection = snapshot.processes[rows[selectedRow]].id
    }
}
