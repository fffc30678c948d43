import Supervision
import Synchronization

/// A core that shows one snapshot, or keeps silent.
final class StillCore: SupervisorClient {
    private struct State {
        var snapshot = Snapshot()
        var asked = 0
        var isSilent = false
        var waiting: [CheckedContinuation<Snapshot, Never>] = []
    }
    private let state = Mutex(State())

    init(_ snapshot: Snapshot = Snapshot()) { state.withLock { $0.snapshot = snapshot } }

    var asked: Int { state.withLock { $0.asked } }

    func hush() { state.withLock { $0.isSilent = true } }

    /// Answers whoever has asked, and from now on.
    func speak() {
        let (waiting, snapshot) = state.withLock { state in
            defer { state.waiting = [] }
            state.isSilent = false
            return (state.waiting, state.snapshot)
        }
        for one in waiting { one.resume(returning: snapshot) }
    }

    func snapshot(brief: Bool) async -> Snapshot {
        await withCheckedContinuation { continuation in
            let snapshot: Snapshot? = state.withLock { state in
                state.asked += 1
                guard state.isSilent else { return state.snapshot }
                state.waiting.append(continuation)
                return nil
            }
            if let snapshot { continuation.resume(returning: snapshot) }
        }
    }

    func send(_ request: Request) async -> Reply { .refused("") }
    func snapshots() -> AsyncStream<Snapshot> { AsyncStream { $0.finish() } }
    func connection() -> AsyncStream<Connection> { AsyncStream { $0.yield(.up) } }
    func linesArrived() -> AsyncStream<Void> { AsyncStream { $0.finish() } }
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
