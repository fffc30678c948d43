package import Supervision

// Taking in and letting go.
extension LogBuffer {
    /// Takes lines in; known ones are left out, older ones find their place.
    /// - Parameter hold: an entry that somebody is reading; kept until the buffer is twice its limit.
    /// - Returns: the ordinal from which on entries are new or have moved.
    @discardableResult
    package mutating func insert(_ lines: [LogLine], holding hold: EntryID? = nil) -> Int {
        var low = entries.count
        let isOlder = lines.contains { $0.id <= lastLine }
        if isOlder { low = min(low, merge(lines.filter { $0.id <= lastLine })) }
        for line in lines where line.id > lastLine {
            let entry = stored(line)
            var position = entries.count
            while position > head, entries[position - 1].kind == .happening,
                entries[position - 1].nanoseconds > entry.nanoseconds
            {
                position -= 1
            }
            entries.insert(entry, at: position)
            low = min(low, position)
            lastLine = line.id
        }
        return finish(from: low, holding: hold)
    }

    package mutating func noteMissed(_ count: UInt64) { missed &+= count }

    /// Takes happenings in, each once, before the lines that came later.
    @discardableResult
    package mutating func insert(
        _ happenings: [Happening], holding hold: EntryID? = nil, words: (Happening) -> String
    ) -> Int {
        var low = entries.count
        for happening in happenings where happening.sequence > lastHappening {
            lastHappening = happening.sequence
            var text = words(happening)
            var entry = text.withUTF8 {
                store(
                    $0, number: happening.sequence, source: .happening,
                    at: LogBuffer.nanoseconds(happening.at.wall),
                    slot: happening.instance.map { Int32(clamping: $0.raw) } ?? -1, run: 0, kind: .happening)
            }
            entry.level = Level(of: happening.kind)
            var position = entries.count
            while position > head, entries[position - 1].nanoseconds > entry.nanoseconds { position -= 1 }
            entries.insert(entry, at: position)
            low = min(low, position)
        }
        return finish(from: low, holding: hold)
    }

    /// Takes a piece of the files in, behind what is there.
    /// - Parameter first: the number of its first line; the others follow.
    mutating func insert(past lines: [PastLine], numberedFrom first: UInt64) {
        let low = entries.count
        for (index, line) in lines.enumerated() {
            var text = line.text
            let entry = text.withUTF8 {
                store(
                    LogBuffer.lastSegment($0), number: first + UInt64(index), source: .past,
                    at: line.at.map { LogBuffer.nanoseconds($0) } ?? Entry.noTime,
                    slot: Int32(clamping: line.instance.raw), run: 0,
                    kind: line.stream == .error ? .error : .out)
            }
            entries.append(entry)
        }
        _ = finish(from: low, holding: nil)
    }

    private mutating func stored(_ line: LogLine) -> Entry {
        var text = line.text
        return text.withUTF8 {
            store(
                LogBuffer.lastSegment($0), number: line.id, source: .line,
                at: LogBuffer.nanoseconds(line.at), slot: Int32(clamping: line.instance.raw),
                run: UInt32(truncatingIfNeeded: line.run.raw), kind: line.stream == .error ? .error : .out)
        }
    }

    /// Puts lines between those that are there, in one pass over them.
    /// - Returns: where the first one is.
    private mutating func merge(_ lines: [LogLine]) -> Int {
        let unknown = lines.sorted { $0.id < $1.id }
            .filter { index(of: EntryID(number: $0.id, source: .line)) == nil }
        guard !unknown.isEmpty else { return entries.count }
        var merged: [Entry] = []
        merged.reserveCapacity(count + unknown.count)
        var rest = unknown[...]
        var low = Int.max
        for entry in entries[head...] {
            while let line = rest.first,
                entry.isLine
                    ? line.id < entry.number : LogBuffer.nanoseconds(line.at) < entry.nanoseconds
            {
                low = min(low, merged.count)
                merged.append(stored(line))
                rest.removeFirst()
            }
            merged.append(entry)
        }
        for line in rest {
            low = min(low, merged.count)
            merged.append(stored(line))
        }
        entries = merged
        head = 0
        return low
    }
}

