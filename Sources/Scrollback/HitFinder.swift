import Journal
import Matching
import Supervision

/// Looks through one chain for lines in which a pattern is, a stretch at a time. One thread's.
final class HitFinder {
    private static let stretchBlocks = 16
    /// How much is read at once: cancelling waits for no more.
    static let stretch = stretchBlocks * LineCut.block

    let reader: ChainReader
    let pattern: Pattern
    let isMeant: (LineUndress.Label) -> Bool
    private let isForward: Bool
    /// What is before (or, forwards, behind) it has not been looked at.
    private(set) var frontier: Int
    /// Where the stretch last looked at was begun with.
    private var began: Int
    private(set) var isDone = false
    /// Addresses of lines found and not taken; the next one to take is the last.
    private var hits: [Int] = []
    private var bytes: [UInt8] = []

    /// - Parameter isMeant: whether a line with this label is looked at.
    init(
        _ reader: ChainReader, _ pattern: Pattern, from frontier: Int, isForward: Bool,
        isMeant: @escaping (LineUndress.Label) -> Bool
    ) {
        self.reader = reader
        self.pattern = pattern
        self.frontier = frontier
        began = frontier
        self.isForward = isForward
        self.isMeant = isMeant
    }

    /// Bytes that are still to be read.
    var left: Int {
        guard !isDone else { return 0 }
        return reader.chain.pieces.reduce(0) { sum, piece in
            let end = piece.base + reader.chain.clipped(piece)
            let part = isForward ? end - max(piece.base, frontier) : min(end, frontier) - piece.base
            return sum + max(0, part)
        }
    }

    /// When the next hit was written; where there is none yet, no hit to come is later (forwards: earlier). Nil
    /// before anything has been looked at.
    var order: Duration? {
        if let hit = hits.last { return order(of: hit) }
        return hasBegun ? order(of: frontier) : nil
    }
    var hasHit: Bool { !hits.isEmpty }

    private func order(of address: Int) -> Duration? {
        if let known = lastOrder, known.address == address { return known.order }
        let line = reader.line(behind: address) ?? reader.line(before: address)
        let order = line.map { reader.date(of: $0).order }
        lastOrder = (address, order)
        return order
    }
    private var lastOrder: (address: Int, order: Duration?)?
    private var hasBegun = false

    func takeHit() -> Int? {
        guard let hit = hits.popLast() else { return nil }
        taken = hit
        return hit
    }

    /// What is before it (forwards: behind it) has not been taken.
    var cursor: Int {
        // With hits in hand, up to the last one taken; else up to where nothing was found.
        guard !hits.isEmpty else { return frontier }
        guard let taken else { return began }
        return isForward ? reader.line(behind: taken)?.next ?? taken : taken
    }
    private var taken: Int?

    /// Looks at the next stretch.
    /// - Parameter isCounting: hits are counted and not kept.
    /// - Returns: how many there were.
    func scan(isCounting: Bool) -> Int {
        let chain = reader.chain
        hasBegun = true
        (began, taken) = (frontier, nil)
        guard mayHold, let piece = nextPiece else {
            isDone = true
            return 0
        }
        let base = chain.pieces[piece].base
        let count = chain.clipped(chain.pieces[piece])
        let part: Range<Int>
        if isForward {
            let begin = max(0, frontier - base)
            let end = (begin / LineCut.block + HitFinder.stretchBlocks) * LineCut.block
            part = begin..<min(count, end)
            frontier = base + part.upperBound
        } else {
            let end = min(count, frontier - base)
            let blocks = (end - 1) / LineCut.block + 1
            part = max(0, (blocks - HitFinder.stretchBlocks) * LineCut.block)..<end
            frontier = base + part.lowerBound
        }
        var found: [Int] = []
        let number = scan(piece, part) { if !isCounting { found.append(base + $0) } }
        // Half a stretch is none: whoever goes on begins with it anew.
        guard !reader.stop.isAsked else {
            frontier = began
            return 0
        }
        hits = isForward ? found.reversed() : found
        isDone = nextPiece == nil
        return number
    }

    private var nextPiece: Int? {
        isForward ? reader.chain.pieceBehind(frontier) : reader.chain.pieceBefore(frontier)
    }

    /// Where lines do not say whose they are, all of them are looked at or none.
    private var mayHold: Bool { reader.undress.isEscaped || isMeant(LineUndress.Label()) }

    /// The lines that begin in a part of a piece.
    private func scan(_ piece: Int, _ part: Range<Int>, _ take: (Int) -> Void) -> Int {
        let begin = part.lowerBound / LineCut.block * LineCut.block
        let blocks = (part.upperBound - 1) / LineCut.block + 2
        let found = reader.read(piece, begin..<blocks * LineCut.block, into: &bytes)
        guard var first = reader.firstLine(in: piece, from: begin, bytes, found) else { return 0 }
        return bytes.withUnsafeBytes { all in
            let cut = LineCut(bytes: UnsafeRawBufferPointer(rebasing: all[..<found]), start: begin)
            let limit = min(part.upperBound, begin + found)
            if first < part.lowerBound, part.lowerBound < limit {
                let line = cut.begin(of: part.lowerBound, from: first)
                first = line < part.lowerBound ? cut.end(of: line).next : line
            }
            return first < limit ? look(cut, first..<limit, take) : 0
        }
    }
}
