package import Supervision

/// What the monitor remembers of the output: lines of all instances in the order they arrived, wamon's own
/// happenings between them by time, bounded in bytes. Text is kept in pages of bytes, an entry is 40 bytes,
/// so a full buffer costs little more than its limit.
///
/// An entry has an index, from the oldest held, and an ordinal, which does not change when older ones go.
package struct LogBuffer: Sendable {
    package struct Entry: Sendable {
        package var id: EntryID { EntryID(number: number, source: source) }
        var number: UInt64
        /// CLOCK_REALTIME in nanoseconds since 1970; ``noTime`` where nobody knows.
        var nanoseconds: Int64
        var page: UInt32
        var offset: UInt32
        var length: UInt32
        var slot: Int32
        /// The low half of the run's number: lines of two runs never belong together.
        var run: UInt32
        package internal(set) var kind: Kind
        /// What it says of itself, or what the line says that it belongs to.
        package internal(set) var level: Level
        package internal(set) var trace: Trace
        var source: EntryID.Source
        var isTallied = false

        static let noTime = Int64.min

        package var at: Duration? { nanoseconds == Entry.noTime ? nil : .nanoseconds(nanoseconds) }
        /// nil: the core's own.
        package var instance: InstanceID? { slot < 0 ? nil : InstanceID(Int(slot)) }
        /// How grave it is, all told: what nobody marks on the error stream is an error.
        package var gravity: Level { kind == .error && level == .plain ? .error : level }
        package var isLine: Bool { kind != .happening }

        /// Both were written by one program on one stream.
        func isBeside(_ other: Entry) -> Bool {
            slot == other.slot && kind == other.kind && run == other.run && isLine
        }
    }

    package enum Kind: UInt8, Sendable { case out, error, happening }

    /// What a view holds on to while the buffer moves below it.
    package struct EntryID: Hashable, Sendable {
        enum Source: UInt8, Sendable { case line, happening, past }
        var number: UInt64
        var source: Source
    }

    /// Bytes, entries included.
    package let limit: Int
    /// Bytes held.
    package internal(set) var bytes = 0
    /// Lines dropped at the front to stay within the limit.
    package internal(set) var evicted = 0
    /// Lines the core's ring had dropped before they were fetched.
    package internal(set) var missed: UInt64 = 0
    /// Of the lines held; a stack trace is one error.
    package internal(set) var lineCount = 0
    package internal(set) var errorCount = 0
    package internal(set) var warningCount = 0
    /// The largest line id seen.
    package internal(set) var lastLine: UInt64 = 0
    /// The largest happening sequence seen.
    package internal(set) var lastHappening: UInt64 = 0

    var entries: [Entry] = []
    /// `entries` before it are gone.
    var head = 0
    /// The ordinal of the oldest held.
    var firstOrdinal = 0
    var pages: [Page] = [Page()]
    /// The number of `pages[0]`.
    var firstPage: UInt32 = 0

    struct Page: Sendable {
        var text: [UInt8] = []
        var live = 0
        static let size = 64 << 10
    }

    package init(limit: Int = 4 << 20) { self.limit = limit }

    package var count: Int { entries.count - head }
    var endOrdinal: Int { firstOrdinal + count }
    package subscript(index: Int) -> Entry { entries[head + index] }

    /// UTF-8 of an entry, as written.
    package func text(of entry: Entry) -> ArraySlice<UInt8> {
        let page = pages[Int(entry.page - firstPage)]
        return page.text[Int(entry.offset)..<Int(entry.offset + entry.length)]
    }

    /// The lines of one instance, as they were taken in.
    package func lines(of instance: InstanceID) -> [LogLine] {
        entries[head...].compactMap { entry in
            guard entry.isLine, entry.instance == instance else { return nil }
            return LogLine(
                id: entry.number, instance: instance, run: RunID(UInt64(entry.run)),
                stream: entry.kind == .error ? .error : .out,
                at: .nanoseconds(entry.nanoseconds), text: String(decoding: text(of: entry), as: UTF8.self))
        }
    }

    /// Where an entry is; nil when it is gone.
    package func index(of id: EntryID) -> Int? {
        var (low, high) = (head, entries.count)
        while low < high {
            let middle = (low + high) / 2
            var probe = middle
            while probe < high, entries[probe].source != id.source { probe += 1 }
            if probe == high {
                high = middle
            } else if entries[probe].number == id.number {
                return probe - head
            } else if entries[probe].number < id.number {
                low = probe + 1
            } else {
                high = middle
            }
        }
        return nil
    }
}

// MARK: - What belongs together

extension LogBuffer {
    /// The line before one in the same program's output, as far back as one looks.
    func predecessor(of index: Int) -> Int? {
        let entry = self[index]
        var at = index - 1
        while at >= 0, index - at <= LogBuffer.reach {
            if self[at].isBeside(entry) { return at }
            at -= 1
        }
        return nil
    }

    /// The indices of all lines of the stack trace that one is of, itself among them, in order.
    package func group(of index: Int) -> [Int] {
        var found = [index]
        var first = index
        while self[first].trace.isContinuation, found.count < LogBuffer.longestGroup,
            let before = predecessor(of: first)
        {
            found.append(before)
            first = before
        }
        found.reverse()
        var last = index
        var next = index + 1
        while next < count, next - last <= LogBuffer.reach, found.count < LogBuffer.longestGroup {
            if self[next].isBeside(self[index]) {
                guard self[next].trace.isContinuation else { break }
                found.append(next)
                last = next
            }
            next += 1
        }
        return found
    }

    /// How many entries of others may stand between two lines of one trace.
    private static let reach = 16
    private static let longestGroup = 2000
}
