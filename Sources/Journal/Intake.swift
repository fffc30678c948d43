import CLinux
import Glibc
import Kernel
import Supervision

/// The journal's thread: pipes → lines → rings, and parcels for the writer. Never a disk call.
///
/// Confined to the loop of `thread`; entered by `thread.post`.
final class Intake: @unchecked Sendable {
    /// What to tell, on the journal's thread.
    struct Tidings: Sendable {
        var lines: @Sendable () -> Void
        var loss: @Sendable (LossReport) -> Void
    }
    struct Outlet {
        var out: Route
        var error: Route
        /// Waiting for the lines its files held: streams that are to be read when they are in.
        var held: [PipeStream]?
    }

    let thread = LoopThread("journal")
    let shelf: LineShelf
    let queue: WriteQueue
    let pool: ChunkPool
    let writer: Writer
    let limits: Journal.Limits
    let clock: @Sendable () -> Moment
    let tidings: Tidings
    let mirror: Mirror?

    var outlets: [InstanceID: Outlet] = [:]
    var streams: [RunID: [PipeStream]] = [:]
    /// Streams using a route, and routes that a newer `open` has replaced.
    var users: [Int: Int] = [:]
    var retired: Set<Int> = []
    var nextRoute = 1
    var nextStream: UInt64 = 1

    var chunk: Chunk?
    var outgoing: [Parcel] = []
    var hasNews = false
    /// The queue is full: streams are parked as they report.
    var isPaused = false
    /// The writer makes no progress: what comes is counted and dropped.
    var isDropping = false
    var parked: [PipeStream] = []
    /// Routes whose files fail and whose spec says to wait.
    var blocked: Set<Int> = []
    var doneAtPause: UInt64 = 0
    var partialTimer: Loop.Timer?
    var trimTimer: Loop.Timer?
    var lossTimer: Loop.Timer?
    var losses: [InstanceID: (fresh: Int, total: Int)] = [:]
    /// Lines dropped on the way to a route's files that these have not been told of.
    var owed: [Int: (route: Route, lines: Int)] = [:]

    init(
        shelf: LineShelf, queue: WriteQueue, pool: ChunkPool, writer: Writer, limits: Journal.Limits,
        mirror: Mirror?, clock: @escaping @Sendable () -> Moment, tidings: Tidings
    ) {
        self.shelf = shelf
        self.queue = queue
        self.pool = pool
        self.writer = writer
        self.limits = limits
        self.mirror = mirror
        self.clock = clock
        self.tidings = tidings
        // A cycle until `finish`: the thread may outlive the journal that gave it up.
        thread.loop.afterTurn = { [self] in finishTurn() }
    }

    // MARK: - Instances and runs

    func open(_ instance: InstanceID, spec: ProcessSpec, paths: LogPaths) {
        if let old = outlets.removeValue(forKey: instance) {
            old.held?.forEach(startReading)
            retire(old)
        }
        let out = Route(id: nextRoute, instance: instance, stream: .out, spec: spec, paths: paths)
        let error = Route(id: nextRoute + 1, instance: instance, stream: .error, spec: spec, paths: paths)
        nextRoute += 2
        outlets[instance] = Outlet(out: out, error: error, held: [])
        let isFirst = shelf.open(instance)
        // What came before went where the former routes lead.
        finishTurn()
        let newest = shelf.newestID
        writer.thread.post { [writer] in writer.open([out, error], newest: newest) }
        guard isFirst, !(out.targets.isEmpty && error.targets.isEmpty) else { return release(instance) }
        writer.thread.post { [self] in
            let old = writer.tails(of: [out, error])
            thread.post { self.backfill(instance, old) }
        }
        // A stalled disk must not hold the child's output back.
        thread.loop.after(limits.backfillWait) { [weak self] in self?.release(instance) }
    }

