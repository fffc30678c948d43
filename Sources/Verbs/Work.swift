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
    var gerund: String {
        switch kind {
        case .start: "starting"
        case .stop: "stopping"
        case .restart: "restarting"
        case .reload: "reloading"
        case .delete: "deleting"
        case .shutdown: "ending wamon, stopping"
        case .instant: "waiting for"
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
    func line(for snapshot: Snapshot, seen: [InstanceID: Moment], now: Moment) -> String {
        let open = open(in: snapshot)
        let total = max(before.count, all(in: snapshot).count, open.count)
        guard let next = open.first(where: { $0.status != .online }) ?? open.first else {
            return gerund + " …"
        }
        let place = total > 1 ? " \(min(total, total - open.count + 1)) of \(total):" : ""
        return "\(gerund)\(place) \(next.name) (\(state(of: next, seen: seen[next.id] ?? since, now: now)))"
    }

    /// "api-server (launching), nextjs-server (stopping)".
    func remainder(in snapshot: Snapshot, now: Moment) -> String {
        open(in: snapshot).map { "\($0.name) (\(state(of: $0, seen: since, now: now)))" }
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

    private func state(of process: ProcessSnapshot, seen: Moment, now: Moment) -> String {
        switch process.status {
        case .stopping where process.isStuck: return "cannot be killed"
        case .stopping:
            guard let timeout = killTimeouts[process.id] else { return "stopping" }
            let left = seen.monotonic + timeout - now.monotonic
            return left > .zero ? "SIGKILL in \(Figures.decimals(left / .seconds(1), 1)) s" : "SIGKILL sent"
        case .waiting:
            guard let due = process.nextTryAt else { return process.reason ?? "waiting" }
            return "next try in \(Language.english.countdown(due - now.monotonic))"
        case .launching: return process.reason ?? "launching"
        case .online: return "online, its turn comes"
        case .stopped, .errored: return process.status.rawValue
        }
    }
}
