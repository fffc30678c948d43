/// `health`: how a run is asked whether it can serve, in the words of Docker's HEALTHCHECK.
package struct HealthSpec: Hashable, Sendable, Codable {
    /// What is asked. `$NAME` and `${NAME}` stand for variables of the child's environment (`$PORT`).
    package enum Probe: Hashable, Sendable {
        /// `http://host:port/path`: passed by a status of 200 to 399.
        case http(String)
        /// `host:port`: passed by a connection.
        case tcp(String)
        /// A program and its arguments, run as the child is: passed by exit code 0.
        case exec([String])
    }

    /// What liveness means.
    package enum Reaction: String, Hashable, Sendable, Codable, CaseIterable { case restart, none }

    /// A number of a JSON body that is shown.
    package struct Shown: Hashable, Sendable, Codable {
        package var label: String
        /// RFC 6901: "/memory/heapPercent".
        package var pointer: String
        package init(label: String, pointer: String) {
            self.label = label
            self.pointer = pointer
        }
    }

    package var probe: Probe
    /// From the end of one check to the next.
    package var interval: Duration = .seconds(30)
    /// A check that takes longer has failed.
    package var timeout: Duration = .seconds(10)
    /// This many failures in a row: unhealthy.
    package var retries = 3
    /// After the spawn; failures before the first success do not count that long.
    package var startPeriod: Duration = .seconds(60)
    /// The longest from check to check while that lasts.
    package var startInterval: Duration = .seconds(1)
    package var onUnhealthy = Reaction.restart
    /// In the order of the file; none: the numbers of the body itself.
    package var show: [Shown] = []

    package init(_ probe: Probe) { self.probe = probe }

    /// The first checks come quickly, so that a service that is up in 200 ms is online then.
    func startDelay(after checks: Int) -> Duration {
        min(max(.milliseconds(1), startInterval), .milliseconds(100) * (1 << min(checks, 16)))
    }
}

/// One answer to a probe.
package struct HealthCheck: Hashable, Sendable, Codable {
    /// When it was over; the core's stamp.
    package var at = Moment.zero
    package var took: Duration
    /// nil: passed.
    package var failure: HealthFailure?
    /// Of HTTP.
    package var status: Int?
    /// What it had to say when it failed: the first line of a body or of an output, at most 200 characters.
    package var said: String?
    /// What `show` picked, or what there was; at most `HealthCheck.mostNumbers`.
    package var numbers: [HealthNumber] = []
    package init(took: Duration, failure: HealthFailure? = nil) {
        self.took = took
        self.failure = failure
    }

    package static let mostNumbers = 12
    /// As many are remembered of an instance.
    package static let remembered = 20

    package var isPassed: Bool { failure == nil }
}

/// Why a check failed.
package enum HealthFailure: Hashable, Sendable {
    /// An HTTP status that is none of success.
    case status(Int)
    case refused
    case timedOut
    /// No connection for another reason (errno(3)), or it was lost.
    case unreachable(errno: Int32)
    /// No address for that name.
    case unresolved(String)
    /// It hung up without a whole answer.
    case closed
    /// What came is not HTTP.
    case malformed
    case exited(Int32)
    case signalled(Signal)
    /// The probe's program could not be run.
    case notRun(errno: Int32, stage: String)
}

/// A number out of a body, under the name it is shown by.
package struct HealthNumber: Hashable, Sendable, Codable {
    package var label: String
    package var value: Double
    package init(label: String, value: Double) {
        self.label = label
        self.value = value
    }
}

package enum HealthState: String, Hashable, Sendable, Codable, CaseIterable {
    /// Not one check has passed yet, and too few have failed.
    case starting
    case healthy, unhealthy
}

/// What is counted of a run's checks.
package struct HealthCount: Hashable, Sendable, Codable {
    package var state = HealthState.starting
    /// In a row, after the start.
    package var failures = 0
    /// All of them.
    package var checks = 0
    /// An answer is awaited.
    package var isAsking = false
    package init() {}
}

/// The health of an instance as it is shown.
package struct HealthSnapshot: Hashable, Sendable, Codable {
    package var state: HealthState
    /// In a row, of how many that make it unhealthy.
    package var failures: Int
    package var retries: Int
    /// What a check may take; half of it is slow.
    package var timeout = Duration.seconds(10)
    /// nil: none yet.
    package var last: HealthCheck?
    /// Not healthy since then, over however many runs; nil: healthy, or starting for the first time.
    package var unhealthySince: Moment?
    package init(state: HealthState, failures: Int, retries: Int) {
        self.state = state
        self.failures = failures
        self.retries = retries
    }

    /// It passes, but takes more than half the time it is given.
    package var isSlow: Bool {
        state == .healthy && (last.map { $0.isPassed && $0.took > timeout / 2 } ?? false)
    }

    /// What a table needs.
    var brief: HealthSnapshot {
        var brief = self
        brief.last?.numbers = []
        brief.last?.said = nil
        return brief
    }
}
