extension Instance {
    mutating func absorb(_ fact: Fact, of run: RunID, now: Moment) -> [Effect] {
        switch fact {
        case .spawned(let pid): spawned(pid, now: now)
        case .notSpawned(let errno, let stage): notSpawned(errno, stage, of: run, now: now)
        case .becameReady: becameReady()
        case .probed(let check): probed(check, now: now)
        case .ended(let status, let treeAlive, let oomKilled):
            ended(status, treeAlive: treeAlive && spec.stop.wholeTree, oomKilled: oomKilled, now: now)
        case .treeGone: treeGone(now: now)
        case .fired(let timer): fired(timer, now: now)
        case .memorySampled(let bytes): memorySampled(bytes, of: run)
        case .memoryConfirmed(let bytes): memoryConfirmed(bytes, now: now)
        case .restartDemanded(let cause): restartDemanded(cause, now: now)
        }
    }

    // MARK: - Beginning

    private mutating func spawned(_ pid: PID, now: Moment) -> [Effect] {
        switch state {
        case .launching(var running, nil):
            running.since = now
            tally.failedSpawns = 0
            let up: [Effect] = [
                .tell(.launched(pid: pid)), .arm(.stable, running.run, RestartPolicy.stableAfter),
            ]
            if let health = spec.health { return up + beginHealth(running, health, pid: pid) }
            guard spec.readiness.waitReady else { return up + comeOnline(running, pid: pid) }
            state = .launching(running, pid: pid)
            return up + [.arm(.readiness, running.run, max(.milliseconds(1), spec.readiness.timeout))]
        case .stopping(var ending) where ending.isUnborn:
            ending.running.since = now
            ending.pid = pid
            state = .stopping(ending)
            if ending.stage == .forced { return killNow(ending.running.run) }
            return askPolitely(ending.running.run)
        default: return []
        }
    }

    private mutating func notSpawned(_ errno: Int32, _ stage: String, of run: RunID, now: Moment) -> [Effect]
    {
        switch state {
        case .launching(_, nil):
            let verdict: Verdict =
                desire == .down
                ? .stay : spec.policy.decide(spawnFailure: errno, stage: stage, &tally)
            let record = note(
                .notSpawned(errno: errno, stage: stage), .crash, verdict, of: run, ran: .zero, now)
            switch verdict {
            case .restart(let delay):
                return record + wait(after: run, delay: delay, treeGone: true, counts: false, now: now)
            case .giveUp(let failure):
                state = .errored(failure)
                return record + [.release(run)]
            case .stay:
                state = .stopped
                return record + [.release(run)]
            }
        case .stopping(let ending) where ending.isUnborn:
            return arrive(at: ending.goal, after: run, now: now)
        default: return []
        }
    }

    private mutating func becameReady() -> [Effect] {
        guard case .launching(let running, let pid?) = state else { return [] }
        if running.health != nil { return probe() }
        return [.disarm(.readiness, running.run)] + comeOnline(running, pid: pid)
    }

    // MARK: - Ending

    private mutating func ended(_ status: ExitStatus, treeAlive: Bool, oomKilled: Bool, now: Moment)
        -> [Effect]
    {
        switch state {
        case .launching(let running, _?), .online(let running, _):
            return quiet(running.run)
                + settle(running, status, oomKilled ? .oomKilled : .crash, treeAlive: treeAlive, now: now)
        case .stopping(let ending) where ending.pid != nil:
            return endedAsAsked(ending, status, treeAlive, now)
        default: return []
        }
    }

    /// The root ended by itself: the policy decides, and what it left is swept meanwhile.
    private mutating func settle(
        _ running: ProcessState.Running, _ status: ExitStatus, _ cause: Cause, treeAlive: Bool, now: Moment
    ) -> [Effect] {
        let ran = now.boot - running.since.boot
        let verdict: Verdict =
            desire == .down
            ? .stay : spec.policy.decide(status, ran: ran, isDemanded: false, &tally)
        let record = note(status, cause, verdict, of: running.run, ran: ran, now)
        let sweep = treeAlive ? sweepLeftovers(running.run) : []
        switch verdict {
        case .restart(let delay):
            return record + sweep + wait(after: running.run, delay: delay, treeGone: !treeAlive, now: now)
        case .stay: return record + sweep + rest(running, at: .stopped, treeAlive: treeAlive, now: now)
        case .giveUp(let failure):
            return record + sweep + rest(running, at: .errored(failure), treeAlive: treeAlive, now: now)
        }
    }

    /// No further run; down as soon as the leftovers are.
    private mutating func rest(
        _ running: ProcessState.Running, at goal: Goal, treeAlive: Bool, now: Moment
    ) -> [Effect] {
        guard treeAlive else { return arrive(at: goal, after: running.run, now: now) }
        state = .stopping(.init(running: running, pid: nil, rootEnded: true, goal: goal))
        return []
    }

