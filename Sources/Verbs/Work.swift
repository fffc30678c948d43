import Monitor
import Supervision
import Wording

/// Something under way that takes its time: who is still to come, and what is going on with the first of them.
struct Work: Sendable {
    enum Kind: Sendable {
        case start, stop, restart, reload, delete, shutdown
        /// Done when it was said.
        case instant
    }

    let kind: Kind
    /// Those it is about, as they stood when it was asked.
    let before: [ProcessSnapshot]
    /// When it was asked.
    let since: Moment
    /// Apps that are to be, by their names: they may have no instance yet.
    var names: [String] = []
    /// `kill_timeout` of those it is about.
    var killTimeouts: [InstanceID: Duration] = [:]

    /// "stopping".
    private func gerund(_ verbs: VerbWords) -> String {
        switch kind {
        case .start: verbs.startingNow
        case .stop: verbs.stoppingNow
        case .restart: verbs.restartingNow
        case .reload: verbs.reloadingNow
        case .delete: verbs.deletingNow
        case .shutdown: verbs.endingNow
        case .instant: verbs.waitingNow
        }
    }

    /// Those for whom it is not over yet.
    func open(in snapshot: Snapshot) -> [ProcessSnapshot] {
        all(in: snapshot).filter { process in
            switch kind {
            case .start: return process.status != .online && !isDown(process)
            case .stop, .shutdown: return !isDown(process)
            case .delete: return true
            case .restart, .reload:
                let old = before.first { $0.id == process.id }
                return !isDown(process) && (process.status != .online || process.run == old?.run)
            case .instant: return false
            }
        }
    }

    /// `stopping 2 of 3: nextjs-server (SIGKILL in 4.2 s)`.
    /// - Parameter seen: when each was first seen to be stopping.
    func line(
        for snapshot: Snapshot, seen: [InstanceID: Moment], now: Moment, _ language: Language
    ) -> String {
        let verbs = language.verbs
        let gerund = gerund(verbs)
        let open = open(in: snapshot)
        let total = max(before.count, all(in: snapshot).count, open.count)
        guard let next = open.first(where: { $0.status != .online }) ?? open.first else {
            return gerund + " …"
        }
        let place = total > 1 ? " " + verbs.place(min(total, total - open.count + 1), of: total) + ":" : ""
        let state = state(of: next, seen: seen[next.id] ?? since, now: now, language)
        return "\(gerund)\(place) \(next.name) (\(state))"
    }

    /// "api-server (launching), nextjs-server (stopping)".
    func remainder(in snapshot: Snapshot, now: Moment, _ language: Language) -> String {
        open(in: snapshot).map { "\($0.name) (\(state(of: $0, seen: since, now: now, language)))" }
            .joined(separator: ", ")
    }

    // MARK: - One of them

    private func all(in snapshot: Snapshot) -> [ProcessSnapshot] {
        let ids = Set(before.map(\.id))
        return snapshot.processes.filter { ids.contains($0.id) || names.contains($0.name) }
    }

    private func isDown(_ process: ProcessSnapshot) -> Bool {
        process.status == .stopped || process.status == .errored
    }

    private func state(
        of process: ProcessSnapshot, seen: Moment, now: Moment, _ language: Language
    ) -> String {
        let verbs = language.verbs
        let standing = verbs.standing(process.status)
        switch process.status {
        case .stopping where process.isStuck: return verbs.cannotBeKilled
        case .stopping:
            guard let timeout = killTimeouts[process.id] else { return standing }
            let left = seen.monotonic + timeout - now.monotonic
            return left > .zero
                ? verbs.killIn(Figures.decimals(left / .seconds(1), 1)) : verbs.killSent
        case .waiting:
            guard let due = process.nextTryAt else {
                return process.reason.map(language.heard) ?? standing
            }
            return verbs.nextTry(language.countdown(due - now.monotonic))
        case .launching: return process.reason.map(language.heard) ?? standing
        case .online: return verbs.itsTurnComes
        case .stopped, .errored: return standing
        }
    }
}
