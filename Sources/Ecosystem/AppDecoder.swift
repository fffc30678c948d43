import Supervision
import Wording

/// One app of the file → one `ProcessSpec`. Every problem goes to the findings; with an error among them
/// the spec is not to be used.
struct AppDecoder {
    /// What the checks across apps need, besides the spec.
    struct App {
        var spec: ProcessSpec
        /// The name in the file, before `append_env_to_name`.
        var plainName: String
        var nameOffset: Int
        var dependencies: [(word: String, offset: Int)]
        var environmentNames: Set<String>
    }

    let fields: AppFields
    let offset: Int
    /// Absolute; nil: the command line.
    let file: String?
    let folder: String
    let environmentName: String?
    let context: LoadContext
    var findings: Findings { fields.findings }

    init(
        _ members: [Value.Member], at offset: Int, of file: String?, folder: String, environmentName: String?,
        context: LoadContext, findings: Findings
    ) {
        fields = AppFields(members, findings: findings)
        self.offset = offset
        self.file = file
        self.folder = folder
        self.environmentName = environmentName
        self.context = context
    }

    func decode() -> App {
        let script = fields.text(.script)
        if script == nil, fields[.script].map({ $0.value.content == .text("") }) ?? true {
            findings.error(at: fields[.script]?.value.offset ?? offset) { $0.scriptMissing }
        }
        let plainName = fields.text(.name) ?? script.map(AppDecoder.standardName) ?? ""
        let nameOffset = (fields[.name] ?? fields[.script])?.value.offset ?? offset
        var spec = ProcessSpec(name: plainName, script: script ?? "", executable: "", cwd: workingDirectory())
        checkName(plainName, at: nameOffset)
        if fields.flag(.appendEnvToName) == true, let environmentName { spec.name += "-" + environmentName }
        if let namespace = fields.text(.namespace) { spec.namespace = namespace }
        for (field, offset) in fields.given where field.meaning == .acted && field.name != Field.env.name {
            spec.origins[field.name] =
                file.map { .file(path: $0, line: findings.line(of: offset)) } ?? .commandLine
        }
        environment(into: &spec)
        if let script { launch(script, into: &spec) }
        instances(into: &spec)
        spec.autostart = fields.flag(.autostart) ?? true
        spec.policy = policy()
        spec.stop = stop()
        spec.memoryLimit = memoryLimit()
        spec.logs = LogDecoder(fields: fields, folder: folder, context: context).decode(name: spec.name)
        spec.pidFile = fields.text(.pidFile).map(path)
        spec.user = fields.identity(.uid)
        spec.group = fields.identity(.gid)
        readiness(into: &spec)
        spec.health = fields[.health].flatMap { HealthDecoder(findings: findings).decode($0) }
        let dependencies = fields.located(.dependsOn) ?? []
        return App(
            spec: spec, plainName: plainName, nameOffset: nameOffset, dependencies: dependencies,
            environmentNames: Set(fields.environments.keys))
    }

    // MARK: - Name and place

    /// The script's base name without extension; of a command line the first word.
    private static func standardName(of script: String) -> String {
        let word = script.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? script
        let name = Path.withoutExtension(Path.base(word))
        return name.isEmpty ? Path.base(word) : name
    }

    private func checkName(_ name: String, at offset: Int) {
        if name.unicodeScalars.contains(where: Quoted.isUnsafe) {
            findings.error(at: offset) { $0.controlInName(Quoted.text(name)) }
        } else if name == "all" || name == "-" || name.allSatisfy({ $0.isASCII && $0.isNumber }),
            !name.isEmpty
        {
            findings.warning(at: offset) { $0.ambiguousName(Quoted.text(name)) }
        }
    }

    private func workingDirectory() -> String {
        guard let given = fields.text(.cwd), let entry = fields[.cwd] else { return folder }
        let path = path(given)
        switch context.files.kind(of: path) {
        case .folder: break
        case .missing: findings.error(at: entry.value.offset) { $0.noFolder(Quoted.text(path)) }
        case .file: findings.error(at: entry.value.offset) { $0.notAFolder(Quoted.text(path)) }
        }
        return path
    }

    private func path(_ text: String) -> String {
        Path.resolve(Path.expand(text, home: context.home), in: folder)
    }

    // MARK: - What is executed

