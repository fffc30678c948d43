import Monitor
import Supervision
import Wording

/// One process in the shape of PM2's `jlist`: what its readers look for is there under the same key, with
/// the same unit and type.
enum ProcessTree {
    static func tree(of details: ProcessDetails) -> Tree {
        let process = details.snapshot
        return .of([
            "pid": .whole(Int(process.pid ?? 0)),
            "name": .text(process.name),
            "pm2_env": environment(details),
            "pm_id": .whole(process.id.raw),
            "monit": .of([
                "memory": .whole(process.standingUsage.memory),
                "cpu": .number((process.standingUsage.cpuPercent * 10).rounded() / 10),
            ]),
        ])
    }

    /// What was asked for, what became of it, and on top of it what the child finds in its environment.
    private static func environment(_ details: ProcessDetails) -> Tree {
        var members = asked(details) + places(details) + life(details)
        let taken = Set(members.map(\.key))
        let all = details.environment.sorted { $0.key < $1.key }
        members += all.filter { !taken.contains($0.key) }.map { member($0.key, .text($0.value)) }
        members.append(member("env", .members(all.map { member($0.key, .text($0.value)) })))
        return .members(members)
    }

    private static func asked(_ details: ProcessDetails) -> [Tree.Member] {
        let spec = details.spec
        return [
            member("name", .text(spec.name)),
            member("namespace", .text(spec.namespace)),
            member("exec_mode", .text(spec.mode + "_mode")),
            member("instances", .whole(spec.instances)),
            member("instance_var", .text(spec.instanceVariable)),
            member("autostart", .flag(spec.autostart)),
            member("autorestart", .flag(spec.policy.autorestart)),
            member("min_uptime", .whole(Int(spec.policy.minUptime.milliseconds))),
            member("max_restarts", .whole(spec.policy.maxRestarts)),
            member("restart_delay", .whole(Int(spec.policy.restartDelay.milliseconds))),
            member("exp_backoff_restart_delay", .whole(Int(spec.policy.backoffFirst.milliseconds))),
            member("stop_exit_codes", .list(spec.policy.stopExitCodes.sorted().map { .whole(Int($0)) })),
            member("kill_timeout", .whole(Int(spec.stop.timeout.milliseconds))),
            member("treekill", .flag(spec.stop.wholeTree)),
            member("shutdown_with_message", .flag(spec.stop.withMessage)),
            member("wait_ready", .flag(spec.readiness.waitReady)),
            member("listen_timeout", .whole(Int(spec.readiness.timeout.milliseconds))),
            member("max_memory_restart", spec.memoryLimit.map { .whole($0) } ?? .null),
            member("merge_logs", .flag(spec.logs.combined || spec.instances == 1)),
            member("watch", .flag(false)),
            member("vizion", .flag(false)),
        ] + (spec.port.map { [member("port", .whole($0))] } ?? [])
            + (HealthTree.tree(of: details).map { [member("health", $0)] } ?? [])
    }

    private static func places(_ details: ProcessDetails) -> [Tree.Member] {
        let spec = details.spec
        let launch = LaunchWords(spec)
        return [
            member("pm_exec_path", .text(launch.script)),
            member("pm_cwd", .text(spec.cwd)),
            member("exec_interpreter", .text(launch.interpreterName)),
            member("node_args", .list(launch.interpreterArguments.map { .text($0) })),
            member("args", .list(launch.arguments.map { .text($0) })),
            member("pm_out_log_path", .text(details.snapshot.outFile ?? "/dev/null")),
            member("pm_err_log_path", .text(details.snapshot.errorFile ?? "/dev/null")),
            member("pm_pid_path", .text(pidPath(details))),
        ]
    }

    private static func life(_ details: ProcessDetails) -> [Tree.Member] {
        let process = details.snapshot
        return [
            member("pm_id", .whole(process.id.raw)),
            member(details.spec.instanceVariable, .whole(details.ordinal)),
            member("status", .text(process.status.rawValue)),
            member("pm_uptime", .whole(Int((process.startedAt ?? details.createdAt).wall.milliseconds))),
            member("created_at", .whole(Int(details.createdAt.wall.milliseconds))),
            member("restart_time", .whole(process.restarts)),
            member("unstable_restarts", .whole(process.unstableExits)),
            member("exit_code", exitCode(process)),
            member("version", .text("N/A")),
            member("axm_actions", .list([])),
            member("axm_monitor", .members([])),
            member("axm_options", .members([])),
            member("axm_dynamic", .members([])),
        ]
    }

    /// As a shell has it; PM2 says 0 of a process ended by a signal.
    private static func exitCode(_ process: ProcessSnapshot) -> Tree {
        switch process.lastExit?.status {
        case .exited(let code): .whole(Int(code))
        case .signalled(let signal, _): .whole(128 + Int(signal.raw))
        case .notSpawned, nil: .null
        }
    }

    /// The file's own, else where the writer of pid files puts it.
    static func pidPath(_ details: ProcessDetails) -> String {
        if let path = details.spec.pidFile { return path }
        let home = details.environment["WAMON_HOME"] ?? ""
        return "\(home)/pids/\(details.spec.name)-\(details.snapshot.id.raw).pid"
    }

    private static func member(_ key: String, _ value: Tree) -> Tree.Member {
        Tree.Member(key: key, value: value)
    }
}
