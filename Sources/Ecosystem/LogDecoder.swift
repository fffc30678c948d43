import Supervision
import Wording

/// The log fields of one app.
struct LogDecoder {
    let fields: AppFields
    let folder: String
    let context: LoadContext
    private var findings: Findings { fields.findings }

    init(fields: AppFields, folder: String, context: LoadContext) {
        self.fields = fields
        self.folder = folder
        self.context = context
    }

    /// - Parameter name: for `log_file: true`, which asks for the default place.
    func decode(name: String) -> LogSpec {
        var logs = LogSpec()
        logs.outFile = fields.text(.outFile).map(path)
        logs.errorFile = fields.text(.errorFile).map(path)
        logs.bothFile = bothFile(name: name)
        logs.combined = fields.flag(.combineLogs) ?? false
        // What is said in detail holds against the switch.
        let timed = fields.flag(.time) == true
        logs.dateFormat = fields.text(.logDateFormat) ?? (timed ? "YYYY-MM-DDTHH:mm:ss" : nil)
        logs.json = isJSON()
        logs.disabled = fields.flag(.disableLogs) ?? false
        logs.rotation = rotation()
        logs.whenFull = whenFull()
        return logs
    }

    // MARK: - Files

    private func path(_ text: String) -> String {
        // PM2's word for no file.
        text == "NULL" ? "/dev/null" : Path.resolve(Path.expand(text, home: context.home), in: folder)
    }

    private func bothFile(name: String) -> String? {
        guard let entry = fields[.logFile] else { return nil }
        switch entry.value.content {
        case .flag(false): return nil
        case .flag(true):
            guard let home = context.stateDirectory else {
                findings.error(at: entry.value.offset) { $0.needsHome(entry.key) }
                return nil
            }
            return Path.resolve("logs/" + String(name.map { $0 == "/" ? "-" : $0 }) + ".log", in: home)
        case .text(let text): return text.isEmpty ? nil : path(text)
        default: return fields.mismatch(entry, .logFile)
        }
    }

    // MARK: - Forms

    private func isJSON() -> Bool {
        guard let type = fields.text(.logType), let entry = fields[.logType] else { return false }
        if type == "json" { return true }
        findings.warning(at: entry.value.offset) { $0.unknownLogType(entry.key, Quoted.text(type)) }
        return false
    }

    private func whenFull() -> LogSpec.WhenFull {
        guard let entry = fields[.logFull] else { return .drop }
        if case .text(let text) = entry.value.content, let answer = LogSpec.WhenFull(rawValue: text) {
            return answer
        }
        return fields.mismatch(entry, .logFull) ?? .drop
    }

    private func rotation() -> LogSpec.Rotation? {
        guard let entry = fields[.logRotate] else { return nil }
        switch entry.value.content {
        case .flag(let wanted): return wanted ? LogSpec.Rotation() : nil
        case .object(let members): return rotation(members)
        default: return fields.mismatch(entry, .logRotate)
        }
    }

    private func rotation(_ members: [Value.Member]) -> LogSpec.Rotation {
        var rotation = LogSpec.Rotation()
        for member in members where !member.value.isNull {
            let value = member.value
            switch member.key {
            case "max_size":
                if let size = Units.size(value.content), size >= 1024 {
                    rotation.maxSize = size
                } else {
                    refuse(member) { $0.rotationSize }
                }
            case "keep":
                if let keep = Units.integer(value.content), (0...10_000).contains(keep) {
                    rotation.keep = keep
                } else {
                    refuse(member) { $0.wholeNumber(from: 0, to: 10_000) }
                }
            case "compress":
                if case .flag(let flag) = value.content {
                    rotation.compress = flag
                } else {
                    refuse(member) { $0.aFlag }
                }
            default:
                let near = Suggestion.near(member.key, among: ["max_size", "keep", "compress"])
                findings.warning(at: member.keyOffset) {
                    $0.unknownKey(Quoted.text(member.key), in: "log_rotate", near: near)
                }
            }
        }
        return rotation
    }

    private func refuse(_ member: Value.Member, _ expected: (FileWords) -> String) {
        findings.error(at: member.value.offset) {
            $0.mismatch("log_rotate: \(member.key)", member.value.described($0), expected: expected($0))
        }
    }
}
