import Wording

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

    /// - Parameter folder: where the file lies.
    init(_ value: Value, folder: String, findings: Findings) {
        self.findings = findings
        settings = Settings(folder: folder, findings: findings)
        switch value.content {
        case .array(let values): list(values, at: value.offset)
        case .object(let members): object(members, at: value.offset)
        default: mismatch(value) { $0.objectOrArray }
        }
    }

    // MARK: - Forms

    private mutating func object(_ members: [Value.Member], at offset: Int) {
        for member in members where member.key == "wamon" {
            settings.read(member.value)
        }
        if let deploy = members.first(where: { $0.key == "deploy" }) {
            findings.add(.note, at: deploy.keyOffset, Sentence { $0.file.deploy })
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
            findings.error(at: near.keyOffset) { $0.found(Quoted.text(near.key), expected: "\"apps\"") }
        } else {
            findings.error(at: offset) { $0.noAppsKey }
        }
    }

    private mutating func apps(_ value: Value, key: String) {
        switch value.content {
        case .array(let values): list(values, at: value.offset)
        case .object(let members): apps = [App(members: members, offset: value.offset)]
        default:
            findings.error(at: value.offset) {
                $0.mismatch(key, value.described($0), expected: $0.arrayOfObjects)
            }
        }
    }

    private mutating func list(_ values: [Value], at offset: Int) {
        if values.isEmpty {
            return findings.error(at: offset) { $0.noApps }
        }
        if values.count > FieldTable.mostApps {
            return findings.error(at: offset) { $0.tooManyApps(values.count, most: FieldTable.mostApps) }
        }
        for value in values {
            if case .object(let members) = value.content {
                apps.append(App(members: members, offset: value.offset))
            } else {
                mismatch(value) { $0.anApp }
            }
        }
    }

    private func mismatch(_ value: Value, _ expected: (FileWords) -> String) {
        findings.error(at: value.offset) { $0.found(value.described($0), expected: expected($0)) }
    }

    // MARK: - Beside the apps

    private func unknown(_ member: Value.Member) {
        let belongs = FieldTable.byKey[member.key] != nil
        let near = Suggestion.near(member.key, among: Document.known)
        findings.warning(at: member.keyOffset) {
            $0.unknownKeyBesideApps(Quoted.text(member.key), belongsIntoApp: belongs, near: near)
        }
    }
}
