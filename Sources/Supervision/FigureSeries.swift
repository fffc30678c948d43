/// How far back figures go; each has a ring of its own, filled from the one before.
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
/// equally long.
package struct FigureSeries: Hashable, Sendable, Codable {
    package var span: FigureSpan
    /// CLOCK_REALTIME of the newest.
    package var endsAt = Duration.zero
    /// Percent of one core (of all allowed ones, for the machine): the mean of each step.
    package var cpu: [UInt16] = []
    /// The highest second within each step.
    package var cpuPeak: [UInt16] = []
    /// Bytes / 64 KiB: the highest second within each step.
    package var memory: [UInt32] = []
    /// Restarts within each step.
    package var restarts: [UInt16] = []
    package init(span: FigureSpan) { self.span = span }
}

/// One process of an instance's tree.
package struct TreeMember: Hashable, Sendable, Codable {
    package var pid: PID
    package var parent: PID
    /// As /proc/PID/cmdline has it, arguments joined by blanks; the name in brackets where it is empty.
    package var command: String
    /// 100 is one core; since the last sample.
    package var cpuPercent = 0.0
    /// Bytes resident.
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

/// Where a value of a spec came from.
package enum SpecOrigin: Hashable, Sendable, Codable {
    /// Nobody said anything.
    case standard
    /// `line` 0: the file was evaluated, nobody knows where in it.
    case file(path: String, line: Int)
    /// `env_NAME`, laid over `env`.
    case environment(name: String)
    case commandLine
}
