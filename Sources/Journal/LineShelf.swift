import DequeModule
import Supervision
import Synchronization

/// All rings, and the ids of lines. Written by the journal's thread, read from any.
final class LineShelf: Sendable {
    private struct Tail {
        var run: RunID
        var lines: RawLines
    }
    private struct State {
        var rings: [InstanceID: LineRing] = [:]
        var lastID: UInt64 = 0
        var allocated = 0
        var owners: [RunID: InstanceID] = [:]
        /// The last words of runs that have ended, the oldest first.
        var tails = Deque<Tail>()
        var tailBytes = 0
    }
    private let state = Mutex(State())
    private let perInstance: Int
    private let total: Int

    /// Lines an exit record may show.
    static let lastLines = 200
    /// For one ended run, and for all of them.
    private static let tailLimit = 32 << 10
    private static let tailsLimit = 1 << 20

    init(perInstance: Int, total: Int) {
        self.perInstance = perInstance
        self.total = total
    }

    // MARK: - Writing

    /// False when there is a ring already.
    func open(_ instance: InstanceID) -> Bool {
        state.withLock { state in
            guard state.rings[instance] == nil else { return false }
            state.rings[instance] = LineRing()
            return true
        }
    }

    func forget(_ instance: InstanceID) {
        state.withLock { state in
            state.allocated -= state.rings.removeValue(forKey: instance)?.allocated ?? 0
            for (run, owner) in state.owners where owner == instance { state.owners[run] = nil }
        }
    }

    func clear(_ instance: InstanceID) {
        state.withLock { state in
            state.allocated -= state.rings[instance]?.allocated ?? 0
            state.rings[instance]?.removeAll()
        }
    }

    func begin(_ run: RunID, of instance: InstanceID) {
        state.withLock { $0.owners[run] = instance }
    }

    /// Gives the lines their ids and keeps the newest. `bytes` ends in a newline unless `isOpen`.
    /// - Returns: the id of the last of them.
    func append(
        _ bytes: UnsafeRawBufferPointer, isOpen: Bool, lines: Int, instance: InstanceID, run: RunID,
        stream: LogLine.Stream, at: Duration
    ) -> UInt64 {
        guard lines > 0 else { return newestID }
        let (seconds, attoseconds) = at.components
        let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
        return state.withLock { state in
            let firstID = state.lastID + 1
            state.lastID += UInt64(lines)
            guard let before = state.rings[instance]?.allocated else { return state.lastID }
            let limit = limit(before, &state)
            state.rings[instance]!.append(
                bytes, isOpen: isOpen, firstID: firstID, lines: lines, run: run, stream: stream,
                at: milliseconds, limit: limit)
            state.allocated += state.rings[instance]!.allocated - before
            return state.lastID
        }
    }

    /// Of all lines so far.
    var newestID: UInt64 { state.withLock { $0.lastID } }

    /// How large a ring may become: its full size while there is memory, else a fair share, taken from
    /// the largest.
    private func limit(_ held: Int, _ state: inout State) -> Int {
        let free = total - state.allocated
        if free >= perInstance - held { return perInstance }
        let share = max(LineRing.firstCapacity, total / max(1, state.rings.count))
        if held < share, free < share - held,
            let largest = state.rings.max(by: { $0.value.allocated < $1.value.allocated }),
            largest.value.allocated > share
        {
            state.rings[largest.key]!.shrink(to: share)
            state.allocated -= largest.value.allocated - state.rings[largest.key]!.allocated
        }
        return min(perInstance, max(share, held))
    }

    /// Keeps the last words of a run whose root has ended, beyond the time the ring holds them.
    func keepTail(of run: RunID) -> RawLines {
        state.withLock { state in
            let lines = ringLines(of: run, state)
            state.tailBytes -= state.tails.first { $0.run == run }?.lines.cost ?? 0
            state.tails.removeAll { $0.run == run }
            let kept = lines.newest(within: LineShelf.tailLimit)
            state.tails.append(Tail(run: run, lines: kept))
            state.tailBytes += kept.cost
            while state.tailBytes > LineShelf.tailsLimit || state.tails.count > 4096 {
                let oldest = state.tails.removeFirst()
                state.tailBytes -= oldest.lines.cost
                state.owners[oldest.run] = nil
            }
            return lines
        }
    }

    /// Bytes taken by all rings.
    var allocated: Int { state.withLock { $0.allocated } }

    // MARK: - Reading

    func lines(of instances: [InstanceID]?, after: UInt64, max: Int) -> LineBatch {
        var lines = RawLines()
        var batch = LineBatch()
        state.withLock { state in
            let chosen = instances ?? Array(state.rings.keys)
            var cursors: [(instance: InstanceID, index: Int)] = []
            for instance in Set(chosen) {
                guard let ring = state.rings[instance] else { continue }
                batch.evicted += ring.evicted(after: after)
                let index = ring.firstSegment(after: after)
                if index < ring.segments.count { cursors.append((instance, index)) }
            }
            // Segments never overlap in their ids: the one that begins first is copied whole.
            while lines.entries.count < max {
                var best: (cursor: Int, id: UInt64)?
                for (cursor, place) in cursors.enumerated() {
                    let segments = state.rings[place.instance]!.segments
                    guard place.index < segments.count else { continue }
                    let id = segments[place.index].firstID
                    if best.map({ id < $0.id }) ?? true { best = (cursor, id) }
                }
                guard let best else { break }
                let place = cursors[best.cursor]
                let ring = state.rings[place.instance]!
                ring.copy(
                    ring.segments[place.index], after: after, max: max - lines.entries.count,
                    of: place.instance, into: &lines)
                cursors[best.cursor].index += 1
            }
            let isCut = lines.entries.count >= max
            batch.next = isCut ? lines.entries.last?.id ?? after : Swift.max(after, state.lastID)
        }
        batch.lines = lines.decoded
        return batch
    }

    func lastLines(of run: RunID) -> [LogLine] {
        let (kept, held) = state.withLock { state in
            (state.tails.first { $0.run == run }?.lines, ringLines(of: run, state))
        }
        let newer = held.decoded
        guard let kept, let first = newer.first?.id else { return kept?.decoded ?? newer }
        return Array((kept.decoded.filter { $0.id < first } + newer).suffix(LineShelf.lastLines))
    }

    private func ringLines(of run: RunID, _ state: borrowing State) -> RawLines {
        guard let instance = state.owners[run], let ring = state.rings[instance] else { return RawLines() }
        return ring.last(LineShelf.lastLines, of: run, instance: instance)
    }
}
