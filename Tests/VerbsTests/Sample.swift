import Supervision

/// A fleet at 14:03:22: one up, one waiting after a crash, one stopped, one given up.
enum Sample {
    static let now = Moment(
        monotonic: .seconds(274_320), boot: .seconds(274_320), wall: .seconds(1_795_442_602))

    static func ago(_ duration: Duration) -> Moment { now.advanced(by: .zero - duration) }

    static let snapshot: Snapshot = {
        var snapshot = Snapshot()
        snapshot.core.pid = 4100
        snapshot.core.home = "/home/me/.wamon"
        snapshot.machine.cpuPercent = 6.4
        snapshot.machine.cores = 2
        snapshot.machine.memoryUsed = 612 << 20
        snapshot.machine.memoryLimit = 1 << 30
        snapshot.processes = [api, web, process(2, "worker", .stopped), broken]
        return snapshot
    }()

    static let api: ProcessSnapshot = {
        var api = process(0, "api-server", .online)
        api.pid = 4121
        api.run = RunID(4)
        api.startedAt = ago(.seconds(7_860))
        api.restarts = 3
        api.maxRestarts = 10
        api.usage.cpuPercent = 12.4
        api.usage.memory = 182 << 20
        api.usage.processes = 7
        api.usage.threads = 23
        api.usage.descriptors = 48
        api.memoryLimit = 512 << 20
        api.port = 5001
        api.cwd = "/app/api"
        api.outFile = "/app/logs/api-out.log"
        api.errorFile = "/app/logs/api-error.log"
        return api
    }()

    static let web: ProcessSnapshot = {
        var web = process(1, "nextjs-server", .waiting)
        web.namespace = "front"
        web.nextTryAt = now.monotonic + .milliseconds(3200)
        web.delay = .milliseconds(6400)
        web.restarts = 14
        web.recentRestarts = 5
        web.unstableExits = 3
        web.maxRestarts = 10
        web.isCrashLooping = true
        web.lastExit = crash
        return web
    }()

    static let broken: ProcessSnapshot = {
        var broken = process(3, "worker", .errored)
        broken.reason = "16 unstable exits in a row"
        broken.restarts = 15
        return broken
    }()

    static let crash = ExitRecord(
        run: RunID(9), status: .exited(1), cause: .crash, at: ago(.milliseconds(3340)),
        ran: .milliseconds(4100), verdict: .restart(after: .milliseconds(6400)), unstableExits: 3)

    static func process(_ id: Int, _ name: String, _ status: Status) -> ProcessSnapshot {
        var process = ProcessSnapshot(id: InstanceID(id), name: name, namespace: "default", mode: "fork")
        process.status = status
        return process
    }

    static let details: [ProcessDetails] = {
        var spec = ProcessSpec(
            name: "api-server", script: "./server/index.js", executable: "/usr/bin/node", cwd: "/app/api")
        spec.arguments = ["--max-old-space-size=300", "/app/api/server/index.js", "--port", "5001"]
        spec.environment = ["API_PORT": "5001", "SECRET": "it's \"so\""]
        spec.memoryLimit = 512 << 20
        spec.port = 5001
        spec.policy.restartDelay = .seconds(4)
        spec.policy.maxRestarts = 10
        spec.readiness.waitReady = true
        spec.stop.timeout = .seconds(10)
        var other = ProcessSpec(
            name: "nextjs-server", script: "npx", executable: "/usr/bin/npx", cwd: "/app/web")
        other.arguments = ["next", "start"]
        other.namespace = "front"
        let environment = [
            "API_PORT": "5001", "SECRET": "it's \"so\"", "PATH": "/usr/bin:/bin", "name": "api-server",
            "WAMON_HOME": "/home/me/.wamon",
        ]
        return [
            ProcessDetails(
                snapshot: api, spec: spec, ordinal: 0, environment: environment,
                createdAt: ago(.seconds(9000))),
            ProcessDetails(
                snapshot: web, spec: other, ordinal: 0, environment: ["WAMON_HOME": "/home/me/.wamon"],
                createdAt: ago(.seconds(9000))),
        ]
    }()
}

extension Sample {
    /// A probe asked five seconds ago.
    static func health(
        _ state: HealthState, _ failure: HealthFailure? = nil, failures: Int = 0,
        took: Duration = .milliseconds(12)
    ) -> HealthSnapshot {
        var health = HealthSnapshot(state: state, failures: failures, retries: 3)
        var check = HealthCheck(took: took, failure: failure)
        check.at = ago(.seconds(5))
        check.status = failure == nil ? 200 : nil
        if case .status(let status) = failure { check.status = status }
        health.last = check
        if state == .unhealthy { health.unhealthySince = ago(.seconds(65)) }
        return health
    }

    static func probed(_ id: Int, _ name: String, _ status: Status, _ health: HealthSnapshot?)
        -> ProcessSnapshot
    {
        var process = process(id, name, status)
        process.isProbed = true
        process.health = health
        return process
    }

    /// One for each way there is to be well or not.
    static let clinic: Snapshot = {
        var clinic = snapshot
        var api = Sample.api
        api.isProbed = true
        api.health = health(.healthy)
        var launching = probed(
            4, "search", .launching, HealthSnapshot(state: .starting, failures: 0, retries: 3))
        launching.reason = "waits for its first healthy check"
        clinic.processes = [
            api, probed(1, "nextjs-server", .online, health(.unhealthy, .refused, failures: 3)),
            process(2, "worker", .stopped), process(3, "worker", .online), launching,
            probed(5, "slow", .online, health(.healthy, took: .milliseconds(6_400))),
            probed(6, "shaky", .online, health(.healthy, .status(503), failures: 1)), web,
            probed(8, "late", .online, health(.starting, .timedOut, failures: 1, took: .seconds(10))),
        ]
        clinic.processes[7].id = InstanceID(7)
        clinic.processes[7].name = "crashing"
        return clinic
    }()

    /// Everything there is to say of it.
    static let patient: ProcessDetails = {
        var spec = HealthSpec(.http("http://127.0.0.1:5001/health"))
        spec.interval = .seconds(30)
        spec.show = [
            HealthSpec.Shown(label: "clients", pointer: "/activeClients"),
            HealthSpec.Shown(label: "heap %", pointer: "/memory/heapPercent"),
        ]
        var details = Sample.details[0]
        details.spec.readiness.waitReady = false
        details.spec.health = spec
        details.snapshot = clinic.processes[0]
        details.snapshot.health?.last?.numbers = [
            HealthNumber(label: "clients", value: 6), HealthNumber(label: "heap %", value: 71.8),
        ]
        var failed = HealthCheck(took: .milliseconds(3), failure: .status(503))
        failed.at = ago(.seconds(65))
        failed.status = 503
        failed.said = "no connection to redis"
        var refused = HealthCheck(took: .milliseconds(1), failure: .refused)
        refused.at = ago(.seconds(95))
        var passed = HealthCheck(took: .milliseconds(14))
        passed.at = ago(.seconds(35))
        passed.status = 200
        details.checks = [refused, failed, passed] + (details.snapshot.health?.last.map { [$0] } ?? [])
        return details
    }()
}
