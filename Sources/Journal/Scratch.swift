import Glibc

/// Where small pieces are brought together for one write.
final class Scratch {
    static let capacity = 512 << 10
    private var chunk: Chunk?
    private(set) var count = 0

    var start: UnsafeRawPointer { UnsafeRawPointer(base) }
    private var base: UnsafeMutableRawPointer {
        if let chunk { return chunk.base }
        let fresh = Chunk(capacity: Scratch.capacity)
        chunk = fresh
        return fresh.base
    }

    func fits(_ more: Int) -> Bool { count + more <= Scratch.capacity }

    func put(_ bytes: UnsafeRawPointer, _ length: Int) {
        memcpy(base + count, bytes, length)
        count += length
    }

    func clear() { count = 0 }

    /// Gives the memory back.
    func release() { chunk = nil }

    /// Puts each line of `bytes` with `stamp` before it, as many as fit; the first without it when it only
    /// goes on. Returns how many bytes were taken in.
    func putLines(_ bytes: UnsafeRawBufferPointer, stamp: [UInt8], continues: Bool) -> Int {
        let first = bytes.baseAddress!
        let end = first + bytes.count
        var line = first
        var isFresh = !continues
        let limit = base + Scratch.capacity
        var target = base + count
        stamp.withUnsafeBytes { stamp in
            let prefix = stamp.baseAddress!
            let width = stamp.count
            while line < end {
                let newline = memchr(line, 10, end - line).map { UnsafeRawPointer($0) + 1 } ?? end
                let length = newline - line
                if limit - target < length + width { break }
                if isFresh {
                    memcpy(target, prefix, width)
                    target += width
                }
                memcpy(target, line, length)
                target += length
                line = newline
                isFresh = true
            }
        }
        count = target - base
        return line - first
    }
}
