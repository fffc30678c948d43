import Supervision

/// Field by field what the values' own coding writes (Supervision/Coding+Snapshot.swift).
extension StatusFrame {
    /// nil for a snapshot that is more than brief.
    static func answer(_ number: Int, _ snapshot: Snapshot) -> [UInt8]? {
        guard snapshot.events.isEmpty, snapshot.machine.cpuHistory.isEmpty, snapshot.rolling == nil,
            snapshot.core.http == nil, snapshot.core.loopLag == nil,
            snapshot.lowSpace.isEmpty, snapshot.machine.cpuPressure == nil,
            snapshot.machine.memoryPressure == nil,
            snapshot.processes.allSatisfy({
                $0.lastExit == nil && $0.restartsByCause.isEmpty && $0.cpuTime == .zero
                    && $0.cpuHistory.isEmpty && $0.memoryHistory.isEmpty
                    && $0.health?.last.map(isBrief) ?? true
            })
        else { return nil }
        var json = JSONWriter(capacity: 1024 + snapshot.processes.count * 512)
        json.object { json in
            json.field("id", number)
            json.key("snapshot")
            json.object { write(snapshot, to: &$0) }
        }
        json.endLine()
        return json.bytes
    }

    private static func write(_ snapshot: Snapshot, to json: inout JSONWriter) {
        json.field("sequence", snapshot.sequence)
        json.moment("at", snapshot.at)
        json.key("core")
        json.object { write(snapshot.core, to: &$0) }
        json.key("machine")
        json.object { write(snapshot.machine, to: &$0) }
        json.key("processes")
        json.array { json in
            for process in snapshot.processes { json.object { write(process, to: &$0) } }
        }
        json.key("events")
        json.array { _ in }
    }

    private static func write(_ core: CoreInfo, to json: inout JSONWriter) {
        json.field("pid", core.pid)
        json.field("version", core.version)
        json.field("hostname", core.hostname)
        json.field("ecosystemFile", core.ecosystemFile)
        json.moment("startedAt", core.startedAt)
        json.field("isShuttingDown", core.isShuttingDown)
        json.field("place", core.place.rawValue)
        json.field("home", core.home)
    }

    private static func write(_ machine: MachineUsage, to json: inout JSONWriter) {
        json.field("kind", machine.kind.rawValue)
        json.field("cpuPercent", machine.cpuPercent)
        json.field("cores", machine.cores)
        if let share = machine.throttledPercent { json.field("throttledPercent", share) }
        json.field("memoryUsed", machine.memoryUsed)
        json.field("memoryLimit", machine.memoryLimit)
        json.field("oomKills", machine.oomKills)
        json.key("load")
        json.array { json in
            for load in machine.load { json.value(load) }
        }
        json.field("cpuHistory", "")
    }

    private static func write(_ process: ProcessSnapshot, to json: inout JSONWriter) {
        json.field("id", process.id.raw)
        json.field("name", process.name)
        json.field("namespace", process.namespace)
        json.field("mode", process.mode)
        json.field("status", process.status.rawValue)
        if let reason = process.reason { json.field("reason", reason) }
        if let run = process.run { json.field("run", run.raw) }
        if let pid = process.pid { json.field("pid", pid) }
        if let moment = process.startedAt { json.moment("startedAt", moment) }
        if let moment = process.nextTryAt { json.field("nextTryAt", moment) }
        if let delay = process.delay { json.field("delay", delay) }
        if process.restarts != 0 { json.field("restarts", process.restarts) }
        if process.unstableExits != 0 { json.field("unstableExits", process.unstableExits) }
        if process.maxRestarts != 0 { json.field("maxRestarts", process.maxRestarts) }
        if process.isCrashLooping { json.field("isCrashLooping", true) }
        if process.recentRestarts != 0 { json.field("recentRestarts", process.recentRestarts) }
        if process.isStuck { json.field("isStuck", true) }
        if process.usage != Usage() {
            json.key("usage")
            json.object { write(process.usage, to: &$0) }
        }
        if let limit = process.memoryLimit { json.field("memoryLimit", limit) }
        if let port = process.port { json.field("port", port) }
        if !process.command.isEmpty { json.field("command", process.command) }
        if !process.cwd.isEmpty { json.field("cwd", process.cwd) }
        if let file = process.outFile { json.field("outFile", file) }
        if let file = process.errorFile { json.field("errorFile", file) }
        if process.isProbed { json.field("isProbed", true) }
        if let health = process.health {
            json.key("health")
            json.object { write(health, to: &$0) }
        }
        if process.linesLost != 0 { json.field("linesLost", process.linesLost) }
    }

    private static func write(_ usage: Usage, to json: inout JSONWriter) {
        if usage.cpuPercent != 0 { json.field("cpuPercent", usage.cpuPercent) }
        if usage.memory != 0 { json.field("memory", usage.memory) }
        if usage.processes != 0 { json.field("processes", usage.processes) }
        if usage.threads != 0 { json.field("threads", usage.threads) }
        if let descriptors = usage.descriptors { json.field("descriptors", descriptors) }
    }
}

extension JSONWriter {
    mutating func moment(_ name: StaticString, _ moment: Moment) {
        key(name)
        object { json in
            json.field("monotonic", moment.monotonic)
            json.field("boot", moment.boot)
            json.field("wall", moment.wall)
        }
    }
}
