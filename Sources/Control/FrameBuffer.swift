import Glibc

/// Bytes as they come in, frames as they are complete: one a line. Empty lines are none.
struct FrameBuffer {
    /// Of one frame, bytes.
    var limit: Int
    private var bytes: [UInt8] = []
    private var start = 0
    /// Up to here there is no newline.
    private var searched = 0

    init(limit: Int) { self.limit = limit }

    /// Bytes that are held.
    var count: Int { bytes.count - start }

    mutating func append(_ more: UnsafeRawBufferPointer) { bytes.append(contentsOf: more) }

    enum Next: Hashable {
        case frame([UInt8])
        /// Not there yet.
        case none
        /// Longer than may be.
        case tooLong
    }

    mutating func next() -> Next {
        while let end = newline() {
            let frame = start..<end
            start = end + 1
            searched = start
            if frame.count > limit { return .tooLong }
            let isEmpty = frame.isEmpty || (frame.count == 1 && bytes[frame.lowerBound] == 13)
            if !isEmpty {
                let found = Array(bytes[frame])
                tidy()
                return .frame(found)
            }
        }
        tidy()
        return count > limit ? .tooLong : .none
    }

    private mutating func newline() -> Int? {
        let found = bytes.withUnsafeBytes { bytes -> Int? in
            guard searched < bytes.count, let base = bytes.baseAddress else { return nil }
            guard let hit = memchr(base + searched, 10, bytes.count - searched) else { return nil }
            return UnsafeRawPointer(hit) - base
        }
        if found == nil { searched = bytes.count }
        return found
    }

    /// What was read is let go of; what a burst needed, too.
    private mutating func tidy() {
        guard start > 0 else { return }
        if start == bytes.count {
            bytes.removeAll(keepingCapacity: bytes.capacity <= 1 << 12)
        } else if start >= 1 << 16 {
            bytes.removeSubrange(..<start)
        } else {
            return
        }
        searched -= start
        start = 0
    }
}
