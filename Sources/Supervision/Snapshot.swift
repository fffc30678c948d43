/// Everything the core shows, as one value: what the monitor, the command line and an exporter draw from.
package struct Snapshot: Hashable, Sendable, Codable {
    /// Grows with every published snapshot.
    package var sequence: UInt64 = 0
    package var at = Moment.zero
    package var core = CoreInfo()
    package var machine = MachineUsage()
    /// In the order of their ids.
    package var processes: [ProcessSnapshot] = []
    /// The newest last; at most `Snapshot.eventLimit`.
    package var events: [Happening] = []
    /// A rolling restart under way.
    package var rolling: RollingProgress?
    /// File systems of logs that are nearly full, as long as they are; mostly none.
    package var lowSpace: [LowSpace] = []
    package init() {}

    package static let eventLimit = 100

    /// What a table needs: without histories, events, limits, commands, pressure, low space and
    /// rolling restart.
    package var brief: Snapshot {
        var brief = self
        brief.events = []
        brief.rolling = nil
        brief.lowSpace = []
        brief.machine.cpuHistory = []
        (brief.core.http, brief.core.loopLag) = (nil, nil)
        (brief.machine.cpuPressure, brief.machine.memoryPressure) = (nil, nil)
        for index in brief.processes.indices {
            brief.processes[index].cpuHistory = []
            brief.processes[index].memoryHistory = []
            brief.processes[index].lastExit = nil
            brief.processes[index].command = ""
            brief.processes[index].cwd = ""
            brief.processes[index].maxRestarts = 0
            brief.processes[index].restartsByCause = [:]
            brief.processes[index].cpuTime = .zero
            brief.processes[index].memoryLimit = nil
            brief.processes[index].health = brief.processes[index].health?.brief
            brief.processes[index].usage.threads = 0
            brief.processes[index].usage.descriptors = nil
        }
        return brief
    }
}

/// How far a rolling restart is.
package struct RollingProgress: Hashable, Sendable, Codable {
    package var done: Int
    package var total: Int
    /// Whose turn it is.
    package var current: InstanceID?
    package init(done: Int, total: Int, current: InstanceID?) {
        self.done = done
        self.total = total
        self.current = current
    }
}

/// The core itself.
package struct CoreInfo: Hashable, Sendable, Codable {
    package var pid: PID = 0
    package var version = ""
    /// The host's or container's name.
    package var hostname = ""
    package var ecosystemFile = ""
    package var startedAt = Moment.zero
    package var isShuttingDown = false
    package var place = Place.hosted
    /// WAMON_HOME.
    package var home = ""
    /// Where its health and its metrics are to be asked for.
    package var http: ListenAddress?
    /// The longest a timer of the core's was late in the last half minute or minute.
    package var loopLag: Duration?
    package init() {}

    /// Where a core runs.
    package enum Place: String, Hashable, Sendable, Codable {
        /// In the process of a monitor, under its terminal.
        case hosted
        /// By itself, without a terminal.
        case background
        /// `wamon run`: in the foreground, without a screen.
        case foreground
    }
}

/// CPU and memory of the container where there is a limit, of the host elsewhere.
package struct MachineUsage: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable { case host, container }
    package var kind = Kind.host
    /// 100 is one core.
    package var cpuPercent = 0.0
    /// Cores that may be used: the nearest cgroup quota, else the CPUs allowed to us.
    package var cores = 1.0
    /// Share of periods throttled since the last sample, 0…100; nil without a quota.
    package var throttledPercent: Double?
    /// Bytes; page cache that can be dropped is not counted.
    package var memoryUsed = 0
    /// Bytes: the nearest cgroup limit, else the machine's memory.
    package var memoryLimit = 0
    /// Processes killed by the kernel for memory in this cgroup since the core started.
    package var oomKills = 0
    /// Share of the last ten seconds in which somebody waited (PSI `some avg10`), percent; nil where the
    /// kernel does not say.
    package var cpuPressure: Double?
    package var memoryPressure: Double?
    package var load: [Double] = []
    /// CPU percent of all cores allowed (0…100), one a sample, the newest last; at most 60.
    package var cpuHistory: [UInt8] = []
    package init() {}
}

