import Kernel
import Supervision

/// From whole lines to the rings and to the writer, and what to do when the writer does not keep up.
extension Intake {
    /// To the ring, and to the writer. `chunk` is where the bytes are, if they may be handed over with it.
    func passOn(
        _ start: UnsafeRawPointer, _ count: Int, isOpen: Bool, of stream: PipeStream, _ chunk: Chunk?
    ) {
        let at = clock().wall
        let newlines = Newlines.count(start, count)
        let route = stream.route
        let wasMidLine = stream.isMidLine
        shelve(start, count, newlines, isOpen, of: stream, at)
        stream.isMidLine = isOpen
        let begun = newlines + (isOpen ? 1 : 0) - (wasMidLine ? 1 : 0)
        if let mirror {
            stream.hasMirrorGap = !mirror.take(
                start, count, lines: begun, of: stream, continues: wasMidLine && !stream.hasMirrorGap,
                isOpen: isOpen, at: at)
        }
        guard !route.targets.isEmpty else { return }
        if isOverfull {
            stream.hasGap = true
            owed[route.id, default: (route, 0)].lines += max(begun, 1)
            countLoss(max(begun, 1), route.instance)
            return
        }
        var parcel = Parcel(
            route: route, source: stream.id, chunk: chunk ?? Chunk(start, count: count), offset: 0,
            count: count,
            lines: begun, at: at, continues: wasMidLine && !stream.hasGap, isOpen: isOpen,
            newest: stream.newest, newestWhole: stream.newestWhole,
            lostBefore: owed.removeValue(forKey: route.id)?.lines ?? 0)
        stream.hasGap = false
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

    func shelve(
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
        // The newline of a line that was open has come.
        if newlines > 0 { stream.newestWhole = stream.newest }
        guard count > 0 else { return }
        let begun = lines + (isOpen ? 1 : 0)
        let last = shelf.append(
            UnsafeRawBufferPointer(start: start, count: count), isOpen: isOpen, lines: begun,
            instance: stream.route.instance, run: stream.run, stream: stream.route.stream, at: at)
        stream.newest = last
        if !isOpen { stream.newestWhole = last } else if begun > 1 { stream.newestWhole = last - 1 }
        hasNews = true
    }

    func finishTurn() {
        pushOut()
        if hasNews {
            hasNews = false
            tidings.lines()
        }
    }

    func pushOut() {
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
    var isOverfull: Bool {
        isDropping || (isPaused && queue.inFlight > queue.limit * 4)
    }

    func mustWait(_ stream: PipeStream) -> Bool {
        if stream.route.targets.isEmpty { return false }
        if blocked.contains(stream.route.id) { return true }
        return isPaused && (!isDropping || stream.route.whenFull == .block)
    }

    func park(_ stream: PipeStream) {
        if let watch = stream.watch { thread.loop.unwatch(watch) }
        stream.watch = nil
        parked.append(stream)
    }

    func pause() {
        guard queue.awaitRoom() else { return }
        isPaused = true
        doneAtPause = queue.done
        watchForStandstill()
    }

    func watchForStandstill() {
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
        admitLosses()
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

    func unpark() {
        let all = parked
        parked = []
        for stream in all {
            if mustWait(stream) { parked.append(stream) } else { startReading(stream) }
        }
    }

    /// Files are told what they miss, also where nobody writes to them any more.
    func admitLosses() {
        let at = clock().wall
        for (_, (route, lines)) in owed.sorted(by: { $0.key < $1.key }) {
            outgoing.append(
                Parcel(
                    route: route, source: 0, chunk: .empty, offset: 0, count: 0, lines: 0, at: at,
                    continues: false, isOpen: false, newest: 0, newestWhole: 0, lostBefore: lines))
        }
        owed = [:]
    }

    static let reason = "the disk does not keep up"

    func countLoss(_ lines: Int, _ instance: InstanceID) {
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

    func reportLosses() {
        for (instance, loss) in losses where loss.fresh > 0 {
            tidings.loss(
                LossReport(instance: instance, lost: loss.fresh, reason: Intake.reason, isOver: false))
            losses[instance]!.fresh = 0
        }
    }
}
