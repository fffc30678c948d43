/// What a hook is told: one thing that happened to one process. docs/hooks.md has its JSON.
package struct HookReport: Hashable, Sendable {
    package var occasion: HookSpec.Occasion
    package var at: Moment
    package var instance: InstanceID
    package var name: String
    package var namespace: String
    /// Of the run it is about.
    package var pid: PID?
    /// Of a run that has ended.
    package var exit: ExitRecord?
    /// How long the run has been up, or was.
    package var uptime: Duration?
    package var restarts = 0
    package var unstableExits = 0
    /// Bytes: what it used, and what it may.
    package var memory: Memory?
    /// Checks that failed in a row.
    package var failures: Int?
    /// How long it has not been well.
    package var after: Duration?
    /// A sentence for people.
    package var message = ""
    /// The last ones, as `LogLine.text` has them.
    package var lines: [String] = []
    /// So many of the same kind before it were not told by themselves.
    package var alike = 0

    package struct Memory: Hashable, Sendable {
        package var used: Int
        package var limit: Int
        package init(used: Int, limit: Int) {
            self.used = used
            self.limit = limit
        }
    }

    package static let mostLines = 20
    /// Characters of a line.
    package static let longestLine = 500

    package init(_ occasion: HookSpec.Occasion, of instance: InstanceID, _ name: String, at: Moment) {
        self.occasion = occasion
        self.at = at
        self.instance = instance
        self.name = name
        namespace = ""
    }

    /// Keeps as many of them as are told.
    package mutating func keep(_ last: [String]) {
        lines = last.suffix(HookReport.mostLines).map { line in
            line.count > HookReport.longestLine ? line.prefix(HookReport.longestLine - 1) + "…" : line
        }
    }

    /// What tells one kind of news from another.
    package var kind: Kind { Kind(instance: instance, occasion: occasion) }

    package struct Kind: Hashable, Sendable {
        package var instance: InstanceID
        package var occasion: HookSpec.Occasion
    }
}

extension HookReport {
    /// One object, without a line break.
    package func json(host: String, version: String) -> [UInt8] {
        var json = JSONWriter(capacity: 512 + lines.reduce(0) { $0 + $1.utf8.count })
        json.object { json in
            json.field("wamon", version)
            json.field("event", occasion.rawValue)
            json.field("time", at.wall.rfc3339)
            json.field("host", host)
            json.key("process")
            json.object { json in
                json.field("id", instance.raw)
                json.field("name", name)
                json.field("namespace", namespace)
            }
            json.field("message", message)
            if let pid { json.field("pid", pid) }
            if let exit { write(exit, to: &json) }
            if let uptime { json.field("uptime", uptime) }
            json.field("restarts", restarts)
            json.field("unstableExits", unstableExits)
            if let memory {
                json.key("memory")
                json.object { json in
                    json.field("used", memory.used)
                    json.field("limit", memory.limit)
                }
            }
            if let failures { json.field("failures", failures) }
            if let after { json.field("after", after) }
            if alike > 0 { json.field("alike", alike) }
            json.key("lines")
            json.array { json in
                for line in lines { json.value(line) }
            }
        }
        return json.bytes
    }

    private func write(_ exit: ExitRecord, to json: inout JSONWriter) {
        switch exit.status {
        case .exited(let code): json.field("exitCode", code)
        case .signalled(let signal, _): json.field("signal", signal.name)
        case .notSpawned(let errno, let stage):
            json.field("errno", errno)
            json.field("stage", stage)
        }
        json.field("cause", exit.cause.rawValue)
        switch exit.verdict {
        case .restart(let delay): json.field("restartIn", delay)
        case .stay, .giveUp: break
        }
    }
}

extension Duration {
    /// Of a time since 1970, in UTC with milliseconds: `2026-11-23T10:14:55.123Z`.
    package var rfc3339: String {
        let (seconds, attoseconds) = components
        let days = (seconds >= 0 ? seconds : seconds - 86399) / 86400
        let (year, month, day) = Duration.date(ofDay: days)
        let time = seconds - days * 86400
        func padded(_ number: Int64, _ width: Int = 2) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let milliseconds = max(0, attoseconds) / 1_000_000_000_000_000
        return padded(year, 4) + "-" + padded(month) + "-" + padded(day) + "T" + padded(time / 3600) + ":"
            + padded(time / 60 % 60) + ":" + padded(time % 60) + "." + padded(milliseconds, 3) + "Z"
    }

    /// In the Gregorian calendar, by years that begin in March, so that a leap day comes last.
    private static func date(ofDay day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let ofEra = shifted - era * 146_097
        let year = (ofEra - ofEra / 1460 + ofEra / 36524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let month = (5 * ofYear + 2) / 153
        return (
            year + era * 400 + (month >= 10 ? 1 : 0), month < 10 ? month + 3 : month - 9,
            ofYear - (153 * month + 2) / 5 + 1
        )
    }
}
