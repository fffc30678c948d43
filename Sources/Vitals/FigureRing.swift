import Supervision

/// The figures of one span, in steps of equal length by CLOCK_BOOTTIME, whether anything was measured within
/// them or not. The newest is not over yet.
struct FigureRing: Hashable {
    private let span: FigureSpan
    /// Grows as it fills, by hand: an array would take twice of what it needs.
    private var steps: [FigureStep] = []
    /// Where the oldest is.
    private var first: UInt8 = 0
    /// The number of the newest since boot.
    private var newest: UInt32 = 0
    /// Of the newest: percent × seconds, and the seconds that were measured.
    private var sum: Float = 0
    private var seconds: Float = 0

    init(_ span: FigureSpan) { self.span = span }

    /// - Parameter sample: speaks for a time that ends at `boot`: all of the newest step that is over, and
    ///   whole ones before it that nothing is known of.
    mutating func take(_ sample: Figures.Sample, at boot: Duration) {
        open(at: boot)
        let length = span.step
        let begun = length * Int(newest)
        var back = 1
        while back < steps.count, begun - length * back >= boot - sample.length, !self[back].isKnown {
            self[back].cpu = sample.cpu
            self[back].cpuPeak = sample.cpu
            self[back].memory = sample.memory
            back += 1
        }
        // A sample on the very edge says something too.
        let measured = max(0.001, Float(min(sample.length, boot - begun).inSeconds))
        sum += Float(sample.cpu) * measured
        seconds += measured
        let isFirst = !self[0].isKnown
        self[0].cpu = UInt16((sum / seconds).rounded())
        self[0].cpuPeak = isFirst ? sample.cpu : max(self[0].cpuPeak, sample.cpu)
        self[0].memory = isFirst ? sample.memory : max(self[0].memory, sample.memory)
    }

    mutating func countRestart(at boot: Duration) {
        open(at: boot)
        self[0].restarts += 1
    }

    func fill(_ series: inout FigureSeries) {
        for back in (0..<steps.count).reversed() {
            let step = self[back]
            series.cpu.append(step.isKnown ? step.cpu : FigureSeries.unknown)
            series.cpuPeak.append(step.isKnown ? step.cpuPeak : FigureSeries.unknown)
            series.memory.append(step.isKnown ? step.memory : FigureSeries.unknownMemory)
            series.restarts.append(step.restarts)
        }
    }

    // MARK: - Steps

    /// Counted back from the newest, 0.
    private subscript(_ back: Int) -> FigureStep {
        get { steps[place(back)] }
        set { steps[place(back)] = newValue }
    }

    private func place(_ back: Int) -> Int {
        let place = Int(first) + steps.count - 1 - back
        return place < steps.count ? place : place - steps.count
    }

    /// The newest step is the one that `boot` is in.
    private mutating func open(at boot: Duration) {
        let number = UInt32(clamping: boot.components.seconds / span.step.components.seconds)
        guard steps.isEmpty || number > newest else { return }
        let passed = steps.isEmpty ? 1 : min(number - newest, UInt32(span.count))
        for _ in 0..<passed { append() }
        newest = number
        (sum, seconds) = (0, 0)
    }

    private mutating func append() {
        if steps.count == span.count {
            steps[Int(first)] = FigureStep()
            first = Int(first) + 1 == span.count ? 0 : first + 1
        } else {
            if steps.count == steps.capacity {
                steps.reserveCapacity(min(max(8, steps.count * 2), span.count))
            }
            steps.append(FigureStep())
        }
    }
}
