import Monitor
import Supervision

/// The customer's container with probes: one passes, one does not, one is slow, one wavers, one is not up yet.
extension Sample {
    static func health(
        _ state: HealthState, _ failure: HealthFailure? = nil, failures: Int = 0,
        took: Duration = .milliseconds(12)
    ) -> HealthSnapshot {
        var health = HealthSnapshot(state: state, failures: failures, retries: 3)
        health.last = check(.seconds(5), failure, took: took)
        if state == .unhealthy { health.unhealthySince = ago(.seconds(65)) }
        return health
    }

    static func check(
        _ before: Duration, _ failure: HealthFailure? = nil, took: Duration = .milliseconds(12)
    ) -> HealthCheck {
        var check = HealthCheck(took: took, failure: failure)
        check.at = ago(before)
        check.status = failure == nil ? 200 : nil
        if case .status(let status) = failure { check.status = status }
        return check
    }

    /// The fleet of two, both probed.
    static let probed: Snapshot = {
        var snapshot = Sample.snapshot
        var api = Sample.api
        api.isProbed = true
        api.health = health(.healthy)
        api.health?.last?.numbers = [
            HealthNumber(label: "clients", value: 6), HealthNumber(label: "heap %", value: 71.8),
        ]
        var web = Sample.web
        web.isProbed = true
        snapshot.processes = [api, web]
        return snapshot
    }()

    static let clinic: Snapshot = {
        var clinic = probed
        func process(_ id: Int, _ name: String, _ health: HealthSnapshot?) -> ProcessSnapshot {
            var process = clinic.processes[0]
            process.id = InstanceID(id)
            process.name = name
            process.pid = PID(4200 + id)
            process.port = nil
            process.restarts = 0
            process.health = health
            process.isProbed = health != nil
            return process
        }
        var starting = process(4, "search", HealthSnapshot(state: .starting, failures: 0, retries: 3))
        starting.status = .launching
        starting.startedAt = ago(.seconds(3))
        starting.reason = "waits for its first healthy check"
        clinic.processes += [
            process(2, "chat-worker", health(.unhealthy, .refused, failures: 3)),
            process(3, "mailer", health(.healthy, took: .milliseconds(6_400))), starting,
            process(5, "billing", health(.healthy, .status(503), failures: 1)),
            process(6, "gateway", health(.starting, .timedOut, failures: 1, took: .seconds(10))),
            process(7, "cron", nil),
        ]
        clinic.events.append(
            happening(3, .seconds(65), 2, "chat-worker", .unhealthy(.refused, failures: 3)))
        return clinic
    }()

    /// What the core knows of the probe of the first: twenty checks, half a minute between them.
    static let probedFacts: ProcessDetails = {
        var facts = apiFacts
        facts.snapshot = probed.processes[0]
        var spec = HealthSpec(.http("http://127.0.0.1:5001/health"))
        spec.show = [
            HealthSpec.Shown(label: "clients", pointer: "/activeClients"),
            HealthSpec.Shown(label: "heap %", pointer: "/memory/heapPercent"),
        ]
        facts.spec.health = spec
        facts.checks = (0..<20).map { index -> HealthCheck in
            let before = Duration.seconds(5 + 30 * (19 - index))
            var check =
                switch index {
                case 6: check(before, .refused, took: .milliseconds(1))
                case 7: check(before, .status(503), took: .milliseconds(8))
                case 12: check(before, .timedOut, took: .milliseconds(180))
                case 19: check(before)
                default: check(before, took: .milliseconds(12 + index * 7 % 60))
                }
            if index == 7 { check.said = "no connection to redis" }
            if check.isPassed {
                check.numbers = [
                    HealthNumber(label: "clients", value: Double(index == 19 ? 6 : index % 9)),
                    HealthNumber(label: "heap %", value: index == 19 ? 71.8 : 40 + Double(index) * 1.5),
                ]
            }
            return check
        }
        return facts
    }()

    /// Of one that has been failing for a minute.
    static let sickFacts: ProcessDetails = {
        var facts = webFacts
        facts.snapshot = clinic.processes[2]
        var spec = HealthSpec(.tcp("127.0.0.1:6379"))
        spec.onUnhealthy = .none
        spec.interval = .seconds(20)
        facts.spec.health = spec
        facts.checks = (0..<5).map { check(.seconds(5 + 20 * (4 - $0)), .refused, took: .milliseconds(1)) }
        return facts
    }()
}
