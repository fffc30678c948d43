package import Supervision

/// A log and where its reader is: at the end, following it, or holding on to one entry.
package struct LogPane: Sendable {
    /// A row of an entry: below 0 is what stands above it, a date.
    package struct Spot: Hashable, Sendable {
        package var index: Int
        package var row: Int
    }

    struct Anchor: Hashable, Sendable {
        var id: LogBuffer.EntryID
        var row: Int
    }

    private(set) var ring: LogList
    var past = PastWindow()
    /// The row at the top while paused; nil follows the end.
    var anchor: Anchor?
    /// The line one is on while paused.
    var cursor: LogBuffer.EntryID?
    /// Columns that long lines are moved to the left.
    var left = 0
    var marks: Set<LogBuffer.EntryID> = []
    var lastMark: LogBuffer.EntryID?
    /// Lines that came while paused.
    package private(set) var unseen = 0
    private var seenLine: UInt64 = 0

    package init(limit: Int) { ring = LogList(LogBuffer(limit: limit)) }

    package var buffer: LogBuffer { ring.buffer }
    package var isFollowing: Bool { anchor == nil }
    var filter: LogFilter { ring.filter }
    var search: LinePattern? { ring.search }

    // MARK: Taking in

    /// Takes output in; what is being read stays where it is.
    package mutating func take(_ lines: [LogLine]) {
        let evicted = buffer.evicted
        let new = ring.take(lines, holding: hold)
        if anchor != nil { unseen += new }
        noteEvicted(evicted)
    }

    package mutating func take(_ happenings: [Happening], words: (Happening) -> String) {
        let evicted = buffer.evicted
        ring.take(happenings, holding: hold, words: words)
        noteEvicted(evicted)
    }

    package mutating func noteMissed(_ count: UInt64) { ring.noteMissed(count) }

    /// What must not be let go: what is read, and while the files are read what joins them.
    private var hold: LogBuffer.EntryID? {
        guard let anchor else { return nil }
        return anchor.id.source == .past && buffer.count > 0 ? buffer[0].id : anchor.id
    }

    private mutating func noteEvicted(_ before: Int) {
        guard buffer.evicted > before else { return }
        if !past.isEmpty {
            if anchor?.id.source == .past { past.noteGap() } else { past.clear() }
        }
        // Only where the buffer had to give up what was read, it is the oldest left.
        if let held = anchor, index(of: held.id) == nil {
            anchor = count > 0 ? Anchor(id: entry(0).id, row: 0) : nil
        }
        if let held = cursor, index(of: held) == nil { cursor = anchor?.id }
        if marks.count > 0 {
            marks = marks.filter { buffer.index(of: $0) != nil || past.position(of: $0) != nil }
        }
    }

    // MARK: What is shown and found

    mutating func show(_ filter: LogFilter) {
        ring.show(filter)
        past.show(filter)
        guard let anchor else { return }
        unseen = ring.lines(after: seenLine)
        if count == 0 {
            follow()
        } else {
            let place = min(index(of: anchor.id) ?? 0, count - 1)
            if entry(place).id != anchor.id { self.anchor = Anchor(id: entry(place).id, row: 0) }
        }
    }

    mutating func look(for pattern: LinePattern?) {
        ring.look(for: pattern)
        past.look(for: pattern)
    }

    // MARK: Following and holding

    package mutating func follow() {
        anchor = nil
        cursor = nil
        unseen = 0
        if !past.isJoined { past.clear() }
    }

    mutating func hold(_ spot: Spot) {
        guard spot.index >= 0, spot.index < count else { return }
        if anchor == nil {
            unseen = 0
            seenLine = buffer.lastLine
        }
        anchor = Anchor(id: entry(spot.index).id, row: spot.row)
    }
}

extension LogPane {
    /// How far through the files an entry of them is; nil for others.
    func fileShare(_ index: Int) -> Double? {
        index < count ? past.share(of: entry(index).id, remembered: buffer.bytes) : nil
    }
}

// MARK: - Entries by index

// Those of the files first, then those remembered, as far as they are shown; an index counts all of them.
extension LogPane {
    package var count: Int { past.isEmpty ? ring.count : past.count + (past.isJoined ? ring.count : 0) }

    func entry(_ index: Int) -> LogBuffer.Entry {
        let place = place(index)
        return place.list.map { past.pieces[$0].list[place.index] } ?? ring[place.index]
    }

    /// UTF-8, as written.
    package func text(_ index: Int) -> ArraySlice<UInt8> {
        let place = place(index)
        return place.list.map { past.pieces[$0].list.text(at: place.index) } ?? ring.text(at: place.index)
    }

    /// Where an entry is; where it is hidden, what is behind it. nil: it is gone.
    func index(of id: LogBuffer.EntryID) -> Int? {
        guard id.source == .past else {
            return past.isJoined ? ring.index(of: id).map { $0 + past.count } : nil
        }
        var before = 0
        for piece in past.pieces {
            if piece.serial == id.number >> 32 { return piece.list.index(of: id).map { $0 + before } }
            before += piece.list.count
        }
        return nil
    }

    /// All of the stack trace that one is of.
    func group(of index: Int) -> [Int] {
        let place = place(index)
        let list = place.list.map { past.pieces[$0].list } ?? ring
        return list.group(of: place.index).map { $0 + index - place.index }
    }

    /// nil: among those remembered.
    private func place(_ index: Int) -> (list: Int?, index: Int) {
        var rest = index
        for (number, piece) in past.pieces.enumerated() {
            if rest < piece.list.count { return (number, rest) }
            rest -= piece.list.count
        }
        return (nil, rest)
    }

    // MARK: Hits

    var hitCount: Int {
        past.pieces.reduce(past.isJoined ? ring.hitCount : 0) { $0 + $1.list.hitCount }
    }

    /// How many hits are before an entry, and whether it is one.
    func hits(before index: Int) -> (count: Int, isHit: Bool) {
        var found = 0
        var rest = index
        for piece in past.pieces {
            if rest < piece.list.count {
                let own = piece.list.hits(before: rest)
                return (found + own.count, own.isHit)
            }
            found += piece.list.hitCount
            rest -= piece.list.count
        }
        guard past.isJoined else { return (found, false) }
        let own = ring.hits(before: rest)
        return (found + own.count, own.isHit)
    }

    func hit(_ number: Int) -> Int? {
        var rest = number
        var before = 0
        for piece in past.pieces {
            if rest < piece.list.hitCount { return piece.list.hit(rest).map { $0 + before } }
            rest -= piece.list.hitCount
            before += piece.list.count
        }
        return past.isJoined ? ring.hit(rest).map { $0 + before } : nil
    }
}
