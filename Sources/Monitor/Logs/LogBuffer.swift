package import Supervision

/// What the monitor remembers of the output: lines of all instances in the order they arrived, wamon's own
/// happenings between them by time, bounded in bytes. Text is kept in pages of bytes, an entry is 40 bytes,
/// so a full buffer costs little more than its limit.
package struct LogBuffer: Sendable {
    package struct Entry: Sendable {
        package var id: EntryID { EntryID(number: number, isLine: kind == .out || kind == .error) }
        fileprivate var number: UInt64
        /// CLOCK_REALTIME in nanoseconds since 1970.
        fileprivate var nanoseconds: Int64
        fileprivate var page: UInt32
        fileprivate var offset: UInt32
        fileprivate var length: UInt32
        fileprivate var slot: Int32
        package fileprivate(set) var kind: Kind
        package fileprivate(set) var level: Level

        package var at: Duration { .nanoseconds(nanoseconds) }
        /// nil: the core's own.
        package var instance: InstanceID? { slot < 0 ? nil : InstanceID(Int(slot)) }
    }

    package enum Kind: UInt8, Sendable { case out, error, happening }

    /// What a view holds on to while the buffer moves below it.
    package struct EntryID: Hashable, Sendable {
        fileprivate var number: UInt64
        fileprivate var isLine: Bool
    }

    /// Bytes, entries included.
    package let limit: Int
    /// Lines dropped at the front to stay within the limit.
    package private(set) var evicted = 0
    /// Lines the core's ring had dropped before they were fetched.
    package private(set) var missed: UInt64 = 0
    /// Of the lines held.
    package private(set) var lineCount = 0
    package private(set) var errorCount = 0
    package private(set) var warningCount = 0
    /// The largest line id seen.
    package private(set) var lastLine: UInt64 = 0
    /// The largest happening sequence seen.
    package private(set) var lastHappening: UInt64 = 0

    private var entries: [Entry] = []
    /// `entries` before it are gone.
    private var head = 0
    private var pages: [Page] = [Page()]
    /// The number of `pages[0]`.
    private var firstPage: UInt32 = 0
    private var bytes = 0

    private struct Page: Sendable {
        var text: [UInt8] = []
        var live = 0
        static let size = 64 << 10
    }

    package init(limit: Int = 4 << 20) { self.limit = limit }

    package var count: Int { entries.count - head }
    package subscript(index: Int) -> Entry { entries[head + index] }

    /// UTF-8 of an entry, as written.
    package func text(of entry: Entry) -> ArraySlice<UInt8> {
        let page = pages[Int(entry.page - firstPage)]
        return page.text[Int(entry.offset)..<Int(entry.offset + entry.length)]
    }

    /// The lines of one instance, as they were taken in.
    package func lines(of instance: InstanceID) -> [LogLine] {
        entries[head...].compactMap { entry in
            guard entry.kind != .happening, entry.instance == instance else { return nil }
            return LogLine(
                id: entry.number, instance: instance, run: RunID(0),
                stream: entry.kind == .error ? .error : .out,
                at: entry.at, text: String(decoding: text(of: entry), as: UTF8.self))
        }
    }

    /// Where an entry is; nil when it is gone. Looked for from the end, where readers are.
    package func index(of id: EntryID) -> Int? {
        entries[head...].lastIndex { $0.number == id.number && $0.id == id }.map { $0 - head }
    }

    /// Takes lines in; known ones are left out, older ones find their place.
    /// - Parameter hold: an entry that somebody is reading; kept until the buffer is twice its limit.
    package mutating func insert(_ lines: [LogLine], holding hold: EntryID? = nil) {
        for line in lines {
            guard let position = position(of: line) else { continue }
            var text = line.text
            let entry = text.withUTF8 { bytes in
                let shown = LogBuffer.lastSegment(bytes)
                return store(
                    shown, number: line.id, at: line.at, slot: Int32(clamping: line.instance.raw),
                    kind: line.stream == .error ? .error : .out, level: Level(of: shown))
            }
            entries.insert(entry, at: position)
            tally(entry, 1)
            lastLine = max(lastLine, line.id)
        }
        trim(holding: hold)
    }

    package mutating func noteMissed(_ count: UInt64) { missed &+= count }

    /// Takes happenings in, each once, before the lines that came later.
    package mutating func insert(
        _ happenings: [Happening], holding hold: EntryID? = nil, words: (Happening) -> String
    ) {
        for happening in happenings where happening.sequence > lastHappening {
            lastHappening = happening.sequence
            var text = words(happening)
            let entry = text.withUTF8 {
                store(
                    $0, number: happening.sequence, at: happening.at.wall,
                    slot: happening.instance.map { Int32(clamping: $0.raw) } ?? -1, kind: .happening,
                    level: Level(of: happening.kind))
            }
            var position = entries.count
            while position > head, entries[position - 1].nanoseconds > entry.nanoseconds { position -= 1 }
            entries.insert(entry, at: position)
        }
        trim(holding: hold)
    }
}

// MARK: - Finding a place

extension LogBuffer {
    /// nil: it is there already. Lines keep the order of their ids; happenings with a later time go behind.
    private func position(of line: LogLine) -> Int? {
        var position = entries.count
        let time = LogBuffer.nanoseconds(line.at)
        if line.id > lastLine {
            while position > head, entries[position - 1].kind == .happening,
                entries[position - 1].nanoseconds > time
            {
                position -= 1
            }
            return position
        }
        while position > head {
            let before = entries[position - 1]
            if before.kind == .happening {
                if before.nanoseconds <= time { break }
            } else if before.number == line.id {
                return nil
            } else if before.number < line.id {
                break
            }
            position -= 1
        }
        return position
    }

    private mutating func store(
        _ text: UnsafeBufferPointer<UInt8>, number: UInt64, at: Duration, slot: Int32, kind: Kind,
        level: Level
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
            number: number, nanoseconds: LogBuffer.nanoseconds(at), page: firstPage + UInt32(last),
            offset: UInt32(offset), length: UInt32(text.count), slot: slot, kind: kind, level: level)
    }

    private static func nanoseconds(_ duration: Duration) -> Int64 {
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
            if entry.kind != .happening { evicted += 1 }
            bytes -= Int(entry.length) + MemoryLayout<Entry>.stride
            pages[Int(entry.page - firstPage)].live -= 1
            head += 1
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
        guard entry.kind != .happening else { return }
        lineCount += step
        if entry.level == .warning {
            warningCount += step
        } else if entry.level == .error || entry.kind == .error {
            errorCount += step
        }
    }
}
