import Supervision

/// A snapshot as Prometheus reads it: the text exposition format, 0.0.4. What each metric means is in
/// docs/metrics.md; neither environments nor command lines are told.
struct Metrics {
    static let type = "text/plain; version=0.0.4; charset=utf-8"

    private let snapshot: Snapshot
    private var page = MetricsPage()

    static func page(of snapshot: Snapshot) -> [UInt8] {
        var metrics = Metrics(snapshot: snapshot)
        metrics.tellCore()
        metrics.tellMachine()
        metrics.tellState()
        metrics.tellExits()
        metrics.tellUsage()
        metrics.tellHealth()
        metrics.tellOutput()
        return Array(metrics.page.text.utf8)
    }

    // MARK: - The core and what is around it

    private mutating func tellCore() {
        page.begin("wamon_build_info", .gauge, "The version of wamon that runs; always 1.")
        page.put(1, [("version", snapshot.core.version)])
        page.tell(
            "wamon_start_time_seconds", .gauge, "When the core began.", snapshot.core.startedAt.wall.inSeconds
        )
        if let lag = snapshot.core.loopLag {
            page.tell(
                "wamon_loop_lag_seconds", .gauge,
                "The longest a timer of the core's was late in the last half minute or minute.", lag.inSeconds
            )
        }
    }

    private mutating func tellMachine() {
        let machine = snapshot.machine
        page.tell(
            "wamon_machine_cpu_used_cores", .gauge,
            "Processors in use, in the container where it has a limit of its own.", machine.cpuPercent / 100)
        page.tell(
            "wamon_machine_cpu_limit_cores", .gauge, "Processors that may be used.", machine.cores)
        if let throttled = machine.throttledPercent {
            page.tell(
                "wamon_machine_cpu_throttled_ratio", .gauge,
                "Share of scheduling periods lately in which the processor limit held everything up.",
                throttled / 100)
        }
        page.tell(
            "wamon_machine_memory_used_bytes", .gauge,
            "Memory in use; page cache that can be dropped is not.",
            Double(machine.memoryUsed))
        page.tell(
            "wamon_machine_memory_limit_bytes", .gauge, "Memory that may be used.",
            Double(machine.memoryLimit))
        page.tell(
            "wamon_machine_oom_kills_total", .counter, "Processes that the kernel killed for want of memory.",
            Double(machine.oomKills))
    }

    // MARK: - Processes

    private func labels(_ process: ProcessSnapshot) -> MetricsPage.Labels {
        [("name", process.name), ("namespace", process.namespace), ("id", "\(process.id.raw)")]
    }

    /// One value each; those without are left out.
    private mutating func each(
        _ name: StaticString, _ kind: MetricsPage.Kind, _ help: StaticString,
        _ value: (ProcessSnapshot) -> Double?
    ) {
        page.begin(name, kind, help)
        for process in snapshot.processes {
            if let value = value(process) { page.put(value, labels(process)) }
        }
    }

    private mutating func tellState() {
        each("wamon_process_up", .gauge, "Whether the process is online.") { $0.status == .online ? 1 : 0 }
        page.begin("wamon_process_state", .gauge, "1 for the state the process is in, 0 for all others.")
        for process in snapshot.processes {
            for status in Status.allCases {
                page.put(
                    process.status == status ? 1 : 0, labels(process) + [("state", status.rawValue)])
            }
        }
        each("wamon_process_start_time_seconds", .gauge, "When its run began.") {
            $0.startedAt?.wall.inSeconds
        }
        page.begin("wamon_process_restarts_total", .counter, "Restarts, by the cause of the exit before.")
        for process in snapshot.processes {
            for cause in Cause.allCases {
                page.put(
                    Double(process.restartsByCause[cause] ?? 0), labels(process) + [("cause", cause.rawValue)]
                )
            }
        }
        each("wamon_process_unstable_exits", .gauge, "Exits in a row before min_uptime.") {
            Double($0.unstableExits)
        }
        each("wamon_process_crash_looping", .gauge, "Whether three or more exits in a row were unstable.") {
            $0.isCrashLooping ? 1 : 0
        }
    }

    private mutating func tellExits() {
        each("wamon_process_last_exit_timestamp_seconds", .gauge, "When it ended last.") {
            $0.lastExit?.at.wall.inSeconds
        }
        each("wamon_process_last_exit_code", .gauge, "The code it ended with, where it did so by itself.") {
            if case .exited(let code)? = $0.lastExit?.status { Double(code) } else { nil }
        }
        each(
            "wamon_process_last_exit_signal", .gauge, "The number of the signal that ended it, where one did."
        ) {
            if case .signalled(let signal, _)? = $0.lastExit?.status { Double(signal.raw) } else { nil }
        }
    }

    private mutating func tellUsage() {
        each(
            "wamon_process_cpu_seconds_total", .counter,
            "Processor time of its whole tree, over all its runs."
        ) { $0.cpuTime.inSeconds }
        each("wamon_process_memory_bytes", .gauge, "Memory of its whole tree, shared pages counted once.") {
            Double($0.usage.memory)
        }
        each("wamon_process_memory_limit_bytes", .gauge, "Where it is restarted for its memory.") {
            $0.memoryLimit.map { Double($0) }
        }
        each("wamon_process_members", .gauge, "Processes of its tree.") { Double($0.usage.processes) }
        each("wamon_process_threads", .gauge, "Threads of its tree.") { Double($0.usage.threads) }
        each("wamon_process_open_fds", .gauge, "Open file descriptors of its first process.") {
            $0.usage.descriptors.map { Double($0) }
        }
    }

    private mutating func tellHealth() {
        each(
            "wamon_process_healthy", .gauge,
            "Whether its health check passes; of those that have one and are up."
        ) {
            $0.health.map { $0.state == .healthy ? 1 : 0 }
        }
        each("wamon_process_health_failures", .gauge, "Health checks that failed in a row.") {
            $0.health.map { Double($0.failures) }
        }
        each("wamon_process_health_latency_seconds", .gauge, "How long the last health check took.") {
            $0.health?.last?.took.inSeconds
        }
        page.begin(
            "wamon_process_health_number", .gauge, "A number out of the body of the last health check.")
        for process in snapshot.processes {
            // The same series twice would spoil the whole page.
            var seen: Set<String> = []
            for number in process.health?.last?.numbers ?? [] where seen.insert(number.label).inserted {
                page.put(number.value, labels(process) + [("number", number.label)])
            }
        }
    }

    private mutating func tellOutput() {
        each(
            "wamon_log_lines_dropped_total", .counter,
            "Lines of output that reached no file: the disk was full or too slow."
        ) { Double($0.linesLost) }
    }
}

extension Duration {
    /// To the microsecond, and no digit beyond that.
    fileprivate var inSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds * 1_000_000 + attoseconds / 1_000_000_000_000) / 1_000_000
    }
}
