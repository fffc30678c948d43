package import Supervision

/// A log and where its reader is: at the end, following it, or holding on to one entry.
package struct LogPane: Sendable {
    package var buffer: LogBuffer
    /// The entry on the first row while paused; nil follows the end.
    package private(set) var anchor: LogBuffer.EntryID?
    /// Entries that came while paused.
    package private(set) var unseen = 0

    package init(limit: Int) { buffer = LogBuffer(limit: limit) }

    package var isFollowing: Bool { anchor == nil }

    /// The index of the entry on the first of so many rows.
    package func top(rows: Int) -> Int {
        let last = max(0, buffer.count - max(0, rows))
        guard let anchor else { return last }
        return buffer.index(of: anchor) ?? 0
    }

    /// Takes output in; what is being read stays where it is.
    package mutating func take(_ lines: [LogLine]) {
        let before = buffer.lastLine
        buffer.insert(lines, holding: anchor)
        if anchor != nil { unseen += lines.reduce(0) { $0 + ($1.id > before ? 1 : 0) } }
        keepAnchor()
    }

    package mutating func take(_ happenings: [Happening], words: (Happening) -> String) {
        buffer.insert(happenings, holding: anchor, words: words)
        keepAnchor()
    }

    /// Moves the first row; upwards pauses, reaching the end going down follows again.
    package mutating func scroll(by step: Int, rows: Int) {
        let last = max(0, buffer.count - max(1, rows))
        let target = top(rows: rows) + step
        if target >= last, step >= 0 {
            follow()
        } else if last > 0 {
            hold(min(last, max(0, target)))
        }
    }

    package mutating func follow() {
        anchor = nil
        unseen = 0
    }

    /// Stays where it is.
    package mutating func pause(rows: Int) {
        guard anchor == nil, buffer.count > 0 else { return }
        hold(top(rows: rows))
    }

    private mutating func hold(_ index: Int) {
        guard index >= 0, index < buffer.count else { return }
        anchor = buffer[index].id
    }

    /// Only where the buffer had to give up what was read, it is the oldest left.
    private mutating func keepAnchor() {
        if let held = anchor, buffer.index(of: held) == nil { anchor = buffer.count > 0 ? buffer[0].id : nil }
    }
}
