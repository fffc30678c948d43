import Supervision
import Wording

/// `health` of one app → `HealthSpec`. What does not fit is reported once, and then as if it were not given.
struct HealthDecoder {
    let findings: Findings

    private static let probes = ["http", "tcp", "exec"]
    private static let rest = [
        "interval", "timeout", "retries", "start_period", "start_interval", "on_unhealthy", "show",
    ]
    private static let mostRetries = 1000

    /// Nil where there is nothing to ask; then that has been said.
    func decode(_ entry: AppFields.Entry) -> HealthSpec? {
        guard case .object(let members) = entry.value.content else {
            // PM2 users switch things off by `false`.
            if entry.value.content != .flag(false) {
                findings.error(at: entry.value.offset) {
                    $0.mismatch(entry.key, entry.value.described($0), expected: $0.health)
                }
            }
            return nil
        }
        let given = members.filter { !$0.value.isNull }
        let asked = given.filter { HealthDecoder.probes.contains($0.key) }
        if asked.count > 1 {
            findings.error(at: asked[1].keyOffset) { $0.twoProbes(asked[0].key, asked[1].key) }
        }
        if asked.isEmpty { findings.error(at: entry.value.offset) { $0.noProbe } }
        let probe = asked.first.flatMap(probe)
        // The rest is read all the same, so that all mistakes are told at once.
        var health = HealthSpec(probe ?? .exec([]))
        for member in given where !HealthDecoder.probes.contains(member.key) { read(member, into: &health) }
        return probe == nil ? nil : health
    }

    // MARK: - What is asked

    private func probe(_ member: Value.Member) -> HealthSpec.Probe? {
        switch member.key {
        case "http":
            guard let text = text(member, { $0.aWebAddress }) else { return nil }
            return check(member, text, { $0.aWebAddress }) { text throws(Endpoint.Mistake) in
                _ = try WebAddress(text)
            } ? .http(text) : nil
        case "tcp":
            guard let text = text(member, { $0.hostAndPort }) else { return nil }
            return check(member, text, { $0.hostAndPort }) { text throws(Endpoint.Mistake) in
                if text.contains("://") { throw .scheme("") }
                _ = try Endpoint(text)
            } ? .tcp(text) : nil
        default: return command(member).map(HealthSpec.Probe.exec)
        }
    }

    private func text(_ member: Value.Member, _ expected: (FileWords) -> String) -> String? {
        guard case .text(let text) = member.value.content, !text.isEmpty else {
            refuse(member, expected)
            return nil
        }
        return text
    }

    /// Whether it is an address. Variables stand for what may stand there: a digit fits a host and a port; where the
    /// text begins with one, only the child's environment can tell.
    private func check(
        _ member: Value.Member, _ text: String, _ expected: (FileWords) -> String,
        parse: (String) throws(Endpoint.Mistake) -> Void
    ) -> Bool {
        if text.first == "$" { return true }
        guard let filled = try? Variables.filled(text, { _ in "1" }) else { return true }
        let (key, shown) = ("health.\(member.key)", Quoted.text(text))
        do throws(Endpoint.Mistake) {
            try parse(filled)
            return true
        } catch {
            switch error {
            case .scheme(let scheme) where scheme.lowercased() == "https":
                findings.error(at: member.value.offset) { $0.speaksHTTP }
            case .port: findings.error(at: member.value.offset) { $0.addressPort(key, shown) }
            case .path: findings.error(at: member.value.offset) { $0.addressPath(key, shown) }
            case .scheme, .host: refuse(member, expected)
            }
            return false
        }
    }

    private func command(_ member: Value.Member) -> [String]? {
        switch member.value.content {
        case .text(let text):
            guard let words = Words.split(text) else {
                findings.error(at: member.value.offset) { $0.openQuote("health.exec", Quoted.text(text)) }
                return nil
            }
            if !words.isEmpty, !words[0].isEmpty { return words }
        case .array(let values):
            let words = values.compactMap { value -> String? in
                switch value.content {
                case .text(let text): text
                case .number(let number): number.text
                default: nil
                }
            }
            if words.count == values.count, let first = words.first, !first.isEmpty { return words }
        default: break
        }
        refuse(member) { $0.aCommand }
        return nil
    }

    // MARK: - The rest of it

    private func read(_ member: Value.Member, into health: inout HealthSpec) {
        switch member.key {
        case "interval": if let duration = duration(member) { health.interval = duration }
        case "timeout": if let duration = duration(member) { health.timeout = duration }
        case "start_period":
            if let duration = duration(member, isZeroAllowed: true) { health.startPeriod = duration }
        case "start_interval": if let duration = duration(member) { health.startInterval = duration }
        case "retries":
            guard let count = Units.integer(member.value.content),
                (1...HealthDecoder.mostRetries).contains(count)
            else { return refuse(member) { $0.wholeNumber(from: 1, to: HealthDecoder.mostRetries) } }
            health.retries = count
        case "on_unhealthy":
            guard let reaction = member.value.text.flatMap(HealthSpec.Reaction.init) else {
                return refuse(member) { $0.aReaction }
            }
            health.onUnhealthy = reaction
        case "show": health.show = shown(member)
        default:
            let near = Suggestion.near(member.key, among: HealthDecoder.probes + HealthDecoder.rest)
            findings.warning(at: member.keyOffset) {
                $0.unknownKey(Quoted.text(member.key), in: "health", near: near)
            }
        }
    }

    private func duration(_ member: Value.Member, isZeroAllowed: Bool = false) -> Duration? {
        let (value, name) = (member.value, "health.\(member.key)")
        guard let duration = Units.duration(value.content), isZeroAllowed || duration > .zero else {
            refuse(member) { isZeroAllowed ? $0.milliseconds : $0.aPositiveDuration }
            return nil
        }
        guard duration <= Units.longest else {
            findings.error(at: value.offset) { $0.tooLong(name, value.described($0)) }
            return nil
        }
        // A bare 30 is meant as seconds by whoever comes from elsewhere.
        if case .number = value.content, duration > .zero, duration < .milliseconds(100) {
            findings.warning(at: value.offset) { $0.inMilliseconds(name, value.described($0)) }
        }
        return duration
    }

    private func shown(_ member: Value.Member) -> [HealthSpec.Shown] {
        guard case .object(let members) = member.value.content else {
            refuse(member) { $0.labelsAndPointers }
            return []
        }
        if members.count > HealthCheck.mostNumbers {
            findings.error(at: member.value.offset) {
                $0.tooManyShown(members.count, HealthCheck.mostNumbers)
            }
            return []
        }
        return members.compactMap { shown in
            guard let pointer = shown.value.text, pointer.first == "/" else {
                let name = "health.show.\(Quoted.plain(shown.key.prefix(Quoted.longest)))"
                findings.error(at: shown.value.offset) {
                    $0.mismatch(name, shown.value.described($0), expected: $0.aPointer)
                }
                return nil
            }
            return HealthSpec.Shown(label: Quoted.plain(shown.key.prefix(40)), pointer: pointer)
        }
    }

    private func refuse(_ member: Value.Member, _ expected: (FileWords) -> String) {
        findings.error(at: member.value.offset) {
            $0.mismatch("health.\(member.key)", member.value.described($0), expected: expected($0))
        }
    }
}
