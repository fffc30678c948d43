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
