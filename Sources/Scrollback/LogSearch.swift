import Matching
package import Supervision

/// One search through the files, as it was asked for.
package struct LogSearch: Sendable {
    /// Its own: news of it carry it.
    package var number: Int
    package var pattern: LogPattern
    /// nil: all.
    package var instances: [InstanceID]?
    /// Backwards, the lines before it are looked at; forwards, those behind it. nil: from the files' ends.
    package var from: LogPosition?
    package var isForward: Bool

    package init(
        number: Int, _ pattern: LogPattern, instances: [InstanceID]?, from: LogPosition?, isForward: Bool
    ) {
        self.number = number
        self.pattern = pattern
        self.instances = instances
        self.from = from
        self.isForward = isForward
    }

    /// Lines of a page around a hit.
    private static let around = 400

    /// Blocks until everything has been looked at, or it is told to stop.
    func run(_ page: PageReader, isDue: () -> Bool, _ tell: (PastSearch) -> Void) {
        let pattern: Pattern
        do throws(PatternError) { pattern = try Pattern(self.pattern.text) } catch {
            return tell(.failed(number: number, error.sentence))
        }
        if let trouble = page.readers.lazy.compactMap(\.chain.trouble).first,
            page.readers.allSatisfy({ $0.chain.count == 0 || $0.chain.trouble != nil })
        {
            return tell(.failed(number: number, trouble))
        }
        let merge = HitMerge(
            page, pattern, stream: self.pattern.stream, from: start(page), isForward: isForward)
        var hits = 0
        func pause() {
            if isDue() {
                tell(.progress(number: number, done: merge.done, total: merge.total, hits: hits))
            }
        }
        if let hit = merge.next(pause) {
            hits = 1
            let place = page.library.position(page.places(before: hit), page.chosen, at: nil)
            let around = page.page(.around(place), count: LogSearch.around)
            let chain = page.chosen[hit.index]
            let line = around.lines.last { $0.position.offsets[chain] == hit.start }
            if !page.stop.isAsked { tell(.found(number: number, at: line?.position ?? place, around)) }
            merge.count { more in
                hits += more
                pause()
            }
        }
        if !page.stop.isAsked { tell(.ended(number: number, hits: hits)) }
    }

    private func start(_ page: PageReader) -> [Int] {
        guard let from else { return page.start(of: isForward ? .oldest : .newest) }
        return page.start(of: .before(from))
    }
}
