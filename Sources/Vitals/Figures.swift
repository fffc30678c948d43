package import Supervision

/// What one instance, or the machine, has used: a ring for each span, about four kilobytes when all are full.
package struct Figures: Hashable, Sendable {
    /// What was measured at one time.
    struct Sample {
        /// Percent.
        let cpu: UInt16
        /// 64 KiB each.
        let memory: UInt32
        /// What it speaks for: CPU is an average of it.
        let length: Duration
    }

    /// The slowest that is sampled on purpose, and a little for a busy machine. A sample that comes later (the
    /// machine slept, or stood still) says nothing of the time before.
    private static let longest = Duration.milliseconds(10_500)

    private var minute = FigureRing(.minute)
    private var fiveMinutes = FigureRing(.fiveMinutes)
    private var hour = FigureRing(.hour)
    private var day = FigureRing(.day)

    package init() {}

    /// - Parameters:
    ///   - cpuPercent: the average since the sample before.
    ///   - memory: bytes.
    ///   - before: when that was (CLOCK_BOOTTIME); nil: there was none.
    package mutating func take(cpuPercent: Double, memory: Int, since before: Duration?, at now: Moment) {
        let passed = before.map { now.boot - $0 } ?? .zero
        let isOrdinary = passed > .zero && passed <= Figures.longest
        let sample = Sample(
            cpu: UInt16(max(0, min(Double(UInt16.max - 1), cpuPercent)).rounded()),
            memory: UInt32(clamping: max(0, memory) >> 16), length: isOrdinary ? passed : .seconds(1))
        minute.take(sample, at: now.boot)
        fiveMinutes.take(sample, at: now.boot)
        hour.take(sample, at: now.boot)
        day.take(sample, at: now.boot)
    }

    /// In the step that now is in.
    package mutating func countRestart(at now: Moment) {
        minute.countRestart(at: now.boot)
        fiveMinutes.countRestart(at: now.boot)
        hour.countRestart(at: now.boot)
        day.countRestart(at: now.boot)
    }

    /// - Parameter end: CLOCK_REALTIME of the last sample.
    package func series(over span: FigureSpan, endsAt end: Duration) -> FigureSeries {
        var series = FigureSeries(span: span)
        series.endsAt = end
        switch span {
        case .minute: minute.fill(&series)
        case .fiveMinutes: fiveMinutes.fill(&series)
        case .hour: hour.fill(&series)
        case .day: day.fill(&series)
        }
        return series
    }
}
