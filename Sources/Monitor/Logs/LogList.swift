import Supervision

/// A buffer with what of it is shown and what is found. Both are kept as lines come and go: a line costs
/// itself, however much there is; only a new filter or a new search looks at everything once.
struct LogList: Sendable {
    private(set) var buffer: LogBuffer
    private(set) var filter = LogFilter()
    private(set) var search: LinePattern?
    /// nil: everything is.
    private var shown: Ordinals?
    /// nil: nothing is looked for.
    private var hits: Ordinals?

    init(_ buffer: LogBuffer) { self.buffer = buffer }

    /// Entries shown.
    var count: Int { shown?.count ?? buffer.count }

    /// The index in the buffer of one shown.
    func bufferIndex(_ index: Int) -> Int {
        shown.map { $0[index] - buffer.firstOrdinal } ?? index
    }

    subscript(index: Int) -> LogBuffer.Entry { buffer[bufferIndex(index)] }

    func text(at index: Int) -> ArraySlice<UInt8> { buffer.text(of: self[index]) }

    /// Where an entry is among those shown; where it is hidden, the first one behind it. nil: it is gone.
    func index(of id: LogBuffer.EntryID) -> Int? {
        guard let index = buffer.index(of: id) else { return nil }
        return shown.map { $0.position(of: index + buffer.firstOrdinal) } ?? index
    }

    /// The indices of the stack trace one is of, among those shown.
    func group(of index: Int) -> [Int] {
        let group = buffer.group(of: bufferIndex(index))
        guard let shown else { return group }
        return group.compactMap {
            let ordinal = $0 + buffer.firstOrdinal
            return shown.contains(ordinal) ? shown.position(of: ordinal) : nil
        }
    }

    // MARK: Taking in

    /// - Returns: how many lines were added at the end of what is shown.
    mutating func take(_ lines: [LogLine], holding hold: LogBuffer.EntryID?) -> Int {
        let before = buffer.lastLine
        judge(from: buffer.insert(lines, holding: hold))
        return self.lines(after: before)
    }

    /// How many of the lines shown came after one.
    func lines(after number: UInt64) -> Int {
        var new = 0
        var index = count - 1
        while index >= 0 {
            let entry = self[index]
            if entry.isLine {
                if entry.number <= number { break }
                new += 1
            }
            index -= 1
        }
        return new
    }

    mutating func take(
        _ happenings: [Happening], holding hold: LogBuffer.EntryID?, words: (Happening) -> String
    ) {
        judge(from: buffer.insert(happenings, holding: hold, words: words))
    }

    mutating func take(past lines: [PastLine], numberedFrom first: UInt64) {
        let low = buffer.endOrdinal
        buffer.insert(past: lines, numberedFrom: first)
        judge(from: low)
    }

    mutating func noteMissed(_ count: UInt64) { buffer.noteMissed(count) }

    // MARK: Judging

    mutating func show(_ filter: LogFilter) {
        guard filter != self.filter else { return }
        self.filter = filter
        shown = filter.isEmpty ? nil : Ordinals()
        if search != nil { hits = Ordinals() }
        judge(from: buffer.firstOrdinal)
    }

    mutating func look(for pattern: LinePattern?) {
        guard pattern != search else { return }
        search = pattern
        hits = pattern.map { _ in Ordinals() }
        if let pattern { find(pattern, from: buffer.firstOrdinal) }
    }

    private mutating func judge(from low: Int) {
        guard shown != nil || hits != nil else { return }
        shown?.letGo(before: buffer.firstOrdinal)
        hits?.letGo(before: buffer.firstOrdinal)
        shown?.cut(from: low)
        hits?.cut(from: low)
        if shown != nil {
            for ordinal in low..<max(low, buffer.endOrdinal) { admit(ordinal) }
        } else if let search {
            find(search, from: low)
        }
    }

    private mutating func find(_ pattern: LinePattern, from low: Int) {
        if let shown {
            for at in shown.position(of: low)..<max(shown.position(of: low), shown.count) {
                note(shown[at], pattern)
            }
        } else {
            for ordinal in low..<max(low, buffer.endOrdinal) { note(ordinal, pattern) }
        }
    }

    private mutating func note(_ ordinal: Int, _ pattern: LinePattern) {
        let entry = buffer[ordinal - buffer.firstOrdinal]
        if pattern.matches(buffer.text(of: entry)) { hits?.insert(ordinal) }
    }

    /// Shows an entry if it is asked for. Of a trace all is shown once one line of it is.
    private mutating func admit(_ ordinal: Int) {
        let index = ordinal - buffer.firstOrdinal
        let entry = buffer[index]
        guard filter.admits(entry) else { return }
        let before = entry.trace.isContinuation ? buffer.predecessor(of: index) : nil
        let isTold = before.map { shown?.contains($0 + buffer.firstOrdinal) ?? false } ?? false
        guard isTold || filter.pattern.map({ $0.matches(buffer.text(of: entry)) }) ?? true else { return }
        add(ordinal)
        guard before != nil, !isTold else { return }
        for member in buffer.group(of: index) where member < index { add(member + buffer.firstOrdinal) }
    }

    private mutating func add(_ ordinal: Int) {
        shown?.insert(ordinal)
        if let search { note(ordinal, search) }
    }
}

// MARK: - What is found

extension LogList {
    var hitCount: Int { hits?.count ?? 0 }

    /// How many hits are before an entry shown, and whether it is one itself.
    func hits(before index: Int) -> (count: Int, isHit: Bool) {
        guard let hits, index < count else { return (hitCount, false) }
        let ordinal = bufferIndex(index) + buffer.firstOrdinal
        return (hits.position(of: ordinal), hits.contains(ordinal))
    }

    /// The entry shown that is the so many-th hit.
    func hit(_ number: Int) -> Int? {
        guard let hits, number >= 0, number < hits.count else { return nil }
        return shown.map { $0.position(of: hits[number]) } ?? hits[number] - buffer.firstOrdinal
    }
}
