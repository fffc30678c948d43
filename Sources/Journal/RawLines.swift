import Supervision

/// Lines copied out of a ring, not decoded yet: quick under a lock, small to keep.
struct RawLines: Sendable {
    struct Entry: Sendable {
        var id: UInt64
        var instance: InstanceID
        var run: RunID
        var stream: LogLine.Stream
        /// Milliseconds since 1970.
        var at: Int64
        var start: Int
        var count: Int
    }
    var bytes: [UInt8] = []
    private(set) var entries: [Entry] = []

    /// A line longer than this is cut for display.
    static let textLimit = 64 << 10

    /// Bytes of memory, roughly.
    var cost: Int { bytes.count + entries.count * MemoryLayout<Entry>.stride }

    mutating func append(_ entry: Entry) { entries.append(entry) }

    var decoded: [LogLine] {
        bytes.withUnsafeBytes { bytes in
            entries.map { entry in
                var count = entry.count
                if count > RawLines.textLimit {
                    count = RawLines.textLimit
                    count -= Newlines.incompleteTail(bytes.baseAddress! + entry.start, count)
                }
                return LogLine(
                    id: entry.id, instance: entry.instance, run: entry.run, stream: entry.stream,
                    at: .milliseconds(entry.at),
                    text: String(decoding: bytes[entry.start..<entry.start + count], as: UTF8.self))
            }
        }
    }

    /// The last of these lines whose bytes are within `limit`.
    func newest(within limit: Int) -> RawLines {
        var first = entries.count
        while first > 0, bytes.count - entries[first - 1].start <= limit { first -= 1 }
        var rest = RawLines()
        guard first < entries.count else { return rest }
        let offset = entries[first].start
        rest.bytes = Array(bytes[offset...])
        rest.entries = entries[first...].map { entry in
            var entry = entry
            entry.start -= offset
            return entry
        }
        return rest
    }
}
