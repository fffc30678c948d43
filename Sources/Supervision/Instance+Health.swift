/// Readiness and liveness: what the answers to the probe mean. Checks are asked for one at a time.
extension Instance {
    /// A run with a probe has been spawned.
    mutating func beginHealth(_ running: ProcessState.Running, _ health: HealthSpec, pid: PID) -> [Effect] {
        var running = running
        running.health = HealthCount()
        state = .launching(running, pid: pid)
        return [
            .arm(.readiness, running.run, max(.milliseconds(1), health.startPeriod)),
            .arm(.probe, running.run, health.startDelay(after: 0)),
        ]
    }

    /// A check is due; or the child says that it is ready, and need not be waited for.
    mutating func probe() -> [Effect] {
        guard let (old, pid) = up, var count = old.health, !count.isAsking else { return [] }
        var running = old
        count.isAsking = true
        running.health = count
        put(running, pid)
        return [.disarm(.probe, running.run), .probe(running.run)]
    }

    mutating func probed(_ check: HealthCheck, now: Moment) -> [Effect] {
        guard let health = spec.health, let (old, pid) = up, var count = old.health else { return [] }
        var running = old
        count.isAsking = false
        count.checks += 1
        let isLaunching = if case .launching = state { true } else { false }
        guard let failure = check.failure else {
            count.state = .healthy
            count.failures = 0
            running.health = count
            return pass(running, pid, health, isLaunching: isLaunching, now: now)
        }
        // Before the first success and within the start period nothing else is to be expected.
        guard !isLaunching else {
            running.health = count
            put(running, pid)
            return [.arm(.probe, running.run, health.startDelay(after: count.checks))]
        }
        count.failures += 1
        let isNews = count.state != .unhealthy && count.failures >= health.retries
        if isNews { count.state = .unhealthy }
        running.health = count
        put(running, pid)
        let next: [Effect] = [.arm(.probe, running.run, max(.milliseconds(1), health.interval))]
        guard isNews else { return next }
        tally.unhealthySince = tally.unhealthySince ?? now
        let news: [Effect] = [.tell(.unhealthy(failure, failures: count.failures))]
        guard health.onUnhealthy == .restart else { return news + next }
        let demanded = restartDemanded(.unhealthy, now: now)
        return news + (demanded.isEmpty ? next : demanded)
    }

    /// Whoever depends on it may begin.
    var isServing: Bool {
        guard case .online(let running, _) = state else { return false }
        return running.health.map { $0.state == .healthy } ?? true
    }

    // MARK: - Named moves

    private mutating func pass(
        _ running: ProcessState.Running, _ pid: PID, _ health: HealthSpec, isLaunching: Bool, now: Moment
    ) -> [Effect] {
        let before = tally.unhealthySince
        tally.unhealthySince = nil
        put(running, pid)
        let online = isLaunching ? [.disarm(.readiness, running.run)] + comeOnline(running, pid: pid) : []
        let news: [Effect] = before.map { [.tell(.recovered(after: now.boot - $0.boot))] } ?? []
        return online + news + [.arm(.probe, running.run, max(.milliseconds(1), health.interval))]
    }

    /// The run that can be asked.
    private var up: (ProcessState.Running, PID)? {
        switch state {
        case .launching(let running, let pid?), .online(let running, let pid): (running, pid)
        case .stopped, .blocked, .launching, .stopping, .waiting, .errored, .deleted: nil
        }
    }

    private mutating func put(_ running: ProcessState.Running, _ pid: PID) {
        if case .launching = state {
            state = .launching(running, pid: pid)
        } else {
            state = .online(running, pid: pid)
        }
    }
}
