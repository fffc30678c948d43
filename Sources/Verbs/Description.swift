import Monitor
import Screen
package import Supervision
package import Wording

/// Everything known about one process, as `describe` shows it. Values of its environment are left to
/// `env`: among them are secrets.
package struct Description {
    /// The newest lines of a failed run that are shown.
    private static let shownLines = 20
    private static let shownExits = 10

    let details: ProcessDetails
    private let history: [ExitRecord]
    let now: Moment
    let zone: Int
    let language: Language
    var words: DescribeWords { language.describe }
    /// What the last failed run wrote at its end.
    package var lastWords: (run: ExitRecord, lines: [LogLine])?

    /// - Parameters:
    ///   - history: oldest first.
    ///   - zone: seconds east of UTC.
    package init(
        _ details: ProcessDetails, history: [ExitRecord], now: Moment, zone: Int, language: Language
    ) {
        self.language = language
        self.details = details
        self.history = history
        self.now = now
        self.zone = zone
    }

    /// The last run that did not end as it was meant to.
    package var failedRun: ExitRecord? { history.last { $0.cause != .manual && !$0.status.isSuccess } }

    package func lines(_ look: Look) -> [String] {
        let process = details.snapshot
        var sections: [(title: String, rows: [(String, String)])] = [
            (words.processTitle(process.id.raw, process.name), state), (words.launchTitle, launch),
            (words.policyTitle, policy), (words.healthTitle, health), (words.checksTitle, checks),
            (words.logsTitle, logs), (words.environmentTitle, environment),
        ]
        if !history.isEmpty { sections.append((words.exitsTitle, exits)) }
        let width = sections.flatMap(\.rows).reduce(0) { max($0, GlyphWidth.columns(of: $1.0)) }
        var lines: [String] = []
        for section in sections where !section.rows.isEmpty {
            if !lines.isEmpty { lines.append("") }
            lines.append(look.painted(section.title, .title))
            for (key, value) in section.rows { lines += row(key, value, keyWidth: width, look) }
        }
        return lines + ending(look)
    }

    // MARK: - Lines

    /// On a terminal what does not fit goes on below, under the value.
    private func row(_ key: String, _ value: String, keyWidth: Int, _ look: Look) -> [String] {
        let head = "  " + GlyphWidth.padded(right: key, to: keyWidth) + "  "
        let value = GlyphWidth.displayable(value)
        let room = look.width - keyWidth - 4
        guard look.isTerminal, room >= 10 else { return [head + value] }
        let indent = String(repeating: " ", count: keyWidth + 4)
        return Wrapped.lines(value, to: room).enumerated().map { ($0 == 0 ? head : indent) + $1 }
    }

    private func ending(_ look: Look) -> [String] {
        guard let lastWords, !lastWords.lines.isEmpty else { return [] }
        let lines = lastWords.lines.suffix(Description.shownLines)
        let title = words.lastLinesTitle(language.ending(lastWords.run))
        return ["", look.painted(title, .title)]
            + lines.map { line in
                let text = GlyphWidth.displayable(line.text)
                return "  " + (line.stream == .error ? look.painted(text, .bad) : text)
            }
    }

    private var exits: [(String, String)] {
        history.suffix(Description.shownExits).reversed().map {
            (
                Dates.local($0.at.wall, zone: zone),
                language.ending($0, allowed: details.snapshot.maxRestarts)
            )
        }
    }
}

// MARK: - What is known

extension Description {
    private var state: [(String, String)] {
        let process = details.snapshot
        var rows = [(words.status, status)]
        rows.append((language.statusTable.columnNamespace, process.namespace))
        if details.spec.instances > 1 {
            rows.append((words.instance, words.of("\(details.ordinal + 1)", "\(details.spec.instances)")))
        }
        if let pid = process.pid { rows.append(("pid", "\(pid)")) }
        if let since = process.startedAt {
            let up = language.uptime(now.boot - since.boot)
            rows.append((words.up, words.since(up, Dates.local(since.wall, zone: zone))))
        }
        rows.append((words.restarts, words.restarts(process.restarts, recently: process.recentRestarts)))
        rows.append(
            (words.unstableExits, words.unstable(process.unstableExits, of: process.maxRestarts)))
        // What has not been measured yet is not there.
        if process.standingUsage.processes > 0 { rows += usage(process.standingUsage) }
        if process.linesLost > 0 { rows.append((words.outputLost, words.lostLines(process.linesLost))) }
        rows.append((words.created, Dates.local(details.createdAt.wall, zone: zone)))
        return rows
    }

