import Kernel
import Supervision
import Synchronization

/// A core that answers as it is told, and remembers what it was asked.
final class ScriptedCore: SupervisorClient {
    struct State {
        var requests: [Request] = []
        var snapshot = Snapshot()
        /// How many were asked for.
        var snapshots = 0
        var replies: [CheckedContinuation<Reply, Never>] = []
        var isPatient = false
        var reply = Reply.done([InstanceID(0)])
        var batch: @Sendable ([InstanceID]?, UInt64, Int) -> LineBatch = { _, _, _ in LineBatch() }
        var history: [ExitRecord] = []
        var lastLines: [LogLine] = []
        var details: [ProcessDetails] = []
        var figures: @Sendable (InstanceID?, FigureSpan) -> FigureSeries = { FigureSeries(span: $1) }
        var members: [TreeMember] = []
        var marks: [LogMark] = []
    }
    let state = Mutex(State())
    private let asked = Newest<Void>(isKept: true)
    let newest = Newest<Snapshot>()
    let news = Newest<Void>()

    /// Requests are left unanswered until `answer`.
    func hold() { state.withLock { $0.isPatient = true } }

    /// To all requests so far, and to all to come.
    func answer(_ reply: Reply) {
        let waiting = state.withLock { state in
            defer { state.replies = [] }
            (state.reply, state.isPatient) = (reply, false)
            return state.replies
        }
        for continuation in waiting { continuation.resume(returning: reply) }
    }

    func script(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }

    /// Returns when there has been a request.
    func isAsked() async { for await _ in asked.stream() { return } }

    func publish(_ snapshot: Snapshot) {
        state.withLock { $0.snapshot = snapshot }
        newest.send(snapshot)
    }

    var snapshotsAsked: Int { state.withLock { $0.snapshots } }
    var requests: [Request] { state.withLock { $0.requests } }

    // MARK: - As clients see it

    func send(_ request: Request) async -> Reply {
        state.withLock { $0.requests.append(request) }
        return await withCheckedContinuation { continuation in
            let reply: Reply? = state.withLock { state in
                guard state.isPatient else { return state.reply }
                state.replies.append(continuation)
                return nil
            }
            if let reply { continuation.resume(returning: reply) }
            asked.send(())
        }
    }

    func snapshot(brief: Bool) async -> Snapshot {
        let snapshot = state.withLock { state in
            state.snapshots += 1
            return state.snapshot
        }
        return brief ? snapshot.brief : snapshot
    }
    func snapshots() -> AsyncStream<Snapshot> { newest.stream() }
    func connection() -> AsyncStream<Connection> { AsyncStream { $0.yield(.up) } }
    func linesArrived() -> AsyncStream<Void> { news.stream() }
    func lines(of instances: [InstanceID]?, after: UInt64, max: Int) async -> LineBatch {
        state.withLock { $0.batch }(instances, after, max)
    }
    func history(of instance: InstanceID) async -> [ExitRecord] { state.withLock { $0.history } }
    func lastLines(of run: RunID) async -> [LogLine] { state.withLock { $0.lastLines } }
    func details(of instances: [InstanceID]?) async -> [ProcessDetails] { state.withLock { $0.details } }
    func figures(of instance: InstanceID?, over span: FigureSpan) async -> FigureSeries {
        state.withLock { $0.figures }(instance, span)
    }
    func members(of instance: InstanceID) async -> [TreeMember] { state.withLock { $0.members } }
    func logMarks(of instances: [InstanceID]?) async -> [LogMark] { state.withLock { $0.marks } }
}
