import Glibc
import Supervision
import Wording

/// What stands below `wamon`, beside the apps: about the core and its screen, not about one app.
struct Settings {
    private(set) var theme: String?
    /// `exit_on`; nil when the file does not say.
    private(set) var exitPolicy: ExitPolicy?
    /// `http`
    private(set) var http: ListenAddress?
    private(set) var hooks: [HookSpec] = []
    private let folder: String
    private let findings: Findings

    private static let ends = ["errored", "unhealthy_for", "stopped_for"]

    /// Nothing is said yet.
    /// - Parameter folder: where the file lies.
    init(folder: String, findings: Findings) {
        self.folder = folder
        self.findings = findings
    }

    mutating func read(_ value: Value) {
        guard case .object(let members) = value.content else {
            if !value.isNull {
                refuse(value, "wamon") { $0.anObject }
            }
            return
        }
        for member in members where !member.value.isNull { read(member) }
    }

    private mutating func read(_ member: Value.Member) {
        switch member.key {
        case "theme":
            if let text = member.value.text, !text.isEmpty { return theme = text }
            refuse(member.value, "wamon.theme") { $0.aThemesName }
        case "exit_on":
            guard case .object(let members) = member.value.content else {
                return refuse(member.value, "wamon.exit_on") { $0.exitRules }
            }
            var policy = ExitPolicy()
            for member in members where !member.value.isNull { read(exit: member, into: &policy) }
            exitPolicy = policy
        case "http":
            guard let address = address(member.value) else {
                return refuse(member.value, "wamon.http") { $0.anAddress }
            }
            http = address
        case "hooks": hooks = HookDecoder(folder: folder, findings: findings).decode(member.value)
        default:
            let near = Suggestion.near(member.key, among: ["theme", "exit_on", "http", "hooks"])
            findings.warning(at: member.keyOffset) {
                $0.unknownKey(Quoted.text(member.key), in: "wamon", near: near)
            }
        }
    }

    private func read(exit member: Value.Member, into policy: inout ExitPolicy) {
        let value = member.value
        let name = "wamon.exit_on.\(Quoted.plain(member.key))"
        switch member.key {
        case "errored":
            guard case .flag(let flag) = value.content else { return refuse(value, name) { $0.aFlag } }
            policy.onErrored = flag
        case "stopped_for":
            if let duration = duration(value, name) { policy.patience = duration }
        case "unhealthy_for":
            if let duration = duration(value, name) { policy.unhealthyFor = duration }
        default:
            let near = Suggestion.near(member.key, among: Settings.ends)
            findings.warning(at: member.keyOffset) {
                $0.unknownKey(Quoted.text(member.key), in: "wamon.exit_on", near: near)
            }
        }
    }

    /// A port alone is loopback's. Names are not asked for: what they mean may change, and this may not.
    private func address(_ value: Value) -> ListenAddress? {
        guard let text = value.text ?? value.integer.map({ "\($0)" }), var address = ListenAddress(text)
        else {
            return nil
        }
        if address.host == "localhost" { address.host = ListenAddress.loopback }
        var room = in6_addr()
        let isNumeric = [AF_INET, AF_INET6].contains { inet_pton($0, address.host, &room) == 1 }
        return isNumeric ? address : nil
    }

    private func duration(_ value: Value, _ name: String) -> Duration? {
        guard let duration = Units.duration(value.content), duration <= Units.longest else {
            refuse(value, name) { $0.milliseconds }
            return nil
        }
        return duration
    }

    private func refuse(_ value: Value, _ name: String, _ expected: (FileWords) -> String) {
        findings.error(at: value.offset) {
            $0.mismatch(name, value.described($0), expected: expected($0))
        }
    }
}
