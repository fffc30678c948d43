import Kernel
package import Supervision
import Synchronization

/// What the children write: bytes → lines → a ring in memory and files that rotate.
///
/// Two threads of its own: *journal* reads the pipes and never calls the disk; *writer* owns the files; with
/// a mirror a third. Every method may be called from any thread and returns at once, `close` excepted. Orders
/// take effect in the order they were given.
package final class Journal: Sendable {
    /// Sizes in bytes and times of patience.
    package struct Limits: Sendable {
        package var ringPerInstance = 256 << 10
        package var ringTotal = 8 << 20
        /// Queued or being written; beyond this the pipes are left unread for a moment.
        package var queueBytes = 2 << 20
        /// How long a full queue may stand still before lines are dropped. A busy but healthy disk was seen
        /// to hold one write for more than half a second.
        package var patience = Duration.seconds(5)
        /// Held in memory for one file that cannot be written.
        package var backlogBytes = 1 << 20
        /// Between two tries of a file that cannot be written.
        package var retry = Duration.seconds(1)
        /// A line without its end is passed on after this, or when it is that long (at most 64 KiB).
        package var partialHold = Duration.seconds(1)
        package var partialBytes = 64 << 10
        /// Read from the end of each file when an instance is opened, and how long its pipes wait for that.
        package var backfillBytes = 64 << 10
        package var backfillWait = Duration.milliseconds(250)
        /// After a burst, memory goes back to the system.
        package var trimAfter = Duration.seconds(2)
        package init() {}
    }

    private struct Ears {
        var lines: (@Sendable () -> Void)?
        var loss: (@Sendable (LossReport) -> Void)?
        /// `lines` has been called, and nobody has looked since.
        var isTold = false
        var trouble: (@Sendable (InstanceID, String) -> Void)?
        var space: (@Sendable (Happening.Kind?, [LowSpace]) -> Void)?
        /// What has been told of as trouble, and is not over.
        var troubled: Set<String> = []
        var paths: [InstanceID: LogPaths] = [:]
    }
    private final class State: Sendable {
        let ears = Mutex(Ears())
    }

    private let folder: String
    private let state = State()
    private let shelf: LineShelf
    private let intake: Intake
    private let mirror: Mirror?
    let writer: Writer

    /// `folder` is where files go that the spec does not name: `$WAMON_HOME/logs`.
    /// - Parameter mirror: shown all lines; the journal starts and ends it.
    package init(
        folder: String, limits: Limits = Limits(), mirror: Mirror? = nil,
        clock: @escaping @Sendable () -> Moment
    ) {
        self.folder = folder
        shelf = LineShelf(perInstance: limits.ringPerInstance, total: limits.ringTotal)
        let queue = WriteQueue(limit: limits.queueBytes)
        let pool = ChunkPool()
        let writer = Writer(queue: queue, pool: pool, limits: limits, clock: clock)
        let loss: @Sendable (LossReport) -> Void = { [state] report in
            state.ears.withLock { $0.loss }?(report)
        }
        let intake = Intake(
            shelf: shelf, queue: queue, pool: pool, writer: writer, limits: limits, mirror: mirror,
            clock: clock,
            tidings: Intake.Tidings(
                lines: { [state] in
                    let call = state.ears.withLock { ears -> (@Sendable () -> Void)? in
                        defer { ears.isTold = true }
                        return ears.isTold ? nil : ears.lines
                    }
                    call?()
                }, loss: loss))
        writer.calls = Writer.Calls(
            room: { intake.thread.post { intake.resume() } },
            blocked: { route, isBlocked in
                intake.thread.post { intake.setBlocked(route, isBlocked) }
            },
            loss: loss,
            space: { [state] kind, low in state.ears.withLock { $0.space }?(kind, low) })
        self.writer = writer
        self.mirror = mirror
        self.intake = intake
    }

    /// Starts both threads.
    package func start() {
        writer.thread.start()
        intake.thread.start()
        mirror?.start()
    }

    // MARK: - Orders

    /// Fixes an instance's files. `suffixed`: the app has several instances. Again for an instance that is
    /// open: its next runs go by the new spec.
    package func open(_ instance: InstanceID, spec: ProcessSpec, suffixed: Bool) {
        let paths = LogPaths(spec, instance: instance, folder: folder, suffixed: suffixed)
        mirror?.meet(instance, spec.name, suffixed: suffixed)
        state.ears.withLock { $0.paths[instance] = paths }
        intake.thread.post { [intake] in intake.open(instance, spec: spec, paths: paths) }
    }

    /// Takes over the read ends of a run's pipes; they are the journal's to close. -1: there is none.
    package func attach(_ run: RunID, of instance: InstanceID, out: Int32, error: Int32) {
        intake.thread.post { [intake] in intake.attach(run, of: instance, out: out, error: error) }
    }

    /// The run's root has ended: reads what is in its pipes and gives its last lines (at most 200), on the
    /// journal's thread. The pipes stay open for descendants.
    package func rootEnded(_ run: RunID, then: @escaping @Sendable ([LogLine]) -> Void) {
        intake.thread.post { [intake] in intake.rootEnded(run, then: then) }
    }

    /// The run's tree is gone: what is left in the pipes is read, then they are closed.
    package func detach(_ run: RunID) {
        intake.thread.post { [intake] in intake.detach(run) }
    }

    /// Mixes what happened into the mirror, behind the lines that are read by then: of what somebody wrote
    /// before it ended, say.
    /// - Parameter sentence: in words, without the name.
    package func show(_ happening: Happening, _ sentence: String) {
        guard let mirror else { return }
        intake.thread.post { mirror.tell(happening, sentence) }
    }

    /// Opens all files anew: somebody else has rotated them.
    package func reopen() {
        intake.thread.post { [intake] in intake.reopen() }
    }

    /// Empties the files and the ring of an instance.
    package func flush(_ instance: InstanceID) {
        intake.thread.post { [intake] in intake.flush(instance) }
    }

    /// The instance is deleted; its files stay.
    package func forget(_ instance: InstanceID) {
        state.ears.withLock { $0.paths[instance] = nil }
        intake.thread.post { [intake] in intake.forget(instance) }
    }

    /// For the small files beside the logs, in the order they were given.
    package func onWriter(_ work: @escaping @Sendable () -> Void) { writer.thread.post(work) }

    /// Reads the pipes empty, writes everything, ends the threads. False when that took longer than
    /// `wait`; the threads are left to themselves then.
    @discardableResult
    package func close(within wait: Duration) -> Bool {
        let begin = intake.clock().monotonic
        intake.thread.post { [intake] in intake.finish() }
        let isRead = intake.thread.join(within: wait)
        mirror?.finish()
        let left = { wait - (self.intake.clock().monotonic - begin) }
        let isWritten = writer.thread.join(within: left())
        let isShown = mirror?.join(within: left()) ?? true
        return isRead && isWritten && isShown
    }

    // MARK: - Questions

    /// From the rings, in the order of their ids; of the given instances, or of all.
    package func lines(of instances: [InstanceID]?, after: UInt64, max: Int) -> LineBatch {
        state.ears.withLock { $0.isTold = false }
        return shelf.lines(of: instances, after: after, max: max)
    }

    /// The last lines a run wrote, at most 200; what an ended run wrote is kept beyond the ring, but not
    /// for ever.
    package func lastLines(of run: RunID) -> [LogLine] { shelf.lastLines(of: run) }

    /// The same, as soon as everything ordered before has been done: after `rootEnded` with all that the run wrote.
    /// Without a run: none. On the journal's thread.
    package func lastLines(of run: RunID?, then: @escaping @Sendable ([LogLine]) -> Void) {
        intake.thread.post { [shelf] in then(run.map(shelf.lastLines) ?? []) }
    }

    /// Where an instance's lines go; nil when it is not open.
    package func paths(of instance: InstanceID) -> LogPaths? {
        state.ears.withLock { $0.paths[instance] }
    }

    /// Where the lines stand in their files: for each instance (of these, or of all) its out, then its error.
    ///
    /// All of it in one look at what has been written: whoever takes the lines up to `LogMark.line` from
    /// `lines`, and the file from `LogMark.offset` on, has each line once. Lines the files held before this
    /// core (those of run 0) lie before the offset. A line whose end has not been written begins at the
    /// offset.
    ///
    /// - A file that has been rotated since carries another name: it is known by `inode`. 0: there is no
    ///   file yet.
    /// - Flushed, or emptied by others: the offset goes back to the beginning, the line stays.
    /// - A file that fails: the mark stays where it last worked, and moves on when what was held is written.
    /// - /dev/null, a descriptor, no log file at all: no path, and line 0.
    /// - Several streams in one file have the same place there, and each its own line. Of two files of a stream
    ///   (`log_file`) its own comes first.
    ///
    /// - Parameter then: called on the writer's thread, so not before the disk answers; not at all once the
    ///   journal is closed.
    package func marks(of instances: [InstanceID]?, then: @escaping @Sendable ([LogMark]) -> Void) {
        intake.thread.post { [intake] in intake.marks(of: instances, then: then) }
    }

    // MARK: - News

    /// Called on the journal's thread when there are new lines: once, then not before `lines` has been
    /// called.
    package func onLines(_ call: (@Sendable () -> Void)?) {
        state.ears.withLock { $0.lines = call }
    }

    /// Called on the journal's or the writer's thread.
    package func onLoss(_ call: (@Sendable (LossReport) -> Void)?) {
        state.ears.withLock { $0.loss = call }
    }

    /// Called on the writer's thread when a disk runs low, or has room again, and with all that are low; without a
    /// happening, when only their figures have changed.
    package func onSpace(_ call: (@Sendable (Happening.Kind?, [LowSpace]) -> Void)?) {
        state.ears.withLock { $0.space = call }
    }

    /// Called on the writer's thread with one sentence when something beside the logs cannot be written; not
    /// again for the same until it could be.
    package func onTrouble(_ call: (@Sendable (InstanceID, String) -> Void)?) {
        state.ears.withLock { $0.trouble = call }
    }

    /// nil: all is well with it.
    func tell(_ trouble: String?, about thing: String, of instance: InstanceID) {
        let call = state.ears.withLock { ears -> (@Sendable (InstanceID, String) -> Void)? in
            if trouble == nil { ears.troubled.remove(thing) }
            return trouble != nil && ears.troubled.insert(thing).inserted ? ears.trouble : nil
        }
        if let trouble { call?(instance, trouble) }
    }
}

/// Output of an instance that did not reach a file.
package struct LossReport: Hashable, Sendable {
    package var instance: InstanceID
    /// Lines lost since the last report of this outage; in the report that it is over, in all. 0 at its
    /// beginning, while lines are still held in memory.
    package var lost: Int
    /// "/var/log/api.log: No space left on device".
    package var reason: String
    /// Lines reach the file again.
    package var isOver: Bool
}
