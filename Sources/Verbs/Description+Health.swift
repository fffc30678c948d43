import Supervision
import Wording

// Whether it can serve: what is asked, how it stands, and what was answered.

extension Description {
    var health: [(String, String)] {
        guard let spec = details.spec.health else { return [] }
        var rows = [(words.probe, language.probe(spec.probe))]
        rows.append(
            (
                words.asked,
                words.asked(every: language.span(spec.interval), atMost: language.span(spec.timeout))
            ))
        rows.append((words.firstChecks, words.grace(language.span(spec.startPeriod))))
        rows.append((words.unhealthyAt, words.failures(spec.retries, reaction: spec.onUnhealthy)))
        guard let health = details.snapshot.health else { return rows }
        var state = language.health(health.state)
        if let since = health.unhealthySince {
            state = words.since(state, Dates.local(since.wall, zone: zone))
        }
        rows.append((words.status, state))
        rows.append((words.newestCheck, language.newest(of: health, now: now.boot)))
        if let said = health.last?.said { rows.append((words.said, said)) }
        rows += health.last?.numbers.map { ($0.label, language.number($0.value)) } ?? []
        return rows
    }

    var checks: [(String, String)] {
        details.checks.reversed().map { check in
            let said = check.said.map { ": " + $0 } ?? ""
            return (Dates.local(check.at.wall, zone: zone), language.result(of: check) + said)
        }
    }
}
