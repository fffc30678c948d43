import Screen
import Supervision

// What details and graphs ask of the core: only for what is on the screen, at once when it is opened, and at
// most once a second afterwards.
extension Model {
    /// Lets a line's worth of lateness pass, so that news once a second are asked for once a second.
    private static let leastWait = Duration.milliseconds(900)
    /// An answer that has not come by then will not come.
    private static let patience = Duration.seconds(5)
    /// Small questions at once; a screen full of them is asked bit by bit.
    private static let atOnce = 8

    /// The questions that are due.
    /// - Parameter isNews: a snapshot has come; what is known already is only then asked again.
    mutating func due(isNews: Bool) -> [Command] {
        let wishes = wishes()
        let wanted = Set(wishes.map(\.fetch))
        asked = asked.filter { wanted.contains($0.key) }
        var open = asked.values.count { !$0.isAnswered }
        var commands: [Command] = []
        for wish in wishes where open < Model.atOnce {
            if let last = asked[wish.fetch] {
                let wait = last.isAnswered ? wish.every : Model.patience
                guard isNews, let wait, now.monotonic - last.at >= wait else { continue }
                if !last.isAnswered { open -= 1 }
            }
            asked[wish.fetch] = Asked(at: now.monotonic)
            open += 1
            commands.append(.fetch(wish.fetch))
        }
        return commands
    }

    private struct Wish {
        var fetch: Fetch
        /// Asked again after so long; nil: once is enough.
        var every: Duration?
    }

    private func wishes() -> [Wish] {
        if page != nil { return [] }
        return switch place {
        case .zoom(.details): detailsWishes()
        case .graphs: graphsWishes()
        case .main, .zoom, .logs: []
        }
    }

    private func detailsWishes() -> [Wish] {
        guard let id = details.instance, let process = process(id) else { return [] }
        var wishes: [Wish] = []
        // What a run was launched with stays so; only another run is news.
        let isOtherRun = details.facts.map { $0.snapshot.run != process.run } ?? true
        let isOtherCheck =
            details.tab == .health && details.facts?.checks.last?.at != process.health?.last?.at
        wishes.append(
            Wish(fetch: .details(id), every: isOtherRun || isOtherCheck ? Model.leastWait : nil))
        let isOtherExit =
            details.history.map { $0.first?.run != process.lastExit?.run || $0.isEmpty } ?? true
        switch details.tab {
        case .overview:
            wishes.append(Wish(fetch: .figures(id, graphs.span), every: Model.renewal(graphs.span)))
            wishes.append(Wish(fetch: .history(id), every: isOtherExit ? Model.leastWait : nil))
            wishes += linesWishes()
        case .restarts:
            wishes.append(Wish(fetch: .history(id), every: isOtherExit ? Model.leastWait : nil))
            wishes += linesWishes()
        case .tree:
            if process.pid != nil { wishes.append(Wish(fetch: .members(id), every: Model.leastWait)) }
        case .environment, .health, .config: break
        }
        return wishes
    }

    /// What the runs in sight wrote last.
    private func linesWishes() -> [Wish] {
        guard let history = details.history else { return [] }
        let rows = DetailsLayout(self).listRows
        let shown = history.dropFirst(details.top).prefix(rows)
        var runs = shown.map(\.run)
        if let awaited = details.awaited?.run, !runs.contains(awaited) { runs.append(awaited) }
        return runs.filter { details.lastLines[$0] == nil }.map { Wish(fetch: .lastLines($0), every: nil) }
    }

    private func graphsWishes() -> [Wish] {
        let every = Model.renewal(graphs.span)
        let machine = Wish(fetch: .figures(nil, graphs.span), every: every)
        switch graphs.scope {
        case .one:
            return selection.map { [Wish(fetch: .figures($0, graphs.span), every: every)] } ?? [machine]
        case .all:
            return [machine]
                + GraphGrid(self).shown(self).map { Wish(fetch: .figures($0, graphs.span), every: every) }
        }
    }

    /// There is nothing new more often.
    private static func renewal(_ span: FigureSpan) -> Duration {
        max(leastWait, min(span.step, .seconds(10)) - .milliseconds(100))
    }

    // MARK: - Answers

    /// An answer that nobody waits for any more is dropped.
    mutating func note(_ answer: Fetched) {
        let fetch = answer.question
        guard asked[fetch] != nil else { return }
        asked[fetch]?.isAnswered = true
        switch answer {
        case .details(_, let facts): if let facts { noteFacts(facts) }
        case .history(_, let history): noteHistory(history.reversed())
        case .members(_, let members): details.members = members
        case .figures(let id, let series): graphs.series[id] = series
        case .lastLines(let run, let lines):
            details.lastLines[run] = lines
            if let awaited = details.awaited, awaited.run == run { showEnd(of: awaited) }
        }
    }

    /// Whoever has chosen a check stays with it when newer ones come.
    private mutating func noteFacts(_ facts: ProcessDetails) {
        let chosen = details.tab == .health && details.row > 0 ? check(at: details.row) : nil
        details.facts = facts
        guard let chosen, let at = facts.checks.reversed().firstIndex(of: chosen) else { return }
        let row = facts.checks.count - at.base
        details.top += row - details.row
        details.row = row
    }

    /// Whoever has chosen an exit stays with it when newer ones come.
    private mutating func noteHistory(_ history: [ExitRecord]) {
        let old = details.history
        details.history = history
        guard details.listsExits, details.row > 0, let chosen = old?.dropFirst(details.row).first,
            let row = history.firstIndex(where: { $0.run == chosen.run })
        else { return }
        details.top += row - details.row
        details.row = row
    }

    /// Details of what is gone are left; of another core they are asked anew.
    mutating func noteDetails(_ new: Snapshot, isOtherCore: Bool) {
        if isOtherCore {
            asked = [:]
            graphs.series = [:]
            if let id = details.instance { details = details.fresh(for: id) }
        }
        guard case .zoom(.details) = place, let id = details.instance, new.process(id) == nil else { return }
        place = .main
        details.instance = nil
    }
}

extension Fetched {
    var question: Fetch {
        switch self {
        case .details(let id, _): .details(id)
        case .history(let id, _): .history(id)
        case .members(let id, _): .members(id)
        case .figures(let id, let series): .figures(id, series.span)
        case .lastLines(let run, _): .lastLines(run)
        }
    }
}

extension DetailsState {
    /// The list of the open tab is that of the exits.
    var listsExits: Bool { tab == .overview || tab == .restarts }

    /// Of another instance: the tab stays, everything known goes.
    func fresh(for id: InstanceID?) -> DetailsState {
        var fresh = DetailsState()
        fresh.instance = id
        fresh.tab = tab
        fresh.isWrapping = isWrapping
        return fresh
    }
}
