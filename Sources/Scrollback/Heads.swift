import Supervision

/// The lines of several chains as one, by time: the next one backwards or forwards. Of the same moment the
/// chains keep their order.
struct Heads {
    struct Head {
        var line: ChainReader.Line
        var date: ChainReader.Dated
    }

    let readers: [ChainReader]
    /// In each chain: what is before it and what is behind it are different lines.
    private(set) var cursors: [Int]
    private let isForward: Bool
    private var heads: [Head?]

    init(_ readers: [ChainReader], from cursors: [Int], isForward: Bool) {
        self.readers = readers
        self.cursors = cursors
        self.isForward = isForward
        heads = []
        heads = readers.indices.map { head(of: $0) }
    }

    private func head(of index: Int) -> Head? {
        let reader = readers[index]
        let line = isForward ? reader.line(behind: cursors[index]) : reader.line(before: cursors[index])
        return line.map { Head(line: $0, date: reader.date(of: $0)) }
    }

    /// Passes a line: its chain, itself, and the cursors before it in the files' order.
    mutating func next() -> (index: Int, head: Head, before: [Int])? {
        var best: Int?
        for index in heads.indices {
            guard let head = heads[index] else { continue }
            guard let known = best.flatMap({ heads[$0] }) else {
                best = index
                continue
            }
            let isNext =
                isForward ? head.date.order < known.date.order : head.date.order >= known.date.order
            if isNext { best = index }
        }
        guard let best, let head = heads[best] else { return nil }
        let before = cursors
        cursors[best] = isForward ? head.line.next : head.line.start
        heads[best] = self.head(of: best)
        return (best, head, isForward ? before : cursors)
    }
}
