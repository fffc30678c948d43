import Glibc
package import Kernel
package import Supervision

/// A core in another process, by its socket. Lives on a loop of the caller's, whose tasks run with
/// `Task(executorPreference: loop)`.
///
/// What is asked while there is no core is answered at once: a request by `.refused`, everything else by
/// nothing (a snapshot whose `core.pid` is 0). `loss` says why.
package actor SocketClient: SupervisorClient {
    package nonisolated let loop: Loop
    package nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    let path: String
    let reconnects: Bool
    /// Asked for along with the hello, for the first who wants it.
    let expectsStatus: Bool
    /// How long a core may take until it has said hello.
    let limit: Duration
    /// Most verbs need none of it: see `StatusFrame`.
    private(set) lazy var wire = Wire()
    var phase = Phase.idle
    var socket: FrameSocket?
    var opening: CheckedContinuation<ControlFailure?, Never>?
    var patience: Loop.Timer?
    var retry = Duration.milliseconds(100)
    private var nextNumber = 1
    private var open: [Int: CheckedContinuation<Answer, Never>] = [:]
    private var status: Status?
    private nonisolated let newestSnapshot = Newest<Snapshot>()
    private nonisolated let newsOfLines = Newest<Void>()
    private nonisolated let standing = Newest<Connection>(isKept: true)
    private var isWatching = false
    private var isHearing = false
    /// Why the connection is gone, in one sentence; nil while it is there.
    package private(set) var loss: String?

    enum Phase { case idle, dialling, greeting, up, down, closed }

    /// The brief snapshot that comes with the greeting.
    private enum Status {
        case awaited(number: Int, [CheckedContinuation<Snapshot, Never>])
        case here(Snapshot)
    }

    init(path: String, on loop: Loop, reconnects: Bool, expectsStatus: Bool, within limit: Duration) {
        self.path = path
        self.loop = loop
        self.reconnects = reconnects
        self.expectsStatus = expectsStatus
        self.limit = limit
    }

    /// - Parameters:
    ///   - reconnects: when the core goes away, it is looked for until it is back; `connection` tells. Else
    ///     every stream ends.
    ///   - expectsStatus: `snapshot(brief: true)` comes next: it is asked for in the same breath.
    ///   - limit: how long a core may take until it has said hello.
    package static func connect(
        path: String, on loop: Loop, reconnects: Bool, expectsStatus: Bool = false,
        within limit: Duration = .seconds(5)
    ) async throws(ControlFailure) -> SocketClient {
        let client = SocketClient(
            path: path, on: loop, reconnects: reconnects, expectsStatus: expectsStatus, within: limit)
        if let failure = await client.start() {
            await client.close()
            throw failure
        }
        return client
    }

    /// Answers what is still open, ends every stream, and frees everything.
    package func close() {
        guard phase != .closed else { return }
        phase = .closed
        hangUp(loss ?? "the connection was closed")
        newestSnapshot.finish()
        newsOfLines.finish()
        standing.finish()
    }

    // MARK: - The face of a core

    package func send(_ request: Request) async -> Reply {
        status = nil
        switch await ask(.send(request)) {
        case .reply(let reply): return reply
        case .error(let sentence): return .refused(sentence)
        default: return .refused("wamon answered something else")
        }
    }

    package func snapshot(brief: Bool) async -> Snapshot {
        if brief, let expected = await expected() { return expected }
        guard case .snapshot(let snapshot) = await ask(.snapshot(brief: brief)) else { return Snapshot() }
        return snapshot
    }

    package nonisolated func snapshots() -> AsyncStream<Snapshot> { newestSnapshot.stream() }
    package nonisolated func connection() -> AsyncStream<Connection> { standing.stream() }
    package nonisolated func linesArrived() -> AsyncStream<Void> { newsOfLines.stream() }

    /// In as many pieces as it takes.
    package func lines(of instances: [InstanceID]?, after: UInt64, max: Int) async -> LineBatch {
        var whole = LineBatch()
        whole.next = after
        while true {
            let left = max - whole.lines.count
            let ask = Ask.lines(of: instances, after: whole.next, max: left)
            guard case .lines(let batch, let more) = await self.ask(ask) else { return whole }
            whole.lines += batch.lines
            whole.evicted += batch.evicted
            whole.next = batch.next
            if !more || batch.lines.isEmpty || whole.lines.count >= max { return whole }
        }
    }

    package func history(of instance: InstanceID) async -> [ExitRecord] {
        guard case .history(let records) = await ask(.history(instance)) else { return [] }
        return records
    }

    package func lastLines(of run: RunID) async -> [LogLine] {
        guard case .lastLines(let lines) = await ask(.lastLines(run)) else { return [] }
        return lines
    }

    package func details(of instances: [InstanceID]?) async -> [ProcessDetails] {
        guard case .details(let details) = await ask(.details(instances)) else { return [] }
        return details
    }

    package func figures(of instance: InstanceID?, over span: FigureSpan) async -> FigureSeries {
        guard case .figures(let series) = await ask(.figures(instance, span)) else {
            return FigureSeries(span: span)
        }
        return series
    }

    package func members(of instance: InstanceID) async -> [TreeMember] {
        guard case .members(let members) = await ask(.members(instance)) else { return [] }
        return members
    }

    package func logMarks(of instances: [InstanceID]?) async -> [LogMark] {
        guard case .logMarks(let marks) = await ask(.logMarks(instances)) else { return [] }
        return marks
    }

    // MARK: - Asking

    private func ask(_ ask: Ask) async -> Answer {
        guard phase == .up else { return .error(loss ?? ControlFailure.noCore.sentence) }
        return await withCheckedContinuation { continuation in
            open[pose(ask)] = continuation
        }
    }

    /// The number of the question.
    @discardableResult
    private func pose(_ ask: Ask) -> Int {
        let number = nextNumber
        nextNumber += 1
        let frame =
            ask == .snapshot(brief: true)
            ? StatusFrame.question(number) : wire.frame(Question(id: number, ask: ask))
        if let frame { socket?.send(frame) }
        return number
    }

    private func expected() async -> Snapshot? {
        switch status {
        case .here(let snapshot):
            status = nil
            return snapshot
        case .awaited(let number, let waiting):
            let snapshot = await withCheckedContinuation { continuation in
                status = .awaited(number: number, waiting + [continuation])
            }
            return snapshot.core.pid == 0 ? nil : snapshot
        case nil: return nil
        }
    }

    func take(_ frame: [UInt8]) {
        if case .awaited(let number, _) = status, let read = StatusFrame.read(frame), read.id == number,
            case .snapshot(let snapshot) = read.answer
        {
            return takeStatus(snapshot)
        }
        guard let answered = try? wire.value(Answered.self, of: frame) else {
            return lose("what runs here does not speak as wamon does")
        }
        if let id = answered.id, let waiting = open.removeValue(forKey: id) {
            return waiting.resume(returning: answered.answer)
        }
        switch answered.answer {
        case .snapshot(let snapshot) where answered.id == nil:
            if isWatching { newestSnapshot.send(snapshot) }
        case .snapshot(let snapshot): takeStatus(snapshot)
        case .news where answered.id == nil:
            if isHearing { newsOfLines.send(()) }
        case .error(let sentence) where answered.id == nil: lose(sentence)
        default: break
        }
    }

    // MARK: - Up and down

    /// Said along with the hello, before it is answered.
    func askAhead() {
        guard expectsStatus, status == nil else { return }
        status = .awaited(number: pose(.snapshot(brief: true)), [])
    }

    /// It is a moment old, and no more than that.
    private func takeStatus(_ snapshot: Snapshot) {
        guard case .awaited(_, let waiting) = status else { return }
        status = waiting.isEmpty ? .here(snapshot) : nil
        for continuation in waiting { continuation.resume(returning: snapshot) }
        loop.after(.milliseconds(100)) { [weak self] in
            self?.assumeIsolated { if case .here = $0.status { $0.status = nil } }
        }
    }

    func rise() {
        phase = .up
        loss = nil
        retry = .milliseconds(100)
        (isWatching, isHearing) = (false, false)
        let tell: @Sendable () -> Void = { [weak self, loop] in
            Task(executorPreference: loop) { await self?.subscribe() }
        }
        newestSnapshot.onListeners(tell)
        newsOfLines.onListeners(tell)
        subscribe()
        standing.send(.up)
    }

    /// The core is asked for no more than somebody listens to.
    private func subscribe() {
        guard phase == .up else { return }
        let (watches, hears) = (newestSnapshot.listeners > 0, newsOfLines.listeners > 0)
        if watches != isWatching {
            isWatching = watches
            pose(.watch(watches))
        }
        if hears != isHearing {
            isHearing = hears
            pose(.news(hears))
        }
    }

    /// Everything that waits for an answer gets one.
    func hangUp(_ sentence: String) {
        if let patience { loop.cancel(patience) }
        patience = nil
        socket?.close()
        socket = nil
        loss = sentence
        let (waiting, status) = (open, status)
        open = [:]
        self.status = nil
        for continuation in waiting.values {
            continuation.resume(returning: .error("the connection to wamon was lost before it answered"))
        }
        if case .awaited(_, let waiting) = status {
            for continuation in waiting { continuation.resume(returning: Snapshot()) }
        }
        opening?.resume(returning: .failed(sentence))
        opening = nil
    }

    func tellLoss(_ sentence: String) { standing.send(.lost(sentence)) }
}
