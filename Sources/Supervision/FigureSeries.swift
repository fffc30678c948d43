/// How far back figures go; each has a ring of its own.
package enum FigureSpan: String, Hashable, Sendable, Codable, CaseIterable {
    case minute, fiveMinutes = "five minutes", hour, day

    /// Between two figures.
    package var step: Duration {
        switch self {
        case .minute: .seconds(1)
        case .fiveMinutes: .seconds(2)
        case .hour: .seconds(30)
        case .day: .seconds(600)
        }
    }

    /// Figures of a full ring.
    package var count: Int {
        switch self {
        case .minute: 60
        case .fiveMinutes: 150
        case .hour: 120
        case .day: 144
        }
    }
}

/// What one instance, or the machine, used over a span: one figure a step, the newest last. All lists are
/// equally long, at most `FigureSpan.count`.
///
/// Steps are parts of the clock, so a graph of them is true to time: one that no sample speaks for (the machine
/// slept, or stood still) is `unknown`. A sample speaks for the time since the one before it, the ten seconds of
/// an unwatched fleet at most. The newest step is not over yet: it may change until it is.
package struct FigureSeries: Hashable, Sendable, Codable {
    /// In place of percents: nothing was measured.
    package static let unknown = UInt16.max
    /// In place of memory.
    package static let unknownMemory = UInt32.max

    package var span: FigureSpan
    /// CLOCK_REALTIME of the last sample, which is in the newest step.
    package var endsAt = Duration.zero
    /// Percent of one core (of all allowed ones, for the machine): the mean of each step.
    package var cpu: [UInt16] = []
    /// The highest sample of each step.
    package var cpuPeak: [UInt16] = []
    /// Bytes / 64 KiB: the highest sample of each step, at most 4 TiB.
    package var memory: [UInt32] = []
    /// Restarts within each step, at most 1023; always known.
    package var restarts: [UInt16] = []
    package init(span: FigureSpan) { self.span = span }
}

/// One process of an instance's tree.
package struct TreeMember: Hashable, Sendable, Codable {
    package var pid: PID
    package var parent: PID
    /// As /proc/PID/cmdline has it, arguments joined by blanks; the name in brackets where it is empty.
    package var command: String
    /// 100 is one core; between the last two samples.
    package var cpuPercent = 0.0
    /// Bytes resident, what is shared with others included.
    package var memory = 0
    package var threads = 0
    /// CLOCK_BOOTTIME.
    package var startedAt = Duration.zero
    package init(pid: PID, parent: PID, command: String) {
        self.pid = pid
        self.parent = parent
        self.command = command
    }
}
