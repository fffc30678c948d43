import Monitor
import Screen
import Supervision

/// Twenty processes that write, as a monitor of 200×50 sees them.
struct World {
    static let now = Moment(
        monotonic: .seconds(274_320), boot: .seconds(274_320), wall: .seconds(1_795_442_602))

    let model: Model
    private let snapshots: [Snapshot]

    init() {
        snapshots = (0..<2).map { Self.snapshot(20, $0) }
        var model = Model(size: Size(width: 200, height: 50), isHosting: false, themeName: "dark")
        _ = update(&model, .lines(Self.batch((1...2000).map { Self.line(UInt64($0)) })), now: Self.now)
        _ = update(&model, .snapshot(snapshots[0]), now: Self.now)
        self.model = model
    }

    /// What comes, by the number of the frame.
    var kinds: [(String, (Int) -> Message)] {
        [
            ("cursor", { .input(.key(.character($0 % 2 == 0 ? "j" : "k"))) }),
            ("help", { _ in .input(.key(.character("?"))) }),
            ("snapshot", { .snapshot(snapshots[($0 + 1) % 2]) }),
            ("line", { .lines(Self.batch([Self.line(UInt64(2001 + $0))])) }),
        ]
    }

    private static func snapshot(_ count: Int, _ turn: Int) -> Snapshot {
        var snapshot = Snapshot()
        snapshot.at = now.advanced(by: .seconds(turn))
        snapshot.core.hostname = "wa-manager"
        snapshot.core.version = "1.0"
        snapshot.core.startedAt = now.advanced(by: .seconds(-90_000))
        snapshot.machine.cores = 2
        snapshot.machine.cpuPercent = 76.4 + Double(turn)
        snapshot.machine.memoryUsed = 612 << 20
        snapshot.machine.memoryLimit = 1 << 30
        snapshot.machine.load = [0.42, 0.38, 0.31]
        snapshot.machine.cpuHistory = (0..<60).map { UInt8(20 + ($0 + turn) % 12 * 6) }
        snapshot.processes = (0..<count).map { id in
            var process = ProcessSnapshot(
                id: InstanceID(id), name: "worker-\(id)", namespace: "default", mode: "fork")
            process.status = .online
            process.pid = PID(4100 + id)
            process.startedAt = now.advanced(by: .seconds(-7860))
            process.restarts = id % 7
            process.maxRestarts = 10
            process.usage.cpuPercent = Double((id * 37 + turn * 50) % 1000) / 10
            process.usage.memory = (100 + id * 13 % 600) << 20
            process.usage.processes = 7
            process.usage.threads = 23
            process.usage.descriptors = 48
            process.cpuHistory = (0..<60).map { UInt16(8 + ($0 + id + turn) * 7 % 23) }
            process.memoryHistory = (0..<60).map { UInt32(2720 + ($0 + id + turn) * 3) }
            process.memoryLimit = 512 << 20
            process.port = 5000 + id
            process.command = "node dist/server.js"
            process.cwd = "/app/api"
            process.outFile = "/app/logs/api-out.log"
            process.errorFile = "/app/logs/api-error.log"
            return process
        }
        snapshot.events = (1...4).map {
            Happening(
                sequence: $0, at: now.advanced(by: .seconds(-Int64($0))), instance: InstanceID(0),
                name: "worker-0", kind: .memoryOverLimit(used: 540 << 20, limit: 512 << 20))
        }
        return snapshot
    }

    private static func line(_ id: UInt64) -> LogLine {
        LogLine(
            id: id, instance: InstanceID(id % 5 == 0 ? 1 : 0), run: RunID(4),
            stream: id % 17 == 0 ? .error : .out, at: now.wall,
            text: "GET /api/chats/\(id)/messages?limit=50 200 \(id % 90)ms")
    }

    private static func batch(_ lines: [LogLine]) -> LineBatch {
        var batch = LineBatch()
        batch.lines = lines
        batch.next = lines.last?.id ?? 0
        return batch
    }
}
