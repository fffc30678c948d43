/// One spawn-to-exit. Unique over the life of a core; facts that name another run are stale.
package struct RunID: Hashable, Comparable, Sendable, Codable {
    package let raw: UInt64
    package init(_ raw: UInt64) { self.raw = raw }
    package var next: RunID { RunID(raw + 1) }
    package static func < (a: RunID, b: RunID) -> Bool { a.raw < b.raw }
}

/// One slot of the fleet: PM2's `pm_id`. Never reused while the core lives.
package struct InstanceID: Hashable, Comparable, Sendable, Codable {
    package let raw: Int
    package init(_ raw: Int) { self.raw = raw }
    package static func < (a: InstanceID, b: InstanceID) -> Bool { a.raw < b.raw }
}

package typealias PID = Int32

/// The clocks, read once and handed on: nobody below `Runtime` and `Kernel` reads a clock.
package struct Moment: Hashable, Sendable, Codable {
    /// CLOCK_MONOTONIC: deadlines and delays.
    package var monotonic: Duration
    /// CLOCK_BOOTTIME: uptimes; goes on while the machine sleeps.
    package var boot: Duration
    /// CLOCK_REALTIME since 1970: display only.
    package var wall: Duration

    package init(monotonic: Duration, boot: Duration, wall: Duration) {
        self.monotonic = monotonic
        self.boot = boot
        self.wall = wall
    }

    package static let zero = Moment(monotonic: .zero, boot: .zero, wall: .zero)

    /// All three clocks moved on by the same amount.
    package func advanced(by step: Duration) -> Moment {
        Moment(monotonic: monotonic + step, boot: boot + step, wall: wall + step)
    }
}

/// A POSIX signal by its Linux number.
package struct Signal: Hashable, Sendable, Codable {
    package let raw: Int32
    package init(_ raw: Int32) { self.raw = raw }

    package static let hup = Signal(1)
    package static let int = Signal(2)
    package static let quit = Signal(3)
    package static let kill = Signal(9)
    package static let usr1 = Signal(10)
    package static let usr2 = Signal(12)
    package static let term = Signal(15)
    package static let cont = Signal(18)
    package static let stop = Signal(19)

    /// signal(7), x86-64 and arm64 numbering, 1…31.
    package static let names = [
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE",
        "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ",
        "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    ]

    /// "SIGINT", "INT", "int" or "2".
    package init?(named text: String) {
        let bare = text.uppercased()
        let name = bare.hasPrefix("SIG") ? String(bare.dropFirst(3)) : bare
        if let index = Signal.names.firstIndex(of: name) {
            self.init(Int32(index + 1))
        } else if let number = Int32(name), (1...64).contains(number) {
            self.init(number)
        } else {
            return nil
        }
    }

    /// "SIGINT"; a real-time signal is "SIG34".
    package var name: String {
        (1...31).contains(raw) ? "SIG" + Signal.names[Int(raw) - 1] : "SIG\(raw)"
    }
}

/// How a run ended.
package enum ExitStatus: Hashable, Sendable, Codable {
    /// `_exit(code)`, 0…255.
    case exited(Int32)
    case signalled(Signal, coreDumped: Bool)
    /// There never was a process: the errno, and the step that failed ("exec", "chdir", "clone", …).
    case notSpawned(errno: Int32, stage: String)

    package var isSuccess: Bool { self == .exited(0) }
}

/// Why a run ended, as the exit history says it.
package enum Cause: String, Hashable, Sendable, Codable, CaseIterable {
    case crash, memory, unhealthy, watch, cron, manual, oomKilled = "oom-killed"
}

/// The words shown for a process: PM2's.
package enum Status: String, Hashable, Sendable, Codable, CaseIterable {
    case launching, online, stopping, stopped, waiting = "waiting restart", errored
}

/// The deadlines of one run.
package enum MachineTimer: String, Hashable, Sendable, Codable, CaseIterable {
    /// `listen_timeout`.
    case readiness
    /// `kill_timeout`.
    case kill
    /// The delay before the next run.
    case restart
    /// Up long enough for the backoff to begin anew.
    case stable
    /// The next check of its health.
    case probe
}
