import Journal
package import Kernel
package import Supervision

/// The core's door: the actor of the core's loop, by which other threads reach it.
package actor CoreDoor {
    private let loop: Loop
    private let core: Core

    package nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    /// - Parameter core: lives on `loop`; nobody else may touch it from another thread.
    package init(_ core: sending Core, on loop: Loop) {
        self.core = core
        self.loop = loop
    }

    /// Starts the fleet.
    func boot(
        _ specs: [ProcessSpec], hooks: [HookSpec], saved: SavedFleet?, swept: [SweptRun], notes: [String]
    ) {
        for note in notes { core.tell(.note(note), of: nil) }
        if !swept.isEmpty {
            core.tell(.leftoversSwept(swept.map(\.pids.count).reduce(0, +)), of: nil)
            for run in swept { core.tell(.note(run.sentence), of: nil) }
        }
        core.boot(specs, hooks: hooks, saved: saved)
    }

    func written(_ kind: Document.Kind, trouble: String?) { core.written(kind, trouble: trouble) }

    package func send(_ request: Request) async -> Reply {
        await withCheckedContinuation { continuation in
            core.send(request) { continuation.resume(returning: $0) }
        }
    }

    func history(of instance: InstanceID) -> [ExitRecord] { core.history(of: instance) }

    func snapshot() -> Snapshot { core.freshSnapshot() }

    func details(of instances: [InstanceID]?) -> [ProcessDetails] { core.details(of: instances) }

    func figures(of instance: InstanceID?, over span: FigureSpan) -> FigureSeries {
        core.figures(of: instance, over: span)
    }

    func members(of instance: InstanceID) -> [TreeMember] { core.members(of: instance) }

    /// What SIGHUP means from now on; called on the core's thread.
    package func onHangup(_ call: (@Sendable () -> Void)?) { core.onHangup = call }

    /// Tells something no instance's machine knows of.
    package func note(_ sentence: String) { core.tell(.note(sentence), of: nil) }

    /// Tells something that is about no instance.
    package func tell(_ kind: Happening.Kind) { core.tell(kind, of: nil) }

    package func move(to place: CoreInfo.Place) { core.place = place }

    func watch(by watchers: Int) { core.isWatched = watchers > 0 }

    func tell(_ kind: Happening.Kind, of instance: InstanceID?) { core.tell(kind, of: instance) }

    /// Without a happening: only the figures have changed.
    func tell(_ kind: Happening.Kind?, low: [LowSpace]) {
        core.lowSpace = low
        if let kind { core.tell(kind, of: nil) }
    }

    func tell(_ finding: PortFinding) { core.tell(finding) }

    func tell(_ report: LossReport) {
        core.tellLoss(of: report.instance, lost: report.lost, reason: report.reason, isOver: report.isOver)
    }
}

/// The core in this very process, with the same face as one behind a socket.
package struct LocalClient: SupervisorClient {
    private let door: CoreDoor
    private let journal: Journal
    private let newestSnapshot: Newest<Snapshot>
    private let newsOfLines: Newest<Void>
    private let claims: FileClaims

    init(
        door: CoreDoor, journal: Journal, snapshots: Newest<Snapshot>, lines: Newest<Void>, claims: FileClaims
    ) {
        self.claims = claims
        self.door = door
        self.journal = journal
        newestSnapshot = snapshots
        newsOfLines = lines
    }

    package func send(_ request: Request) async -> Reply {
        if case .launch(let launch) = request, let refusal = claims.claim(for: launch.specs) {
            return .refused(refusal)
        }
        return await door.send(request)
    }
    package func snapshot(brief: Bool) async -> Snapshot {
        let snapshot = await door.snapshot()
        return brief ? snapshot.brief : snapshot
    }
    package func snapshots() -> AsyncStream<Snapshot> { newestSnapshot.stream() }
    package func connection() -> AsyncStream<Connection> {
        AsyncStream { $0.yield(.up) }
    }
    package func linesArrived() -> AsyncStream<Void> { newsOfLines.stream() }
    package func lines(of instances: [InstanceID]?, after: UInt64, max: Int) async -> LineBatch {
        journal.lines(of: instances, after: after, max: max)
    }
    package func history(of instance: InstanceID) async -> [ExitRecord] { await door.history(of: instance) }
    package func lastLines(of run: RunID) async -> [LogLine] { journal.lastLines(of: run) }
    package func details(of instances: [InstanceID]?) async -> [ProcessDetails] {
        await door.details(of: instances)
    }
    package func figures(of instance: InstanceID?, over span: FigureSpan) async -> FigureSeries {
        await door.figures(of: instance, over: span)
    }
    package func members(of instance: InstanceID) async -> [TreeMember] {
        await door.members(of: instance)
    }
    package func logMarks(of instances: [InstanceID]?) async -> [LogMark] {
        await withCheckedContinuation { continuation in
            journal.marks(of: instances) { continuation.resume(returning: $0) }
        }
    }
}
