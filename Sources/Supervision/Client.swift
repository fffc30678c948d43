/// What can be asked of a core. Every door (monitor, command line, socket) asks in these words.
package enum Request: Hashable, Sendable, Codable {
    case start(Selector)
    /// Apps of a file or of a command line, resolved.
    case launch(Launch)
    case stop(Selector)
    case restart(Selector)
    /// One after the other, each online before the next.
    case reload(Selector)
    case delete(Selector)
    /// Counters to 0.
    case reset(Selector)
    /// To the root of each.
    case signal(Signal, Selector)
    /// `--update-env`: handed on to each from its next launch on, in place of what it was launched with.
    case updateEnvironment(Selector, [String: String])
    /// How many instances an app has.
    case scale(Selector, Scale)
    /// Empties the log files and the rings.
    case flush(Selector)
    /// Opens the log files anew.
    case reopenLogs
    /// Writes `dump.json`: what `resurrect` starts again.
    case save
    /// Stop everything, then end.
    case shutdown
}

/// Apps to be run, and what that means for those that are known already (by name and namespace).
package struct Launch: Hashable, Sendable, Codable {
    package enum Manner: String, Hashable, Sendable, Codable {
        /// New: started where `autostart` says so. Known: goes on under the newer spec; up, that is a restart.
        case start
        /// As `start`, and what is up is restarted one after the other, each online before the next.
        case reload
        /// As `start`, but what is up under the very same spec is left alone.
        case changed
        /// A script of a command line: refused where the same script is known under the same name.
        case script
    }

    package var specs: [ProcessSpec]
    package var manner = Manner.start
    /// The client's: handed on to the children of those of these apps that are new; nil: the core's own.
    package var environment: [String: String]?
    /// `--update-env`: to those of the known ones too, in place of what they were launched with.
    package var updatesEnvironment = false
    /// Of `specs`, by index: they get their slots but are not started; known ones are left as they are.
    package var resting: Set<Int> = []
    /// Of the files the apps stand in, in place of those they had; nil: these stay.
    package var hooks: [HookSpec]?
    package init(specs: [ProcessSpec]) { self.specs = specs }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(specs: try fields.decode([ProcessSpec].self, forKey: .specs))
        manner = try fields.decode(Manner.self, forKey: .manner)
        environment = try fields.decodeIfPresent([String: String].self, forKey: .environment)
        updatesEnvironment = try fields.decodeIfPresent(Bool.self, forKey: .updatesEnvironment) ?? false
        resting = try fields.decode(Set<Int>.self, forKey: .resting)
        hooks = try fields.decodeIfPresent([HookSpec].self, forKey: .hooks)
    }
}

package enum Scale: Hashable, Sendable, Codable {
    case exactly(Int)
    case more(Int)
    case fewer(Int)
}

/// Which instances are meant.
package enum Selector: Hashable, Sendable, Codable {
    case all
    case id(InstanceID)
    case name(String)
    case namespace(String)
    case ids([InstanceID])
}

package enum Reply: Hashable, Sendable, Codable {
    /// Accepted, and what it was about.
    case done([InstanceID])
    /// One sentence that says why not.
    case refused(String)
}

/// One line of output as the ring holds it.
package struct LogLine: Hashable, Sendable, Codable {
    package enum Stream: UInt8, Hashable, Sendable, Codable { case out, error }
    /// Grows with every line of any instance: the order of arrival, and the cursor to go on from.
    package var id: UInt64
    package var instance: InstanceID
    package var run: RunID
    package var stream: Stream
    /// CLOCK_REALTIME of its arrival, since 1970.
    package var at: Duration
    /// As written, without the newline; invalid UTF-8 is U+FFFD; cut at 64 KiB.
    package var text: String
    package init(id: UInt64, instance: InstanceID, run: RunID, stream: Stream, at: Duration, text: String) {
        self.id = id
        self.instance = instance
        self.run = run
        self.stream = stream
        self.at = at
        self.text = text
    }
}

