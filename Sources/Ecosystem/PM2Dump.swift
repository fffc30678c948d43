import Supervision
import Wording

/// What `pm2 save` has written (`$PM2_HOME/dump.pm2`): the environment PM2 kept for each instance, fields and
/// variables in one object. The fields go through the same decoder and checks as a file's.
///
/// One app that cannot be run any more does not keep the others down: it is left out, with a warning.
package struct PM2Dump: Hashable, Sendable {
    /// The apps, in the order of the dump; `warnings` hold the mistakes of those left out.
    package var loaded: Loaded
    /// For each spec whether it was to be up: neither stopped nor being stopped.
    package var areWanted: [Bool]

    package init(loaded: Loaded, areWanted: [Bool]) {
        self.loaded = loaded
        self.areWanted = areWanted
    }

    /// Bytes; PM2 writes the whole environment of each instance, twice.
    package static let largest = 32 << 20

    /// - Parameter path: relative to the context's directory.
    /// - Throws: when the file cannot be read, or nothing of what it holds can be run.
    package static func load(path: String, context: LoadContext) throws(EcosystemFailure) -> PM2Dump {
        let absolute = Path.resolve(path, in: context.currentDirectory)
        let opened = try SourceFormat.json.open(absolute, shownAs: path, context: context, limit: largest)
        let findings = opened.findings
        guard case .array(let values) = opened.value.content else {
            findings.error(at: opened.value.offset) {
                $0.found(opened.value.described($0), expected: $0.pm2Array)
            }
            throw EcosystemFailure(diagnostics: findings.diagnostics)
        }
        var dump = PM2Dump(
            loaded: Loaded(path: absolute, specs: [], warnings: opened.findings.diagnostics, theme: nil),
            areWanted: [])
        var problems: [Diagnostic] = []
        for group in groups(values) {
            let own = Findings(source: findings.source)
            let fields = group.fields + [group.instances]
            let app = AppDecoder(
                fields, at: group.offset, of: absolute, folder: Path.folder(absolute), environmentName: nil,
                context: context, findings: own
            ).decode()
            Unsupported([fields]).report(to: own)
            problems += own.diagnostics.filter { $0.severity == .error }
            if own.errors > 0 {
                dump.leaveOut(own.diagnostics)
            } else {
                dump.add(app.spec, group, own.diagnostics)
            }
        }
        if dump.loaded.specs.isEmpty, !problems.isEmpty { throw EcosystemFailure(diagnostics: problems) }
        return dump
    }

    private mutating func add(_ spec: ProcessSpec, _ group: Group, _ warnings: [Diagnostic]) {
        var spec = spec
        let taken = Set(loaded.specs.filter { $0.namespace == spec.namespace }.map(\.name))
        if taken.contains(spec.name) {
            // PM2 tells them apart by id, and lets two programs share a name.
            var number = 2
            while taken.contains("\(spec.name)-\(number)") { number += 1 }
            spec.name += "-\(number)"
        }
        loaded.specs.append(spec)
        loaded.warnings += warnings
        areWanted.append(group.isWanted)
    }

    private mutating func leaveOut(_ diagnostics: [Diagnostic]) {
        for var diagnostic in diagnostics where diagnostic.severity == .error {
            diagnostic.severity = .warning
            diagnostic.sentence = diagnostic.sentence.map { $0.file.leftOut($1) }
            loaded.warnings.append(diagnostic)
        }
    }

    // MARK: - Groups

    /// The instances of one app: PM2 keeps an object for each.
    private struct Group {
        var fields: [Value.Member]
        var offset: Int
        var count = 1
        var isWanted: Bool

        var instances: Value.Member {
            let count = Value.Number(source: "\(count)", value: Double(count))
            return Value.Member(
                key: Field.instances.name, keyOffset: offset,
                value: Value(offset: offset, content: .number(count)))
        }
    }

    private static func groups(_ values: [Value]) -> [Group] {
        var groups: [Group] = []
        var places: [[String]: Int] = [:]
        for value in values.prefix(FieldTable.mostApps) {
            // A module of PM2's own is nobody's app.
            guard case .object = value.content, value["pmx_module"]?.content != .flag(true) else { continue }
            let process = PM2Process(value)
            if let known = places[process.identity] {
                groups[known].count += 1
                groups[known].isWanted = groups[known].isWanted || process.isWanted
                groups[known].fields = process.sharing(groups[known].fields)
            } else {
                places[process.identity] = groups.count
                groups.append(
                    Group(fields: process.fields, offset: value.offset, isWanted: process.isWanted))
            }
        }
        return groups
    }
}

