import DequeModule
import Glibc
import Supervision

/// The newest lines of one instance: bytes in one circular buffer, cut into segments of lines that arrived
/// together. No line costs more than its bytes; text is decoded when somebody reads it.
struct LineRing {
    /// Lines of one stream with ids in a row, each ending in a newline.
    struct Segment {
        var firstID: UInt64
        var lines: Int
        /// In bytes ever written to the ring.
        var start: Int
        var count: Int
        var run: RunID
        var stream: LogLine.Stream
        /// Milliseconds since 1970.
        var at: Int64

        var lastID: UInt64 { firstID + UInt64(lines) - 1 }
    }
    /// Lines that were given up, to tell a reader how many it has missed.
    private struct Gone {
        var firstID: UInt64
        var lines: Int
        /// How many went before.
        var before: UInt64
    }

    private(set) var segments = Deque<Segment>()
    private var storage: [UInt8] = []
    private var end = 0
    private var start: Int { segments.first?.start ?? end }
    private var evicted: UInt64 = 0
    private var gone = Deque<Gone>()

    private static let segmentCost = MemoryLayout<Segment>.stride
    static let firstCapacity = 4 << 10

    /// Bytes of memory taken.
    var allocated: Int { storage.count }
    var isEmpty: Bool { segments.isEmpty }

    // MARK: - Writing

    /// Takes lines in; what does not fit within `limit` bytes pushes the oldest out. `bytes` ends in a
    /// newline, or gets one (`isOpen`). `lines` are counted by the caller.
    mutating func append(
        _ bytes: UnsafeRawBufferPointer, isOpen: Bool, firstID: UInt64, lines: Int, run: RunID,
        stream: LogLine.Stream, at: Int64, limit: Int
    ) {
        var (bytes, isOpen, firstID, lines) = (bytes, isOpen, firstID, lines)
        let room = limit - LineRing.segmentCost
        if bytes.count + 1 > room {
            (bytes, isOpen, firstID, lines) = newest(bytes, isOpen, firstID, lines, room)
        }
        let count = bytes.count + (isOpen ? 1 : 0)
        makeRoom(count + LineRing.segmentCost, limit)
        put(bytes)
        if isOpen {
            var newline: UInt8 = 10
            withUnsafeBytes(of: &newline) { put($0) }
        }
        if let last = segments.last, last.lastID + 1 == firstID, last.run == run, last.stream == stream,
            last.at == at
        {
            segments[segments.count - 1].lines += lines
            segments[segments.count - 1].count += count
        } else {
            segments.append(
                Segment(
                    firstID: firstID, lines: lines, start: end - count, count: count, run: run,
                    stream: stream, at: at))
        }
    }

    mutating func removeAll() { self = LineRing() }

    /// Gives memory up: the oldest lines go until it fits.
    mutating func shrink(to limit: Int) {
        guard storage.count > limit else { return }
        while let first = segments.first, end - first.start + overhead > limit { drop(first) }
        resize(max(LineRing.firstCapacity, limit))
    }

    /// The part of a batch larger than the ring that is worth keeping: its last lines, or the beginning of a
    /// line that is too long by itself.
    private mutating func newest(
        _ bytes: UnsafeRawBufferPointer, _ isOpen: Bool, _ firstID: UInt64, _ lines: Int, _ room: Int
    ) -> (UnsafeRawBufferPointer, Bool, UInt64, Int) {
        var skipped = bytes.count + 1 - room
        let base = bytes.baseAddress!
        if let newline = Newlines.first(base + skipped, bytes.count - skipped),
            skipped + newline + 1 < bytes.count
        {
            skipped += newline + 1
            let kept = lines - Newlines.count(base, skipped)
            remember(firstID, lines - kept)
            return (
                UnsafeRawBufferPointer(rebasing: bytes[skipped...]), isOpen, firstID + UInt64(lines - kept),
                kept
            )
        }
        let body = bytes.count - (isOpen ? 0 : 1)
        let begin = Newlines.last(base, body).map { $0 + 1 } ?? 0
        remember(firstID, lines - 1)
        let length = min(body - begin, room - 1)
        return (
            UnsafeRawBufferPointer(start: base + begin, count: length), true, firstID + UInt64(lines - 1), 1
        )
    }

    private var overhead: Int { segments.count * LineRing.segmentCost }

    private mutating func makeRoom(_ count: Int, _ limit: Int) {
        while let first = segments.first {
            let excess = end - first.start + overhead + count - limit
            if excess <= 0 { break }
            if excess >= first.count { drop(first) } else { trim(first, by: excess) }
        }
        let needed = end - start + count
        if needed > storage.count {
            var capacity = max(storage.count, LineRing.firstCapacity)
            while capacity < needed { capacity *= 2 }
            resize(min(capacity, max(limit, needed)))
        }
    }

    private mutating func drop(_ segment: Segment) {
        remember(segment.firstID, segment.lines)
        segments.removeFirst()
    }

