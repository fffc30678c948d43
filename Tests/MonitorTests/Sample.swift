import Monitor
import Screen
import Supervision
import Wording

/// The customer's container at 14:03:22, as the screens of the design show it.
enum Sample {
    /// 2026-11-23 14:03:22.800 UTC.
    static let wall = Duration.seconds(1_795_442_602) + .milliseconds(800)
    static let now = Moment(monotonic: .seconds(274_320), boot: .seconds(274_320), wall: wall)

    static func model(
        _ width: Int, _ height: Int, snapshot: Snapshot = Sample.snapshot, lines: [LogLine] = Sample.lines,
        isHosting: Bool = true, canDetach: Bool = true, isReadOnly: Bool = false,
        words: Language = .english
    ) -> Model {
        var model = Model(
            size: Size(width: width, height: height), isHosting: isHosting,
            canDetach: isHosting && canDetach, isReadOnly: isReadOnly,
            themeName: "dark", words: words)
        _ = update(&model, .lines(batch(lines)), now: now)
        _ = update(&model, .snapshot(snapshot), now: now)
        return model
    }

    static func batch(_ lines: [LogLine]) -> LineBatch {
        var batch = LineBatch()
        batch.lines = lines
        batch.next = lines.last?.id ?? 0
        return batch
    }

    static let snapshot: Snapshot = {
        var snapshot = Snapshot()
        snapshot.sequence = 7
        snapshot.at = now
        snapshot.core.hostname = "wa-manager"
        snapshot.core.version = "1.0"
        snapshot.core.startedAt = ago(.seconds(274_320 - 1))
        snapshot.machine.kind = .container
        snapshot.machine.cpuPercent = 76.4
        snapshot.machine.cores = 2
        snapshot.machine.throttledPercent = 0
        snapshot.machine.memoryUsed = 612 << 20
        snapshot.machine.memoryLimit = 1 << 30
        snapshot.machine.load = [0.42, 0.38, 0.31]
        snapshot.machine.cpuHistory = wave { 20 + 6 * abs($0 % 24 - 12) }.map { UInt8($0) }
        snapshot.processes = [api, web]
        snapshot.events = [
            happening(1, .seconds(8), 0, "api-server", .memoryOverLimit(used: 540 << 20, limit: 512 << 20)),
            happening(2, .milliseconds(3340), 1, "nextjs-server", .ended(crash(3))),
        ]
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
        api.cpuHistory = wave { $0 % 20 == 3 ? 61 : 8 + $0 * 7 % 23 }.map { UInt16($0) }
        api.memoryHistory = wave { 2720 + $0 * 3 }.map { UInt32($0) }
        api.memoryLimit = 512 << 20
        api.port = 5001
        api.command = "node dist/server.js"
        api.cwd = "/app/api"
        api.outFile = "/app/logs/api-out.log"
        api.errorFile = "/app/logs/api-error.log"
        return api
    }()

    static let web: ProcessSnapshot = {
        var web = process(1, "nextjs-server", .waiting)
        web.nextTryAt = now.monotonic + .milliseconds(3200)
        web.delay = .milliseconds(6400)
        web.restarts = 14
        web.recentRestarts = 5
        web.unstableExits = 3
        web.maxRestarts = 10
        web.isCrashLooping = true
        web.lastExit = crash(3)
        web.cpuHistory = wave { $0 % 20 < 12 ? 30 + 5 * ($0 % 12) : 0 }.map { UInt16($0) }
        web.memoryHistory = wave { $0 % 20 < 12 ? 1000 + 60 * ($0 % 12) : 0 }.map { UInt32($0) }
        web.memoryLimit = 768 << 20
        web.port = 3000
        web.command = "npx next start"
        web.cwd = "/app/web"
        return web
    }()

    /// One figure a second, for a minute.
    private static func wave(_ value: (Int) -> Int) -> [Int] { (0..<60).map(value) }

    static func crash(_ count: Int) -> ExitRecord {
        ExitRecord(
            run: RunID(9), status: .exited(1), cause: .crash, at: ago(.milliseconds(3340)),
            ran: .milliseconds(4100), verdict: .restart(after: .milliseconds(6400)), unstableExits: count)
    }

    static func process(_ id: Int, _ name: String, _ status: Status) -> ProcessSnapshot {
        var process = ProcessSnapshot(id: InstanceID(id), name: name, namespace: "default", mode: "fork")
        process.status = status
        return process
    }