    private func environment(into spec: inout ProcessSpec) {
        let environment = AppEnvironment(
            fields: fields, of: file, name: environmentName, folder: folder, context: context)
        spec.environment = environment.variables
        for (name, origin) in environment.origins where environment.variables[name] != nil {
            spec.origins["env." + name] = origin
        }
        guard let entry = fields[.filterEnv] else { return }
        switch entry.value.content {
        case .flag(let all): spec.filterEnvironment = all ? ["*"] : []
        default:
            spec.filterEnvironment = (fields.words(.filterEnv, split: false) ?? []).filter { !$0.isEmpty }
        }
    }

    private func launch(_ script: String, into spec: inout ProcessSpec) {
        let args = fields.words(.args, split: true) ?? []
        let interpreterArgs = fields.words(.interpreterArgs, split: true) ?? []
        let lookup = ScriptLookup(
            cwd: spec.cwd, folder: folder, searchPath: spec.environment["PATH"] ?? context.searchPath,
            home: context.home, nodeVersions: context.environment["NVM_DIR"], files: context.files)
        // Without its folder the script cannot be there either: one error is enough.
        guard context.files.kind(of: spec.cwd) == .folder else { return }
        do {
            let launch = try lookup.launch(
                script: script, interpreter: fields.text(.interpreter), interpreterArgs: interpreterArgs)
            spec.executable = launch.executable
            spec.arguments = launch.leading + (launch.isCommandLine ? [] : args)
            spec.readiness.channel = launch.isNode
            if launch.isPython, spec.environment["PYTHONUNBUFFERED"] == nil {
                spec.environment["PYTHONUNBUFFERED"] = "1"
            }
            if let warning = launch.warning {
                findings.warning(at: fields[.script]?.value.offset, warning.map { "script: \($1)" })
            }
            if launch.isCommandLine, !args.isEmpty, let entry = fields[.args] {
                findings.warning(at: entry.keyOffset) { $0.argsUseless }
            }
        } catch {
            let entry = error.place == .interpreter ? fields[.interpreter] : fields[.script]
            let key = entry?.key ?? "script"
            findings.error(at: entry?.value.offset ?? offset, error.sentence.map { "\(key): \($1)" })
        }
    }

    // MARK: - How many

    private func instances(into spec: inout ProcessSpec) {
        let isCluster = mode() == "cluster"
        if isCluster { spec.mode = "cluster" }
        if let name = fields.text(.instanceVar) { spec.instanceVariable = name }
        spec.incrementVariable = fields.text(.incrementVar)
        spec.port = fields.count(.port)
        spec.instances = instanceCount() ?? 1
        if spec.instances > 1 { checkSharing(spec, isCluster: isCluster) }
    }

    /// Instances are processes of their own here: they cannot listen on one port, as PM2's cluster can.
    private func checkSharing(_ spec: ProcessSpec, isCluster: Bool) {
        let place = fields[.instances]?.value.offset
        if let port = spec.port, spec.incrementVariable == nil {
            findings.error(at: fields[.port]?.value.offset) { $0.portShared(spec.instances, port: port) }
        } else if let port = spec.environment["PORT"], spec.port == nil, spec.incrementVariable != "PORT" {
            findings.warning(at: place) {
                $0.variableShared(spec.instances, port: Quoted.plain(port.prefix(20)))
            }
        } else if !isCluster, fields[.execMode] == nil, spec.readiness.channel {
            findings.warning(at: place) { $0.wouldBeCluster(spec.instances) }
        }
    }

    private func mode() -> String? {
        guard let entry = fields[.execMode] else { return nil }
        guard case .text(let text) = entry.value.content,
            ["fork", "fork_mode", "cluster", "cluster_mode"].contains(text)
        else { return fields.mismatch(entry, .execMode) }
        if text.hasPrefix("fork") { return "fork" }
        findings.warning(at: entry.value.offset) { $0.noCluster(entry.key) }
        return "cluster"
    }

    /// PM2: `max` and 0 are all CPUs, a negative number leaves that many free.
    private func instanceCount() -> Int? {
        guard let entry = fields[.instances] else { return nil }
        if entry.value.content == .text("max") { return context.cpuCount }
        guard let count = Units.integer(entry.value.content),
            abs(Double(count)) <= Double(FieldTable.mostInstances)
        else {
            return fields.mismatch(entry, .instances)
        }
        return count > 0 ? count : max(1, context.cpuCount + count)
    }
}
