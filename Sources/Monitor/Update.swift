import Screen
package import Supervision
import Wording

/// One turn of the monitor: a message changes the model, and says what the loop around it has to do.
package func update(_ model: inout Model, _ message: Message, now: Moment) -> [Command] {
    model.now = now
    if let toast = model.toast, toast.until <= now.monotonic { model.toast = nil }
    switch message {
    case .input(.key(let key)):
        let commands = model.take(key)
        return commands + model.stopForsakenSearch() + model.due(isNews: false)
    case .input(.resized(let size)): model.size = size
    case .input(.closed): return [.quit(!model.isHosting ? .leave : model.canDetach ? .background : .stopAll)]
    case .input(.mouse(let mouse)):
        defer { model.settle() }
        return model.take(mouse)
    // Pasted text is never a row of commands.
    case .input(.paste(let text)):
        if case .palette(let palette) = model.overlay {
            model.paste(text, in: palette)
        } else if model.isEditingFilter {
            model.pasteIntoFilter(text)
        } else if model.details.isTypingFilter {
            model.details.filter += text.prefix(64).filter { $0 >= " " }
        } else {
            model.pasteIntoLog(text)
        }
    case .input(.focused(let isFocused)): model.preferences.isFocused = isFocused
    case .snapshot(let snapshot):
        guard model.wants(snapshot) else { return [] }
        let last = model.snapshot.core.startedAt == snapshot.core.startedAt ? model.snapshot.lastEvent : nil
        model.note(snapshot)
        model.settle()
        return model.due(isNews: true) + model.alerts(after: last)
    case .lines(let batch): model.note(batch)
    case .backlog(let instance, let batch):
        if model.place == .logs(.one(instance)) { model.scoped?.take(batch.lines) }
    case .reply(let reply, let request): model.note(reply, to: request)
    case .fetched(let answer): if !model.open(answer) { model.note(answer) }
    case .past(let page, let wish): return model.note(page, for: wish)
    case .search(let news): return model.note(news)
    case .copied(let lines, let isDone): model.noteCopied(lines, isDone)
    case .saved(let path, let trouble): model.noteSaved(path, trouble)
    case .themes(let names): model.noteThemes(names)
    case .theme(let name, let trouble): model.noteTheme(name, trouble)
    case .settings(let settings, let problems): model.noteSettings(settings, problems)
    case .trouble(let sentence): model.say(sentence, isError: true)
    case .connection(.up): model.lost = nil
    case .connection(.lost(let sentence)): model.lost = model.words.heard(sentence)
    case .tick: return []
    }
    model.settle()
    return model.due(isNews: false)
}

extension Model {
    /// How long until something on the screen changes though nothing happens: a countdown, a message that
    /// goes, the clock.
    package var nextTick: Duration {
        var wait = Duration.milliseconds(1000 - max(0, now.wall.milliseconds) % 1000)
        if table.tally[.waiting] > 0 {
            wait = min(wait, .milliseconds(100))
        }
        if let toast { wait = min(wait, max(.milliseconds(10), toast.until - now.monotonic)) }
        return max(wait, rest)
    }
}

// MARK: - News

extension Model {
    fileprivate mutating func note(_ new: Snapshot) {
        let isOther = new.core.startedAt != snapshot.core.startedAt && snapshot.core.startedAt != .zero
        if isOther { startAnew() }
        noteDetails(new, isOtherCore: isOther)
        noteChanges(new)
        snapshot = new
        if table.frozen == nil { areRowsStale = true }
        noteFleet()
        sharedSuffix = Model.sharedSuffix(of: new.processes)
        tell(new.events)
        switch overlay {
        case .dialog(let dialog):
            if !dialog.aim.ids.isEmpty, processes(of: dialog.aim).isEmpty { overlay = nil }
        case .signals(let menu): if processes(of: menu.aim).isEmpty { overlay = nil }
        case .help, .columns, .palette, .themes, nil: break
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
            if let state = process.health?.state, let was = old.health?.state, state != was {
                changes[Change(instance: process.id, cell: .health)] = now.monotonic
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
        case .refused(let sentence): say(words.heard(sentence), isError: true)
        case .done(let ids):
            let name = ids.count == 1 ? process(ids[0])?.name : nil
            say(words.done(request, name ?? words.processes(ids.count)))
        }
    }

    mutating func say(_ text: String, isError: Bool = false) {
        toast = Toast(text: text, isError: isError, until: now.monotonic + .seconds(isError ? 6 : 3))
    }
}

// MARK: - What follows from it

extension Model {
    /// Brings rows, selection and scroll positions in line with everything else.
    mutating func settle() {
        arrangeRows()
        placeSelection()
        let visible = max(1, Layout(self).tableRows)
        topRow = min(topRow, max(0, rows.count - visible))
        if selectedRow < topRow { topRow = selectedRow }
        if selectedRow >= topRow + visible { topRow = selectedRow - visible + 1 }
        settleDetails()
        if case .help(let page) = overlay { help = Help.kept(help, self, page.search) }
    }
}
