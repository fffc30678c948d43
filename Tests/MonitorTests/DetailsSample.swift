import Monitor
import Screen
import Supervision
import Wording

/// What the core answers about the processes of the sample.
extension Sample {
    static let apiFacts: ProcessDetails = {
        var spec = ProcessSpec(
            name: "api-server", script: "dist/server.js", executable: "/usr/bin/node", cwd: "/app/api")
        spec.file = "/app/ecosystem.config.js"
        spec.arguments = ["/app/api/dist/server.js"]
        spec.environment = [
            "PORT": "5001", "NODE_ENV": "production", "DATABASE_URL": "postgres://app:s3cret@db:5432/chats",
            "JWT_SECRET": "ey-very-secret", "LOG_LEVEL": "info",
        ]
        spec.port = 5001
        spec.memoryLimit = 512 << 20
        spec.policy.maxRestarts = 10
        spec.policy.minUptime = .seconds(10)
        spec.stop.timeout = .seconds(10)
        spec.stop.signal = .term
        for (field, line) in [
            ("name", 4), ("script", 5), ("cwd", 6), ("max_restarts", 11), ("min_uptime", 12),
            ("kill_timeout", 13), ("kill_signal", 14), ("max_memory_restart", 15), ("port", 9),
            ("env.LOG_LEVEL", 21), ("env.DATABASE_URL", 22), ("env.JWT_SECRET", 23),
        ] {
            spec.origins[field] = .file(path: "/app/ecosystem.config.js", line: line)
        }
        spec.origins["env.NODE_ENV"] = .environment(name: "production")
        spec.origins["instances"] = .commandLine
        var environment = spec.environment
        for (name, value) in [
            ("HOME", "/home/node"), ("LANG", "C.UTF-8"), ("HOSTNAME", "wa-manager"),
            ("NODE_APP_INSTANCE", "0"),
            (
                "PATH",
                "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/app/node_modules/.bin:/opt/yarn/bin"
            ),
            ("NPM_TOKEN", "npm_abcdef"), ("TERM", "xterm-256color"), ("EMPTY", ""), ("TZ", "Europe/Berlin"),
        ] {
            environment[name] = value
        }
        return ProcessDetails(
            snapshot: api, spec: spec, ordinal: 0, environment: environment, createdAt: ago(.seconds(90_000)))
    }()

    static let webFacts: ProcessDetails = {
        var spec = ProcessSpec(
            name: "nextjs-server", script: "npx", executable: "/usr/bin/npx", cwd: "/app/web")
        spec.policy.backoffFirst = .milliseconds(1900)
        spec.user = "node"
        return ProcessDetails(
            snapshot: web, spec: spec, ordinal: 0, environment: ["PATH": "/usr/bin"],
            createdAt: ago(.seconds(90_000)))
    }()

    /// Oldest first, as the core answers.
    static let history: [ExitRecord] = {
        func exit(
            _ run: UInt64, _ status: ExitStatus, _ cause: Cause, _ before: Duration, ran: Duration,
            _ verdict: Verdict
        ) -> ExitRecord {
            ExitRecord(
                run: RunID(run), status: status, cause: cause, at: ago(before), ran: ran, verdict: verdict,
                unstableExits: 0)
        }
        func again(_ milliseconds: Int) -> Verdict { .restart(after: .milliseconds(milliseconds)) }
        return [
            exit(2, .exited(0), .manual, .seconds(50_000), ran: .seconds(67_200), again(0)),
            exit(
                3, .signalled(.term, coreDumped: false), .memory, .seconds(17_500), ran: .seconds(18_120),
                again(100)),
            exit(
                4, .signalled(Signal(11), coreDumped: true), .crash, .seconds(3_600), ran: .seconds(13_900),
                again(1300)),
            exit(5, .notSpawned(errno: 2, stage: "exec"), .crash, .seconds(100), ran: .zero, again(1000)),
            exit(6, .exited(1), .crash, .seconds(27), ran: .milliseconds(4000), again(1900)),
            exit(7, .exited(1), .crash, .seconds(21), ran: .milliseconds(4400), again(2800)),
            exit(8, .exited(1), .crash, .seconds(14), ran: .milliseconds(3900), again(4300)),
            crash(3),
        ]
    }()

