import Supervision

// The health of a process in a brief snapshot, as HealthSnapshot's own coding has it.

extension StatusFrame {
    /// Without what only a page about one process shows.
    static func isBrief(_ check: HealthCheck) -> Bool { check.said == nil && check.numbers.isEmpty }

    static func write(_ health: HealthSnapshot, to json: inout JSONWriter) {
        json.field("state", health.state.rawValue)
        json.field("failures", health.failures)
        json.field("retries", health.retries)
        json.field("timeout", health.timeout)
        if let check = health.last {
            json.key("last")
            json.object { write(check, to: &$0) }
        }
        if let since = health.unhealthySince { json.moment("unhealthySince", since) }
    }

    private static func write(_ check: HealthCheck, to json: inout JSONWriter) {
        json.moment("at", check.at)
        json.field("took", check.took)
        if let failure = check.failure {
            json.key("failure")
            write(failure, to: &json)
        }
        if let status = check.status { json.field("status", status) }
        json.key("numbers")
        json.array { _ in }
    }

    private static func write(_ failure: HealthFailure, to json: inout JSONWriter) {
        switch failure {
        case .refused: json.value("refused")
        case .timedOut: json.value("timedOut")
        case .closed: json.value("closed")
        case .malformed: json.value("malformed")
        case .status(let status): json.object { $0.field("status", status) }
        case .unresolved(let host): json.object { $0.field("unresolved", host) }
        case .exited(let code): json.object { $0.field("exited", code) }
        case .signalled(let signal):
            json.object { json in
                if Signal(named: signal.name) == signal {
                    json.field("signalled", signal.name)
                } else {
                    json.field("signalled", signal.raw)
                }
            }
        case .unreachable(let errno):
            json.object { json in
                json.key("unreachable")
                json.object { $0.field("errno", errno) }
            }
        case .notRun(let errno, let stage):
            json.object { json in
                json.key("notRun")
                json.object { json in
                    json.field("errno", errno)
                    json.field("stage", stage)
                }
            }
        }
    }

    // MARK: - What there is to be read

    fileprivate enum HealthField: String, CaseIterable {
        case state, failures, retries, timeout, last, unhealthySince
    }
    fileprivate static let health = JSONFields<HealthField>(required: [
        .state, .failures, .retries, .timeout,
    ])

    fileprivate enum CheckField: String, CaseIterable { case at, took, failure, status, said, numbers }
    fileprivate static let check = JSONFields<CheckField>(required: [.at, .took, .numbers])

    fileprivate enum FailureField: String, CaseIterable {
        case status, refused, timedOut, unreachable, unresolved, closed, malformed, exited, signalled, notRun
    }
    fileprivate static let failure = JSONFields<FailureField>(required: [])

    fileprivate enum ReasonField: String, CaseIterable { case errno, stage }
    fileprivate static let errno = JSONFields<ReasonField>(required: [.errno])
    fileprivate static let errnoAndStage = JSONFields(required: ReasonField.allCases)
}

extension JSONScanner {
    mutating func health() throws(Unexpected) -> HealthSnapshot {
        var health = HealthSnapshot(state: .starting, failures: 0, retries: 0)
        try object(StatusFrame.health) { field, json throws(Unexpected) in
            switch field {
            case .state: health.state = try json.choice()
            case .failures: health.failures = try json.integer()
            case .retries: health.retries = try json.integer()
            case .timeout: health.timeout = try json.duration()
            case .last: health.last = try json.check()
            case .unhealthySince: health.unhealthySince = try json.moment()
            }
        }
        return health
    }

    private mutating func check() throws(Unexpected) -> HealthCheck {
        var check = HealthCheck(took: .zero)
        try object(StatusFrame.check) { field, json throws(Unexpected) in
            switch field {
            case .at: check.at = try json.moment()
            case .took: check.took = try json.duration()
            case .failure: check.failure = try json.failure()
            case .status: check.status = try json.integer() as Int
            case .said: throw Unexpected()
            case .numbers: try json.array { _ throws(Unexpected) in throw Unexpected() }
            }
        }
        return check
    }

    private mutating func failure() throws(Unexpected) -> HealthFailure {
        if peek() == UInt8(ascii: "\"") {
            switch try string() {
            case "refused": return .refused
            case "timedOut": return .timedOut
            case "closed": return .closed
            case "malformed": return .malformed
            default: throw Unexpected()
            }
        }
        var failures: [HealthFailure] = []
        try object(StatusFrame.failure) { field, json throws(Unexpected) in
            switch field {
            case .status: failures.append(.status(try json.integer()))
            case .unresolved: failures.append(.unresolved(try json.string()))
            case .exited: failures.append(.exited(try json.integer()))
            case .signalled: failures.append(.signalled(try json.signal()))
            case .unreachable: failures.append(.unreachable(errno: try json.reason(StatusFrame.errno).errno))
            case .notRun:
                let reason = try json.reason(StatusFrame.errnoAndStage)
                failures.append(.notRun(errno: reason.errno, stage: reason.stage))
            case .refused, .timedOut, .closed, .malformed: throw Unexpected()
            }
        }
        guard failures.count == 1 else { throw Unexpected() }
        return failures[0]
    }

    private mutating func signal() throws(Unexpected) -> Signal {
        guard peek() == UInt8(ascii: "\"") else { return Signal(try integer()) }
        guard let signal = Signal(named: try string()) else { throw Unexpected() }
        return signal
    }

    private mutating func reason(
        _ known: JSONFields<StatusFrame.ReasonField>
    ) throws(Unexpected) -> (errno: Int32, stage: String) {
        var (errno, stage) = (Int32.zero, "")
        try object(known) { field, json throws(Unexpected) in
            switch field {
            case .errno: errno = try json.integer()
            case .stage: stage = try json.string()
            }
        }
        return (errno, stage)
    }
}
