import CLinux
import Glibc
import Kernel
import Supervision

/// The writer's thread: queue → files. It alone touches the disk, and may stand still there without
/// anybody but the files noticing.
///
/// Confined to the loop of `thread`; entered by `thread.post`.
final class Writer: @unchecked Sendable {
    /// The last lines of a file from before this core.
    struct OldLines: Sendable {
        var stream: LogLine.Stream
        var bytes: [UInt8]
        /// When the file was last written.
        var at: Duration
    }
    /// What the journal's thread must hear. Set before the threads start.
    struct Calls: Sendable {
        var room: @Sendable () -> Void = {}
        var blocked: @Sendable (_ route: Int, _ isBlocked: Bool) -> Void = { _, _ in }
        var loss: @Sendable (LossReport) -> Void = { _ in }
        /// What is new of the disks, and all of them that are low now.
        var space: @Sendable (Happening.Kind?, [LowSpace]) -> Void = { _, _ in }
    }

    let thread = LoopThread("writer")
    var calls = Calls()
    let queue: WriteQueue
    let pool: ChunkPool
    let limits: Journal.Limits
    let clock: @Sendable () -> Moment
    let archivist = Archivist()

    var sinks: [LogTarget: Sink] = [:]
    var routes: [Int: (route: Route, sinks: [Sink])] = [:]
    let scratch = Scratch()
    /// Whose bytes are in `scratch`.
    var current: Sink?
    var stamps: (route: Int, second: Int64, bytes: [UInt8]) = (0, 0, [])
    /// Sinks written to in this drain.
    var touched: [Sink] = []
    var retryTimer: Loop.Timer?
    var releaseTimer: Loop.Timer?
    var space = SpaceWatch()
    var spaceTimer: Loop.Timer?
    var isSpaceDue = false

    init(
        queue: WriteQueue, pool: ChunkPool, limits: Journal.Limits, clock: @escaping @Sendable () -> Moment
    ) {
        self.queue = queue
        self.pool = pool
        self.limits = limits
        self.clock = clock
    }

    // MARK: - Orders

    /// - Parameter newest: id of the newest line before these routes: whatever is older is not to come by them.
    func open(_ fresh: [Route], newest: UInt64) {
        for route in fresh {
            let mine = route.targets.map { target in
                if let sink = sinks[target] { return sink }
                let owner = LogFile.Owner(user: route.user, group: route.group)
                let sink = Sink(
                    target, owner: owner, rotation: route.rotation, archivist: archivist, clock: clock)
                sinks[target] = sink
                return sink
            }
            for sink in mine {
                sink.note(newest, of: route)
                sink.settleMark()
            }
            routes[route.id] = (route, mine)
        }
    }

    /// Nobody uses the route any more.
    func close(_ route: Int) {
        drain()
        guard let (_, mine) = routes.removeValue(forKey: route) else { return }
        for sink in mine where !routes.values.contains(where: { $0.sinks.contains { $0 === sink } }) {
            if sink.state != .working { settle(sink) }
            sinks[sink.target] = nil
        }
    }

    /// Nobody writes by this route at present: its files need no descriptors until somebody does.
    func rest(_ route: Int) {
        drain()
        for sink in routes[route]?.sinks ?? [] where sink.state == .working { sink.reopen() }
    }

    func reopen() {
        drain()
        for sink in sinks.values { sink.reopen() }
        retryAll()
    }

    func truncate(_ emptied: [Route]) {
        drain()
        for route in emptied { routes[route.id]?.sinks.forEach { $0.truncate() } }
    }

    /// What the files of these routes held before, at most 64 KiB of each, without the dress of the lines.
    func tails(of fresh: [Route]) -> [OldLines] {
        var seen: Set<LogTarget> = []
        var old: [OldLines] = []
        // The error file first, as `pm2 logs` does: its lines are fewer.
        for route in fresh.reversed() {
            guard case .file(let path)? = route.targets.first, seen.insert(route.targets[0]).inserted,
                let tail = LogFile.tail(path, limit: limits.backfillBytes)
            else { continue }
            let bytes = route.format.undressed(tail.bytes, at: tail.at)
            old.append(OldLines(stream: route.stream, bytes: bytes, at: tail.at))
        }
        return old
    }