/// One object of the dump, in the words of an ecosystem file.
private struct PM2Process {
    let value: Value

    init(_ value: Value) { self.value = value }

    /// Instances have these in common.
    var identity: [String] {
        ["namespace", "name", "pm_exec_path", "pm_cwd", "args"].map { value[$0]?.json ?? "" }
    }

    var isWanted: Bool {
        switch value["status"]?.text {
        case "stopped", "stopping": false
        default: true
        }
    }

    /// By PM2's name, where it is another one than in a file.
    private static let renamed: [(theirs: String, field: Field)] = [
        ("pm_exec_path", .script), ("pm_cwd", .cwd), ("exec_interpreter", .interpreter),
        ("node_args", .interpreterArgs), ("pm_out_log_path", .outFile), ("pm_err_log_path", .errorFile),
        ("pm_log_path", .logFile), ("merge_logs", .combineLogs),
    ]
    /// What the object holds beside these is PM2's own, or the environment laid flat into it.
    private static let same: [Field] = [
        .name, .namespace, .args, .execMode, .filterEnv, .logDateFormat, .logType, .disableLogs, .autostart,
        .autorestart, .minUptime, .maxRestarts, .restartDelay, .backoff, .stopExitCodes, .maxMemoryRestart,
        .killTimeout, .treekill, .shutdownWithMessage, .waitReady, .listenTimeout, .uid, .gid, .instanceVar,
        .incrementVar,
    ]
    /// Acted on by PM2 and not here: said as for a file.
    private static let unsupported = ["watch", "cron_restart"]

    var fields: [Value.Member] {
        var fields: [Value.Member] = []
        for (theirs, field) in PM2Process.renamed { add(theirs, as: field.name, to: &fields) }
        for field in PM2Process.same { add(field.name, as: field.name, to: &fields) }
        for name in PM2Process.unsupported { add(name, as: name, to: &fields) }
        if let member = member("env"), case .object(let variables) = member.value.content {
            var kept = member
            kept.value.content = .object(variables.filter(isTheirs))
            fields.append(kept)
        }
        if let member = member("pm_pid_path"), let path = member.value.text, let own = pidFile(path) {
            var kept = member
            kept.key = Field.pidFile.name
            kept.value.content = .text(own)
            fields.append(kept)
        }
        return fields
    }

    private func add(_ theirs: String, as ours: String, to fields: inout [Value.Member]) {
        guard var member = member(theirs), !member.value.isNull else { return }
        member.key = ours
        fields.append(member)
    }

    private func member(_ key: String) -> Value.Member? {
        guard case .object(let members) = value.content else { return nil }
        return members.first { $0.key == key }
    }

    // MARK: - What PM2 has put there

    /// PM2 lays fields of its own among the variables, and an empty object by the name of the app.
    private func isTheirs(_ variable: Value.Member) -> Bool {
        if case .object = variable.value.content { return false }
        let own: Set = [
            "PM2_USAGE", "PM2_HOME", "PM2_JSON_PROCESSING", "PM2_INTERACTOR_PROCESSING", "PM2_PROGRAMMATIC",
            "NODE_APP_INSTANCE", "NODE_CHANNEL_FD", "NODE_CHANNEL_SERIALIZATION_MODE", "unique_id",
        ]
        return !own.contains(variable.key) && Dotenv.isName(variable.key)
    }

    /// PM2 gives every process a file of its own, `pids/NAME-ID.pid`; wamon writes one where it was asked for.
    private func pidFile(_ path: String) -> String? {
        if Path.base(Path.folder(path)) == "pids" { return nil }
        return PM2Process.withoutNumber(path)
    }

    /// `x-3.log` → `x.log`: the id that PM2 puts into the names of instances' files.
    static func withoutNumber(_ path: String) -> String {
        let suffix = Path.fileExtension(path)
        let stem = path.dropLast(suffix.count)
        guard let dash = stem.lastIndex(of: "-"), case let number = stem[stem.index(after: dash)...],
            !number.isEmpty, number.allSatisfy({ $0.isASCII && $0.isNumber })
        else { return path }
        return stem[..<dash] + suffix
    }

    /// The fields of an app of which this is a further instance: log files lose the number of the first one,
    /// since each instance here adds its own.
    func sharing(_ fields: [Value.Member]) -> [Value.Member] {
        if value["merge_logs"]?.content == .flag(true) { return fields }
        let numbered: Set = [Field.outFile.name, Field.errorFile.name, Field.logFile.name]
        return fields.map { member in
            guard numbered.contains(member.key), let path = member.value.text else { return member }
            var plain = member
            plain.value.content = .text(PM2Process.withoutNumber(path))
            return plain
        }
    }
}
