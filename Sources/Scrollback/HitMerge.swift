import Journal
import Matching
import Supervision

/// Lines in which a pattern is, of several chains, the next one by time first. One thread's.
final class HitMerge {
    let page: PageReader
    private let finders: [HitFinder]
    private let isForward: Bool
    private let stop: Stop
    let total: Int

    /// - Parameter start: in each chain of the page.
    init(_ page: PageReader, _ pattern: Pattern, stream: LogLine.Stream?, from start: [Int], isForward: Bool)
    {
        self.page = page
        self.isForward = isForward
        stop = page.stop
        finders = page.readers.indices.map { index in
            let reader = page.readers[index]
            return HitFinder(reader, pattern, from: start[index], isForward: isForward) { label in
                guard let owner = page.owner(of: label, in: reader.chain) else { return false }
                return stream == nil || owner.stream == stream
            }
        }
        total = finders.reduce(0) { $0 + $1.left }
    }

    /// Bytes that have been looked at.
    var done: Int { total - finders.reduce(0) { $0 + $1.left } }

    /// In each chain, up to where its lines have been taken or passed over.
    var cursors: [Int] { finders.map(\.cursor) }

    /// The next hit: whose it is, and its line's address.
    /// - Parameter pause: called between stretches.
    func next(_ pause: () -> Void) -> (index: Int, start: Int)? {
        while !stop.isAsked {
            guard let index = leading() else { return nil }
            if let start = finders[index].takeHit() { return (index, start) }
            _ = finders[index].scan(isCounting: false)
            pause()
        }
        return nil
    }

    /// Counts the hits there are beside those taken.
    /// - Parameter found: is given how many more there are, between stretches.
    func count(_ found: (Int) -> Void) {
        for finder in finders {
            var more = 0
            while finder.takeHit() != nil { more += 1 }
            found(more)
            while !finder.isDone, !stop.isAsked { found(finder.scan(isCounting: true)) }
        }
    }

    /// Who may have the next hit; nil when there is none.
    private func leading() -> Int? {
        let open = finders.indices.filter { finders[$0].hasHit || !finders[$0].isDone }
        guard open.count > 1 else { return open.first }
        var best: (index: Int, order: Duration)?
        for index in open {
            guard let order = finders[index].order else { return index }
            let isNext = best.map { isForward ? order < $0.order : order >= $0.order } ?? true
            if isNext { best = (index, order) }
        }
        return best?.index
    }
}
