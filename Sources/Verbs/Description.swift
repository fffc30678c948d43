import Monitor
import Screen
package import Supervision
import Wording

/// Everything known about one process, as `describe` shows it. Values of its environment are left to
/// `env`: among them are secrets.
package struct Description {
    /// The newest lines of a failed run that are shown.
    private static let shownLines = 20
    private static let shownExits = 10

    private let details: ProcessDetails
    private let history: [ExitRecord]
    private let now: Moment
    private let zone: Int
    /// What the last failed run wrote at its end.
    package var lastWords: (run: ExitRecord, lines: [LogLine])?

    /// - Parameters:
    ///   - history: oldest first.
    ///   - zone: seconds east of UTC.
    package init(_ details: ProcessDetails, history: [ExitRecord], now: Moment, zone: Int) {
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
            ("Process \(process.id.raw), \(process.name)", state), ("Launch", launch),
            ("Restarts and stops", policy), ("Logs", logs), ("Environment", environment),
        ]
        if !history.isEmpty { sections.append(("Exits, the newest first", exits)) }
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
        let title = "Last lines of the run that \(Language.english.ending(lastWords.run))"
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
                Language.english.ending($0, allowed: details.snapshot.maxRestarts)
            )
        }
    }
}

// MARK: - What is known

extension Description {
    private var state: [(String, String)] {
        let process = details.snapshot
        var rows = [("status", status)]
        rows.append(("namespace", process.namespace))
        if details.spec.instances > 1 {
            rows.append(("instance", "\(details.ordinal + 1) of \(details.spec.instances)"))
        }
        if let pid = process.pid { rows.append(("pid", "\(pid)")) }
        if let since = process.startedAt {
            let up = Language.english.uptime(now.boot - since.boot)
            rows.append(("up", "\(up), since \(Dates.local(since.wall, zone: zone))"))
        }
        let recent = process.recentRestarts > 0 ? ", \(process.recentRestarts) in the last 10 minutes" : ""
        rows.append(("restarts", "\(process.restarts)\(recent)"))
        rows.append(
            ("unstable exits", "\(process.unstableExits) in a row, errored at \(process.maxRestarts)"))
        // What has not been measured yet is not there.
        if process.standingUsage.processes > 0 { rows += usage(process.standingUsage) }
        if process.linesLost > 0 { rows.append(("output lost", "\(process.linesLost) lines")) }
        rows.append(("created", Dates.local(details.createdAt.wall, zone: zone)))
        return rows
    }

    private var status: String {
        let process = details.snapshot
        var text = process.status.rawValue
        if let due = process.nextTryAt {
            text += ", next try in \(Language.english.countdown(due - now.monotonic))"
            if let delay = process.delay { text += " of \(Language.english.span(delay))" }
        }
        if let reason = process.reason { text += ": \(reason)" }
        return process.isCrashLooping ? text + " (crash loop)" : text
    }

    private func usage(_ usage: Usage) -> [(String, String)] {
        let limit = details.spec.memoryLimit.map { " of \(Figures.bytes($0))" } ?? ""
        var parts = [
            "\(usage.processes) \(usage.processes == 1 ? "process" : "processes")",
            "\(usage.threads) \(usage.threads == 1 ? "thread" : "threads")",
        ]
        if let descriptors = usage.descriptors { parts.append("\(descriptors) descriptors") }
        return [
            ("cpu", "\(Figures.percent(usage.cpuPercent)) % of a core"),
            ("memory", Figures.bytes(usage.memory) + limit), ("tree", parts.joined(separator: ", ")),
        ]
    }

    private var launch: [(String, String)] {
        let spec = details.spec
        let words = LaunchWords(spec)
        var rows = [("script", words.script)]
        if !words.arguments.isEmpty { rows.append(("arguments", words.arguments.joined(separator: " "))) }
        if let interpreter = words.interpreter {
            rows.append(("interpreter", ([interpreter] + words.interpreterArguments).joined(separator: " ")))
        }
        rows.append(("folder", spec.cwd))
        rows.append(("mode", spec.mode))
        if let user = spec.user { rows.append(("user", user)) }
        if let group = spec.group { rows.append(("group", group)) }
        if let port = spec.port { rows.append(("port", "\(port)")) }
        if !spec.dependsOn.isEmpty { rows.append(("depends on", spec.dependsOn.joined(separator: ", "))) }
        if spec.readiness.waitReady {
            rows.append(
                ("ready", "when it says so, or after \(Language.english.span(spec.readiness.timeout))"))
        }
        return rows
    }

    private var policy: [(String, String)] {
        let (policy, stop) = (details.spec.policy, details.spec.stop)
        var rows = [("autorestart", policy.autorestart ? "yes" : "no")]
        if policy.autorestart {
            rows.append(("min_uptime", Language.english.span(policy.minUptime)))
            rows.append(("restart_delay", Language.english.span(policy.restartDelay)))
            if policy.backoffFirst > .zero {
                rows.append(
                    (
                        "backoff",
                        "from \(Language.english.span(policy.backoffFirst)), half as much again each time"
                    ))
            }
        }
        if !policy.stopExitCodes.isEmpty {
            let codes = policy.stopExitCodes.sorted().map(String.init).joined(separator: ", ")
            rows.append(("stop_exit_codes", codes))
        }
        if let limit = details.spec.memoryLimit {
            rows.append(("max_memory_restart", "\(Figures.bytes(limit)), of the whole tree"))
        }
        let polite = stop.withMessage ? "the message \"shutdown\"" : stop.signal.name
        let whom = stop.wholeTree ? "" : " to the root alone"
        rows.append(("stopped by", "\(polite)\(whom), SIGKILL after \(Language.english.span(stop.timeout))"))
        return rows
    }

    private var logs: [(String, String)] {
        let (process, logs) = (details.snapshot, details.spec.logs)
        if logs.disabled { return [("files", "none: disable_logs")] }
        var rows = [("out", process.outFile ?? "none"), ("error", process.errorFile ?? "none")]
        if let both = logs.bothFile { rows.append(("both", both)) }
        if logs.json { rows.append(("log_type", "json")) }
        if let format = logs.dateFormat { rows.append(("log_date_format", format)) }
        if let rotation = logs.rotation {
            rows.append(("log_rotate", "at \(Figures.bytes(rotation.maxSize)), \(rotation.keep) kept"))
        }
        rows.append(("pid file", ProcessTree.pidPath(details)))
        return rows
    }

    /// Names only.
    private var environment: [(String, String)] {
        let own = details.spec.environment.keys.sorted()
        var rows = [
            ("variables", "\(details.environment.count); wamon env \(details.snapshot.id.raw) prints them")
        ]
        if !own.isEmpty { rows.append(("of its own", own.joined(separator: " "))) }
        return rows
    }
}
