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
    private struct Outlet {
        var out: Route
        var error: Route
        /// Waiting for the lines its files held: streams that are to be read when they are in.
        var held: [PipeStream]?
    }

    let thread = LoopThread("journal")
    private let shelf: LineShelf
    private let queue: WriteQueue
    private let pool: ChunkPool
    private let writer: Writer
    private let limits: Journal.Limits
    private let clock: @Sendable () -> Moment
    private let tidings: Tidings

    private var outlets: [InstanceID: Outlet] = [:]
    private var streams: [RunID: [PipeStream]] = [:]
    /// Streams using a route, and routes that a newer `open` has replaced.
    private var users: [Int: Int] = [:]
    private var retired: Set<Int> = []
    private var nextRoute = 1
    private var nextStream: UInt64 = 1

    private var chunk: Chunk?
    private var outgoing: [Parcel] = []
    private var hasNews = false
    /// The queue is full: streams are parked as they report.
    private var isPaused = false
    /// The writer makes no progress: what comes is counted and dropped.
    private var isDropping = false
    private var parked: [PipeStream] = []
    /// Routes whose files fail and whose spec says to wait.
    private var blocked: Set<Int> = []
    private var doneAtPause: UInt64 = 0
    private var partialTimer: Loop.Timer?
    private var trimTimer: Loop.Timer?
    private var lossTimer: Loop.Timer?
    private var losses: [InstanceID: (fresh: Int, total: Int)] = [:]

    init(
        shelf: LineShelf, queue: WriteQueue, pool: ChunkPool, writer: Writer, limits: Journal.Limits,
        clock: @escaping @Sendable () -> Moment, tidings: Tidings
    ) {
        self.shelf = shelf
        self.queue = queue
        self.pool = pool
        self.writer = writer
        self.limits = limits
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
        writer.thread.post { [writer] in writer.open([out, error]) }
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
            drain(stream)
            passOnPartial(stream)
        }
        then(shelf.keepTail(of: run).decoded)
    }

    func detach(_ run: RunID) {
        for stream in streams.removeValue(forKey: run) ?? [] {
            drain(stream)
            passOnPartial(stream)
            shut(stream)
            users[stream.route.id, default: 1] -= 1
            dropIfUnused(stream.route.id)
        }
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
                shelf.append(
                    bytes, isOpen: isOpen,
                    lines: Newlines.count(bytes.baseAddress!, bytes.count) + (isOpen ? 1 : 0),
                    instance: instance, run: RunID(0), stream: piece.stream, at: piece.at)
            }
            hasNews = true
        }
        release(instance)
    }

    private func release(_ instance: InstanceID) {
        guard let held = outlets[instance]?.held else { return }
        outlets[instance]!.held = nil
        held.forEach(startReading)
    }

    // MARK: - Reading

    private func startReading(_ stream: PipeStream) {
        guard stream.fd >= 0, stream.watch == nil else { return }
        stream.watch = thread.loop.watch(stream.fd) { [unowned self, unowned stream] _ in
            if mustWait(stream) { park(stream) } else { _ = read(stream) }
        }
    }

    private enum Outcome { case bytes(Int), nothing, ended }

    /// One read, and what is whole of it passed on.
    private func read(_ stream: PipeStream) -> Outcome {
        let chunk = self.chunk ?? pool.take()
        self.chunk = chunk
        let fresh = chunk.base + ChunkPool.headroom
        var count = Glibc.read(stream.fd, fresh, ChunkPool.readSize)
        while count < 0, errno == EINTR { count = Glibc.read(stream.fd, fresh, ChunkPool.readSize) }
        if count < 0, errno == EAGAIN { return .nothing }
        if count <= 0 {
            passOnPartial(stream)
            shut(stream)
            return .ended
        }
        // Pipe memory is rationed per user: only who fills a pipe gets a large one.
        if count >= 32 << 10, !stream.isRaised {
            stream.isRaised = true
            if linux_pipe_size(stream.fd, 1 << 20) < 0 { _ = linux_pipe_size(stream.fd, 256 << 10) }
        }
        take(fresh, count, of: stream, chunk)
        return .bytes(count)
    }

    private func take(_ fresh: UnsafeMutableRawPointer, _ count: Int, of stream: PipeStream, _ chunk: Chunk) {
        let held = stream.partial.count
        let begin = fresh - held
        if let newline = Newlines.last(fresh, count) {
            copyPartial(of: stream, to: begin)
            let rest = count - newline - 1
            stream.partial.removeAll(keepingCapacity: true)
            if rest > 0 { keep(fresh + newline + 1, rest, of: stream) }
            passOn(begin, held + newline + 1, isOpen: false, of: stream, chunk)
        } else if held + count < limits.partialBytes {
            keep(fresh, count, of: stream)
        } else {
            copyPartial(of: stream, to: begin)
            let tail = Newlines.incompleteTail(fresh, count)
            stream.partial.removeAll(keepingCapacity: true)
            if tail > 0 { keep(fresh + count - tail, tail, of: stream) }
            let wasCut = stream.isCut
            passOn(begin, held + count - tail, isOpen: true, of: stream, chunk)
            stream.isCut = wasCut || held + count - tail > 0
        }
        if stream.partial.isEmpty, stream.partial.capacity > 4096 { stream.partial = [] }
    }

    private func copyPartial(of stream: PipeStream, to begin: UnsafeMutableRawPointer) {
        stream.partial.withUnsafeBytes { bytes in
            if let base = bytes.baseAddress { memcpy(begin, base, bytes.count) }
        }
    }

    private func keep(_ bytes: UnsafeRawPointer, _ count: Int, of stream: PipeStream) {
        if stream.partial.isEmpty { stream.partialSince = clock().monotonic }
        stream.partial.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
        if partialTimer == nil { armPartialTimer(limits.partialHold) }
    }

    /// Until the pipe is empty; what was written before now is within one pipe's capacity.
    private func drain(_ stream: PipeStream) {
        var left = 1 << 20
        while stream.fd >= 0, left > 0 {
            guard case .bytes(let count) = read(stream) else { break }
            left -= count
            if outgoing.count >= 16 { pushOut() }
        }
    }

    private func shut(_ stream: PipeStream) {
        if let watch = stream.watch { thread.loop.unwatch(watch) }
        stream.watch = nil
        if stream.fd >= 0 { close(stream.fd) }
        stream.fd = -1
    }

    // MARK: - Partial lines

    private func armPartialTimer(_ wait: Duration) {
        partialTimer = thread.loop.after(wait) { [unowned self] in
            partialTimer = nil
            let now = clock().monotonic
            var next: Duration?
            for stream in streams.values.joined() where !stream.partial.isEmpty {
                let age = now - stream.partialSince
                if age >= limits.partialHold {
                    passOnPartial(stream)
                    if !stream.partial.isEmpty { next = limits.partialHold }
                } else {
                    next = min(next ?? .seconds(3600), limits.partialHold - age)
                }
            }
            if let next { armPartialTimer(next) }
        }
    }

    /// As it is, but no character is cut in two unless nothing else is there.
    private func passOnPartial(_ stream: PipeStream) {
        guard !stream.partial.isEmpty else { return }
        let bytes = stream.partial
        stream.partial = []
        bytes.withUnsafeBytes { bytes in
            var tail = Newlines.incompleteTail(bytes.baseAddress!, bytes.count)
            if tail == bytes.count || stream.fd < 0 { tail = 0 }
            passOn(bytes.baseAddress!, bytes.count - tail, isOpen: true, of: stream, nil)
            if tail > 0 { keep(bytes.baseAddress! + bytes.count - tail, tail, of: stream) }
        }
    }

    // MARK: - Passing on

    /// To the ring, and to the writer. `chunk` is where the bytes are, if they may be handed over with it.
    private func passOn(
        _ start: UnsafeRawPointer, _ count: Int, isOpen: Bool, of stream: PipeStream, _ chunk: Chunk?
    ) {
        let at = clock().wall
        let newlines = Newlines.count(start, count)
        let route = stream.route
        let wasMidLine = stream.isMidLine
        shelve(start, count, newlines, isOpen, of: stream, at)
        stream.isMidLine = isOpen
        guard !route.targets.isEmpty else { return }

        let begun = newlines + (isOpen ? 1 : 0) - (wasMidLine ? 1 : 0)
        if isOverfull {
            stream.lost += max(begun, 1)
            countLoss(max(begun, 1), route.instance)
            return
        }
        var parcel = Parcel(
            route: route, source: stream.id, chunk: chunk ?? Chunk(start, count: count), offset: 0,
            count: count,
            lines: begun, at: at, continues: wasMidLine && stream.lost == 0, isOpen: isOpen,
            lostBefore: stream.lost)
        stream.lost = 0
        if let chunk {
            if count >= 32 << 10 {
                parcel.offset = start - UnsafeRawPointer(chunk.base)
                self.chunk = nil
            } else {
                parcel.chunk = Chunk(start, count: count)
            }
        }
        outgoing.append(parcel)
    }

    private func shelve(
        _ start: UnsafeRawPointer, _ count: Int, _ newlines: Int, _ isOpen: Bool, of stream: PipeStream,
        _ at: Duration
    ) {
        var (start, count, lines) = (start, count, newlines)
        // The rest of a line that is cut for display, or the bare end of one that was shown already.
        if stream.isMidLine,
            let newline = stream.isCut || start.load(as: UInt8.self) == 10
                ? Newlines.first(start, count) ?? count : nil
        {
            let skipped = min(newline + 1, count)
            start += skipped
            count -= skipped
            if newlines > 0 {
                lines -= 1
                stream.isCut = false
            }
        }
        guard count > 0 else { return }
        shelf.append(
            UnsafeRawBufferPointer(start: start, count: count), isOpen: isOpen,
            lines: lines + (isOpen ? 1 : 0),
            instance: stream.route.instance, run: stream.run, stream: stream.route.stream, at: at)
        hasNews = true
    }

    private func finishTurn() {
        pushOut()
        if hasNews {
            hasNews = false
            tidings.lines()
        }
    }

    private func pushOut() {
        guard !outgoing.isEmpty else { return }
        if queue.push(outgoing) { writer.thread.post { [writer] in writer.drain() } }
        outgoing.removeAll(keepingCapacity: true)
        if !isPaused, queue.isFull { pause() }
        if trimTimer == nil {
            trimTimer = thread.loop.after(limits.trimAfter) { [unowned self] in
                trimTimer = nil
                chunk = nil
                pool.trim()
            }
        }
    }

    // MARK: - When the files do not keep up

    /// Beyond what any drain may add: a disk that stands still for longer than the patience.
    private var isOverfull: Bool {
        isDropping || (isPaused && queue.inFlight > queue.limit * 4)
    }

    private func mustWait(_ stream: PipeStream) -> Bool {
        if stream.route.targets.isEmpty { return false }
        if blocked.contains(stream.route.id) { return true }
        return isPaused && (!isDropping || stream.route.whenFull == .block)
    }

    private func park(_ stream: PipeStream) {
        if let watch = stream.watch { thread.loop.unwatch(watch) }
        stream.watch = nil
        parked.append(stream)
    }

    private func pause() {
        guard queue.awaitRoom() else { return }
        isPaused = true
        doneAtPause = queue.done
        watchForStandstill()
    }

    private func watchForStandstill() {
        thread.loop.after(limits.patience) { [unowned self] in
            guard isPaused, !isDropping else { return }
            if queue.done != doneAtPause {
                doneAtPause = queue.done
                return watchForStandstill()
            }
            isDropping = true
            unpark()
        }
    }

    /// The writer's word that there is room.
    func resume() {
        isPaused = false
        isDropping = false
        unpark()
        reportLosses()
        for (instance, loss) in losses {
            tidings.loss(
                LossReport(instance: instance, lost: loss.total, reason: Intake.reason, isOver: true))
        }
        losses = [:]
    }

    /// The files of a route fail (or work again) whose lines may not be dropped.
    func setBlocked(_ route: Int, _ isBlocked: Bool) {
        if isBlocked { blocked.insert(route) } else { blocked.remove(route) }
        if !isBlocked { unpark() }
    }

    private func unpark() {
        let all = parked
        parked = []
        for stream in all {
            if mustWait(stream) { parked.append(stream) } else { startReading(stream) }
        }
    }

    static let reason = "the disk does not keep up"

    private func countLoss(_ lines: Int, _ instance: InstanceID) {
        losses[instance, default: (0, 0)].fresh += lines
        losses[instance]!.total += lines
        if lossTimer == nil {
            reportLosses()
            lossTimer = thread.loop.after(.seconds(1)) { [unowned self] in
                lossTimer = nil
                reportLosses()
            }
        }
    }

    private func reportLosses() {
        for (instance, loss) in losses where loss.fresh > 0 {
            tidings.loss(
                LossReport(instance: instance, lost: loss.fresh, reason: Intake.reason, isOver: false))
            losses[instance]!.fresh = 0
        }
    }
}