package struct LineBatch: Hashable, Sendable, Codable {
    package var lines: [LogLine] = []
    /// Pass this as `after` next time.
    package var next: UInt64 = 0
    /// Lines between `after` and the first of `lines` that the ring no longer holds.
    package var evicted: UInt64 = 0
    package init() {}
}

/// Everything known of one instance that a snapshot does not carry.
package struct ProcessDetails: Hashable, Sendable, Codable {
    package var snapshot: ProcessSnapshot
    /// What its run was launched with; without pending changes, and without what it inherits.
    package var spec: ProcessSpec
    /// Which of its app's instances, from 0.
    package var ordinal: Int
    /// What its run was, or would be, launched with: everything a child finds in environ(7).
    package var environment: [String: String]
    /// When the slot was made.
    package var createdAt: Moment
    /// The last checks of its health over all its runs, oldest first; at most 20.
    package var checks: [HealthCheck]
    /// Where the values of `spec` came from, by the field's name in an ecosystem file or "env.PORT"; what is
    /// absent is `standard`.
    package var origins: [String: SpecOrigin] { spec.origins.byField }
    package init(
        snapshot: ProcessSnapshot, spec: ProcessSpec, ordinal: Int, environment: [String: String],
        checks: [HealthCheck] = [], createdAt: Moment
    ) {
        self.checks = checks
        self.snapshot = snapshot
        self.spec = spec
        self.ordinal = ordinal
        self.environment = environment
        self.createdAt = createdAt
    }
}

/// Where the output of one stream stands in its file: from here on, whoever reads the file misses nothing
/// and reads nothing twice.
package struct LogMark: Hashable, Sendable, Codable {
    package var instance: InstanceID
    package var stream: LogLine.Stream
    /// Absolute; nil where there is no file to read: the ring is all there is.
    package var path: String?
    /// Of the open file; a rotated one keeps it under another name.
    package var inode: UInt64 = 0
    /// Bytes in the file, all of them whole lines where `line` is known.
    package var offset = 0
    /// The newest line of this stream within those bytes, 0 for none.
    package var line: UInt64 = 0
    package init(instance: InstanceID, stream: LogLine.Stream) {
        self.instance = instance
        self.stream = stream
    }
}

/// Whether there is a core to be seen.
package enum Connection: Hashable, Sendable, Codable {
    case up
    /// In one sentence; it is tried again.
    case lost(String)
}

/// The one face of a core. Implemented in the same process and over the socket; views and verbs know
/// nothing else.
package protocol SupervisorClient: Sendable {
    func send(_ request: Request) async -> Reply
    /// As it stands, with figures no older than a second.
    /// - Parameter brief: without histories and events.
    func snapshot(brief: Bool) async -> Snapshot
    /// The newest snapshot, whenever there is a newer one; a slow reader misses the ones between.
    func snapshots() -> AsyncStream<Snapshot>
    /// Begins with how it stands; in the same process it never changes.
    func connection() -> AsyncStream<Connection>
    /// An element when there are lines that `lines` has not given to anybody yet.
    func linesArrived() -> AsyncStream<Void>
    /// Lines with an id above `after`, oldest first, at most `max`; of the given instances, or of all. Ids
    /// begin anew with each core (`CoreInfo.startedAt`).
    func lines(of instances: [InstanceID]?, after: UInt64, max: Int) async -> LineBatch
    /// Exits of one instance, oldest first.
    func history(of instance: InstanceID) async -> [ExitRecord]
    /// The last lines (at most 200) a run wrote.
    func lastLines(of run: RunID) async -> [LogLine]
    /// In the order of the ids; of all where none are given. Unknown ones are left out.
    func details(of instances: [InstanceID]?) async -> [ProcessDetails]
    /// nil: the machine. Filled from the core's start, or the slot's making, on; kept from run to run.
    func figures(of instance: InstanceID?, over span: FigureSpan) async -> FigureSeries
    /// The tree of its run, each parent just before its children, at most 500; empty where nothing runs.
    func members(of instance: InstanceID) async -> [TreeMember]
    /// Two for each instance: out, error.
    func logMarks(of instances: [InstanceID]?) async -> [LogMark]
}