    func attach(_ run: RunID, of instance: InstanceID, out: Int32, error: Int32) {
        guard let outlet = outlets[instance] else {
            for fd in [out, error] where fd >= 0 { close(fd) }
            return
        }
        shelf.begin(run, of: instance)
        for (fd, route) in [(out, outlet.out), (error, outlet.error)] where fd >= 0 {
            let stream = PipeStream(id: nextStream, run: run, route: route, fd: fd)
            nextStream += 1
            _ = fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK)
            streams[run, default: []].append(stream)
            users[route.id, default: 0] += 1
            if outlets[instance]?.held != nil {
                outlets[instance]!.held!.append(stream)
            } else {
                startReading(stream)
            }
        }
    }

    func rootEnded(_ run: RunID, then: @Sendable ([LogLine]) -> Void) {
        for stream in streams[run] ?? [] {
            release(route: stream.route)
            drain(stream)
            passOnPartial(stream)
        }
        then(shelf.keepTail(of: run).decoded)
    }

    func detach(_ run: RunID) {
        var idle: [Int] = []
        for stream in streams.removeValue(forKey: run) ?? [] {
            release(route: stream.route)
            drain(stream)
            passOnPartial(stream)
            shut(stream)
            users[stream.route.id, default: 1] -= 1
            dropIfUnused(stream.route.id)
            if users[stream.route.id] == 0 { idle.append(stream.route.id) }
        }
        guard !idle.isEmpty else { return }
        finishTurn()
        writer.thread.post { [writer, idle] in idle.forEach(writer.rest) }
    }

    /// Where the output of these, or of all, stands in its files, in the order of their ids.
    func marks(of instances: [InstanceID]?, then: @escaping @Sendable ([LogMark]) -> Void) {
        finishTurn()
        let chosen = instances.map { Array(Set($0)) } ?? Array(outlets.keys)
        let routes = chosen.sorted().compactMap { outlets[$0] }.flatMap { [$0.out, $0.error] }
        writer.thread.post { [writer] in then(writer.marks(of: routes)) }
    }

    func reopen() {
        finishTurn()
        writer.thread.post { [writer] in writer.reopen() }
    }

    func flush(_ instance: InstanceID) {
        finishTurn()
        shelf.clear(instance)
        guard let outlet = outlets[instance] else { return }
        let routes = [outlet.out, outlet.error]
        writer.thread.post { [writer] in writer.truncate(routes) }
    }

    func forget(_ instance: InstanceID) {
        finishTurn()
        shelf.forget(instance)
        guard let outlet = outlets.removeValue(forKey: instance) else { return }
        outlet.held?.forEach(startReading)
        retire(outlet)
    }

    /// Everything still in the pipes goes out, then both threads end.
    func finish() {
        for run in Array(streams.keys) { detach(run) }
        admitLosses()
        finishTurn()
        reportLosses()
        writer.thread.post { [writer] in writer.finish() }
        thread.loop.afterTurn = nil
        thread.stop()
    }

    private func retire(_ outlet: Outlet) {
        for route in [outlet.out, outlet.error] {
            retired.insert(route.id)
            dropIfUnused(route.id)
        }
    }

    private func dropIfUnused(_ route: Int) {
        guard retired.contains(route), users[route, default: 0] == 0 else { return }
        retired.remove(route)
        users[route] = nil
        blocked.remove(route)
        finishTurn()
        writer.thread.post { [writer] in writer.close(route) }
    }

    // MARK: - What the files held before

    private func backfill(_ instance: InstanceID, _ old: [Writer.OldLines]) {
        guard let outlet = outlets[instance], outlet.held != nil else { return }
        for piece in old {
            let isOpen = piece.bytes.last != 10
            piece.bytes.withUnsafeBytes { bytes in
                _ = shelf.append(
                    bytes, isOpen: isOpen,
                    lines: Newlines.count(bytes.baseAddress!, bytes.count) + (isOpen ? 1 : 0),
                    instance: instance, run: RunID(0), stream: piece.stream, at: piece.at)
            }
            hasNews = true
        }
        release(instance)
    }

    /// What is read now comes before what the files held: that is left out then.
    private func release(route: Route) {
        if outlets[route.instance]?.held?.contains(where: { $0.route === route }) == true {
            release(route.instance)
        }
    }

    private func release(_ instance: InstanceID) {
        guard let held = outlets[instance]?.held else { return }
        outlets[instance]!.held = nil
        held.forEach(startReading)
    }
}