    static func happening(
        _ sequence: UInt64, _ before: Duration, _ id: Int, _ name: String, _ kind: Happening.Kind
    ) -> Happening {
        Happening(sequence: sequence, at: ago(before), instance: InstanceID(id), name: name, kind: kind)
    }

    static func ago(_ duration: Duration) -> Moment { now.advanced(by: .zero - duration) }

    static let lines: [LogLine] = {
        let said: [(Int, Int, LogLine.Stream, String)] = [
            (4596, 0, .out, "GET /api/chats 200 12ms"),
            (4423, 0, .out, "GET /api/chats/8213/messages?limit=50 200 31ms"),
            (3889, 1, .out, "GET / 200 in 48ms"),
            (3798, 0, .out, "client connected id=wa-17 active=6"),
            (3360, 1, .error, "TypeError: Cannot read properties of undefined (reading 'map')"),
            (3360, 1, .error, "    at ChatList (/app/.next/server/app/page.js:1:8841)"),
            (3360, 1, .error, "    at renderWithHooks (/app/node_modules/react-dom/server.js:5771:16)"),
            (3359, 1, .error, "Node.js v20.18.0"),
            (2997, 0, .out, "POST /api/send 202 88ms"),
            (2682, 0, .out, "GET /health 200 1ms"),
            (2256, 0, .error, "warn: redis latency 140ms > 100ms"),
            (1890, 0, .out, "\u{1B}[32mGET\u{1B}[0m /api/chats \u{1B}[1m200\u{1B}[0m 11ms"),
            (1593, 0, .out, "Сообщение отправлено: Привет, мир 日本 ✅"),
            (1067, 0, .out, "GET /health 200 1ms"),
            (
                785, 0, .out,
                #"{"level":"warn","msg":"slow query","ms":412,"sql":"SELECT * FROM chats WHERE owner = $1"}"#
            ),
            (469, 0, .out, "GET /api/chats 200 12ms"),
            (196, 0, .out, "GET /health 200 1ms"),
            (0, 0, .out, "GET /api/chats 200 13ms"),
        ]
        return said.enumerated().map { index, line in
            LogLine(
                id: UInt64(index + 1), instance: InstanceID(line.1), run: RunID(4), stream: line.2,
                at: wall - .milliseconds(line.0), text: line.3)
        }
    }()

    /// A fleet of so many, in all states.
    static func fleet(_ count: Int) -> Snapshot {
        var snapshot = Sample.snapshot
        snapshot.events = []
        snapshot.processes = (0..<count).map { id in
            var process = Sample.api
            process.id = InstanceID(id)
            process.name = "worker-\(id)"
            process.pid = PID(5000 + id)
            process.port = nil
            process.restarts = id % 7
            process.usage.cpuPercent = Double(id * 37 % 1000) / 10
            process.usage.memory = (id * 13 % 600) << 20
            if id % 11 == 5 {
                process.status = .stopped
                process.pid = nil
                process.usage = Usage()
                process.cpuHistory = []
            }
            return process
        }
        return snapshot
    }
}

extension Model {
    /// Presses keys, one after the other, at one moment.
    @discardableResult
    mutating func press(_ keys: Key..., at now: Moment = Sample.now) -> [Command] {
        keys.flatMap { update(&self, .input(.key($0)), now: now) }
    }

    @discardableResult
    mutating func type(_ text: String, at now: Moment = Sample.now) -> [Command] {
        text.flatMap { update(&self, .input(.key(.character($0))), now: now) }
    }

    /// The processes of the rows, in order.
    var shown: [ProcessSnapshot] { rows.indices.compactMap { process(ofRow: $0) } }

    func frame(_ theme: Theme = .dark, _ glyphs: GlyphSet = .unicode) -> Canvas {
        view(self, theme: theme, glyphs: glyphs, size: size)
    }
}

extension Sample {
    /// Request lines, one every 50 ms up to now.
    static func manyLines(_ count: Int) -> [LogLine] {
        (1...count).map { (id: Int) -> LogLine in
            let age = Duration.milliseconds(50 * (618 - id))
            let stream: LogLine.Stream = id % 17 == 0 ? .error : .out
            return LogLine(
                id: UInt64(id), instance: InstanceID(id % 5 == 0 ? 1 : 0), run: RunID(4), stream: stream,
                at: wall - age, text: "GET /api/chats/\(id)/messages?limit=50 200 \(id % 90)ms")
        }
    }
}
