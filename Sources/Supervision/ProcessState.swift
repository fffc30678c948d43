/// Where an instance is in its life. A state carries exactly what exists in it.
package enum ProcessState: Hashable, Sendable, Codable {
    /// Nothing runs and nothing is due.
    case stopped
    /// Wanted, but a dependency is not online yet; shown as `launching`.
    case blocked
    /// The spawn is under way (no pid yet), or readiness is awaited.
    case launching(Running, pid: PID?)
    case online(Running, pid: PID)
    /// Being ended; `goal` holds from then on.
    case stopping(Ending)
    /// The root has ended; the next run needs the delay over and the tree gone.
    case waiting(Waiting)
    case errored(Failure)
    /// Final: the slot is about to be forgotten.
    case deleted

    /// A run that was spawned, or is about to be.
    package struct Running: Hashable, Sendable, Codable {
        package var run: RunID
        /// When it was spawned.
        package var since: Moment
        /// nil: the spec has no probe.
        package var health: HealthCount?
    }

    /// A tree on its way out.
    package struct Ending: Hashable, Sendable, Codable {
        package var running: Running
        /// nil while the spawn is under way, and once the root has ended.
        package var pid: PID?
        package var rootEnded = false
        package var stage = KillStage.polite
        /// SIGKILL and another `kill_timeout` have not helped.
        package var isStuck = false
        package var goal: Goal

        /// The spawn is under way: there is nobody to signal yet.
        var isUnborn: Bool { pid == nil && !rootEnded }
    }

    package struct Waiting: Hashable, Sendable, Codable {
        package var run: RunID
        /// When the next run is due (CLOCK_MONOTONIC), and the whole delay.
        package var dueAt: Duration
        package var delay: Duration
        package var delayOver: Bool
        package var treeGone: Bool
        package var stage = KillStage.polite
        package var isStuck = false
        /// Whether the launch to come adds to the restart counter: a spawn that never happened does not.
        package var counts = true
    }

    /// The run this state is about; facts about any other are stale.
    package var run: RunID? {
        switch self {
        case .launching(let running, _), .online(let running, _): running.run
        case .stopping(let ending): ending.running.run
        case .waiting(let waiting): waiting.run
        case .stopped, .blocked, .errored, .deleted: nil
        }
    }

    /// The living root.
    package var pid: PID? {
        switch self {
        case .launching(_, let pid): pid
        case .online(_, let pid): pid
        case .stopping(let ending): ending.pid
        case .stopped, .blocked, .waiting, .errored, .deleted: nil
        }
    }

    /// The word shown for it.
    package var status: Status {
        switch self {
        case .stopped, .deleted: .stopped
        case .blocked, .launching: .launching
        case .online: .online
        case .stopping: .stopping
        case .waiting: .waiting
        case .errored: .errored
        }
    }

    /// SIGKILL and another `kill_timeout` have not ended it.
    package var isStuck: Bool {
        switch self {
        case .stopping(let ending): ending.isStuck
        case .waiting(let waiting): waiting.isStuck
        case .stopped, .blocked, .launching, .online, .errored, .deleted: false
        }
    }

    /// Nothing of it is alive and nothing will start by itself.
    package var isDown: Bool {
        switch self {
        case .stopped, .errored, .deleted: true
        case .blocked, .launching, .online, .stopping, .waiting: false
        }
    }
}

/// How hard a tree is being ended.
package enum KillStage: Hashable, Sendable, Codable {
    /// The polite signal (or the message), each member once.
    case polite
    /// SIGKILL until nothing is left.
    case forced
}

/// What should hold once the run being ended is gone.
package enum Goal: Hashable, Sendable, Codable {
    case stopped
    /// A new run at once. `counts`: the restart counter goes up.
    case running(Cause, counts: Bool)
    /// A demanded restart of a run that was not up for `min_uptime`: the policy decides as after a crash.
    case asPolicySays(Cause)
    case errored(Failure)
    case deleted

    /// The cause written into the exit record.
    package var cause: Cause {
        switch self {
        case .running(let cause, _), .asPolicySays(let cause): cause
        case .stopped, .errored, .deleted: .manual
        }
    }
}

/// What the operator wants, apart from what is.
package enum Desire: Hashable, Sendable, Codable { case up, down }
