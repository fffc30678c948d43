import Supervision
import Testing
import Vitals

/// Figures over time, on a clock of the test's own.
@Suite struct FigureTests {
    private let unknown = FigureSeries.unknown
    private var figures = Figures()

    private func moment(_ seconds: Double) -> Moment { Moment.zero.advanced(by: .seconds(seconds)) }

    /// - Parameter before: when the sample before was.
    private mutating func take(_ cpu: Double, _ mebibytes: Int = 0, at now: Double, since before: Double?) {
        figures.take(
            cpuPercent: cpu, memory: mebibytes << 20, since: before.map { .seconds($0) }, at: moment(now))
    }

    /// A sample each second, or so, of the figures given.
    private mutating func take(_ figures: [Double], from first: Double, every step: Double = 1) {
        for (index, cpu) in figures.enumerated() {
            let now = first + Double(index) * step
            take(cpu, at: now, since: index == 0 ? nil : now - step)
        }
    }

    private func series(_ span: FigureSpan) -> FigureSeries { figures.series(over: span, endsAt: .zero) }

    @Test mutating func `a second, a minute's ring`() {
        for second in 0..<5 {
            take(Double(second * 10), 64 * second, at: 100.5 + Double(second), since: 99.5 + Double(second))
        }
        var expected = FigureSeries(span: .minute)
        expected.endsAt = .seconds(7)
        expected.cpu = [0, 10, 20, 30, 40]
        expected.cpuPeak = expected.cpu
        expected.memory = [0, 1024, 2048, 3072, 4096]
        expected.restarts = [0, 0, 0, 0, 0]
        #expect(figures.series(over: .minute, endsAt: .seconds(7)) == expected)
    }

    @Test mutating func `longer steps hold the mean, the highest second and the most memory`() {
        for second in 0..<60 {
            take(second == 40 ? 900 : 10, second, at: 600.5 + Double(second), since: 599.5 + Double(second))
        }
        let hour = series(.hour)
        #expect(hour.cpu == [10, 40])
        #expect(hour.cpuPeak == [10, 900])
        #expect(hour.memory == [29 * 16, 59 * 16])
        #expect(series(.day).cpu == [25])
        #expect(series(.day).cpuPeak == [900])
    }

    @Test mutating func `a full ring lets go of the oldest`() {
        take((0..<200).map(Double.init), from: 1000.5)
        #expect(series(.minute).cpu == (140..<200).map { UInt16($0) })
        #expect(series(.minute).cpu.count == FigureSpan.minute.count)
        #expect(series(.fiveMinutes).cpu.count == 100)
        take((0..<200).map(Double.init), from: 1200.5)
        #expect(series(.fiveMinutes).cpu.count == FigureSpan.fiveMinutes.count)
        #expect(series(.hour).cpu.count == 14)
    }

    @Test mutating func `a sample that drifts over the edge of a second leaves no hole`() {
        take([5, 6, 7, 8], from: 99.997, every: 1.001)
        #expect(series(.minute).cpu == [5, 6, 7, 8, 8])
        take(9, at: 105.01, since: 103)
        #expect(series(.minute).cpu == [5, 6, 7, 8, 8, 9, 9])
    }

    @Test mutating func `samples every ten seconds speak for all of them`() {
        take([10, 20, 30], from: 100.2, every: 10)
        let tens = Array(repeating: UInt16(20), count: 10) + Array(repeating: 30, count: 10)
        #expect(series(.minute).cpu == [10] + tens)
        #expect(series(.hour).cpu == [19, 30])
    }

    @Test mutating func `nothing is said of the time in which the machine slept`() {
        take([50, 50], from: 100.5)
        take(70, 3, at: 125.5, since: 101.5)
        let minute = series(.minute)
        #expect(minute.cpu == [50, 50] + Array(repeating: unknown, count: 23) + [70])
        #expect(minute.cpuPeak.dropLast().last == unknown)
        #expect(minute.memory.dropLast().last == FigureSeries.unknownMemory)
        #expect(minute.memory.last == 48)
        #expect(Set(minute.restarts) == [0])
        take(1, at: 1_000_000.5, since: 125.5)
        #expect(series(.minute).cpu == Array(repeating: unknown, count: 59) + [1])
        #expect(series(.day).cpu == Array(repeating: unknown, count: 143) + [1])
    }

    @Test mutating func `a restart is counted in the step it happens in`() {
        take([5, 5], from: 100.5)
        figures.countRestart(at: moment(101.9))
        figures.countRestart(at: moment(103.1))
        figures.countRestart(at: moment(103.2))
        #expect(series(.minute).restarts == [0, 1, 0, 2])
        #expect(series(.minute).cpu == [5, 5, unknown, unknown])
        take(8, at: 104.5, since: 101.5)
        #expect(series(.minute).restarts == [0, 1, 0, 2, 0])
        #expect(series(.minute).cpu == [5, 5, 8, 8, 8])
        #expect(series(.hour).restarts == [3])
        #expect(series(.day).restarts == [3])
    }

    @Test mutating func `figures that do not fit are as large as may be`() {
        take(.infinity, at: 1, since: 0)
        #expect(series(.minute).cpu == [16382])
        figures = Figures()
        figures.take(cpuPercent: -1, memory: .max, since: nil, at: moment(1))
        #expect(series(.minute).cpu == [0])
        #expect(series(.minute).memory == [1 << 26 - 1])
        for _ in 0..<2000 { figures.countRestart(at: moment(1)) }
        #expect(series(.minute).restarts == [1023])
    }

    @Test mutating func `all lists are equally long, whatever happens`() {
        var random = SystemRandomNumberGenerator()
        var now = 50.0
        for _ in 0..<3000 {
            let before = now
            now += Double.random(in: 0...Double.random(in: 0...40, using: &random), using: &random)
            if Bool.random(using: &random) { figures.countRestart(at: moment(now)) }
            take(Double.random(in: 0...400, using: &random), 5, at: now, since: before)
            for span in FigureSpan.allCases {
                let series = series(span)
                let lengths = [
                    series.cpu.count, series.cpuPeak.count, series.memory.count, series.restarts.count,
                ]
                #expect(Set(lengths) == [min(span.count, lengths[0])])
                #expect(zip(series.cpu, series.cpuPeak).allSatisfy { $0 <= $1 })
                #expect(series.cpu.last != unknown)
            }
        }
    }
}