    static func lastLines(_ run: RunID) -> [LogLine] {
        let texts = [
            "TypeError: Cannot read properties of undefined (reading 'map')",
            "    at ChatList (/app/.next/server/app/page.js:1:8841)", "",
            "\u{1B}[31mNode.js v20.18.0\u{1B}[0m", "",
        ]
        return texts.enumerated().map { index, text in
            LogLine(
                id: UInt64(index + 1), instance: InstanceID(1), run: run, stream: .error,
                at: wall - .milliseconds(3360), text: text)
        }
    }

    static let members: [TreeMember] = {
        func member(
            _ pid: PID, _ parent: PID, _ command: String, _ cpu: Double, _ megabytes: Int, _ threads: Int
        ) -> TreeMember {
            var member = TreeMember(pid: pid, parent: parent, command: command)
            member.cpuPercent = cpu
            member.memory = megabytes << 20
            member.threads = threads
            member.startedAt = ago(.seconds(7_860)).boot
            return member
        }
        return [
            member(4121, 1, "node dist/server.js", 8.1, 94, 11),
            member(4130, 4121, "node dist/worker.js --queue=images --concurrency=4", 3.9, 61, 7),
            member(4144, 4130, "/usr/lib/chromium/chromium --type=renderer --headless", 0.4, 18, 3),
            member(4145, 4130, "/usr/lib/chromium/chromium --type=gpu-process", 0, 4, 1),
            member(4131, 4121, "sh -c tail -F /app/logs/audit.log", 0, 3, 1),
            member(4133, 4131, "tail -F /app/logs/audit.log", 0, 2, 1),
        ]
    }()

    /// A span's figures with a gap in them, and restarts.
    static func series(_ span: FigureSpan, of id: InstanceID?) -> FigureSeries {
        var series = FigureSeries(span: span)
        series.endsAt = wall - .milliseconds(300)
        for index in 0..<span.count {
            let isGap = (20..<26).contains(index)
            let wave = 12 + (index * 7) % 23 + (id == nil ? 20 : 0)
            let saw = id == InstanceID(1) ? index % 30 : 15
            series.cpu.append(isGap ? FigureSeries.unknown : UInt16(saw > 24 ? 0 : wave + saw))
            series.cpuPeak.append(
                isGap ? FigureSeries.unknown : UInt16(saw > 24 ? 0 : wave + saw + index % 40))
            let kilobytes: Int = id == nil ? 9_000 + index * 5 : saw > 24 ? 0 : 900 + saw * 150
            series.memory.append(isGap ? FigureSeries.unknownMemory : UInt32(kilobytes))
            series.restarts.append(id == InstanceID(1) && index % 30 == 25 ? index > 100 ? 3 : 1 : 0)
        }
        return series
    }
}

extension Model {
    /// Answers what was asked as the sample's core does, until nothing more is asked.
    mutating func answer(_ commands: [Command]) {
        var open = commands
        while !open.isEmpty {
            let command = open.removeFirst()
            guard case .fetch(let fetch) = command else { continue }
            open += update(&self, .fetched(Sample.answer(fetch)), now: Sample.now)
        }
    }

    mutating func pressAnswered(_ keys: Key...) {
        for key in keys { answer(update(&self, .input(.key(key)), now: Sample.now)) }
    }
}

extension Sample {
    static func answer(_ fetch: Fetch) -> Fetched {
        switch fetch {
        case .details(let id): .details(id, id == InstanceID(0) ? apiFacts : webFacts)
        case .history(let id): .history(id, id == InstanceID(1) ? history : [])
        case .members(let id): .members(id, members)
        case .figures(let id, let span): .figures(id, series(span, of: id))
        case .lastLines(let run): .lastLines(run, lastLines(run))
        }
    }
}
