/// The top level of the file: `{"apps": […]}` (one object will do), PM2's old `{"pm2": […]}`, a bare array
/// of apps, or one bare app.
struct Document {
    struct App {
        var members: [Value.Member]
        var offset: Int
    }

    private(set) var apps: [App] = []
    private(set) var settings: Settings
    private let findings: Findings

    /// Beside `apps`.
    private static let known = ["apps", "pm2", "deploy", "wamon", "$schema"]

    init(_ value: Value, findings: Findings) {
        self.findings = findings
        settings = Settings(findings: findings)
        switch value.content {
        case .array(let values): list(values, at: value.offset)
        case .object(let members): object(members, at: value.offset)
        default: findings.error(at: value.offset, "found \(value.described), expected an object or an array")
        }
    }

    // MARK: - Forms

    private mutating func object(_ members: [Value.Member], at offset: Int) {
        for member in members where member.key == "wamon" {
            settings = Settings(member.value, findings: findings)
        }
        if let deploy = members.first(where: { $0.key == "deploy" }) {
            findings.add(.note, at: deploy.keyOffset, "deploy: is for \"pm2 deploy\"; wamon does not read it")
        }
        if let list = members.first(where: { $0.key == "apps" }) ?? members.first(where: { $0.key == "pm2" })
        {
            // `x-…` is the usual name for what is only there to be repeated, with YAML's anchors.
            for member in members where !Document.known.contains(member.key) && !member.key.hasPrefix("x-") {
                unknown(member)
            }
            return apps(list.value, key: list.key)
        }
        let app = members.filter { !Document.known.contains($0.key) }
        let script = [Field.script.name] + Field.script.aliases
        if app.contains(where: { script.contains($0.key) }) {
            apps = [App(members: app, offset: offset)]
        } else if let near = app.first(where: { Suggestion.nearest(to: $0.key, among: ["apps"]) != nil }) {
            findings.error(at: near.keyOffset, "found \(Quoted.text(near.key)), expected \"apps\"")
        } else {
            findings.error(
                at: offset,
                "found an object without \"apps\" and without \"script\"; expected {\"apps\": […]}")
        }
    }

    private mutating func apps(_ value: Value, key: String) {
        switch value.content {
        case .array(let values): list(values, at: value.offset)
        case .object(let members): apps = [App(members: members, offset: value.offset)]
        default:
            findings.error(at: value.offset, "\(key): found \(value.described), expected an array of objects")
        }
    }

    private mutating func list(_ values: [Value], at offset: Int) {
        if values.isEmpty {
            return findings.error(at: offset, "there is no app in the file; expected at least one")
        }
        if values.count > FieldTable.mostApps {
            return findings.error(
                at: offset, "found \(values.count) apps; expected at most \(FieldTable.mostApps)")
        }
        for value in values {
            if case .object(let members) = value.content {
                apps.append(App(members: members, offset: value.offset))
            } else {
                findings.error(
                    at: value.offset, "found \(value.described), expected an object that describes an app")
            }
        }
    }

    // MARK: - Beside the apps

    private func unknown(_ member: Value.Member) {
        let belongs = FieldTable.byKey[member.key] != nil ? "; it belongs into an app" : nil
        let hint = belongs ?? Suggestion.hint(for: member.key, among: Document.known)
        findings.warning(
            at: member.keyOffset, "unknown key \(Quoted.text(member.key)) beside the apps\(hint)")
    }
}
