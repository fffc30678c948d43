/// `ExitPolicy` at work: looked at after every turn. A value; how long nothing has run is all it remembers.
package struct ExitWatch: Hashable, Sendable, Codable {
    package enum Decision: Hashable, Sendable {
        case stay
        /// Nothing runs: to be asked again after this, whatever happens.
        case lookAgain(after: Duration)
        case end(CoreEnding)
    }
    package struct Finding: Hashable, Sendable {
        package var decision: Decision
        /// To be told: the waiting has begun, or is over.
        package var note: String?
    }

    package let policy: ExitPolicy
    /// Since when nothing runs because somebody wants it so (CLOCK_MONOTONIC).
    private var idleSince: Duration?

    package init(_ policy: ExitPolicy) { self.policy = policy }

    package mutating func look(at fleet: Fleet, now: Moment) -> Finding {
        guard !fleet.isShuttingDown else { return Finding(decision: .stay) }
        if policy.onErrored, let errored = fleet.instances.first(where: { $0.state.status == .errored }) {
            let ending = CoreEnding(
                code: ExitPolicy.failed, reason: "\(errored.spec.name) is errored: everything is stopped")
            return Finding(decision: .end(ending))
        }
        guard let limit = policy.unhealthyFor, let (name, left) = unhealthiest(of: fleet, limit, now: now)
        else {
            return lookAtTheLiving(of: fleet, now: now)
        }
        guard left > .zero else {
            let reason = "\(name) has been unhealthy for \(words(limit)): everything is stopped"
            return Finding(decision: .end(CoreEnding(code: ExitPolicy.failed, reason: reason)))
        }
        var finding = lookAtTheLiving(of: fleet, now: now)
        switch finding.decision {
        case .stay: finding.decision = .lookAgain(after: left)
        case .lookAgain(let other): finding.decision = .lookAgain(after: min(left, other))
        case .end: break
        }
        return finding
    }

    /// Who has been unhealthy longest of those that are wanted, and what is left of the time.
    private func unhealthiest(of fleet: Fleet, _ limit: Duration, now: Moment) -> (String, Duration)? {
        fleet.instances.filter { $0.desire == .up }
            .compactMap { instance in
                instance.tally.unhealthySince.map {
                    (instance.spec.name, limit - (now.monotonic - $0.monotonic))
                }
            }
            .min { $0.1 < $1.1 }
    }

    private mutating func lookAtTheLiving(of fleet: Fleet, now: Moment) -> Finding {
        guard policy.isAutomatic else { return Finding(decision: .stay) }
        if fleet.instances.contains(where: \.isAlive) { return resume() }
        // What has never been wanted says nothing.
        let counted = fleet.instances.filter { $0.hasRun || $0.desire == .up }
        if counted.isEmpty || counted.contains(where: { $0.desire == .down }) { return wait(now: now) }
        guard let failed = counted.first(where: { !$0.hasEndedWell }) else {
            return Finding(decision: .end(CoreEnding(code: 0, reason: "everything has ended by itself")))
        }
        let reason = "nothing runs any more, and \(failed.spec.name) \(failed.wordsForItsEnd)"
        return Finding(decision: .end(CoreEnding(code: ExitPolicy.failed, reason: reason)))
    }

    /// Somebody has stopped everything: perhaps somebody starts something again.
    private mutating func wait(now: Moment) -> Finding {
        let since = idleSince ?? now.monotonic
        let patience = words(policy.patience)
        let left = policy.patience - (now.monotonic - since)
        guard left > .zero else {
            let reason = "nothing was started again within \(patience)"
            return Finding(decision: .end(CoreEnding(code: ExitPolicy.failed, reason: reason)))
        }
        let note =
            idleSince == nil
            ? "nothing runs: wamon ends with code \(ExitPolicy.failed) in \(patience),"
                + " unless something is started" : nil
        idleSince = since
        return Finding(decision: .lookAgain(after: left), note: note)
    }

    private mutating func resume() -> Finding {
        let note = idleSince == nil ? nil : "something runs again: wamon goes on"
        idleSince = nil
        return Finding(decision: .stay, note: note)
    }

    private func words(_ patience: Duration) -> String {
        let (seconds, attoseconds) = patience.components
        return attoseconds == 0
            ? "\(seconds) s" : "\(seconds * 1000 + attoseconds / 1_000_000_000_000_000) ms"
    }
}

extension Instance {
    /// Something of it runs, or will without anybody's help. What waits for a dependency does not: whoever
    /// it waits for does, or nobody.
    fileprivate var isAlive: Bool { !state.isDown && state != .blocked }

    /// It ended by itself, with 0 or one of `stop_exit_codes`.
    fileprivate var hasEndedWell: Bool {
        guard state == .stopped, case .exited(let code)? = lastExit?.status else { return false }
        return code == 0 || spec.policy.stopExitCodes.contains(code)
    }

    fileprivate var wordsForItsEnd: String {
        switch (state, lastExit?.status) {
        case (.blocked, _): "waits for what is not running"
        case (.errored, _): "is errored"
        case (_, .exited(let code)?): "ended with code \(code)"
        case (_, .signalled(let signal, _)?): "was ended by \(signal.name)"
        case (_, .notSpawned?), (_, nil): "has not run"
        }
    }
}
