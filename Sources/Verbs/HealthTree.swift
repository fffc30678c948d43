import Supervision
import Wording

/// Health for programs: `wamon health --json`, and what `jlist` has under `pm2_env.health`.
enum HealthTree {
    static func tree(of serving: Serving) -> Tree {
        let isCounted = Set(serving.counted.map(\.id))
        let all = (serving.counted + serving.leftOut).sorted { $0.id < $1.id }
        return .of([
            "serving": .flag(serving.isServing),
            "processes": .list(
                all.map { process in
                    .of([
                        "name": .text(process.name), "pm_id": .whole(process.id.raw),
                        "status": .text(process.status.rawValue),
                        "counted": .flag(isCounted.contains(process.id)),
                        "serving": .flag(process.isServing),
                        "health": process.health.map { .members(standing($0)) } ?? .null,
                    ])
                }),
        ])
    }

    /// What was asked for, and how it stands; nil without a probe.
    static func tree(of details: ProcessDetails) -> Tree? {
        guard let spec = details.spec.health else { return nil }
        let state: [Tree.Member] =
            details.snapshot.health.map(standing) ?? [Tree.Member(key: "state", value: .null)]
        return .members([probe(spec.probe)] + asked(spec) + state)
    }

    // MARK: - Asked

    private static func probe(_ probe: HealthSpec.Probe) -> Tree.Member {
        switch probe {
        case .http(let url): Tree.Member(key: "http", value: .text(url))
        case .tcp(let address): Tree.Member(key: "tcp", value: .text(address))
        case .exec(let words): Tree.Member(key: "exec", value: .list(words.map { .text($0) }))
        }
    }

    private static func asked(_ spec: HealthSpec) -> [Tree.Member] {
        [
            Tree.Member(key: "interval", value: .whole(Int(spec.interval.milliseconds))),
            Tree.Member(key: "timeout", value: .whole(Int(spec.timeout.milliseconds))),
            Tree.Member(key: "start_period", value: .whole(Int(spec.startPeriod.milliseconds))),
            Tree.Member(key: "start_interval", value: .whole(Int(spec.startInterval.milliseconds))),
            Tree.Member(key: "on_unhealthy", value: .text(spec.onUnhealthy.rawValue)),
        ]
    }

    // MARK: - As it stands

    private static func standing(_ health: HealthSnapshot) -> [Tree.Member] {
        [
            Tree.Member(key: "retries", value: .whole(health.retries)),
            Tree.Member(key: "state", value: .text(health.state.rawValue)),
            Tree.Member(key: "failures", value: .whole(health.failures)),
            Tree.Member(
                key: "unhealthy_since",
                value: health.unhealthySince.map { .whole(Int($0.wall.milliseconds)) } ?? .null),
            Tree.Member(key: "last", value: health.last.map(check) ?? .null),
        ]
    }

    private static func check(_ check: HealthCheck) -> Tree {
        var members = [
            Tree.Member(key: "at", value: .whole(Int(check.at.wall.milliseconds))),
            Tree.Member(key: "took", value: .number(check.took.written)),
            Tree.Member(key: "passed", value: .flag(check.isPassed)),
        ]
        if let status = check.status { members.append(Tree.Member(key: "status", value: .whole(status))) }
        if let failure = check.failure {
            let sentence = Language.english.failure(failure)
            members.append(Tree.Member(key: "failure", value: .text(sentence)))
        }
        if let said = check.said { members.append(Tree.Member(key: "said", value: .text(said))) }
        if !check.numbers.isEmpty {
            let numbers = check.numbers.map { Tree.Member(key: $0.label, value: .number($0.value)) }
            members.append(Tree.Member(key: "numbers", value: .members(numbers)))
        }
        return .members(members)
    }
}
