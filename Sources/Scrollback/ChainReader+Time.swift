import Journal
import Supervision

extension ChainReader {
    /// A line, put in order among those of other chains.
    struct Dated {
        /// What the line says; nil where it does not.
        var at: Duration?
        /// By what it is put in order.
        var order: Duration
    }

    /// - Parameter line: of the block last read.
    func date(of line: Line) -> Dated {
        if undress.isPlain { return Dated(at: nil, order: estimate(line.start)) }
        if let at = stamp(of: line) { return Dated(at: at, order: at) }
        // A line that says nothing belongs to those before it.
        for before in lines[..<index(behind: line.start)].suffix(64).reversed() {
            if let at = stamp(of: before) { return Dated(at: nil, order: at) }
        }
        return Dated(at: nil, order: estimate(line.start))
    }

    private func stamp(of line: Line) -> Duration? {
        withBytes(of: line) { undress.read($0) { $1.at } }
    }

    /// Where a file does not say when its lines were written, they are spread evenly over the time in which it
    /// was.
    private func estimate(_ address: Int) -> Duration {
        guard let piece = chain.pieces.last(where: { $0.base <= address }) else { return .zero }
        let share = min(1, Double(address - piece.base) / Double(max(1, piece.count)))
        return piece.began + (piece.ended - piece.began) * share
    }

    /// The address before the first line that is not before a moment.
    /// - Parameter isBehind: lines of that very moment are before it.
    func place(of moment: Duration, isBehind: Bool) -> Int {
        func isBefore(_ line: Line) -> Bool {
            let order = date(of: line).order
            return isBehind ? order <= moment : order < moment
        }
        // Of the pieces, the last that begins before it.
        var (low, high) = (0, chain.pieces.count)
        while low < high, !stop.isAsked {
            let middle = (low + high) / 2
            let first = line(behind: chain.pieces[middle].base)
            if first.map(isBefore) ?? false { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return chain.begin }
        let piece = chain.pieces[low - 1]
        // Of its blocks, the last whose first line is before it.
        var (first, last) = (0, (chain.clipped(piece) - 1) / LineCut.block)
        while first < last, !stop.isAsked {
            let middle = (first + last + 1) / 2
            let found = line(behind: piece.base + middle * LineCut.block)
            if found.map(isBefore) ?? false { first = middle } else { last = middle - 1 }
        }
        // Of its lines, the first that is not.
        var at = piece.base + first * LineCut.block
        while let line = line(behind: at), isBefore(line), !stop.isAsked { at = line.next }
        return at
    }
}
