import Glibc

/// Where lines begin and end in raw bytes, read from any block on, forwards or backwards, with the same outcome.
///
/// A line ends before its newline. One that goes on through a whole block (64 KiB, counted from the beginning of
/// the file) is cut there: so that of a file without a newline no more than two blocks have to be looked at to
/// know where a line begins.
struct LineCut {
    static let block = 64 << 10

    /// From `start` of the file on.
    let bytes: UnsafeRawBufferPointer
    let start: Int

    /// The end of the line that begins at `line`, and where the next one begins.
    func end(of line: Int) -> (end: Int, next: Int) {
        let stop = start + bytes.count
        let rest = bytes.baseAddress.flatMap { memchr($0 + (line - start), 10, stop - line) }
        let newline = rest.map { UnsafeRawPointer($0) - bytes.baseAddress! + start }
        let end = newline ?? stop
        let cut = ((line + LineCut.block - 1) / LineCut.block + 1) * LineCut.block
        if cut <= end { return (cut, cut) }
        return newline == nil ? (stop, stop) : (end, end + 1)
    }

    /// The beginning of the line that a byte is in; `floor` is a line's beginning at or before it.
    func begin(of byte: Int, from floor: Int) -> Int {
        var line = byte
        while line > floor, bytes[line - 1 - start] != 10 { line -= 1 }
        while byte - line >= LineCut.block {
            let next = end(of: line).next
            if next > byte { break }
            line = next
        }
        return line
    }

    /// The first newline in a part of it.
    func newline(in part: Range<Int>) -> Int? {
        guard let base = bytes.baseAddress, !part.isEmpty else { return nil }
        return memchr(base + (part.lowerBound - start), 10, part.count)
            .map { UnsafeRawPointer($0) - base + start }
    }
}
