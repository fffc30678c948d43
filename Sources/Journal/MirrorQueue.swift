import Supervision
import Synchronization

/// From the journal's and the core's threads to the mirror's: bytes, bounded.
final class MirrorQueue: Sendable {
    /// A piece of the queued bytes.
    struct Entry: Sendable {
        /// nil: the core's own words.
        var route: Route?
        /// Which pipe.
        var source: UInt64
        var count: Int
        /// How many lines begin in here.
        var lines: Int
        /// Arrival, CLOCK_REALTIME.
        var at: Duration
        var continues: Bool
        var isOpen: Bool
        /// Not words but how many lines were left out before what follows.
        var lost = 0
    }
    struct Batch {
        var bytes: [UInt8] = []
        var entries: [Entry] = []
    }
    private struct State {
        var waiting = Batch()
        /// Bytes queued or being written.
        var inFlight = 0
        /// Left out and not announced yet, and when the last of them came.
        var lost = 0
        var lostAt = Duration.zero
        /// From the first line left out until half of the queue is free: not every line that fits between two
        /// that do not is worth an announcement.
        var isDropping = false
        var isDrainDue = false
        var isClosed = false
    }
    private let state = Mutex(State())
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Whether it was taken, and whether the mirror must be woken.
    func push(_ entry: Entry, _ bytes: UnsafeRawBufferPointer) -> (isTaken: Bool, mustWake: Bool) {
        state.withLock { state in
            if state.isClosed { return (true, false) }
            let most = state.isDropping ? limit / 2 : limit
            // A single piece larger than the whole queue goes through an empty one.
            guard state.inFlight == 0 || state.inFlight + bytes.count <= most else {
                state.isDropping = true
                state.lost += max(entry.lines, 1)
                state.lostAt = entry.at
                return (false, false)
            }
            admitLoss(&state)
            state.waiting.entries.append(entry)
            state.waiting.bytes.append(contentsOf: bytes)
            state.inFlight += bytes.count
            return (true, mustWake(&state))
        }
    }

    /// The core's words go in while there is any room. True when the mirror must be woken.
    func push(told bytes: [UInt8]) -> Bool {
        state.withLock { state in
            guard !state.isClosed, state.inFlight <= limit else { return false }
            state.waiting.entries.append(
                Entry(
                    source: 0, count: bytes.count, lines: 0, at: .zero, continues: false, isOpen: false))
            state.waiting.bytes += bytes
            state.inFlight += bytes.count
            return mustWake(&state)
        }
    }

    private func mustWake(_ state: inout State) -> Bool {
        defer { state.isDrainDue = true }
        return !state.isDrainDue
    }

    private func admitLoss(_ state: inout State) {
        state.isDropping = false
        guard state.lost > 0 else { return }
        state.waiting.entries.append(
            Entry(
                source: 0, count: 0, lines: 0, at: state.lostAt, continues: false, isOpen: false,
                lost: state.lost))
        state.lost = 0
    }

    // MARK: - On the mirror's thread

    /// All that waits, in exchange for a batch whose memory may be used again. Nil: there is nothing, and the
    /// next `push` wakes.
    func takeAll(_ spare: consuming Batch) -> Batch? {
        state.withLock { state in
            // Whoever was left out waits no longer for somebody else to speak.
            if state.waiting.entries.isEmpty, state.lost > 0 { admitLoss(&state) }
            guard !state.waiting.entries.isEmpty else {
                state.isDrainDue = false
                return nil
            }
            spare.bytes.removeAll(keepingCapacity: true)
            spare.entries.removeAll(keepingCapacity: true)
            swap(&spare, &state.waiting)
            return spare
        }
    }

    func finish(_ bytes: Int) { state.withLock { $0.inFlight -= bytes } }

    /// Lines that had been taken and could not be written.
    func lose(_ lines: Int) { state.withLock { $0.lost += lines } }

    /// Nobody reads any more: from now on everything is taken, and nothing kept.
    func close() {
        state.withLock { state in
            state.isClosed = true
            state.waiting = Batch()
            state.lost = 0
        }
    }
}