/// One instance as it is shown.
package struct ProcessSnapshot: Hashable, Sendable, Codable {
    package var id: InstanceID
    package var name: String
    package var namespace: String
    package var mode: String
    package var status = Status.stopped
    /// Says more than the word: "waits for api-server", "cannot be killed", "exec: No such file …".
    package var reason: String?
    package var run: RunID?
    package var pid: PID?
    /// When the current run was spawned.
    package var startedAt: Moment?
    /// `waiting restart`: when the next run is due (CLOCK_MONOTONIC), and how long the whole wait is.
    package var nextTryAt: Duration?
    package var delay: Duration?
    package var restarts = 0
    /// Why it was restarted, over the life of the core: a reset changes nothing.
    package var restartsByCause: [Cause: Int] = [:]
    /// Unstable exits in a row, and how many lead to `errored`.
    package var unstableExits = 0
    package var maxRestarts = 0
    package var isCrashLooping = false
    /// Restarts in the last ten minutes.
    package var recentRestarts = 0
    package var lastExit: ExitRecord?
    /// The kernel has not managed to end it after SIGKILL and another timeout.
    package var isStuck = false
    package var usage = Usage()
    /// What its trees have used of processors, over all its runs.
    package var cpuTime = Duration.zero
    /// CPU percent of one core (0…1000, clipped), one a sample, the newest last; at most 60.
    package var cpuHistory: [UInt16] = []
    /// Bytes / 64 KiB, one a sample, the newest last; at most 60.
    package var memoryHistory: [UInt32] = []
    /// `max_memory_restart` in bytes.
    package var memoryLimit: Int?
    package var port: Int?
    package var command = ""
    package var cwd = ""
    package var outFile: String?
    package var errorFile: String?
    /// Its spec has a probe.
    package var isProbed = false
    /// nil: it has no probe, or nothing of it is up.
    package var health: HealthSnapshot?
    /// Lines of output lost (disk full, queue full), over the life of the core.
    package var linesLost = 0

    package init(id: InstanceID, name: String, namespace: String, mode: String) {
        self.id = id
        self.name = name
        self.namespace = namespace
        self.mode = mode
    }
}

/// What a whole tree uses.
package struct Usage: Hashable, Sendable, Codable {
    /// 100 is one core.
    package var cpuPercent = 0.0
    /// Bytes: Σ(resident − shared) + the largest shared.
    package var memory = 0
    package var processes = 0
    package var threads = 0
    /// Open descriptors of the root; nil where they may not be counted.
    package var descriptors: Int?
    package init() {}
}

/// One line of the exit history.
package struct ExitRecord: Hashable, Sendable, Codable {
    package var run: RunID
    package var status: ExitStatus
    package var cause: Cause
    /// When the root ended.
    package var at: Moment
    /// From spawn to the root's end.
    package var ran: Duration
    /// What the policy made of it.
    package var verdict: Verdict
    /// Unstable exits in a row, this one included.
    package var unstableExits: Int
    package init(
        run: RunID, status: ExitStatus, cause: Cause, at: Moment, ran: Duration, verdict: Verdict,
        unstableExits: Int
    ) {
        self.run = run
        self.status = status
        self.cause = cause
        self.at = at
        self.ran = ran
        self.verdict = verdict
        self.unstableExits = unstableExits
    }
}

/// What the restart policy says of an exit.
package enum Verdict: Hashable, Sendable, Codable {
    case stay
    case restart(after: Duration)
    case giveUp(Failure)
}

/// Why a process is `errored`.
package enum Failure: Hashable, Sendable, Codable {
    case tooManyUnstableExits(Int)
    case cannotSpawn(errno: Int32, stage: String)
}

/// Who has a port that somebody else wants.
package struct PortTaken: Hashable, Sendable, Codable {
    package var port: Int
    /// nil: nobody could be seen who listens there.
    package var pid: PID?
    /// What it is run as: `node ./server.js`.
    package var command: String?
    /// The instance it belongs to, where it is one of ours, and its name.
    package var instance: InstanceID?
    package var name: String?
    package init(port: Int) { self.port = port }
}

/// Something that happened to an instance (or, without one, to the core), told as a value; the words are
/// the monitor's.
package struct Happening: Hashable, Sendable, Codable {
    package enum Kind: Hashable, Sendable, Codable {
        case launched(pid: PID)
        case online
        case ended(ExitRecord)
        /// SIGKILL was needed for what the polite signal left.
        case killed
        case stuck
        case stopped
        case memoryOverLimit(used: Int, limit: Int)
        case linesLost(Int, reason: String)
        case linesResumed(lost: Int)
        case leftoversSwept(Int)
        /// So many checks in a row have failed; how the last one did.
        case unhealthy(HealthFailure, failures: Int)
        /// Healthy again, after not having been for so long.
        case recovered(after: Duration)
        /// It ended because somebody else listens on its port.
        case portTaken(PortTaken)
        /// The disk under its logs runs low, or does so no longer; bytes.
        case spaceLow(folder: String, free: Int, total: Int)
        case spaceRegained(folder: String, free: Int)
        /// A hook could not be told; what it is, and why.
        case hookFailed(hook: String, reason: String)
        /// So many events were not told to hooks, because too many came at once.
        case hooksDropped(Int)
        case note(String)
    }
    /// Grows by one with each.
    package var sequence: UInt64
    package var at: Moment
    package var instance: InstanceID?
    package var name: String
    package var kind: Kind
    package init(sequence: UInt64, at: Moment, instance: InstanceID?, name: String, kind: Kind) {
        self.sequence = sequence
        self.at = at
        self.instance = instance
        self.name = name
        self.kind = kind
    }
}
