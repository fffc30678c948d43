extension Instance {
    mutating func obey(_ command: Command, now: Moment) -> [Effect] {
        if case .deleted = state { return [] }
        switch command {
        case .start where isBeingDeleted, .restart where isBeingDeleted: return []
        case .start(let spec): return start(spec, now: now)
        case .await(let spec): return awaitDependencies(spec)
        case .adopt(let spec):
            pendingSpec = spec == self.spec ? nil : spec
            return []
        case .stop: return stop()
        case .kill: return kill()
        case .restart(let spec): return restart(spec, now: now)
        case .delete: return delete()
        case .reset:
            tally.restarts = 0
            tally.beginAfresh()
            return []
        case .signal(let signal): return signalRoot(signal)
        case .retire: return retire()
        }
    }

    // MARK: - One command each

    private mutating func start(_ newer: ProcessSpec?, now: Moment) -> [Effect] {
        pendingSpec = newer ?? pendingSpec
        desire = .up
        switch state {
        case .stopped, .errored:
            tally.beginAfresh()
            return launch(now: now)
        case .blocked:
            return launch(now: now)
        case .launching:
            // Already on its way, unless something else is to run.
            return pendingSpec == nil ? [] : restart(nil, now: now)
        case .online:
            return restart(nil, now: now)
        case .stopping(var ending):
            switch ending.goal {
            case .running, .asPolicySays, .deleted: return []
            case .stopped, .errored:
                // What `start` would do a moment later, when it is down.
                tally.beginAfresh()
                ending.goal = .running(.manual, counts: false)
                state = .stopping(ending)
                return []
            }
        case .waiting(let waiting): return hasten(waiting, counts: waiting.counts, now: now)
        case .deleted: return []
        }
    }

    private mutating func restart(_ newer: ProcessSpec?, now: Moment) -> [Effect] {
        pendingSpec = newer ?? pendingSpec
        desire = .up
        tally.beginAfresh()
        switch state {
        case .stopped, .errored, .blocked: return launch(now: now)
        case .launching(let running, let pid):
            return beginEnding(running, pid: pid, goal: .running(.manual, counts: true))
        case .online(let running, let pid):
            return beginEnding(running, pid: pid, goal: .running(.manual, counts: true))
        case .stopping(var ending):
            ending.goal = .running(.manual, counts: true)
            state = .stopping(ending)
            return []
        case .waiting(let waiting): return hasten(waiting, counts: true, now: now)
        case .deleted: return []
        }
    }

    /// The delay is over because somebody says so; the tree must still be gone.
    private mutating func hasten(_ old: ProcessState.Waiting, counts: Bool, now: Moment) -> [Effect] {
        tally.beginAfresh()
        let quiet: [Effect] = [.disarm(.restart, old.run)]
        if old.treeGone { return quiet + relaunch(counts: counts, now: now) }
        var waiting = old
        waiting.counts = counts
        if !waiting.delayOver {
            waiting.delayOver = true
            waiting.dueAt = now.monotonic
        }
        state = .waiting(waiting)
        return quiet
    }

    private mutating func awaitDependencies(_ newer: ProcessSpec?) -> [Effect] {
        guard state.isDown || state == .blocked else { return [] }
        pendingSpec = newer ?? pendingSpec
        desire = .up
        tally.beginAfresh()
        state = .blocked
        return []
    }

    private mutating func stop() -> [Effect] {
        let isFirst = desire == .up
        desire = .down
        return end(then: .stopped, isFirst: isFirst)
    }

    private mutating func delete() -> [Effect] {
        desire = .down
        return end(then: .deleted)
    }

    private mutating func end(then goal: Goal, isFirst: Bool = false) -> [Effect] {
        switch state {
        case .stopped, .blocked, .errored:
            state = goal == .deleted ? .deleted : .stopped
            return goal == .deleted ? [.forget] : []
        case .launching(let running, let pid): return beginEnding(running, pid: pid, goal: goal)
        case .online(let running, let pid): return beginEnding(running, pid: pid, goal: goal)
        case .stopping(let ending): return endHarder(ending, then: goal, isFirst: isFirst)
        case .waiting(let waiting): return giveUpWaiting(waiting, then: goal)
        case .deleted: return []
        }
    }

    /// Asked again for what is under way already: no more politeness. What ends by itself has not been asked.
    private mutating func endHarder(_ old: ProcessState.Ending, then goal: Goal, isFirst: Bool) -> [Effect] {
        var ending = old
        let isRepeated = !isFirst && old.goal == goal || old.goal == .deleted
        if old.goal != .deleted { ending.goal = goal }
        state = .stopping(ending)
        return isRepeated ? force(ending) : []
    }

    /// No more politeness. What is not born yet is killed at birth.
    private mutating func force(_ old: ProcessState.Ending) -> [Effect] {
        guard old.stage == .polite else { return [] }
        var ending = old
        ending.stage = .forced
        state = .stopping(ending)
        return ending.isUnborn ? [] : killNow(ending.running.run)
    }

    private mutating func giveUpWaiting(_ waiting: ProcessState.Waiting, then goal: Goal) -> [Effect] {
        let quiet: [Effect] = [.disarm(.restart, waiting.run)]
        if waiting.treeGone {
            state = goal == .deleted ? .deleted : .stopped
            return quiet + (goal == .deleted ? [.forget] : [.tell(.stopped)])
        }
        // The root's own start is history by now: `since` only dates a run that is up.
        state = .stopping(
            .init(
                running: .init(run: waiting.run, since: .zero), pid: nil, rootEnded: true,
                stage: waiting.stage, isStuck: waiting.isStuck, goal: goal))
        return quiet
    }

    private mutating func kill() -> [Effect] {
        desire = .down
        switch state {
        case .launching(let running, let pid): return kill(running, pid: pid)
        case .online(let running, let pid): return kill(running, pid: pid)
        case .stopping(var ending):
            if ending.goal != .deleted { ending.goal = .stopped }
            state = .stopping(ending)
            return force(ending)
        case .waiting(let waiting):
            let effects = giveUpWaiting(waiting, then: .stopped)
            guard case .stopping(let ending) = state else { return effects }
            return effects + force(ending)
        case .stopped, .blocked, .errored, .deleted: return end(then: .stopped)
        }
    }

    private mutating func kill(_ running: ProcessState.Running, pid: PID?) -> [Effect] {
        let ending = ProcessState.Ending(running: running, pid: pid, goal: .stopped)
        return quiet(running.run) + force(ending)
    }

    private func signalRoot(_ signal: Signal) -> [Effect] {
        guard let run = state.run, state.pid != nil else { return [] }
        return [.signalRoot(run, signal)]
    }

    private mutating func retire() -> [Effect] {
        desire = .down
        switch state {
        case .blocked, .waiting: return end(then: .stopped)
        case .stopping(var ending):
            if ending.goal != .deleted { ending.goal = .stopped }
            state = .stopping(ending)
            return []
        case .stopped, .launching, .online, .errored, .deleted: return []
        }
    }
}
