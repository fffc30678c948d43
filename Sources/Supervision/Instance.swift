/// One slot of the fleet, whole: its spec, its state and what it has counted. A value; `handle` is its
/// machine. No I/O, no clock, no tasks: facts in, effects out.
package struct Instance: Hashable, Sendable, Codable {
    package let id: InstanceID
    /// Which of its app's instances, from 0: NODE_APP_INSTANCE.
    package let ordinal: Int
    /// What runs now, and by what it is stopped.
    package internal(set) var spec: ProcessSpec
    /// What runs from the next launch on.
    package internal(set) var pendingSpec: ProcessSpec?
    package internal(set) var state = ProcessState.stopped
    package internal(set) var desire = Desire.down
    package internal(set) var tally = Tally()
    package internal(set) var lastExit: ExitRecord?
    private var launches: UInt64 = 0

    package init(id: InstanceID, ordinal: Int, spec: ProcessSpec) {
        self.id = id
        self.ordinal = ordinal
        self.spec = spec
    }

    /// One step. Deterministic; stale facts change nothing.
    package mutating func handle(_ event: Event, now: Moment) -> [Effect] {
        switch event {
        case .command(let command): obey(command, now: now)
        case .fact(let run, let fact): run == state.run ? absorb(fact, of: run, now: now) : []
        }
    }

    /// Whether a tree of this many bytes is news: over the limit, or below it again. Asked before the fact is
    /// told, so that a fleet within its limits costs no turns.
    package func minds(memory bytes: Int) -> Bool {
        spec.memoryLimit.map { bytes > $0 || tally.samplesOverLimit > 0 } ?? false
    }

    /// A launch has been tried, since the slot was made.
    package var hasRun: Bool { launches > 0 }

    /// What its next run is launched with.
    package var newestSpec: ProcessSpec { pendingSpec ?? spec }

    /// Nothing brings it back.
    package var isBeingDeleted: Bool {
        switch state {
        case .stopping(let ending): ending.goal == .deleted
        case .deleted: true
        case .stopped, .blocked, .launching, .online, .waiting, .errored: false
        }
    }

    /// Whether another core would have to do otherwise with it.
    func isWanted(otherwiseThan other: Instance) -> Bool {
        desire != other.desire || isBeingDeleted != other.isBeingDeleted || newestSpec != other.newestSpec
    }

    /// The instance a run belongs to: a run's number carries its slot.
    package static func owner(of run: RunID) -> InstanceID { InstanceID(Int(run.raw >> 32)) }

    // MARK: - Named moves

    /// A new run under the newest spec.
    mutating func launch(now: Moment) -> [Effect] {
        spec = pendingSpec ?? spec
        pendingSpec = nil
        launches += 1
        let run = RunID(UInt64(id.raw) << 32 | launches)
        state = .launching(.init(run: run, since: now), pid: nil)
        tally.samplesOverLimit = 0
        return [.spawn(run)]
    }

    mutating func relaunch(counts: Bool, now: Moment) -> [Effect] {
        if counts { tally.restarts += 1 }
        return launch(now: now)
    }

    /// The run is up: nothing to do but to serve.
    mutating func comeOnline(_ running: ProcessState.Running, pid: PID) -> [Effect] {
        state = .online(running, pid: pid)
        return [.tell(.online)]
    }

    /// What is over when a run is, or is about to be.
    func quiet(_ run: RunID) -> [Effect] {
        [.disarm(.readiness, run), .disarm(.stable, run)] + (spec.health == nil ? [] : [.stopProbing(run)])
    }

    /// Begins to end a run that is up, or whose spawn is under way.
    mutating func beginEnding(_ running: ProcessState.Running, pid: PID?, goal: Goal) -> [Effect] {
        state = .stopping(.init(running: running, pid: pid, goal: goal))
        guard pid != nil else { return quiet(running.run) }
        return quiet(running.run) + askPolitely(running.run)
    }

    /// The polite stage: the message where the spec has one, else the signal.
    func askPolitely(_ run: RunID) -> [Effect] {
        let ask: Effect =
            if spec.stop.withMessage {
                .sendShutdown(run)
            } else if spec.stop.wholeTree {
                .signalTree(run, spec.stop.signal)
            } else {
                .signalRoot(run, spec.stop.signal)
            }
        return [ask, .arm(.kill, run, patience)]
    }

    /// The forced stage.
    func killNow(_ run: RunID) -> [Effect] {
        let blow: Effect = spec.stop.wholeTree ? .killTree(run) : .signalRoot(run, .kill)
        return [blow, .arm(.kill, run, patience), .tell(.killed)]
    }

    /// `kill_timeout`; a timer of nothing does not exist.
    private var patience: Duration { max(.milliseconds(1), spec.stop.timeout) }

    /// What the root left gets the signal too, during the delay; a message would reach nobody.
    func sweepLeftovers(_ run: RunID) -> [Effect] {
        [.signalTree(run, spec.stop.signal), .arm(.kill, run, patience)]
    }

    /// Nothing of the run is left and its goal is due.
    mutating func arrive(at goal: Goal, after run: RunID, now: Moment) -> [Effect] {
        let over: [Effect] = [.disarm(.kill, run), .release(run)]
        switch goal {
        case .stopped:
            state = .stopped
            return over + [.tell(.stopped)]
        case .running(_, let counts): return over + relaunch(counts: counts, now: now)
        case .asPolicySays: return over + relaunch(counts: true, now: now)
        case .errored(let failure):
            state = .errored(failure)
            return over
        case .deleted:
            state = .deleted
            return over + [.forget]
        }
    }

    /// Waits for the delay and for the tree, or launches where neither is outstanding.
    mutating func wait(
        after run: RunID, delay: Duration, treeGone: Bool, stage: KillStage = .polite, isStuck: Bool = false,
        counts: Bool = true, now: Moment
    ) -> [Effect] {
        if treeGone, delay <= .zero { return [.release(run)] + relaunch(counts: counts, now: now) }
        state = .waiting(
            .init(
                run: run, dueAt: now.monotonic + delay, delay: delay, delayOver: delay <= .zero,
                treeGone: treeGone, stage: stage, isStuck: isStuck && !treeGone, counts: counts))
        return (delay > .zero ? [.arm(.restart, run, delay)] : []) + (treeGone ? [.release(run)] : [])
    }
}
