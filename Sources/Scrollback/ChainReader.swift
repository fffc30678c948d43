import Journal
import Supervision

/// Reads the lines of a chain, from any place both ways. One thread's.
final class ChainReader {
    struct Line {
        /// Its address, and that of the next one.
        var start: Int
        var next: Int
        /// What of it is in `Stretch.bytes`.
        var range: Range<Int>
    }

    let chain: Chain
    var undress: LineUndress
    let stop: Stop
    private var files: [Int: PieceFile] = [:]
    private var unreadable: Set<Int> = []
    private var lead: [UInt8] = []
    /// The block last read, and its lines.
    private var bytes: [UInt8] = []
    private(set) var lines: [Line] = []
    private var loaded: (piece: Int, block: Int)?

    init(_ chain: Chain, stop: Stop) {
        self.chain = chain
        undress = LineUndress(chain.logs)
        self.stop = stop
    }

    /// Bytes of the line in the block last read.
    func withBytes<Outcome>(of line: Line, _ body: (UnsafeRawBufferPointer) -> Outcome) -> Outcome {
        bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[line.range])) }
    }

    // MARK: - Lines

    /// The last line that begins before an address.
    func line(before address: Int) -> Line? {
        guard var piece = chain.pieceBefore(address) else { return nil }
        let count = chain.clipped(chain.pieces[piece])
        var block = min(address - chain.pieces[piece].base, count) - 1
        block /= LineCut.block
        while !stop.isAsked {
            load(piece, block)
            let index = index(behind: address)
            if index > 0 { return lines[index - 1] }
            block -= 1
            if block < 0 {
                guard let earlier = chain.pieceBefore(chain.pieces[piece].base) else { return nil }
                piece = earlier
                block = (chain.clipped(chain.pieces[piece]) - 1) / LineCut.block
            }
        }
        return nil
    }

    /// The first line that begins at or behind an address.
    func line(behind address: Int) -> Line? {
        guard var piece = chain.pieceBehind(address) else { return nil }
        var block = max(0, address - chain.pieces[piece].base) / LineCut.block
        while !stop.isAsked {
            load(piece, block)
            let index = index(behind: address)
            if index < lines.count { return lines[index] }
            block += 1
            let whole = chain.pieces[piece]
            if block * LineCut.block >= chain.clipped(whole) {
                guard let later = chain.pieceBehind(whole.base + chain.clipped(whole)) else { return nil }
                piece = later
                block = 0
            }
        }
        return nil
    }

    /// Of the first line in the block last read that begins at or behind an address.
    func index(behind address: Int) -> Int {
        var (low, high) = (0, lines.count)
        while low < high {
            let middle = (low + high) / 2
            if lines[middle].start >= address { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private func load(_ piece: Int, _ block: Int) {
        if let loaded, loaded == (piece, block) { return }
        loaded = (piece, block)
        lines.removeAll(keepingCapacity: true)
        let begin = block * LineCut.block
        let base = chain.pieces[piece].base
        let found = read(piece, begin..<begin + 2 * LineCut.block, into: &bytes)
        guard let first = firstLine(in: piece, from: begin, bytes, found) else { return }
        bytes.withUnsafeBytes { all in
            let cut = LineCut(bytes: UnsafeRawBufferPointer(rebasing: all[..<found]), start: begin)
            var at = first
            while at < begin + LineCut.block, at < begin + found {
                let (end, next) = cut.end(of: at)
                lines.append(Line(start: base + at, next: base + next, range: at - begin..<end - begin))
                at = next
            }
        }
    }

    // MARK: - Bytes

    /// Reads a part of a piece; how many bytes there are.
    func read(_ piece: Int, _ part: Range<Int>, into buffer: inout [UInt8]) -> Int {
        let count = min(part.upperBound, chain.clipped(chain.pieces[piece])) - part.lowerBound
        guard count > 0, let file = file(piece) else { return 0 }
        return file.read(at: part.lowerBound, count, into: &buffer)
    }

    private func file(_ piece: Int) -> PieceFile? {
        if let file = files[piece] { return file }
        guard !unreadable.contains(piece) else { return nil }
        guard let file = PieceFile(chain.pieces[piece], of: chain.path, stop: stop) else {
            unreadable.insert(piece)
            return nil
        }
        // One or two are in use at a time.
        if files.count > 2 { files.removeAll() }
        files[piece] = file
        return file
    }

    /// Where the first line begins at or behind a block's beginning; nil where there is none in what was read.
    /// - Parameters:
    ///   - begin: of a block, in its piece.
    ///   - found: how many bytes there are from there on.
    func firstLine(in piece: Int, from begin: Int, _ bytes: [UInt8], _ found: Int) -> Int? {
        guard found > 0 else { return nil }
        if begin == 0 || goesOn(through: begin - LineCut.block, in: piece) { return begin }
        return bytes.withUnsafeBytes { all in
            let cut = LineCut(bytes: UnsafeRawBufferPointer(rebasing: all[..<found]), start: begin)
            return cut.newline(in: begin..<begin + found).map { $0 + 1 }
        }
    }

    /// True where the next block begins a line: the last byte of this one is a newline, or none of them is.
    private func goesOn(through block: Int, in piece: Int) -> Bool {
        // Most often the answer is in the last bytes.
        var from = block + LineCut.block - 512
        var isLast = true
        while true {
            let found = read(piece, from..<block + LineCut.block, into: &lead)
            if isLast, found > 0, lead[found - 1] == 10 { return true }
            if lead[..<found].contains(10) { return false }
            guard from > block else { return true }
            (from, isLast) = (block, false)
        }
    }
}
