import Supervision

/// What stands below `wamon`, beside the apps: about the core and its screen, not about one app.
struct Settings {
    private(set) var theme: String?
    /// `exit_on`; nil when the file does not say.
    private(set) var exitPolicy: ExitPolicy?
    private let findings: Findings

    private static let notYet = ["http", "hooks"]
    private static let ends = ["errored", "unhealthy_for", "stopped_for"]

    init(findings: Findings) { self.findings = findings }

    init(_ value: Value, findings: Findings) {
        self.init(findings: findings)
        guard case .object(let members) = value.content else {
            if !value.isNull {
                findings.error(at: value.offset, "wamon: found \(value.described), expected an object")
            }
            return
        }
        for member in members where !member.value.isNull { read(member) }
    }

    private mutating func read(_ member: Value.Member) {
        switch member.key {
        case "theme":
            if let text = member.value.text, !text.isEmpty { return theme = text }
            refuse(member.value, "wamon.theme", "a theme's name")
        case "exit_on":
            guard case .object(let members) = member.value.content else {
                return refuse(member.value, "wamon.exit_on", "an object with errored and stopped_for")
            }
            var policy = ExitPolicy()
            for member in members where !member.value.isNull { read(exit: member, into: &policy) }
            exitPolicy = policy
        case let key where Settings.notYet.contains(key):
            findings.warning(at: member.keyOffset, "wamon.\(key): wamon does not act on it yet")
        default:
            let hint = Suggestion.hint(for: member.key, among: ["theme", "exit_on"] + Settings.notYet)
            findings.warning(at: member.keyOffset, "wamon: unknown key \(Quoted.text(member.key))\(hint)")
        }
    }

    private func read(exit member: Value.Member, into policy: inout ExitPolicy) {
        let value = member.value
        let name = "wamon.exit_on.\(Quoted.plain(member.key))"
        switch member.key {
        case "errored":
            guard case .flag(let flag) = value.content else { return refuse(value, name, "true or false") }
            policy.onErrored = flag
        case "stopped_for":
            if let duration = duration(value, name) { policy.patience = duration }
        case "unhealthy_for":
            if duration(value, name) != nil {
                findings.warning(at: member.keyOffset, "\(name): wamon does not act on it yet")
            }
        default:
            let hint = Suggestion.hint(for: member.key, among: Settings.ends)
            findings.warning(
                at: member.keyOffset, "wamon.exit_on: unknown key \(Quoted.text(member.key))\(hint)")
        }
    }

    private func duration(_ value: Value, _ name: String) -> Duration? {
        let expected = Field.Kind.duration.expected
        guard let duration = Units.duration(value.content), duration <= Units.longest else {
            refuse(value, name, expected)
            return nil
        }
        return duration
    }

    private func refuse(_ value: Value, _ name: String, _ expected: String) {
        findings.error(at: value.offset, "\(name): found \(value.described), expected \(expected)")
    }
}
