import Supervision

/// Figures of a span spread over the dots of a chart. The borders of a dot are fixed in time, whatever the ratio
/// of figures to dots: a chart moves to the left as time goes by, and otherwise nothing in it does.
struct Timeline {
    /// Dots side by side.
    let dots: Int
    private let count: Int
    /// Steps since 1970, that of the newest figure and of the rightmost dot.
    private let newest: Int
    private let last: Int
    private let step: Duration

    init(_ span: FigureSpan, endsAt: Duration, dots: Int) {
        self.dots = max(1, dots)
        count = span.count
        step = span.step
        let seconds = Int(clamping: step.components.seconds)
        // The nearest step: a sample that comes a little early or late is no step of its own.
        newest = (Int(clamping: endsAt.milliseconds) / 1000 + seconds / 2) / max(1, seconds)
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
        let shift = available - 1 - newest
        let (low, high) = (first + shift, min(end + shift, available))
        return low >= 0 && low < high ? low..<high : max(0, min(low, high))..<max(0, min(low, high))
    }

    /// CLOCK_REALTIME of a dot's left border.
    func time(of dot: Int) -> Duration {
        step * Timeline.floor((last - (dots - 1) + dot) * count, dots)
    }

    private static func floor(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((b - 1 - a) / b) }
}

/// One line of a chart: what a dot shows, nil where nothing is known.
struct Trace {
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
    var cpuValues: [Double?] { cpu.map { $0 == .max ? nil : Double($0) } }
    var cpuPeaks: [Double?] { cpuPeak.map { $0 == .max ? nil : Double($0) } }
    /// Bytes.
    var memoryValues: [Double?] { memory.map { $0 == .max ? nil : Double($0) * 65_536 } }
    var restartCounts: [Double?] { restarts.map { $0 == .max ? nil : Double($0) } }
}
