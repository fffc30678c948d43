/// What can be asked of a core. Every door (monitor, command line, socket) asks in these words.
package enum Request: Hashable, Sendable, Codable {
    case start(Selector)
    case stop(Selector)
    case restart(Selector)
    /// One after the other, each online before the next.
    case reload(Selector)
    case delete(Selector)
    /// Counters to 0.
    case reset(Selector)
    /// To the root of each.
    case signal(Signal, Selector)
    /// Stop everything, then end.
    case shutdown
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

/// The one face of a core. Implemented in the same process and over the socket; views and verbs know
/// nothing else.
package protocol SupervisorClient: Sendable {
    func send(_ request: Request) async -> Reply
    /// The newest snapshot, whenever there is a newer one; a slow reader misses the ones between.
    func snapshots() -> AsyncStream<Snapshot>
    /// An element when there are lines that `lines` has not given to anybody yet.
    func linesArrived() -> AsyncStream<Void>
    /// Lines with an id above `after`, oldest first, at most `max`; of the given instances, or of all.
    func lines(of instances: [InstanceID]?, after: UInt64, max: Int) async -> LineBatch
    /// Exits of one instance, oldest first.
    func history(of instance: InstanceID) async -> [ExitRecord]
    /// The last lines (at most 200) a run wrote.
    func lastLines(of run: RunID) async -> [LogLine]
}
