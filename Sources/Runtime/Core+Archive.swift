import Kernel
import Supervision

/// What is being written down, and what waits for it.
struct Keeping {
    /// The fleet's revision that was written last.
    var revision: Int?
    var rows: [RunID: RunTable.Row] = [:]
    var areRowsNew = false
    /// One of a kind at a time: a disk that stands still is not asked again.
    var isStateInFlight = false
    var areRunsInFlight = false
    /// Somebody is alive whom the table does not have yet.
    var hasNewcomers = false
    var stateWrittenAt: Duration?
    var runsWrittenAt: Duration?
    var lastDump: UInt64 = 0
    var dumps: [UInt64: (Reply) -> Void] = [:]
    /// What has been told, and is not over.
    var troubles: [Document.Kind: String] = [:]
}

/// What outlives the core: the fleet and who runs, written down after the turns that change them.
extension Core {
    /// Between two writings, however much changes; but what somebody wants, and who has begun, is not to be
    /// missed for long.
    private static let rest = Duration.milliseconds(200)
    private static let shortRest = Duration.milliseconds(20)

    /// After each turn.
    func keep() {
        guard let archive, isBooted else { return }
        let now = kernel.now.monotonic
        var waits: [Duration] = []
        if fleet.revision != keeping.revision, !keeping.isStateInFlight {
            let wait = keeping.stateWrittenAt.map { $0 + Core.shortRest - now } ?? .zero
            if wait > .zero {
                waits.append(wait)
            } else {
                keeping.revision = fleet.revision
                keeping.isStateInFlight = true
                keeping.stateWrittenAt = now
                archive.write(.state(fleet.saved))
            }
        }
        if keeping.areRowsNew, !keeping.areRunsInFlight {
            let rest = keeping.hasNewcomers ? Core.shortRest : Core.rest
            let wait = keeping.runsWrittenAt.map { $0 + rest - now } ?? .zero
            if wait > .zero {
                waits.append(wait)
            } else {
                keeping.areRowsNew = false
                keeping.hasNewcomers = false
                keeping.areRunsInFlight = true
                keeping.runsWrittenAt = now
                archive.write(.runs(keeping.rows.values.sorted { $0.run < $1.run }))
            }
        }
        if let wait = waits.min() { kernel.arm(.archive, after: wait) }
    }

    /// Nothing comes after this: what has changed is written whatever is in flight.
    func keepLast() {
        keeping.stateWrittenAt = nil
        keeping.runsWrittenAt = nil
        keeping.isStateInFlight = false
        keeping.areRunsInFlight = false
        keep()
    }

    /// A run's root has begun.
    func enter(_ run: RunID, of instance: Instance) {
        guard archive != nil, let root = kernel.root(of: run) else { return }
        keeping.rows[run] = RunTable.Row(
            run: run, root: root, slot: slot(of: instance), signal: instance.spec.stop.signal,
            wholeTree: instance.spec.stop.wholeTree, name: instance.spec.name)
        keeping.areRowsNew = true
        keeping.hasNewcomers = true
    }

    /// Nothing of a run is left.
    func strike(_ run: RunID) {
        if keeping.rows.removeValue(forKey: run) != nil { keeping.areRowsNew = true }
    }

    func save(reply: @escaping (Reply) -> Void) {
        guard let archive else { return reply(.refused("this core keeps nothing on disk")) }
        keeping.lastDump += 1
        keeping.dumps[keeping.lastDump] = reply
        archive.write(.dump(fleet.saved, keeping.lastDump))
    }

    /// The archive has done what it was asked to, or says in one sentence why not.
    package func written(_ kind: Document.Kind, trouble: String?) {
        switch kind {
        case .dump(let number):
            let ids = fleet.instances.map(\.id)
            keeping.dumps.removeValue(forKey: number)?(trouble.map { .refused($0) } ?? .done(ids))
            return
        case .state: keeping.isStateInFlight = false
        case .runs: keeping.areRunsInFlight = false
        }
        let before = keeping.troubles[kind]
        keeping.troubles[kind] = trouble
        if let trouble, trouble != before { tell(.note(trouble), of: nil) }
        keep()
    }
}
