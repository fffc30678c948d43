import Supervision

/// What a file comes to, as a file: every field with its resolved value, so that wamon reads the same apps
/// from it wherever it lies and whoever asks. `script` is what is really executed; what is not set is left out.
extension EcosystemFile {
    /// JSON with a line break at its end.
    package static func rendered(_ loaded: Loaded) -> String {
        var members = [("apps", Value.Content.array(loaded.specs.map { bare(.object(app($0))) }))]
        var settings: [(String, Value.Content)] = []
        if let theme = loaded.theme { settings.append(("theme", .text(theme))) }
        if let policy = loaded.exitPolicy {
            let ends: [(String, Value.Content)] = [
                ("errored", .flag(policy.onErrored)), ("stopped_for", milliseconds(policy.patience)),
            ]
            settings.append(("exit_on", object(ends)))
        }
        if !loaded.hooks.isEmpty {
            settings.append(("hooks", .array(loaded.hooks.map { bare(.object(hook($0))) })))
        }
        if !settings.isEmpty { members.append(("wamon", object(settings))) }
        return bare(object(members)).pretty + "\n"
    }

    private static func hook(_ hook: HookSpec) -> [Value.Member] {
        let way: (String, Value.Content) =
            switch hook.way {
            case .run(let words): ("run", list(words))
            case .post(let address): ("post", .text(address))
            }
        let fields: [(String, Value.Content)] = [
            ("on", list(hook.on.map(\.rawValue))), way, ("timeout", milliseconds(hook.timeout)),
        ]
        guard case .object(let members) = object(fields) else { return [] }
        return members
    }

    /// In the order of the documentation.
    private static func app(_ spec: ProcessSpec) -> [Value.Member] {
        var app = Fields()
        app.add(.name, spec.name)
        app.add(.script, spec.executable)
        app.add(.args, list(spec.arguments))
        app.add(.cwd, spec.cwd)
        app.add(.interpreter, "none")
        app.add(.instances, number(spec.instances))
        app.add(.execMode, spec.mode)
        app.add(.namespace, spec.namespace)
        let variables = spec.environment.sorted { $0.key < $1.key }
        app.add(.env, object(variables.map { ($0.key, .text($0.value)) }))
        if !spec.filterEnvironment.isEmpty {
            app.add(.filterEnv, spec.filterEnvironment == ["*"] ? .flag(true) : list(spec.filterEnvironment))
        }
        logs(spec.logs, into: &app)
        app.add(.pidFile, spec.pidFile)
        app.add(.autostart, .flag(spec.autostart))
        restarts(spec, into: &app)
        stop(spec, into: &app)
        app.add(.uid, spec.user)
        app.add(.gid, spec.group)
        app.add(.instanceVar, spec.instanceVariable)
        app.add(.incrementVar, spec.incrementVariable)
        app.add(.port, spec.port.map(number))
        if !spec.dependsOn.isEmpty { app.add(.dependsOn, list(spec.dependsOn)) }
        app.add(.health, spec.health.map(health))
        return app.members
    }

    private static func logs(_ logs: LogSpec, into app: inout Fields) {
        app.add(.outFile, logs.outFile)
        app.add(.errorFile, logs.errorFile)
        app.add(.logFile, logs.bothFile)
        app.add(.combineLogs, .flag(logs.combined))
        app.add(.logDateFormat, logs.dateFormat)
        if logs.json { app.add(.logType, "json") }
        app.add(.disableLogs, .flag(logs.disabled))
        if let rotation = logs.rotation {
            let rules: [(String, Value.Content)] = [
                ("max_size", number(rotation.maxSize)), ("keep", number(rotation.keep)),
                ("compress", .flag(rotation.compress)),
            ]
            app.add(.logRotate, object(rules))
        }
        app.add(.logFull, logs.whenFull.rawValue)
    }

    private static func restarts(_ spec: ProcessSpec, into app: inout Fields) {
        app.add(.autorestart, .flag(spec.policy.autorestart))
        app.add(.minUptime, milliseconds(spec.policy.minUptime))
        app.add(.maxRestarts, number(spec.policy.maxRestarts))
        app.add(.restartDelay, milliseconds(spec.policy.restartDelay))
        app.add(.backoff, milliseconds(spec.policy.backoffFirst))
        app.add(.stopExitCodes, .array(spec.policy.stopExitCodes.sorted().map { bare(number(Int($0))) }))
        app.add(.maxMemoryRestart, spec.memoryLimit.map(number))
    }

    private static func stop(_ spec: ProcessSpec, into app: inout Fields) {
        app.add(.killTimeout, milliseconds(spec.stop.timeout))
        app.add(.killSignal, spec.stop.signal.name)
        app.add(.treekill, .flag(spec.stop.wholeTree))
        app.add(.shutdownWithMessage, .flag(spec.stop.withMessage))
        app.add(.waitReady, .flag(spec.readiness.waitReady))
        app.add(.listenTimeout, milliseconds(spec.readiness.timeout))
    }

    private static func health(_ health: HealthSpec) -> Value.Content {
        let probe: (String, Value.Content) =
            switch health.probe {
            case .http(let url): ("http", .text(url))
            case .tcp(let address): ("tcp", .text(address))
            case .exec(let words): ("exec", list(words))
            }
        var members: [(String, Value.Content)] = [
            probe, ("interval", milliseconds(health.interval)), ("timeout", milliseconds(health.timeout)),
            ("retries", number(health.retries)), ("start_period", milliseconds(health.startPeriod)),
            ("start_interval", milliseconds(health.startInterval)),
            ("on_unhealthy", .text(health.onUnhealthy.rawValue)),
        ]
        if !health.show.isEmpty {
            members.append(("show", object(health.show.map { ($0.label, .text($0.pointer)) })))
        }
        return object(members)
    }

    /// The members of one app.
    private struct Fields {
        var members: [Value.Member] = []

        mutating func add(_ field: Field, _ content: Value.Content?) {
            guard let content else { return }
            members.append(Value.Member(key: field.name, keyOffset: 0, value: bare(content)))
        }

        mutating func add(_ field: Field, _ text: String?) { add(field, text.map(Value.Content.text)) }
    }

    // MARK: - Values without a place

    private static func bare(_ content: Value.Content) -> Value { Value(offset: 0, content: content) }

    private static func list(_ words: [String]) -> Value.Content { .array(words.map { bare(.text($0)) }) }

    private static func object(_ members: [(String, Value.Content)]) -> Value.Content {
        .object(members.map { Value.Member(key: $0.0, keyOffset: 0, value: bare($0.1)) })
    }

    private static func number(_ number: Int) -> Value.Content {
        .number(Value.Number(source: "\(number)", value: Double(number)))
    }

    private static func milliseconds(_ duration: Duration) -> Value.Content {
        let (seconds, attoseconds) = duration.components
        return number(Int(seconds * 1000 + attoseconds / 1_000_000_000_000_000))
    }
}

extension Value {
    /// JSON over several lines, an array of scalars on one.
    var pretty: String { pretty(indent: "") }

    private func pretty(indent: String) -> String {
        let inner = indent + "  "
        switch content {
        case .array(let values) where values.contains { !$0.isScalar }:
            let lines = values.map { inner + $0.pretty(indent: inner) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(indent)]"
        case .array(let values): return "[" + values.map(\.json).joined(separator: ", ") + "]"
        case .object(let members) where !members.isEmpty:
            let lines = members.map { "\(inner)\(Value.quoted($0.key)): \($0.value.pretty(indent: inner))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        default: return json
        }
    }

    private var isScalar: Bool {
        switch content {
        case .array, .object: false
        default: true
        }
    }
}
