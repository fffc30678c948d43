import Supervision

extension Snapshot {
    /// One that is online, and healthy.
    static var healthy: Snapshot {
        var snapshot = Snapshot()
        var process = ProcessSnapshot(id: InstanceID(0), name: "api", namespace: "default", mode: "fork")
        process.status = .online
        process.health = HealthSnapshot(state: .healthy, failures: 0, retries: 3)
        snapshot.processes = [process]
        return snapshot
    }

    /// All sorts.
    static var mixed: Snapshot {
        var snapshot = Snapshot()
        snapshot.core.version = "1.2.3"
        snapshot.core.startedAt.wall = .seconds(1_764_000_000)
        snapshot.core.loopLag = .microseconds(1250)
        snapshot.machine.cpuPercent = 42.5
        snapshot.machine.cores = 2
        snapshot.machine.throttledPercent = 12.5
        (snapshot.machine.memoryUsed, snapshot.machine.memoryLimit) = (734_003_200, 2 << 30)
        snapshot.machine.oomKills = 1
        snapshot.processes = [api, web, sick, late, off]
        return snapshot
    }

    private static func named(_ id: Int, _ name: String, _ status: Status) -> ProcessSnapshot {
        var process = ProcessSnapshot(id: InstanceID(id), name: name, namespace: "default", mode: "fork")
        process.status = status
        process.command = "node --token=hidden"
        return process
    }

    private static var api: ProcessSnapshot {
        var process = named(0, "api", .online)
        process.startedAt = .zero.advanced(by: .seconds(1_764_000_100) + .milliseconds(250))
        process.restarts = 3
        process.restartsByCause = [.crash: 2, .memory: 1]
        process.lastExit = ExitRecord(
            run: RunID(1), status: .signalled(.kill, coreDumped: false), cause: .memory,
            at: .zero.advanced(by: .seconds(1_764_000_099)), ran: .seconds(5), verdict: .stay,
            unstableExits: 0)
        process.cpuTime = .milliseconds(12_345)
        process.usage.memory = 48_123_904
        (process.usage.processes, process.usage.threads, process.usage.descriptors) = (2, 14, 22)
        process.memoryLimit = 419_430_400
        process.health = HealthSnapshot(state: .healthy, failures: 0, retries: 3)
        var check = HealthCheck(took: .microseconds(1700))
        check.numbers = [
            HealthNumber(label: "clients", value: 6), HealthNumber(label: "heap %", value: 41.5),
            HealthNumber(label: "clients", value: 7), HealthNumber(label: "none", value: .nan),
        ]
        process.health?.last = check
        process.linesLost = 12
        return process
    }

    private static var web: ProcessSnapshot {
        var process = named(1, "web", .waiting)
        process.namespace = #"a "quoted\" one"# + "\nof two lines"
        process.lastExit = ExitRecord(
            run: RunID(2), status: .exited(3), cause: .crash, at: .zero.advanced(by: .seconds(1_764_000_120)),
            ran: .milliseconds(10), verdict: .restart(after: .seconds(1)), unstableExits: 4)
        process.restartsByCause = [.crash: 3]
        (process.unstableExits, process.isCrashLooping) = (4, true)
        return process
    }

    private static var sick: ProcessSnapshot {
        var process = named(2, "sick", .online)
        process.health = HealthSnapshot(state: .unhealthy, failures: 3, retries: 3)
        process.health?.last = HealthCheck(took: .milliseconds(2), failure: .refused)
        return process
    }

    private static var late: ProcessSnapshot {
        var process = named(3, "late", .launching)
        process.reason = "waits for web"
        return process
    }

    private static var off: ProcessSnapshot { named(4, "off", .stopped) }
}
