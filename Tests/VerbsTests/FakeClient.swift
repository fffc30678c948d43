import Supervision
import Synchronization
import Verbs

/// A core by word of mouth: answers what the test has told it to, and remembers what it was asked.
final class FakeClient: SupervisorClient {
    struct State {
        var snapshot: Snapshot
        var sent: [Request] = []
        var details: [ProcessDetails] = []
        var history: [ExitRecord] = []
        var lastLines: [LogLine] = []
        /// It says how everything stands only when there is news of it.
        var isMute = false
        var waiting: [CheckedContinuation<Reply, Never>] = []
        /// Applied to the snapshot when a request arrives.
        var effect: @Sendable (Request, inout Snapshot) -> Reply? = { _, _ in .done([]) }
    }

    private let state: Mutex<State>
    let news: AsyncStream<Snapshot>
    private let newsIn: AsyncStream<Snapshot>.Continuation

    init(_ snapshot: Snapshot, _ set: (inout State) -> Void = { _ in }) {
        var state = State(snapshot: snapshot)
        set(&state)
        self.state = Mutex(state)
        (news, newsIn) = AsyncStream.makeStream()
    }

    var sent: [Request] { state.withLock { $0.sent } }

    /// Whoever waits for an answer gets this one.
    func answer(_ reply: Reply) {
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
        for one in waiting { one.resume(returning: reply) }
    }

    func publish(_ snapshot: Snapshot) {
        state.withLock { $0.snapshot = snapshot }
        newsIn.yield(snapshot)
    }

    func send(_ request: Request) async -> Reply {
        await withCheckedContinuation { continuation in
            let reply = state.withLock { state -> Reply? in
                state.sent.append(request)
                let reply = state.effect(request, &state.snapshot)
                if reply == nil { state.waiting.append(continuation) }
                return reply
            }
            if let reply { continuation.resume(returning: reply) }
        }
    }

    func snapshot(brief: Bool) async -> Snapshot {
        if state.withLock({ $0.isMute }) {
            for await snapshot in news { return snapshot }
        }
        return state.withLock { $0.snapshot }
    }
    func snapshots() -> AsyncStream<Snapshot> { news }
    func connection() -> AsyncStream<Connection> {
        AsyncStream {
            $0.yield(.up)
            $0.yield(.lost("it ended"))
        }
    }
    func linesArrived() -> AsyncStream<Void> { AsyncStream { _ in } }
    func lines(of instances: [InstanceID]?, after: UInt64, max: Int) async -> LineBatch { LineBatch() }
    func history(of instance: InstanceID) async -> [ExitRecord] { state.withLock { $0.history } }
    func lastLines(of run: RunID) async -> [LogLine] { state.withLock { $0.lastLines } }
    func details(of instances: [InstanceID]?) async -> [ProcessDetails] {
        state.withLock { state in
            state.details.filter { instances?.contains($0.snapshot.id) ?? true }
        }
    }
    func figures(of instance: InstanceID?, over span: FigureSpan) async -> FigureSeries {
        FigureSeries(span: span)
    }
    func members(of instance: InstanceID) async -> [TreeMember] { [] }
    func logMarks(of instances: [InstanceID]?) async -> [LogMark] { [] }
}

/// A desk whose answers are kept and whose time passes on request.
final class Bench: Sendable {
    private struct State {
        var said: [String] = []
        var noted: [String] = []
        var now = Sample.now
        var timers: [(due: Duration, fire: @Sendable () -> Void)] = []
    }

    private let state = Mutex(State())
    let client: FakeClient
    /// What the line of progress showed, nil for taken away.
    let progress: AsyncStream<String?>
    private let progressIn: AsyncStream<String?>.Continuation
    let interrupts: AsyncStream<Void>
    let interruptsIn: AsyncStream<Void>.Continuation

    init(_ client: FakeClient) {
        self.client = client
        (progress, progressIn) = AsyncStream.makeStream()
        (interrupts, interruptsIn) = AsyncStream.makeStream()
    }

    var out: [String] {
        state.withLock {
            $0.said.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
        }
    }
    var noted: [String] { state.withLock { $0.noted } }

    func desk(_ set: (inout Desk) -> Void = { _ in }) -> Desk {
        var desk = Desk(
            client: client,
            time: Desk.Time(
                now: { self.state.withLock { $0.now } },
                after: { delay, fire in
                    self.state.withLock { $0.timers.append(($0.now.monotonic + delay, fire)) }
                }),
            say: { line in self.state.withLock { $0.said.append(line) } },
            note: { line in self.state.withLock { $0.noted.append(line) } })
        desk.progress = { self.progressIn.yield($0) }
        desk.interrupts = { self.interrupts }
        set(&desk)
        return desk
    }

    /// How many are waiting for time to pass.
    var timers: Int { state.withLock { $0.timers.count } }

    func pass(_ step: Duration) {
        let due = state.withLock { state in
            state.now = state.now.advanced(by: step)
            let now = state.now.monotonic
            let due = state.timers.filter { $0.due <= now }
            state.timers.removeAll { $0.due <= now }
            return due
        }
        for timer in due { timer.fire() }
    }
}
