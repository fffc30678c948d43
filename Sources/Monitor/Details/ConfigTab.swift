import Screen
import Supervision
import Wording

// The app as it was resolved: each field by the name it has in an ecosystem file, and who gave the value.
extension Painter {
    mutating func configTab(_ model: Model, _ layout: DetailsLayout) {
        guard var rest = layout.list, let facts = model.details.facts else { return }
        let fields = model.configFields
        let columns = ConfigColumns(fields, model, width: rest.width)
        if layout.heads > 0 {
            let head = rest.takeTop(1)
            var notes = [[Part(words.asResolved, .dim)]]
            if let file = facts.spec.file { notes.append([Part(file, .text)]) }
            filterLine(model, fields.count, notes, head)
        }
        guard !fields.isEmpty else {
            put(words.nothingMatches, x: 1, y: 0, in: rest, .dim)
            return
        }
        var y = rest.y
        for index in model.details.top..<fields.count where y < rest.maxY {
            let field = fields[index]
            let isStandard = field.origin == .standard
            let height = pair(
                field.name, field.value.isEmpty ? glyphs.none : field.value, columns.name,
                isWrapping: model.details.isWrapping,
                Rect(x: rest.x, y: y, width: columns.name + 5 + columns.value, height: rest.maxY - y),
                (isStandard ? .dim : .title, isStandard ? .dim : .text))
            if columns.origin > 0 {
                put(
                    Fit.truncated(words.origin(field.origin), to: columns.origin, ellipsis: glyphs.cut),
                    x: rest.maxX - 2 - columns.origin, y: y, role(field.origin))
            }
            if index == model.details.row {
                choose(Rect(x: rest.x, y: y, width: rest.width, height: height))
            }
            y += height
        }
        if !model.details.isWrapping { scrollMark(top: model.details.top, of: fields.count, rest) }
    }

    private func role(_ origin: SpecOrigin) -> Role {
        switch origin {
        case .standard: .dim
        case .file: .logEvent
        case .environment: .statusWaiting
        case .commandLine: .statusOnline
        }
    }
}

/// How wide the columns are: the name, the value, where it came from (0: there is no room to say it).
struct ConfigColumns: Equatable {
    var name: Int
    var value: Int
    var origin = 0

    init(_ fields: [ConfigField], _ model: Model, width: Int) {
        name = min(width / 2, fields.reduce(4) { max($0, Fit.columns(of: $1.name)) })
        if width >= 60 {
            let widest = fields.reduce(8) { max($0, Fit.columns(of: model.words.origin($1.origin))) }
            origin = min(widest, width / 3)
        }
        value = max(1, width - name - 5 - (origin > 0 ? origin + 2 : 0))
    }
}

/// One field of an app.
struct ConfigField: Equatable {
    /// As an ecosystem file names it.
    var name: String
    var value: String
    var origin: SpecOrigin
}

extension Model {
    /// The fields as they are shown, narrowed to the filter.
    var configFields: [ConfigField] {
        guard let facts = details.facts else { return [] }
        let origins = facts.origins
        let fields = ConfigFields(facts, words).all.map { name, value in
            ConfigField(name: name, value: value, origin: origins[name] ?? .standard)
        }
        guard !details.filter.isEmpty else { return fields }
        let wanted = details.filter.lowercased()
        return fields.filter { $0.name.contains(wanted) || $0.value.lowercased().contains(wanted) }
    }
}

/// A spec taken apart into the fields it was made of.
struct ConfigFields {
    /// Name and value, in the order of the documentation.
    private(set) var all: [(String, String)] = []
    private let words: Language