// MARK: - Storing

extension LogBuffer {
    private mutating func store(
        _ text: UnsafeBufferPointer<UInt8>, number: UInt64, source: EntryID.Source, at: Int64, slot: Int32,
        run: UInt32, kind: Kind
    ) -> Entry {
        if pages[pages.count - 1].text.count + text.count > Page.size, pages[pages.count - 1].live > 0 {
            pages.append(Page())
        }
        let last = pages.count - 1
        let offset = pages[last].text.count
        pages[last].text.append(contentsOf: text)
        pages[last].live += 1
        bytes += text.count + MemoryLayout<Entry>.stride
        return Entry(
            number: number, nanoseconds: at, page: firstPage + UInt32(last), offset: UInt32(offset),
            length: UInt32(text.count), slot: slot, run: run, kind: kind, level: .plain, trace: .head,
            source: source)
    }

    static func nanoseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        return seconds.multipliedReportingOverflow(by: 1_000_000_000).partialValue
            &+ attoseconds / 1_000_000_000
    }

    /// What a terminal would show of a progress line: the last thing written over it.
    private static func lastSegment(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var end = bytes.count
        while end > 0, bytes[end - 1] == 0x0D { end -= 1 }
        var start = end
        while start > 0, bytes[start - 1] != 0x0D { start -= 1 }
        return UnsafeBufferPointer(rebasing: bytes[start..<end])
    }

    /// Says of what is new what it is, and keeps the limit.
    private mutating func finish(from low: Int, holding hold: EntryID?) -> Int {
        for index in (low - head)..<max(low - head, count) { classify(index) }
        let ordinal = firstOrdinal + low - head
        trim(holding: hold)
        return max(ordinal, firstOrdinal)
    }

    private mutating func classify(_ index: Int) {
        var entry = self[index]
        if entry.isTallied { tally(entry, -1) }
        entry.isTallied = true
        if entry.isLine {
            let before = predecessor(of: index).map { self[$0] }
                .flatMap { entry.nanoseconds &- $0.nanoseconds < LogBuffer.pause ? $0 : nil }
            let bytes = text(of: entry)
            bytes.withUnsafeBufferPointer {
                entry.trace = Trace($0, after: before?.trace, isError: before?.gravity == .error)
                // What belongs to an error is one, whatever words are in it.
                entry.level = entry.trace.isContinuation ? before?.level ?? .plain : Level(of: $0)
            }
        }
        tally(entry, 1)
        entries[head + index] = entry
    }

    /// Whoever writes a trace writes it at once.
    private static let pause: Int64 = 1_000_000_000
}

// MARK: - Letting go

extension LogBuffer {
    /// The entry read by somebody and all behind it stay, until twice the limit is reached.
    private mutating func trim(holding hold: EntryID?) {
        guard bytes > limit, count > 1 else { return }
        let held = hold.flatMap { index(of: $0) }.map { $0 + head } ?? Int.max
        while bytes > limit, head < entries.count - 1 {
            if head >= held, bytes <= limit * 2 { break }
            let entry = entries[head]
            tally(entry, -1)
            if entry.isLine { evicted += 1 }
            bytes -= Int(entry.length) + MemoryLayout<Entry>.stride
            pages[Int(entry.page - firstPage)].live -= 1
            head += 1
            firstOrdinal += 1
            while pages.count > 1, pages[0].live == 0 {
                pages.removeFirst()
                firstPage += 1
            }
        }
        if head > 1024, head > entries.count / 2 {
            entries.removeSubrange(..<head)
            head = 0
        }
    }

    private mutating func tally(_ entry: Entry, _ step: Int) {
        guard entry.isLine else { return }
        lineCount += step
        guard !entry.trace.isContinuation else { return }
        if entry.gravity == .warning {
            warningCount += step
        } else if entry.gravity == .error {
            errorCount += step
        }
    }
}
