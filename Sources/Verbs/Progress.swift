import Supervision

/// The line a person sees while something takes longer than a second.
actor Progress {
    private static let patience = Duration.seconds(1)
    private static let interval = Duration.milliseconds(100)

    private let desk: Desk
    private var work: Work
    private var newest: Snapshot?
    private var seen: [InstanceID: Moment] = [:]
    private var reading: Task<Void, Never>?
    private var isOver = false

    init(_ work: Work, desk: Desk) {
        self.work = work
        self.desk = desk
    }

    nonisolated func arm() {
        guard desk.progress != nil else { return }
        later(Progress.patience) { await $0.begin() }
    }

    func end() {
        isOver = true
        reading?.cancel()
        if newest != nil { desk.progress?(nil) }
    }

    private func begin() async {
        guard !isOver else { return }
        let client = desk.client
        reading = Task(executorPreference: desk.executor) { [weak self] in
            for await snapshot in client.snapshots() { await self?.take(snapshot) }
        }
        for one in await client.details(of: work.before.map(\.id)) {
            work.killTimeouts[one.snapshot.id] = one.spec.stop.timeout
        }
    }

    private func take(_ snapshot: Snapshot) {
        guard !isOver else { return }
        let isFirst = newest == nil
        newest = snapshot
        for process in snapshot.processes where process.status == .stopping && seen[process.id] == nil {
            // What was stopping before anybody looked has been since it was asked.
            seen[process.id] = isFirst ? work.since : desk.time.now()
        }
        if isFirst { draw() }
    }

    private func draw() {
        guard !isOver, let newest else { return }
        desk.progress?(work.line(for: newest, seen: seen, now: desk.time.now(), desk.language))
        later(Progress.interval) { await $0.draw() }
    }

    private nonisolated func later(_ delay: Duration, _ step: @escaping @Sendable (Progress) async -> Void) {
        let executor = desk.executor
        desk.time.after(delay) { [weak self] in
            guard let self else { return }
            Task(executorPreference: executor) { await step(self) }
        }
    }
}
