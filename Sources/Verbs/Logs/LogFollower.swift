import Supervision
import Synchronization
import Wording

/// `logs`: what there is, then what comes. Files are read by us, so that the core has nothing to do with how
/// fast we are; where there is none, lines are taken out of the core's memory by their ids.
final class LogFollower {
    private let desk: Desk
    private let wish: LogWish
    private let words: [String]
    private let printer: LogPrinter

    private var tails: [String: LogTail] = [:]
    /// Tails of files that nobody is to be followed in any more: read to their ends.
    private var leaving: [LogTail] = []
    private var ring: [InstanceID: [LogLine.Stream: LogSource]] = [:]
    private var cursor: UInt64 = 0
    private var seen = Fleet()
    private var lookedAt = Duration.zero
    private let ears = Ears()
    private var listener: Task<Void, Never>?
    private var askedAt = Duration.zero

    private static let pollInterval = Duration.milliseconds(50)
    private static let lookInterval = Duration.seconds(1)
    private static let linesAtOnce = 2000

    private final class Ears: Sendable {
        private let heard = Mutex(false)
        var haveHeard: Bool { heard.withLock { $0 } }
        func hear() { heard.withLock { $0 = true } }
        func forget() { heard.withLock { $0 = false } }
    }

    /// What tells whether marks have to be asked for again.
    private struct Fleet: Equatable {
        struct Member: Equatable {
            var id: InstanceID
            var name: String
            var files: [String?]
        }
        var startedAt = Moment.zero
        var members: [Member] = []
        var all: [Member] = []
    }

    /// - Parameters:
    ///   - words: who is meant; none: everybody.
    ///   - put: writes to standard output, blocking.
    init(_ desk: Desk, _ words: [String], _ wish: LogWish, put: @escaping (UnsafeRawBufferPointer) -> Void) {
        self.desk = desk
        self.words = words
        self.wish = wish
        printer = LogPrinter(wish, look: desk.look, put: put)
    }

    /// Ends only where nothing is to be followed.
    func run() async throws(Refused) {
        let snapshot = try await desk.snapshot()
        let chosen = try meant(in: snapshot)
        await begin(snapshot, chosen)
        printer.flush()
        guard wish.follows else { return }
        lookedAt = desk.time.now().monotonic
        while true {
            let isBusy = readFiles()
            if !ring.isEmpty, hasRingNews() { await readRing() }
            printer.flush()
            await lookAgain()
            await pause(isBusy ? .zero : LogFollower.pollInterval)
        }
    }

    private func pause(_ duration: Duration) async {
        await withCheckedContinuation { continuation in
            desk.time.after(duration) { continuation.resume() }
        }
    }

    // MARK: - Who

    private func meant(in snapshot: Snapshot) throws(Refused) -> [ProcessSnapshot] {
        guard !words.isEmpty else { return snapshot.processes }
        return try desk.choice(among: snapshot).meant(by: words).processes
    }

    /// Whoever is meant by now: words that mean nobody at the moment may mean somebody later.
    private func stillMeant(in snapshot: Snapshot) -> [ProcessSnapshot] {
        guard !words.isEmpty else { return snapshot.processes }
        let choice = desk.choice(among: snapshot)
        let ids = Set(words.flatMap { (try? choice.meant(by: [$0]))?.ids ?? [] })
        return snapshot.processes.filter { ids.contains($0.id) }
    }

    private func fleet(_ snapshot: Snapshot, _ chosen: [ProcessSnapshot]) -> Fleet {
        func member(_ process: ProcessSnapshot) -> Fleet.Member {
            Fleet.Member(id: process.id, name: process.name, files: [process.outFile, process.errorFile])
        }
        return Fleet(
            startedAt: snapshot.core.startedAt, members: chosen.map(member),
            all: snapshot.processes.map(member))
    }

    private func plan(_ chosen: [ProcessSnapshot]) async -> LogPlan? {
        guard !chosen.isEmpty else { return LogPlan([], chosen: [:], streams: wish.streams) }
        let details = await desk.client.details(of: chosen.map(\.id))
        let marks = await desk.client.logMarks(of: nil)
        guard !marks.isEmpty, !details.isEmpty else { return nil }
        let known = Dictionary(details.map { ($0.snapshot.id, $0) }) { $1 }
        return LogPlan(marks, chosen: known, streams: wish.streams)
    }

    // MARK: - The beginning

    private func begin(_ snapshot: Snapshot, _ chosen: [ProcessSnapshot]) async {
        guard let plan = await plan(chosen) else { return }
        seen = fleet(snapshot, chosen)
        let batch = await newest(of: chosen.map(\.id), plan)
        cursor = batch.next
        take(plan)
        let held = batch.lines.filter { isBeforeMark($0, plan, beginsAnew: true) }
        let backlog = LogBacklog(held, plan, count: wish.lines)
        let now = desk.time.now().wall
        for (source, bytes) in backlog.older {
            bytes.withUnsafeBytes { printer.print($0, of: source, at: now) }
        }
        for line in backlog.lines {
            if let source = source(of: line, plan) { printer.print(line, of: source) }
        }
    }

    /// Enough of the ring's end for the lines wished for; a fleet that writes much is not fetched whole.
    private func newest(of ids: [InstanceID], _ plan: LogPlan) async -> LineBatch {
        let last = plan.files.values.map(\.mark.line).max() ?? 0
        let span = UInt64(max(1000, wish.lines * ids.count * 4))
        if plan.ring.isEmpty, last > span {
            let batch = await desk.client.lines(of: ids, after: last - span, max: .max)
            let counts = batch.lines.reduce(into: [:]) { $0[$1.instance, default: 0] += 1 }
            if ids.allSatisfy({ counts[$0, default: 0] >= wish.lines }) { return batch }
        }
        return await desk.client.lines(of: ids, after: 0, max: .max)
    }

