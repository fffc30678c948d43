/// What goes into an instance's machine: a command, or a fact about one run.
package enum Event: Hashable, Sendable {
    case command(Command)
    case fact(RunID, Fact)
}

extension Event {
    /// What is asked of one instance.
    package enum Command: Hashable, Sendable {
        /// With a spec: the one to run from the next launch on. Of an online process this is a restart.
        case start(ProcessSpec? = nil)
        /// Wanted, but not before its dependencies are online. With a spec: as for `start`.
        case await(ProcessSpec? = nil)
        /// The spec to run from the next launch on, whenever that is.
        case adopt(ProcessSpec)
        /// A second one ends the politeness.
        case stop
        /// SIGKILL now.
        case kill
        case restart(ProcessSpec? = nil)
        case delete
        /// Counters to 0.
        case reset
        /// To the root, where there is one.
        case signal(Signal)
        /// It will be stopped when its turn comes; until then it is not restarted.
        case retire
    }
}

/// Within this module there is no other command.
typealias Command = Event.Command

/// Something that has happened to one run.
package enum Fact: Hashable, Sendable {
    case spawned(PID)
    case notSpawned(errno: Int32, stage: String)
    case becameReady
    /// The root has ended. `treeAlive`: something of its tree is left.
    case ended(ExitStatus, treeAlive: Bool, oomKilled: Bool = false)
    /// After the root's end: two looks in a row found nothing of the tree.
    case treeGone
    case fired(MachineTimer)
    /// The tree's memory in bytes, once a second.
    case memorySampled(Int)
    /// ΣPSS in bytes, where it could be read.
    case memoryConfirmed(Int?)
    /// A trigger outside the operator asks for a restart.
    case restartDemanded(Cause)
    /// The answer to a `probe`.
    case probed(HealthCheck)
}

/// What the machine wants done. The runtime does it and tells the outcome as a fact.
package enum Effect: Hashable, Sendable {
    case spawn(RunID)
    case signalRoot(RunID, Signal)
    /// Each member of the tree once, newcomers too, until the tree is gone.
    case signalTree(RunID, Signal)
    /// SIGKILL to members and group until the tree is gone.
    case killTree(RunID)
    /// "shutdown" on the Node channel.
    case sendShutdown(RunID)
    case arm(MachineTimer, RunID, Duration)
    case disarm(MachineTimer, RunID)
    /// Read ΣPSS of the tree and say it as `memoryConfirmed`.
    case confirmMemory(RunID)
    /// Ask whether it can serve, and say the answer as `probed`.
    case probe(RunID)
    /// Neither the next check nor the answer to one is wanted any more.
    case stopProbing(RunID)
    /// The root ended: the journal drains, the history grows.
    case record(ExitRecord)
    /// Nothing of the run is left: descriptors may be closed.
    case release(RunID)
    case tell(Happening.Kind)
    /// The slot is gone.
    case forget
}
