package import Kernel
package import Supervision

/// What the core needs of the journal. Nothing here touches the disk on the caller's thread.
package protocol Output: AnyObject {
    /// Fixes where an instance's output goes.
    func open(_ instance: InstanceID, spec: ProcessSpec, isOneOfSeveral: Bool)
    /// The write ends for a run's stdout and stderr, or the errno that kept them from being made.
    func begin(_ run: RunID, of instance: InstanceID) -> Result<OutputEnds, OutputFailure>
    /// The child has its copies (or there is no child): ours are closed.
    func began(_ ends: OutputEnds)
    /// The root has begun: its pid is written where the spec says.
    func launched(_ run: RunID, of instance: InstanceID, pid: PID)
    /// The root ended: what is in the pipes is read, and the last lines are kept for the history.
    func rootEnded(_ run: RunID)
    /// Nothing of the tree is left: drained and closed, and the pid's file removed.
    func end(_ run: RunID)
    func forget(_ instance: InstanceID)
    /// Empties its files and its ring.
    func flush(_ instance: InstanceID)
    /// Opens the files anew.
    func reopen()
    /// The files' names, for display.
    func paths(of instance: InstanceID) -> (out: String?, error: String?)
}

package struct OutputEnds: Hashable, Sendable {
    package var out: Int32
    package var error: Int32
    package init(out: Int32, error: Int32) {
        self.out = out
        self.error = error
    }
}

package struct OutputFailure: Error, Hashable, Sendable {
    package var errno: Int32
    package init(errno: Int32) { self.errno = errno }
}

/// What outlives a core, as it is to be written down.
package enum Document: Sendable {
    /// `dump.json`, because somebody asked for it.
    case dump(SavedFleet, UInt64)
    /// `state.json`: what a core that takes over from this one starts.
    case state(SavedFleet)
    /// `runs`: who is alive.
    case runs([RunTable.Row])

    package enum Kind: Hashable, Sendable {
        case dump(UInt64), state, runs
    }
    package var kind: Kind {
        switch self {
        case .dump(_, let number): .dump(number)
        case .state: .state
        case .runs: .runs
        }
    }
}

/// Where a core writes such things down. Returns at once; how it went is told to `Core.written`.
package protocol Archive: AnyObject {
    func write(_ document: Document)
}

/// What the core needs of the samplers.
package protocol Gauges: AnyObject {
    /// What each tree uses since the last call; a run without processes is absent.
    func usage(of runs: [RunID], at now: Moment) -> [RunID: Usage]
    /// The tree one by one, as it was measured last; each just before its children.
    func members(of run: RunID) -> [TreeMember]
    /// What the tree has used of processors up to its last sample; never less than before.
    func cpuTime(of run: RunID) -> Duration
    /// ΣPSS of a tree in bytes, where it may be read.
    func confirmedMemory(of run: RunID) -> Int?
    func machine(at now: Moment) -> MachineUsage
}

/// How the core asks a run whether it can serve. Called on the core's thread, and returns at once.
package protocol Prober: AnyObject {
    /// Gets each answer once, on the core's thread.
    var receive: ((RunID, HealthCheck) -> Void)? { get set }
    /// One question of a run at a time.
    func ask(_ order: ProbeOrder)
    /// Its answer is not wanted any more.
    func forget(_ run: RunID)
}

/// Everything the core is told once.
package struct CoreSetting: Sendable {
    /// Handed on to children, before their own `env`.
    package var environment: [String: String] = [:]
    /// WAMON_HOME.
    package var home = ""
    package var info = CoreInfo()
    /// When the core ends by itself; nil: never.
    package var exitPolicy: ExitPolicy?
    /// How a fleet is written down; called on the writer's thread. nil: it is not.
    package var encode: (@Sendable (SavedFleet) -> Result<[UInt8], Refusal>)?
    package init() {}
}