    /// Whether a line of the ring will not come by a file.
    private func isBeforeMark(_ line: LogLine, _ plan: LogPlan, beginsAnew: Bool) -> Bool {
        guard LogPlan.isMeant(line.stream, wish.streams) else { return false }
        guard let mark = plan.file(of: line).flatMap({ plan.files[$0]?.mark }) else {
            return beginsAnew || line.run != RunID(0)
        }
        return line.id <= mark.line || (beginsAnew && line.run == RunID(0))
    }

    private func source(of line: LogLine, _ plan: LogPlan) -> LogSource? {
        ring[line.instance]?[line.stream] ?? plan.file(of: line).flatMap { plan.files[$0]?.source }
    }

    private func take(_ plan: LogPlan) {
        for (path, (source, mark)) in plan.files {
            if let tail = tails[path] {
                tail.source = source
            } else {
                tails[path] = LogTail(source, at: mark)
            }
        }
        for (path, tail) in tails where plan.files[path] == nil {
            tails[path] = nil
            leaving.append(tail)
        }
        ring = [:]
        for source in plan.ring { ring[source.instance, default: [:]][source.stream] = source }
        printer.meet(plan.files.values.map(\.source) + plan.ring)
    }

    // MARK: - What comes

    /// True when there may be more at once.
    private func readFiles() -> Bool {
        let now = desk.time.now()
        var isBusy = false
        for (_, tail) in tails.sorted(by: { $0.key < $1.key }) {
            if tail.read(at: now.monotonic, { printer.print($0, of: tail.source, at: now.wall) }) {
                isBusy = true
            }
        }
        leaving.removeAll { tail in
            let goesOn = tail.read(at: now.monotonic) { printer.print($0, of: tail.source, at: now.wall) }
            if !goesOn { tail.givePartial { printer.print($0, of: tail.source, at: now.wall) } }
            return !goesOn
        }
        return isBusy || !leaving.isEmpty
    }

    /// Lines have arrived in the ring, or a second is over: a core that has begun anew tells nobody of old news.
    private func hasRingNews() -> Bool {
        if listener == nil {
            let (client, ears) = (desk.client, ears)
            listener = Task(executorPreference: desk.executor) {
                for await _ in client.linesArrived() { ears.hear() }
            }
        }
        let now = desk.time.now().monotonic
        guard ears.haveHeard || now - askedAt >= LogFollower.lookInterval else { return false }
        askedAt = now
        ears.forget()
        return true
    }

    private func readRing() async {
        while true {
            let batch = await desk.client.lines(
                of: Array(ring.keys), after: cursor, max: LogFollower.linesAtOnce)
            if batch.evicted > 0 {
                printer.flush()
                desk.note("wamon: " + desk.verbs.linesMissed(Int(clamping: batch.evicted)))
            }
            for line in batch.lines {
                // Run 0: what the file held before that core.
                if line.run != RunID(0), let source = ring[line.instance]?[line.stream] {
                    printer.print(line, of: source)
                }
            }
            // Nothing at all is what comes of a core that is gone.
            cursor = max(cursor, batch.next)
            if batch.lines.count < LogFollower.linesAtOnce { return }
        }
    }

    /// Once a second: who is there, and where they write. While there is no core the files go on.
    private func lookAgain() async {
        let now = desk.time.now().monotonic
        guard now - lookedAt >= LogFollower.lookInterval else { return }
        lookedAt = now
        let snapshot = await desk.client.snapshot(brief: true)
        guard snapshot.core.pid != 0 else { return }
        let chosen = stillMeant(in: snapshot)
        let fleet = fleet(snapshot, chosen)
        guard fleet != seen, let plan = await plan(chosen) else { return }
        let isAnother = fleet.startedAt != seen.startedAt
        if isAnother { cursor = 0 }
        let fresh = Set(plan.files.keys.filter { tails[$0] == nil })
        let known = isAnother ? [] : Set(seen.members.map(\.id))
        seen = fleet
        let batch = await desk.client.lines(of: chosen.map(\.id), after: 0, max: .max)
        take(plan)
        // Of one that writes elsewhere now, what its newest run has written.
        let runs: [InstanceID: RunID] = chosen.reduce(into: [:]) {
            if known.contains($1.id) { $0[$1.id] = $1.run }
        }
        catchUp(batch, plan, fresh, runs)
    }

    /// What the newly known have written before their marks; ring readers go by their cursor.
    private func catchUp(
        _ batch: LineBatch, _ plan: LogPlan, _ fresh: Set<String>, _ runs: [InstanceID: RunID]
    ) {
        for line in batch.lines {
            guard line.run != RunID(0), line.run == runs[line.instance] ?? line.run,
                LogPlan.isMeant(line.stream, wish.streams), let path = plan.file(of: line),
                fresh.contains(path), let file = plan.files[path], line.id <= file.mark.line
            else { continue }
            printer.print(line, of: file.source)
        }
    }
}

extension Desk {
    /// `logs`.
    /// - Parameters:
    ///   - words: who is meant; none: everybody.
    ///   - put: writes to standard output, and may take as long as its reader does.
    package func logs(
        _ words: [String], _ wish: LogWish, put: @escaping @Sendable (UnsafeRawBufferPointer) -> Void
    ) async throws(Refused) {
        try await LogFollower(
            self, words.contains("-") ? words.filter { $0 != "-" } + input() : words, wish, put: put
        ).run()
    }
}