    /// Takes the first lines off a segment, at least `count` bytes.
    private mutating func trim(_ segment: Segment, by count: Int) {
        let removed = count + line(at: segment.start + count, within: segment.count - count)
        if removed >= segment.count { return drop(segment) }
        // Only the smaller part is looked at.
        let lines =
            removed < segment.count / 2
            ? newlines(segment.start, removed)
            : segment.lines - newlines(segment.start + removed, segment.count - removed)
        remember(segment.firstID, lines)
        segments[0].firstID += UInt64(lines)
        segments[0].lines -= lines
        segments[0].start += removed
        segments[0].count -= removed
    }

    private mutating func remember(_ firstID: UInt64, _ lines: Int) {
        guard lines > 0 else { return }
        gone.append(Gone(firstID: firstID, lines: lines, before: evicted))
        if gone.count > 64 { gone.removeFirst() }
        evicted += UInt64(lines)
    }

    // MARK: - Reading

    /// Lines with an id above `id` that are no longer here. Exact for the last 64 evictions, otherwise at
    /// most what it can have been.
    func evicted(after id: UInt64) -> UInt64 {
        guard let oldest = gone.first else { return 0 }
        if id < oldest.firstID {
            let older = min(oldest.before, oldest.firstID - id - 1)
            return evicted - oldest.before + older
        }
        guard let entry = gone.last(where: { $0.firstID <= id }) else { return 0 }
        let seen = entry.before + min(UInt64(entry.lines), id - entry.firstID + 1)
        return evicted - seen
    }

    /// Index of the first segment with a line above `id`.
    func firstSegment(after id: UInt64) -> Int {
        var (low, high) = (0, segments.count)
        while low < high {
            let middle = (low + high) / 2
            if segments[middle].lastID > id { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Copies the lines of a segment above `id`, at most `max`.
    func copy(
        _ segment: Segment, after id: UInt64, max: Int, of instance: InstanceID, into lines: inout RawLines
    ) {
        var (position, number) = (segment.start, segment.firstID)
        let close = segment.start + segment.count
        var taken = 0
        while position < close, taken < max {
            let length = line(at: position, within: close - position)
            if number > id {
                lines.append(
                    RawLines.Entry(
                        id: number, instance: instance, run: segment.run, stream: segment.stream,
                        at: segment.at, start: lines.bytes.count, count: length - 1))
                copyBytes(position, length - 1, into: &lines.bytes)
                taken += 1
            }
            position += length
            number += 1
        }
    }

    /// The last lines of one run, at most `max`.
    func last(_ max: Int, of run: RunID, instance: InstanceID) -> RawLines {
        var count = 0
        var index = segments.count
        while index > 0, count < max {
            index -= 1
            if segments[index].run == run { count += segments[index].lines }
        }
        var lines = RawLines()
        for segment in segments[index...] where segment.run == run {
            let surplus = Swift.max(0, count - max)
            let skipped = min(surplus, segment.lines)
            count -= skipped
            if skipped == segment.lines { continue }
            copy(
                segment, after: segment.firstID + UInt64(skipped) - 1, max: .max, of: instance, into: &lines)
        }
        return lines
    }

    // MARK: - The circle

    /// Length of the line at a position, newline included.
    private func line(at position: Int, within count: Int) -> Int {
        storage.withUnsafeBytes { bytes in
            let offset = position % bytes.count
            let straight = min(count, bytes.count - offset)
            if let newline = Newlines.first(bytes.baseAddress! + offset, straight) { return newline + 1 }
            guard count > straight else { return count }
            return Newlines.first(bytes.baseAddress!, count - straight).map { straight + $0 + 1 } ?? count
        }
    }

    private func newlines(_ position: Int, _ count: Int) -> Int {
        storage.withUnsafeBytes { bytes in
            let offset = position % bytes.count
            let straight = min(count, bytes.count - offset)
            return Newlines.count(bytes.baseAddress! + offset, straight)
                + Newlines.count(bytes.baseAddress!, count - straight)
        }
    }

    private func copyBytes(_ position: Int, _ count: Int, into target: inout [UInt8]) {
        guard count > 0 else { return }
        let offset = position % storage.count
        let straight = min(count, storage.count - offset)
        target += storage[offset..<offset + straight]
        target += storage[..<(count - straight)]
    }

    private mutating func put(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count > 0 else { return }
        let position = end
        storage.withUnsafeMutableBytes { room in
            let offset = position % room.count
            let straight = min(bytes.count, room.count - offset)
            memcpy(room.baseAddress! + offset, bytes.baseAddress!, straight)
            memcpy(room.baseAddress!, bytes.baseAddress! + straight, bytes.count - straight)
        }
        end += bytes.count
    }

    /// Moves what is held into a buffer of another size.
    private mutating func resize(_ capacity: Int) {
        var straight: [UInt8] = []
        straight.reserveCapacity(capacity)
        let held = end - start
        copyBytes(start, held, into: &straight)
        straight += repeatElement(0, count: capacity - held)
        let moved = start
        for index in segments.indices { segments[index].start -= moved }
        end = held
        storage = straight
    }
}