    /// The last turn: what is queued is written, what cannot be is counted as lost.
    func finish() {
        drain()
        for sink in sinks.values where sink.state != .working { settle(sink) }
        if let spaceTimer { thread.loop.cancel(spaceTimer) }
        sinks = [:]
        routes = [:]
        calls = Calls()
        thread.stop()
    }

    // MARK: - Lines

    func drain() {
        for parcel in queue.takeAll() {
            write(parcel)
            pool.giveBack(parcel.chunk)
            if queue.finish(parcel.count) { calls.room() }
        }
        writeOut()
        settleMarks()
        mindSpace()
        if releaseTimer == nil {
            releaseTimer = thread.loop.after(limits.trimAfter) { [unowned self] in
                releaseTimer = nil
                scratch.release()
            }
        }
    }

    private func write(_ parcel: Parcel) {
        guard let (route, mine) = routes[parcel.route.id] else { return }
        for sink in mine {
            if mustDrop(sink, route) {
                lose(max(parcel.lines, 1), sink, route)
                continue
            }
            if current !== sink { writeOut() }
            current = sink
            sink.prepare()
            let goesOn = parcel.continues && sink.openBy == parcel.source
            if sink.openBy != nil, !goesOn { put([10]) }
            if parcel.lostBefore > 0 { put(notice(parcel.lostBefore, Intake.reason, route, parcel.at)) }
            write(parcel, route, to: sink, goesOn: goesOn)
            note(parcel, route, in: sink)
        }
    }

    private func write(_ parcel: Parcel, _ route: Route, to sink: Sink, goesOn: Bool) {
        let bytes = UnsafeRawBufferPointer(start: parcel.start, count: parcel.count)
        sink.openBy = parcel.isOpen ? parcel.source : nil
        switch route.format {
        case .plain:
            if bytes.count >= 32 << 10 {
                writeOut()
                current = sink
                send(bytes.baseAddress!, bytes.count, to: sink)
            } else {
                put(bytes)
            }
        case .prefixed:
            let stamp = stamp(parcel)
            var (taken, goesOn) = (0, goesOn)
            while taken < bytes.count {
                let step = scratch.putLines(
                    UnsafeRawBufferPointer(rebasing: bytes[taken...]), stamp: stamp, continues: goesOn)
                taken += step
                if step > 0 { goesOn = false }
                if taken < bytes.count {
                    writeOut()
                    current = sink
                }
            }
        case .json:
            sink.openBy = nil
            let stamp = stamp(parcel)
            var line = bytes.baseAddress!
            let end = line + bytes.count
            var object: [UInt8] = []
            while line < end {
                let length = Newlines.first(line, end - line) ?? end - line
                // The bare end of a line whose piece has become an object already.
                if !(parcel.continues && length == 0 && line == bytes.baseAddress!) {
                    object.removeAll(keepingCapacity: true)
                    route.format.dressed(
                        UnsafeRawBufferPointer(start: line, count: length), stamp: stamp, into: &object)
                    put(object)
                }
                line += length + 1
            }
        }
    }

    private func stamp(_ parcel: Parcel) -> [UInt8] {
        guard parcel.route.format.isPerSecond else { return parcel.route.format.stamp(parcel.at) }
        let second = parcel.at.components.seconds
        if stamps.route != parcel.route.id || stamps.second != second {
            stamps = (parcel.route.id, second, parcel.route.format.stamp(parcel.at))
        }
        return stamps.bytes
    }

    private func put(_ bytes: [UInt8]) { bytes.withUnsafeBytes { put($0) } }

    private func put(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress else { return }
        if !scratch.fits(bytes.count) {
            let sink = current
            writeOut()
            current = sink
            if bytes.count > Scratch.capacity {
                if let sink { send(base, bytes.count, to: sink) }
                return
            }
        }
        scratch.put(base, bytes.count)
    }

    private func writeOut() {
        if let current, scratch.count > 0 { send(scratch.start, scratch.count, to: current) }
        scratch.clear()
        current = nil
    }

    func send(_ start: UnsafeRawPointer, _ count: Int, to sink: Sink) {
        let wasWorking = sink.state == .working
        sink.write(start, count)
        if wasWorking, sink.state != .working { beginOutage(sink) }
    }
}