    init(_ facts: ProcessDetails, _ words: Language) {
        self.words = words
        let spec = facts.spec
        add("name", spec.name)
        add("namespace", spec.namespace)
        add("script", spec.script)
        command(spec)
        add("cwd", spec.cwd)
        add("uid", spec.user ?? "")
        add("gid", spec.group ?? "")
        add("instances", "\(spec.instances)")
        add("exec_mode", spec.mode)
        add("instance_var", spec.instanceVariable)
        add("increment_var", spec.incrementVariable ?? "")
        add("port", spec.port.map { "\($0)" } ?? "")
        add("depends_on", spec.dependsOn.joined(separator: ", "))
        add("autostart", spec.autostart)
        restarts(spec)
        stopping(spec)
        health(spec.health)
        logs(spec.logs)
        add("pid_file", spec.pidFile ?? "")
        add("filter_env", spec.filterEnvironment.joined(separator: ", "))
        for (name, value) in spec.environment.sorted(by: { $0.key < $1.key }) {
            add("env.\(name)", Secrets.masked(value, named: name))
        }
    }

    /// What runs the script and what it is given: the script stands between.
    private mutating func command(_ spec: ProcessSpec) {
        func last(_ path: String) -> Substring { path.split(separator: "/").last ?? "" }
        let script = last(spec.script)
        guard last(spec.executable) != script,
            let at = spec.arguments.firstIndex(where: { last($0) == script })
        else {
            add("interpreter", last(spec.executable) == script ? "none" : spec.executable)
            add("interpreter_args", "")
            return add("args", spec.arguments.joined(separator: " "))
        }
        add("interpreter", spec.executable)
        add("interpreter_args", spec.arguments[..<at].joined(separator: " "))
        add("args", spec.arguments[(at + 1)...].joined(separator: " "))
    }

    private mutating func restarts(_ spec: ProcessSpec) {
        let policy = spec.policy
        add("autorestart", policy.autorestart)
        add("min_uptime", policy.minUptime)
        add("max_restarts", "\(policy.maxRestarts)")
        add("restart_delay", policy.restartDelay)
        add("exp_backoff_restart_delay", policy.backoffFirst)
        add("stop_exit_codes", policy.stopExitCodes.sorted().map(String.init).joined(separator: ", "))
        add("max_memory_restart", spec.memoryLimit.map(Figures.bytes) ?? "")
    }

    private mutating func stopping(_ spec: ProcessSpec) {
        add("kill_signal", spec.stop.signal.name)
        add("kill_timeout", spec.stop.timeout)
        add("treekill", spec.stop.wholeTree)
        add("shutdown_with_message", spec.stop.withMessage)
        add("wait_ready", spec.readiness.waitReady)
        add("listen_timeout", spec.readiness.timeout)
    }

    private mutating func health(_ health: HealthSpec?) {
        guard let health else { return add("health", "") }
        let (key, value) =
            switch health.probe {
            case .http(let url): ("http", url)
            case .tcp(let address): ("tcp", address)
            case .exec(let words): ("exec", words.joined(separator: " "))
            }
        add("health.\(key)", value)
        add("health.interval", health.interval)
        add("health.timeout", health.timeout)
        add("health.retries", "\(health.retries)")
        add("health.start_period", health.startPeriod)
        add("health.start_interval", health.startInterval)
        add("health.on_unhealthy", health.onUnhealthy.rawValue)
        for shown in health.show { add("health.show.\(shown.label)", shown.pointer) }
    }

    private mutating func logs(_ logs: LogSpec) {
        add("out_file", logs.outFile ?? "")
        add("error_file", logs.errorFile ?? "")
        add("log_file", logs.bothFile ?? "")
        add("combine_logs", logs.combined)
        add("log_date_format", logs.dateFormat ?? "")
        add("log_type", logs.json ? "json" : "")
        add("disable_logs", logs.disabled)
        let rotation = logs.rotation.map { words.rotation(Figures.bytes($0.maxSize), $0.keep) }
        add("log_rotate", rotation ?? "")
        add("log_full", logs.whenFull.rawValue)
    }

    private mutating func add(_ name: String, _ value: String) { all.append((name, value)) }
    private mutating func add(_ name: String, _ value: Bool) { add(name, value ? "true" : "false") }
    private mutating func add(_ name: String, _ value: Duration) {
        add(name, value > .zero ? words.span(value) : "0")
    }
}
