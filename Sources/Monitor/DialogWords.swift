import Supervision
import Wording

/// What a dialog says, live: a countdown in it runs.
struct DialogWords: Equatable {
    var title: String
    /// The question where there is a line for it and no more.
    var short: String
    /// Sentences, what matters most last.
    var body: [String]

    init(_ dialog: Dialog, _ model: Model) {
        let words = model.words
        let who = model.who(dialog.aim)
        let isOne = dialog.aim.kind == .one
        let few = isOne ? who : "\(dialog.aim.ids.count)"
        let about = DialogWords.about(dialog.aim, model)
        switch dialog.question {
        case .restart:
            title = words.askRestart(who)
            short = words.askRestart(few)
            body = about + [isOne ? words.restartMeans : words.restartsMean]
        case .stop:
            title = words.askStop(who)
            short = words.askStop(few)
            body = about + [isOne ? words.stopMeans : words.stopsMean]
        case .stopOrStart:
            title = words.askStopOrStart(who)
            short = words.askAny(few)
            body = about
        case .killNow:
            title = words.askKill(who)
            short = words.askKill(few)
            body = about + [words.killMeans]
        case .rollingRestart:
            title = words.askRolling(who)
            short = words.askRestart(few)
            body = about + [words.rollingMeans]
        case .delete:
            title = words.askDelete(who)
            short = words.askDelete(few)
            body = about + [words.deleteMeans]
        case .scale(let name, let from, let to):
            title = words.askScale(name, from, to)
            short = words.askScaleShort(from, to)
            body = [words.scaleMeans(from - to)]
        case .flush:
            title = words.askFlush(who)
            short = words.askFlush(few)
            body = [words.flushMeans]
        case .everything:
            title = words.askEverything
            short = words.askEverythingShort
            body = about
        case .quit:
            title = words.askLeave
            short = title
            body = about + [model.canDetach ? words.leaveMeansBackground : words.leaveMeansStop]
        case .killAll:
            title = words.askKillAll
            short = title
            let left = model.snapshot.processes.count { $0.pid != nil }
            body = [words.beingStopped(left), words.killAllMeans]
        }
    }

    private static let mostNames = 5

    /// One: how it is. Several: their names, and how many of them are up.
    private static func about(_ aim: Aim, _ model: Model) -> [String] {
        let members = model.processes(of: aim)
        guard aim.kind != .one else { return [state(members.first, model)] }
        let up = model.words.upOf(members.count { $0.pid != nil }, members.count)
        guard aim.kind != .all else { return [up] }
        // Instances of one app have one name.
        var counts: [String: Int] = [:]
        var names: [String] = []
        for member in members {
            counts[member.name, default: 0] += 1
            if counts[member.name] == 1 { names.append(member.name) }
        }
        let shown = names.prefix(mostNames)
        let listed = shown.map { name in counts[name].map { $0 > 1 ? "\(name) ×\($0)" : name } ?? name }
        let more = members.count - shown.reduce(0) { $0 + (counts[$1] ?? 0) }
        return [model.words.names(listed, more: more), up]
    }

    private static func state(_ process: ProcessSnapshot?, _ model: Model) -> String {
        guard let process else { return "" }
        var text = model.words.itIs(process.status)
        if let started = process.startedAt, process.pid != nil {
            text += model.words.upFor(model.words.uptime(model.now.boot - started.boot))
        }
        if let due = process.nextTryAt, process.status == .waiting {
            text += model.words.nextTryIn(model.words.countdown(due - model.now.monotonic))
        }
        let kids = process.usage.processes - 1
        if kids > 0 { text += model.words.withChildren(kids) }
        return text + "."
    }
}
