import Matching
import Supervision

extension PageReader {
    /// Only the lines in which a pattern is.
    /// - Parameter pause: called between stretches with bytes looked at, bytes there are, and lines found.
    func page(
        _ part: PastWish.Part, count: Int, _ pattern: Pattern, stream: LogLine.Stream?,
        _ pause: (Int, Int, Int) -> Void
    ) -> PastPage {
        let start = start(of: part)
        let (back, forth) =
            switch part {
            case .newest, .before: (count, 0)
            case .oldest, .after: (0, count)
            case .around: (count / 2, count - count / 2)
            }
        func read(_ count: Int, isForward: Bool) -> (lines: [PastLine], cursors: [Int]) {
            guard count > 0 else { return ([], start) }
            let merge = HitMerge(self, pattern, stream: stream, from: start, isForward: isForward)
            var lines: [PastLine] = []
            while lines.count < count,
                let hit = merge.next({ pause(merge.done, merge.total, lines.count) })
            {
                if let line = readers[hit.index].line(behind: hit.start),
                    let line = self.line(hit.index, line, before: nil)
                {
                    lines.append(line)
                }
            }
            return (lines, merge.cursors)
        }
        let earlier = read(back, isForward: false)
        let later = read(forth, isForward: true)
        return page(earlier.lines.reversed() + later.lines, from: earlier.cursors, to: later.cursors)
    }

    /// In each chain the place before a hit.
    func places(before hit: (index: Int, start: Int)) -> [Int] {
        guard let line = readers[hit.index].line(behind: hit.start) else { return ends }
        let order = readers[hit.index].date(of: line).order
        return readers.indices.map { index in
            guard index != hit.index else { return hit.start }
            return readers[index].place(of: order, isBehind: index < hit.index)
        }
    }
}
