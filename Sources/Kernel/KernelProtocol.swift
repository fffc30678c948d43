package import Supervision

/// Linux as the core sees it: one seam, played by `LinuxKernel` and by the simulated kernel of the tests.
/// Everything is called on the core's thread and returns without waiting; what happens later is told
/// through `receive`.
package protocol Kernel: AnyObject {
    /// All clocks, read now.
    var now: Moment { get }
    /// Gets what has happened, in batches (all exits of one turn of the loop together, say).
    var receive: (([KernelEvent]) -> Void)? { get set }

    /// Creates the process; returns when it has exec'd or failed.
    func spawn(_ order: SpawnOrder) -> Result<PID, SpawnFailure>
    /// Who the root of a run is, or was, until it is released; nil where that could not be seen.
    func root(of run: RunID) -> Member?
    /// To the root of a run, by its pidfd. False when it has ended.
    @discardableResult func signalRoot(of run: RunID, _ signal: Signal) -> Bool
    /// A fresh look at who belongs to these runs, the roots included as long as they live. A run without
    /// members is absent or empty. Zombies are no members.
    func members(of runs: Set<RunID>) -> [RunID: [Member]]
    /// To one member, if it is still the process that was seen (pidfd, then its start time). False when gone.
    @discardableResult func signal(_ member: Member, _ signal: Signal) -> Bool
    /// To the process group of a run's root.
    func signalGroup(of run: RunID, _ signal: Signal)
    /// Replaces a timer of the same token. `.fired` comes once, unless disarmed.
    func arm(_ timer: TimerToken, after delay: Duration)
    func disarm(_ timer: TimerToken)
    /// One JSON value on the Node channel: a string, as `process.send` would give it.
    func send(_ message: String, to run: RunID)
    /// The run is over and its tree gone: descriptors closed, membership forgotten.
    func release(_ run: RunID)
    /// What the root of a run, with all children it waited for, has used of processors; nil until it has ended.
    func cpuTime(of run: RunID) -> Duration?
    /// The longest a timer was late, lately.
    var lag: Duration { get }
    /// How often the kernel's out-of-memory killer has struck in our cgroup.
    var oomKills: Int { get }
}

package enum KernelEvent: Hashable, Sendable {
    /// The root of a run has ended and been reaped.
    case ended(RunID, ExitStatus)
    /// `"ready"` on the Node channel, or READY=1 on the notify socket.
    case ready(RunID)
    case fired(TimerToken)
    /// SIGTERM, SIGINT, … sent to the core.
    case signalled(Signal)
    /// A process that is none of ours ended under us as subreaper.
    case orphanReaped(PID)
}

/// What a timer is for. Tokens with the same value replace each other.
package enum TimerToken: Hashable, Sendable {
    case machine(InstanceID, RunID, MachineTimer)
    /// The 50 ms rescan of trees that are being ended.
    case sweep
    /// The sampler.
    case sample
    /// When it is to be seen again whether the core ends by itself.
    case ending
    /// What has changed is written down.
    case archive
    /// Anything else the core keeps time for: a snapshot that is held back, say.
    case other(Int)
}

/// One process of a run's tree, followed by number and start time.
package struct Member: Hashable, Sendable {
    package var pid: PID
    /// Clock ticks since boot: field 22 of /proc/PID/stat.
    package var start: UInt64
    package init(pid: PID, start: UInt64) {
        self.pid = pid
        self.start = start
    }
}

/// Everything `spawn` needs, resolved.
package struct SpawnOrder: Sendable {
    package var run: RunID
    /// Lowers the soft RLIMIT_MSGQUEUE by this: the mark that survives double fork, setsid and exec.
    package var slot: Int
    /// Absolute.
    package var executable: String
    /// With argv[0].
    package var argv: [String]
    /// "KEY=value".
    package var environment: [String]
    package var cwd: String
    package var user: String?
    package var group: String?
    /// Descriptors of ours that become 1 and 2; -1 is /dev/null. They stay ours to close.
    package var out: Int32
    package var error: Int32
    /// A socketpair as fd 3, with NODE_CHANNEL_FD=3 added to the environment.
    package var channel: Bool
    /// Killed by the kernel when the thread that spawned it ends.
    package var diesWithUs = false
    package init(
        run: RunID, slot: Int, executable: String, argv: [String], environment: [String], cwd: String,
        user: String? = nil, group: String? = nil, out: Int32 = -1, error: Int32 = -1, channel: Bool = false
    ) {
        self.run = run
        self.slot = slot
        self.executable = executable
        self.argv = argv
        self.environment = environment
        self.cwd = cwd
        self.user = user
        self.group = group
        self.out = out
        self.error = error
        self.channel = channel
    }
}

package struct SpawnFailure: Error, Hashable, Sendable {
    package var errno: Int32
    /// "clone", "setuid", "chdir", "exec", "user", …
    package var stage: String
    package init(errno: Int32, stage: String) {
        self.errno = errno
        self.stage = stage
    }
}
