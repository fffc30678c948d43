import Supervision
import Synchronization

/// Whole lines (or a held-back piece of one) on their way to the files.
struct Parcel: Sendable {
    var route: Route
    /// Which pipe: a line left open by one pipe is not continued by another.
    var source: UInt64
    var chunk: Chunk
    var offset: Int
    var count: Int
    /// How many lines begin in here.
    var lines: Int
    /// Arrival, CLOCK_REALTIME.
    var at: Duration
    /// Begins in the middle of a line whose beginning went before.
    var continues: Bool
    /// Does not end in a newline: the rest is to follow.
    var isOpen: Bool
    /// Id of the pipe's newest line up to here, and of the newest that has its end.
    var newest: UInt64
    var newestWhole: UInt64
    /// Lines dropped before this one for want of room in the queue.
    var lostBefore = 0

    var start: UnsafeRawPointer { UnsafeRawPointer(chunk.base + offset) }
}

/// From the journal's thread to the writer's: counted in bytes, so that the journal knows when to wait.
final class WriteQueue: Sendable {
    private struct State {
        var parcels: [Parcel] = []
        /// Bytes queued or being written.
        var inFlight = 0
        /// Counts parcels done: whether the disk moves at all.
        var done: UInt64 = 0
        var isDrainDue = false
        /// The journal has stopped reading and wants to be told.
        var isAwaited = false
    }
    private let state = Mutex(State())
    /// Enough for the writer to be kept busy over a turn of the scheduler.
    let limit: Int

    init(limit: Int) { self.limit = limit }

    /// True when the writer must be woken.
    func push(_ batch: [Parcel]) -> Bool {
        state.withLock { state in
            state.parcels.append(contentsOf: batch)
            for parcel in batch { state.inFlight += parcel.count }
            defer { state.isDrainDue = true }
            return !state.isDrainDue
        }
    }

    func takeAll() -> [Parcel] {
        state.withLock { state in
            state.isDrainDue = false
            let all = state.parcels
            state.parcels = []
            return all
        }
    }

    /// True when there is room again and the journal waits to hear of it.
    func finish(_ bytes: Int) -> Bool {
        state.withLock { state in
            state.inFlight -= bytes
            state.done &+= 1
            guard state.isAwaited, state.inFlight <= limit / 2 else { return false }
            state.isAwaited = false
            return true
        }
    }

    var isFull: Bool { state.withLock { $0.inFlight >= limit } }
    var inFlight: Int { state.withLock { $0.inFlight } }
    var done: UInt64 { state.withLock { $0.done } }

    /// Asks for the word from `finish`; false when there is room already.
    func awaitRoom() -> Bool {
        state.withLock { state in
            state.isAwaited = state.inFlight > limit / 2
            return state.isAwaited
        }
    }
}
