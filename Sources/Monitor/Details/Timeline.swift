import Supervision

/// Figures of a span spread over the dots of a chart. The borders of a dot are fixed in time, whatever the ratio
/// of figures to dots: a chart moves to the left as time goes by, and otherwise nothing in it does.
struct Timeline {
    /// Dots side by side.
    let dots: Int
    private let count: Int
    /// Steps and dots since boot: the newest figure, the rightmost dot.
    private let newest: Int
    private let last: Int
    private let step: Duration
    /// From CLOCK_BOOTTIME, by which steps are counted, to wall time.
    private let shift: Duration

    /// - Parameter endsAt: CLOCK_REALTIME of the last sample.
    init(_ span: FigureSpan, endsAt: Duration, now: Moment, dots: Int) {
        self.dots = max(1, dots)
        count = span.count
        step = span.step
        shift = now.wall - now.boot
        newest = max(0, Int(clamping: (endsAt - shift).components.seconds / step.components.seconds))
        last = self.dots >= count ? ((newest + 1) * self.dots - 1) / count : newest * self.dots / count
    }

    /// The figures of a dot (0 is the leftmost), as indices into a list of so many, the newest last; empty where
    /// the list does not reach back so far.
    func figures(of dot: Int, among available: Int) -> Range<Int> {
        let absolute = last - (dots - 1) + dot
        let first: Int
        let end: Int
        if dots >= count {
            first = Timeline.floor(absolute * count, dots)
            end = first + 1
        } else {
            first = Timeline.floor(absolute * count + dots - 1, dots)
            end = Timeline.floor((absolute + 1) * count + dots - 1, dots)
        }
        let back = available - 1 - newest
        let (low, high) = (first + back, min(end + back, available))
        return low >= 0 && low < high ? low..<high : max(0, min(low, high))..<max(0, min(low, high))
    }

    /// Of all of it.
    var length: Duration { step * count }

    /// CLOCK_REALTIME of a dot's left border.
    func time(of dot: Int) -> Duration {
        step * Timeline.floor((last - (dots - 1) + dot) * count, dots) + shift
    }

    private static func floor(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((b - 1 - a) / b) }
}

/// One line of a chart: what a dot shows, nil where nothing is known.
struct Curve {
    var values: [Double?]
    /// The highest there is, and the newest.
    var peak: Double?
    var now: Double?
    var mean: Double?

    /// Figures joined to dots: the highest of each dot's, or their mean.
    init(_ figures: [Double?], _ timeline: Timeline, isMean: Bool) {
        values = (0..<timeline.dots).map { dot in
            let known = figures[timeline.figures(of: dot, among: figures.count)].compactMap(\.self)
            guard let highest = known.max() else { return nil }
            return isMean ? known.reduce(0, +) / Double(known.count) : highest
        }
        let known = figures.compactMap(\.self)
        peak = known.max()
        now = figures.last ?? nil
        mean = known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }
}

extension FigureSeries {
    var cpuValues: [Double?] { cpu.map { $0 == FigureSeries.unknown ? nil : Double($0) } }
    var cpuPeaks: [Double?] { cpuPeak.map { $0 == FigureSeries.unknown ? nil : Double($0) } }
    /// Bytes.
    var memoryValues: [Double?] {
        memory.map { $0 == FigureSeries.unknownMemory ? nil : Double($0) * 65_536 }
    }
    var restartCounts: [Double?] { restarts.map { Double($0) } }
}