    private var status: String {
        let process = details.snapshot
        var text = language.verbs.fullStatus(process.status)
        if let due = process.nextTryAt {
            let countdown = language.countdown(due - now.monotonic)
            text += ", " + words.nextTry(countdown, of: process.delay.map(language.span))
        }
        if let reason = process.reason { text += ": " + language.heard(reason) }
        return process.isCrashLooping ? text + " (\(words.crashLoop))" : text
    }

    private func usage(_ usage: Usage) -> [(String, String)] {
        let used = Figures.bytes(usage.memory)
        let memory = details.spec.memoryLimit.map { words.of(used, Figures.bytes($0)) } ?? used
        var parts = [language.processes(usage.processes), words.threads(usage.threads)]
        if let descriptors = usage.descriptors { parts.append(words.descriptors(descriptors)) }
        return [
            (words.cpu, words.ofACore(Figures.percent(usage.cpuPercent))), (words.memory, memory),
            (words.tree, parts.joined(separator: ", ")),
        ]
    }

    private var launch: [(String, String)] {
        let spec = details.spec
        let launch = LaunchWords(spec)
        var rows = [(words.script, launch.script)]
        if !launch.arguments.isEmpty {
            rows.append((words.arguments, launch.arguments.joined(separator: " ")))
        }
        if let interpreter = launch.interpreter {
            let line = ([interpreter] + launch.interpreterArguments).joined(separator: " ")
            rows.append((words.interpreter, line))
        }
        rows.append((words.folder, spec.cwd))
        rows.append((words.mode, spec.mode))
        if let user = spec.user { rows.append((words.user, user)) }
        if let group = spec.group { rows.append((words.group, group)) }
        if let port = spec.port { rows.append((words.port, "\(port)")) }
        if !spec.dependsOn.isEmpty { rows.append((words.dependsOn, spec.dependsOn.joined(separator: ", "))) }
        if spec.readiness.waitReady {
            rows.append((words.ready, words.readyWhen(language.span(spec.readiness.timeout))))
        }
        return rows
    }

    private var policy: [(String, String)] {
        let (policy, stop) = (details.spec.policy, details.spec.stop)
        var rows = [("autorestart", words.yes(policy.autorestart))]
        if policy.autorestart {
            rows.append(("min_uptime", language.span(policy.minUptime)))
            rows.append(("restart_delay", language.span(policy.restartDelay)))
            if policy.backoffFirst > .zero {
                rows.append((words.backoff, words.backoff(from: language.span(policy.backoffFirst))))
            }
        }
        if !policy.stopExitCodes.isEmpty {
            let codes = policy.stopExitCodes.sorted().map(String.init).joined(separator: ", ")
            rows.append(("stop_exit_codes", codes))
        }
        if let limit = details.spec.memoryLimit {
            rows.append(("max_memory_restart", words.wholeTree(Figures.bytes(limit))))
        }
        let manner = words.stoppedBy(
            stop.withMessage ? nil : stop.signal, wholeTree: stop.wholeTree,
            killAfter: language.span(stop.timeout))
        rows.append((words.stoppedBy, manner))
        return rows
    }

    private var logs: [(String, String)] {
        let (process, logs) = (details.snapshot, details.spec.logs)
        if logs.disabled { return [(words.files, words.logsDisabled)] }
        var rows = [
            (words.outStream, process.outFile ?? words.noFile),
            (words.errorStream, process.errorFile ?? words.noFile),
        ]
        if let both = logs.bothFile { rows.append((words.bothStreams, both)) }
        if logs.json { rows.append(("log_type", "json")) }
        if let format = logs.dateFormat { rows.append(("log_date_format", format)) }
        if let rotation = logs.rotation {
            rows.append(
                ("log_rotate", words.rotated(at: Figures.bytes(rotation.maxSize), kept: rotation.keep)))
        }
        rows.append((words.pidFile, ProcessTree.pidPath(details)))
        return rows
    }

    /// Names only.
    private var environment: [(String, String)] {
        let own = details.spec.environment.keys.sorted()
        var rows = [
            (words.variables, words.variables(details.environment.count, id: details.snapshot.id.raw))
        ]
        if !own.isEmpty { rows.append((words.ofItsOwn, own.joined(separator: " "))) }
        return rows
    }
}