    /// The root ended because it was asked to.
    private mutating func endedAsAsked(
        _ old: ProcessState.Ending, _ status: ExitStatus, _ treeAlive: Bool, _ now: Moment
    ) -> [Effect] {
        var ending = old
        let run = ending.running.run
        let ran = now.boot - ending.running.since.boot
        ending.pid = nil
        ending.rootEnded = true
        if case .asPolicySays(let cause) = ending.goal {
            let verdict = spec.policy.decide(status, ran: ran, isDemanded: true, &tally)
            let record = note(status, cause, verdict, of: run, ran: ran, now)
            if case .giveUp(let failure) = verdict {
                ending.goal = .errored(failure)
            } else if case .restart(let delay) = verdict {
                return record + (treeAlive ? askTheRest(ending) : [.disarm(.kill, run)])
                    + wait(
                        after: run, delay: delay, treeGone: !treeAlive, stage: ending.stage,
                        isStuck: ending.isStuck, now: now)
            }
            return record + leave(ending, treeAlive: treeAlive, now: now)
        }
        if ran >= spec.policy.minUptime { tally.unstableExits = 0 }
        let verdict: Verdict = if case .running = ending.goal { .restart(after: .zero) } else { .stay }
        let record = note(status, ending.goal.cause, verdict, of: run, ran: ran, now)
        return record + leave(ending, treeAlive: treeAlive, now: now)
    }

    private mutating func leave(_ ending: ProcessState.Ending, treeAlive: Bool, now: Moment) -> [Effect] {
        guard treeAlive else { return arrive(at: ending.goal, after: ending.running.run, now: now) }
        state = .stopping(ending)
        return askTheRest(ending)
    }

    /// A message went to the root alone: what it left has not been asked yet.
    private func askTheRest(_ ending: ProcessState.Ending) -> [Effect] {
        guard spec.stop.withMessage, ending.stage == .polite else { return [] }
        return [.signalTree(ending.running.run, spec.stop.signal)]
    }

    private mutating func treeGone(now: Moment) -> [Effect] {
        switch state {
        case .stopping(let ending) where ending.rootEnded:
            return arrive(at: ending.goal, after: ending.running.run, now: now)
        case .waiting(var waiting) where !waiting.treeGone:
            waiting.treeGone = true
            waiting.isStuck = false
            state = .waiting(waiting)
            let over: [Effect] = [.disarm(.kill, waiting.run), .release(waiting.run)]
            return waiting.delayOver ? over + relaunch(counts: waiting.counts, now: now) : over
        default: return []
        }
    }

    private mutating func note(
        _ status: ExitStatus, _ cause: Cause, _ verdict: Verdict, of run: RunID, ran: Duration, _ now: Moment
    ) -> [Effect] {
        let record = ExitRecord(
            run: run, status: status, cause: cause, at: now, ran: ran, verdict: verdict,
            unstableExits: tally.unstableExits)
        lastExit = record
        return [.record(record), .tell(.ended(record))]
    }

    // MARK: - Time and memory

    private mutating func fired(_ timer: MachineTimer, now: Moment) -> [Effect] {
        switch (timer, state) {
        case (.readiness, .launching(let running, let pid?)): return comeOnline(running, pid: pid)
        case (.probe, _): return probe()
        case (.stable, .launching), (.stable, .online):
            tally.previousBackoff = nil
            // However it ends from here on, the row is over: the crash loop is, on the screen too.
            if spec.policy.minUptime <= RestartPolicy.stableAfter { tally.unstableExits = 0 }
            return []
        case (.restart, .waiting(var waiting)) where !waiting.delayOver:
            waiting.delayOver = true
            state = .waiting(waiting)
            return waiting.treeGone ? relaunch(counts: waiting.counts, now: now) : []
        case (.kill, .stopping(var ending)) where !ending.isUnborn:
            let isFirst = ending.stage == .polite
            ending.isStuck = !isFirst
            ending.stage = .forced
            state = .stopping(ending)
            return isFirst ? killNow(ending.running.run) : [.tell(.stuck)]
        case (.kill, .waiting(var waiting)) where !waiting.treeGone:
            let isFirst = waiting.stage == .polite
            waiting.isStuck = !isFirst
            waiting.stage = .forced
            state = .waiting(waiting)
            return isFirst ? killNow(waiting.run) : [.tell(.stuck)]
        default: return []
        }
    }

    /// Two samples in a row over the limit are worth a closer look.
    private mutating func memorySampled(_ bytes: Int, of run: RunID) -> [Effect] {
        guard let limit = spec.memoryLimit, bytes > limit else {
            tally.samplesOverLimit = 0
            return []
        }
        switch state {
        case .launching, .online: break
        default: return []
        }
        tally.samplesOverLimit += 1
        return tally.samplesOverLimit == 2 ? [.confirmMemory(run)] : []
    }

    /// nil: the closer look was not to be had, and the samples stand.
    private mutating func memoryConfirmed(_ bytes: Int?, now: Moment) -> [Effect] {
        guard let limit = spec.memoryLimit, tally.samplesOverLimit >= 2 else { return [] }
        tally.samplesOverLimit = 0
        guard bytes.map({ $0 > limit }) ?? true else { return [] }
        let effects = restartDemanded(.memory, now: now)
        // What is on its way out for another reason is not said to be ended for this one.
        return effects.isEmpty
            ? [] : [.tell(.memoryOverLimit(used: bytes ?? limit, limit: limit))] + effects
    }

    /// Of a run up for `min_uptime` at once; of a younger one as the policy says. What is to be stopped
    /// anyway is left alone.
    mutating func restartDemanded(_ cause: Cause, now: Moment) -> [Effect] {
        let running: ProcessState.Running
        let pid: PID?
        guard desire == .up else { return [] }
        switch state {
        case .launching(let launching, let its): (running, pid) = (launching, its)
        case .online(let online, let its): (running, pid) = (online, its)
        default: return []
        }
        let isYoung = now.boot - running.since.boot < spec.policy.minUptime
        let isCounted = cause == .memory || cause == .unhealthy
        return beginEnding(
            running, pid: pid,
            goal: isYoung && isCounted ? .asPolicySays(cause) : .running(cause, counts: true))
    }
}
