import Control
import FoundationEssentials
import Glibc
import Kernel
import Supervision

/// What it costs to talk to a core over its socket: a server and a client in one process, on two threads.
///
///     ControlBench [COUNT…]
///
/// For each COUNT of processes: encoding and decoding a snapshot, brief and whole; a question and its answer
/// over one connection; and all that `status` needs (connect, hello, brief snapshot, close). Medians and 95th
/// percentiles in microseconds.
@main struct ControlBench {
    static func main() {
        let counts = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let loop = Loop()
        Task(executorPreference: loop) {
            for count in counts.isEmpty ? [2, 100] : counts { await measure(count, on: loop) }
            loop.stop()
        }
        loop.run()
    }

    private static func measure(_ count: Int, on loop: Loop) async {
        let core = Still(snapshot: snapshot(count))
        let path = "/tmp/wamon-bench-\(getpid()).sock"
        let server = ControlServer(core, path: path)
        do {
            try server.start()
            for (name, value) in [("brief", core.snapshot.brief), ("whole", core.snapshot)] {
                let data = try JSONEncoder().encode(value)
                tell("\(count) processes, \(name), \(data.count) bytes: encode") {
                    _ = try? JSONEncoder().encode(value)
                }
                tell("\(count) processes, \(name): decode") {
                    _ = try? JSONDecoder().decode(Snapshot.self, from: data)
                }
            }
            let client = try await SocketClient.connect(path: path, on: loop, reconnects: false)
            await tell("\(count) processes: snapshot(brief)") { _ = await client.snapshot(brief: true) }
            await tell("history of one") { _ = await client.history(of: InstanceID(0)) }
            await client.close()
            await tell("\(count) processes: connect, snapshot(brief), close") {
                let client = try? await SocketClient.connect(
                    path: path, on: loop, reconnects: false, expectsStatus: true)
                _ = await client?.snapshot(brief: true)
                await client?.close()
            }
        } catch {
            print(error)
        }
        server.close()
    }

    // MARK: - Figures

    private static let rounds = 300

    private static func tell(_ what: String, _ body: () -> Void) {
        print(
            what,
            figures(
                (0..<rounds).map { _ in
                    let watch = Stopwatch()
                    body()
                    return watch.elapsed
                }))
    }

    private static func tell(_ what: String, _ body: () async -> Void) async {
        var times: [Duration] = []
        for _ in 0..<rounds {
            let watch = Stopwatch()
            await body()
            times.append(watch.elapsed)
        }
        print(what, figures(times))
    }

    private static func figures(_ times: [Duration]) -> String {
        let sorted = times.sorted()
        func text(_ time: Duration) -> String { "\(Int(time / .microseconds(1)))" }
        return "\(text(sorted[sorted.count / 2])) µs, p95 \(text(sorted[sorted.count * 95 / 100]))"
    }

    // MARK: - A fleet

    private static func snapshot(_ count: Int) -> Snapshot {
        var snapshot = Snapshot()
        snapshot.core.pid = getpid()
        snapshot.at = .read
        snapshot.machine.cpuHistory = (0..<60).map { UInt8($0) }
        for index in 0..<count {
            var process = ProcessSnapshot(
                id: InstanceID(index), name: "app-\(index)", namespace: "default", mode: "fork")
            process.status = .online
            process.run = RunID(UInt64(index))
            process.pid = 4000 + Int32(index)
            process.startedAt = .read
            process.restarts = index
            process.maxRestarts = 16
            process.lastExit = ExitRecord(
                run: RunID(1), status: .signalled(.kill, coreDumped: false), cause: .crash, at: .read,
                ran: .seconds(12), verdict: .restart(after: .seconds(4)), unstableExits: 0)
            process.usage.cpuPercent = 12.25
            process.usage.memory = 48_123_904
            (process.usage.processes, process.usage.threads, process.usage.descriptors) = (3, 14, 22)
            process.cpuHistory = (0..<60).map { UInt16($0 * 3) }
            process.memoryHistory = (0..<60).map { UInt32(700 + $0) }
            process.memoryLimit = 400 << 20
            process.port = 5001
            process.command = "/usr/bin/node ./server/index.js --port 5001"
            process.cwd = "/srv/app-\(index)"
            process.outFile = "/srv/app-\(index)/logs/out.log"
            process.errorFile = "/srv/app-\(index)/logs/error.log"
            snapshot.processes.append(process)
        }
        return snapshot
    }
}

/// A core in which nothing happens.
private struct Still: SupervisorClient {
    let snapshot: Snapshot

    func send(_ request: Request) async -> Reply { .done([]) }
    func snapshot(brief: Bool) async -> Snapshot { brief ? snapshot.brief : snapshot }
    func snapshots() -> AsyncStream<Snapshot> { AsyncStream { $0.yield(snapshot) } }
    func connection() -> AsyncStream<Connection> { AsyncStream { $0.yield(.up) } }
    func linesArrived() -> AsyncStream<Void> { AsyncStream { _ in } }
    func lines(of instances: [InstanceID]?, after: UInt64, max: Int) async -> LineBatch { LineBatch() }
    func history(of instance: InstanceID) async -> [ExitRecord] { [] }
    func lastLines(of run: RunID) async -> [LogLine] { [] }
    func details(of instances: [InstanceID]?) async -> [ProcessDetails] { [] }
    func figures(of instance: InstanceID?, over span: FigureSpan) async -> FigureSeries {
        FigureSeries(span: span)
    }
    func members(of instance: InstanceID) async -> [TreeMember] { [] }
    func logMarks(of instances: [InstanceID]?) async -> [LogMark] { [] }
}
