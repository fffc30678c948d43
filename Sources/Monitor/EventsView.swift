import Screen
import Supervision
import Wording

// The line that says what needs a look: crash loops and errored ones first, else what happened last.
extension Painter {
    mutating func events(_ model: Model, _ area: Rect) {
        var rest = area
        if area.height >= 2 {
            rule(rest.takeTop(1), title: [Part(words.events, .title)], notes: [], isFocused: false)
        }
        let urgent = model.urgent
        let shown = min(urgent.count, rest.height)
        for (row, process) in urgent.prefix(shown).enumerated() {
            let line = Rect(x: rest.x, y: rest.y + row, width: rest.width, height: 1)
            alarm(process, more: row == shown - 1 ? urgent.count - shown : 0, model, line)
        }
        let left = rest.height - shown
        guard left > 0 else { return }
        let last = model.snapshot.events.suffix(left)
        for (row, event) in last.reversed().enumerated() {
            let line = Rect(x: rest.x, y: rest.y + shown + row, width: rest.width, height: 1)
            happening(event, model, line, hasName: true)
        }
        if last.isEmpty, shown == 0 { put(words.nothingHappened, x: 1, y: 0, in: rest, .dim) }
    }

    /// `14:03:19  nextjs-server  CRASH LOOP  3 of 10 in a row · code 1 after 4.1s · next try in 3.2s`.
    private mutating func alarm(_ process: ProcessSnapshot, more: Int, _ model: Model, _ area: Rect) {
        if let health = process.health, process.isSickOnly {
            return sick(process, health, more: more, model, area)
        }
        let isWide = area.width >= 100
        let gap = isWide ? "  " : " "
        var line = [Part(" ", .dim)]
        if let exit = process.lastExit {
            line.append(Part(Figures.clock(exit.at.wall, zone: model.zone) + gap, .logTime))
        }
        line.append(Part(process.name + gap, .logName(process.name)))
        var facts: [[Part]] = []
        if process.status == .errored {
            line.append(Part(words.errored + gap, .statusCrashLoop))
            facts.append([Part(why(process, isWide: isWide))])
        } else if process.isStuck {
            line.append(Part(words.stuckLoud + gap, .statusCrashLoop))
            facts.append([Part(words.cannotBeKilled)])
        } else {
            line.append(Part(words.crashLoop + gap, .statusCrashLoop))
            facts.append([
                Part(words.inARow(process.unstableExits, of: process.maxRestarts, isWide: isWide))
            ])
        }
        if let exit = process.lastExit, process.status != .errored {
            facts.append([
                Part(words.exit(exit.status)),
                Part(isWide ? " " + words.after(words.span(exit.ran)) : "", .dim),
            ])
        }
        if process.status == .waiting, let due = process.nextTryAt {
            let wait = isWide ? process.delay.map { words.ofWait(words.span($0)) } ?? "" : ""
            let left = words.countdown(due - model.now.monotonic)
            // Where there is little room, the countdown is what one wants to see.
            facts.insert(
                [Part(words.nextTry(in: left), .statusWaiting), Part(wait, .dim)],
                at: area.width >= 75 ? facts.count : 0)
        }
        if process.status == .errored, !model.isReadOnly {
            let key = model.keymap.keys(of: .restart).first?.label ?? ""
            facts.append([Part(key, .key), Part(" " + words.startsIt, .dim)])
        }
        line += .joined(facts, glyphs)
        if more > 0 { line.append(Part("  " + words.more(more), .statusErrored)) }
        put(line.cut(to: area.width - 1, glyphs.cut), x: area.x, y: area.y)
    }

    /// `14:02:17  nextjs-server  UNHEALTHY  connection refused ×3, 5s ago`.
    private mutating func sick(
        _ process: ProcessSnapshot, _ health: HealthSnapshot, more: Int, _ model: Model, _ area: Rect
    ) {
        let gap = area.width >= 100 ? "  " : " "
        var line = [Part(" ", .dim)]
        if let since = health.unhealthySince {
            line.append(Part(Figures.clock(since.wall, zone: model.zone) + gap, .logTime))
        }
        line.append(Part(process.name + gap, .logName(process.name)))
        line.append(Part(words.unhealthyLoud + gap, .statusCrashLoop))
        line.append(Part(spelled(words.newest(of: health, now: model.now.boot))))
        if more > 0 { line.append(Part("  " + words.more(more), .statusErrored)) }
        put(line.cut(to: area.width - 1, glyphs.cut), x: area.x, y: area.y)
    }

    private func why(_ process: ProcessSnapshot, isWide: Bool) -> String {
        switch process.lastExit?.verdict {
        case .giveUp(.tooManyUnstableExits(let count)):
            words.unstableExits(count, isWide: isWide)
                + (process.lastExit.map { words.lastExit(words.exit($0.status)) } ?? "")
        default:
            process.reason.map(words.heard) ?? process.lastExit.map { words.exit($0.status) } ?? words.gaveUp
        }
    }

    mutating func happening(_ event: Happening, _ model: Model, _ area: Rect, hasName: Bool) {
        let gap = area.width >= 100 ? "  " : " "
        let process = event.instance.flatMap { model.process($0) }
        let role: Role =
            switch Level(of: event.kind) {
            case .error: .logError
            case .warning: .logWarn
            case .debug, .plain, .info: .text
            }
        var line = [Part(" " + Figures.clock(event.at.wall, zone: model.zone) + gap, .logTime)]
        let name = event.name.isEmpty ? "wamon" : event.name
        if hasName { line.append(Part(name + gap, event.instance == nil ? .logEvent : .logName(name))) }
        line.append(Part(spelled(words.sentence(event.kind, allowed: process?.maxRestarts)), role))
        put(line.cut(to: area.width - 1, glyphs.cut), x: area.x, y: area.y)
    }
}

extension ProcessSnapshot {
    /// It cannot serve, and there is nothing worse to say of it.
    fileprivate var isSickOnly: Bool {
        health?.state == .unhealthy && !isStuck && !isCrashLooping && status != .errored
    }
}

extension Model {
    /// What an operator should look at now: the selected one first, then in the order of their ids.
    var urgent: [ProcessSnapshot] {
        let all = snapshot.processes
        // In place: a copy of a process is a dozen references counted.
        let found = all.indices.filter {
            all[$0].isStuck || all[$0].status == .errored
                || (all[$0].isCrashLooping && all[$0].status != .stopped)
                || all[$0].health?.state == .unhealthy
        }.map { all[$0] }
        return found.filter { $0.id == selection } + found.filter { $0.id != selection }
    }
}
