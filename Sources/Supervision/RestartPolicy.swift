/// What outlives a run and the policy counts with.
package struct Tally: Hashable, Sendable, Codable {
    /// PM2's `restart_time`.
    package var restarts = 0
    /// In a row; an exit after `min_uptime` ends the row.
    package var unstableExits = 0
    /// The last backoff, nil when it begins anew.
    package var previousBackoff: Duration?
    /// Spawns in a row that failed for want of resources.
    package var failedSpawns = 0
    /// Samples in a row over the memory limit.
    package var samplesOverLimit = 0
    /// Since when it has not been healthy, over however many runs; nil: it is, or nobody knows.
    package var unhealthySince: Moment?

    package init() {}

    /// An operator's start forgives the past.
    mutating func beginAfresh() {
        unstableExits = 0
        previousBackoff = nil
        failedSpawns = 0
        samplesOverLimit = 0
        unhealthySince = nil
    }

    /// 3 unstable exits in a row.
    package var isCrashLooping: Bool { unstableExits >= 3 }
}

extension RestartPolicy {
    package static let longestBackoff: Duration = .seconds(15)
    /// Up this long, the backoff begins anew.
    package static let stableAfter: Duration = .seconds(30)

    /// The verdict on an exit. Counts it in `tally`: an unstable one adds to the row, any other ends it.
    /// - Parameters:
    ///   - ran: from the spawn to the root's end.
    ///   - isDemanded: ended before `min_uptime` for a cause other than its own, so it is unstable however
    ///     long its end took; `autorestart` and `stop_exit_codes` are about exits of its own.
    package func decide(_ status: ExitStatus, ran: Duration, isDemanded: Bool, _ tally: inout Tally)
        -> Verdict
    {
        if !isDemanded {
            guard autorestart else { return .stay }
            if case .exited(let code) = status, stopExitCodes.contains(code) { return .stay }
        }
        let isUnstable = isDemanded || ran < minUptime
        tally.unstableExits = isUnstable ? tally.unstableExits + 1 : 0
        if isUnstable, tally.unstableExits >= maxRestarts {
            return .giveUp(.tooManyUnstableExits(tally.unstableExits))
        }
        return .restart(after: max(restartDelay, nextBackoff(&tally)))
    }

    /// First `backoffFirst`, then × 1.5 floored to whole milliseconds, at most 15 s.
    private func nextBackoff(_ tally: inout Tally) -> Duration {
        guard backoffFirst > .zero else { return .zero }
        let next = tally.previousBackoff.map { min(RestartPolicy.longestBackoff, grown($0)) } ?? backoffFirst
        tally.previousBackoff = next
        return next
    }

    /// A spawn that failed with this errno: retried for want of resources, hopeless otherwise.
    package func decide(spawnFailure errno: Int32, stage: String, _ tally: inout Tally) -> Verdict {
        guard RestartPolicy.passingErrors.contains(errno) else {
            return .giveUp(.cannotSpawn(errno: errno, stage: stage))
        }
        tally.failedSpawns += 1
        var delay = Duration.seconds(1)
        for _ in 1..<min(tally.failedSpawns, 10) { delay = grown(delay) }
        return .restart(after: max(restartDelay, min(RestartPolicy.longestBackoff, delay)))
    }

    /// EAGAIN, ENOMEM, ENFILE, EMFILE, ETXTBSY (errno(3), Linux numbering): these pass.
    private static let passingErrors: Set<Int32> = [11, 12, 23, 24, 26]

    private func grown(_ delay: Duration) -> Duration {
        let (seconds, attoseconds) = delay.components
        let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
        return .milliseconds(milliseconds * 3 / 2)
    }
}
