/// The table of `status`.
package struct StatusWords: Chapter {
    let language: Language

    package var columnID: String { "id" }
    package var columnName: String { say("name", "имя") }
    package var columnNamespace: String { say("namespace", "группа") }
    package var columnVersion: String { say("version", "версия") }
    package var columnMode: String { say("mode", "режим") }
    package var columnPID: String { "pid" }
    package var columnUptime: String { say("uptime", "время") }
    package var columnRestarts: String { say("rst", "пер") }
    package var columnStatus: String { say("status", "состояние") }
    package var columnHealth: String { say("health", "здоровье") }
    package var columnCPU: String { say("cpu", "цп") }
    package var columnMemory: String { say("mem", "память") }

    /// `3s`, `59m`, `23h`, `2D`: PM2's figure.
    package func briefUptime(_ duration: Duration) -> String {
        let seconds = max(0, duration.components.seconds)
        if seconds < 60 { return "\(seconds)" + say("s", "с") }
        if seconds < 3600 { return "\(seconds / 60)" + say("m", "м") }
        return seconds < 86_400 ? "\(seconds / 3600)" + say("h", "ч") : "\(seconds / 86_400)" + say("D", "д")
    }

    /// The line below the table.
    package func machine(
        _ kind: String, cpu: String, cores: String, used: String, limit: String, share: String
    ) -> String {
        say(
            "\(kind) | cpu \(cpu) of \(cores) cores | mem \(used) of \(limit), \(share)",
            "\(machineKind(kind)) | цп \(cpu), ядер \(cores) | память \(used) из \(limit), \(share)")
    }

    private func machineKind(_ kind: String) -> String {
        switch kind {
        case "container": say(kind, "контейнер")
        case "host": say(kind, "хост")
        default: kind
        }
    }
}
