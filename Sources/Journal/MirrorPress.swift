import Glibc
import Kernel
import Supervision

/// The mirror's thread: dresses lines and writes them, as many at a time as there are.
///
/// Confined to the loop of the mirror's thread.
final class MirrorPress: @unchecked Sendable {
    private let options: Mirror.Options
    private let queue: MirrorQueue
    private let labels: MirrorLabels
    private let thread: LoopThread
    private let out: MirrorEnd
    private let error: MirrorEnd

    private var spare = MirrorQueue.Batch()
    private var page: [UInt8] = []
    /// Where `page` goes, how many queued bytes are in it.
    private var pageEnd: MirrorEnd
    private var pageBytes = 0
    private var prefixes: [Int: [UInt8]] = [:]
    private var prefixWidth = 0
    private var formats: [Int: LineFormat] = [:]
    private var releaseTimer: Loop.Timer?
    /// A page is written when it has this much.
    private static let pageSize = 128 << 10

    init(_ options: Mirror.Options, _ queue: MirrorQueue, _ labels: MirrorLabels, _ thread: LoopThread) {
        self.options = options
        self.queue = queue
        self.labels = labels
        self.thread = thread
        out = MirrorEnd(options.out)
        error = MirrorEnd(options.error, beside: out)
        pageEnd = out
    }

    func drain() {
        while let batch = queue.takeAll(spare) {
            spare = MirrorQueue.Batch()
            batch.bytes.withUnsafeBytes { bytes in
                var offset = 0
                for entry in batch.entries {
                    set(entry, UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + entry.count]))
                    offset += entry.count
                }
            }
            flush()
            spare = batch
            if out.isGone && error.isGone { queue.close() }
        }
        if releaseTimer == nil {
            releaseTimer = thread.loop.after(.seconds(2)) { [unowned self] in
                releaseTimer = nil
                (spare, page) = (MirrorQueue.Batch(), [])
            }
        }
    }

    func finish() {
        drain()
        thread.stop()
    }

    // MARK: - Dressing

    private func set(_ entry: MirrorQueue.Entry, _ bytes: UnsafeRawBufferPointer) {
        guard let route = entry.route else {
            turn(to: options.dress == .raw ? error : out)
            endOpenLine()
            if entry.lost > 0 {
                setLoss(entry)
            } else if options.dress == .json {
                page.append(contentsOf: bytes)
            } else {
                setLines(bytes, prefix: ownPrefix, continues: false)
            }
            return note(entry, nil)
        }
        turn(to: route.stream == .out ? out : error)
        let goesOn = entry.continues && pageEnd.seam.openBy == entry.source
        if !goesOn { endOpenLine() }
        switch options.dress {
        case .raw, .bare: page.append(contentsOf: bytes)
        case .named: setLines(bytes, prefix: prefix(route), continues: goesOn)
        case .json: setObjects(bytes, route, entry)
        }
        note(entry, entry.isOpen && options.dress != .json ? entry.source : nil)
    }

    private func note(_ entry: MirrorQueue.Entry, _ openBy: UInt64?) {
        pageEnd.seam.openBy = openBy
        pageBytes += entry.count
        if page.count >= MirrorPress.pageSize { flush() }
    }

    private func endOpenLine() {
        if pageEnd.seam.openBy != nil { page.append(10) }
        pageEnd.seam.openBy = nil
    }

    private func setLines(_ bytes: UnsafeRawBufferPointer, prefix: [UInt8], continues: Bool) {
        guard var line = bytes.baseAddress else { return }
        let end = line + bytes.count
        var isFresh = !continues
        while line < end {
            let length = Newlines.first(line, end - line).map { $0 + 1 } ?? end - line
            if isFresh { page += prefix }
            page.append(contentsOf: UnsafeRawBufferPointer(start: line, count: length))
            line += length
            isFresh = true
        }
    }

    private func setObjects(_ bytes: UnsafeRawBufferPointer, _ route: Route, _ entry: MirrorQueue.Entry) {
        guard var line = bytes.baseAddress else { return }
        let (first, end) = (line, line + bytes.count)
        let format = format(route)
        let stamp = format.stamp(entry.at)
        while line < end {
            let length = Newlines.first(line, end - line) ?? end - line
            // The bare end of a line whose piece has become an object already.
            if !(entry.continues && length == 0 && line == first) {
                format.dressed(UnsafeRawBufferPointer(start: line, count: length), stamp: stamp, into: &page)
            }
            line += length + 1
        }
    }

    private func setLoss(_ entry: MirrorQueue.Entry) {
        let text = MirrorEvent.loss(entry.lost)
        if options.dress == .json {
            page += MirrorEvent.object(
                status: "lines lost", app: "wamon", id: nil, text: text, at: entry.at)
        } else {
            page += ownPrefix + MirrorEvent.lines(of: text)
        }
    }

    private var ownPrefix: [UInt8] {
        options.dress == .named ? prefix("wamon", bold: true) : Array("[wamon] ".utf8)
    }

    private func prefix(_ route: Route) -> [UInt8] {
        let width = labels.width
        if width != prefixWidth || prefixes.count > 4096 {
            prefixes = [:]
            prefixWidth = width
        }
        if let known = prefixes[route.id] { return known }
        let fresh = prefix(labels[route.instance] ?? route.name, bold: false)
        prefixes[route.id] = fresh
        return fresh
    }

    private func prefix(_ label: String, bold: Bool) -> [UInt8] {
        let text = label + String(repeating: " ", count: max(0, labels.width - label.count)) + " | "
        guard let color = options.color else { return Array(text.utf8) }
        return Array("\u{1B}[\(bold ? "1" : color(label))m\(text)\u{1B}[0m".utf8)
    }

    private func format(_ route: Route) -> LineFormat {
        if let known = formats[route.id] { return known }
        if formats.count > 4096 { formats = [:] }
        var logs = LogSpec()
        logs.json = true
        let fresh = LineFormat(logs, name: route.name, instance: route.instance, stream: route.stream)
        formats[route.id] = fresh
        return fresh
    }

    // MARK: - Writing

    private func turn(to end: MirrorEnd) {
        guard end !== pageEnd else { return }
        flush()
        pageEnd = end
    }

    private func flush() {
        let lost = pageEnd.write(page)
        if lost > 0 { queue.lose(lost) }
        page.removeAll(keepingCapacity: true)
        queue.finish(pageBytes)
        pageBytes = 0
    }
}

/// One of the core's own descriptors.
final class MirrorEnd {
    /// What two descriptors of the same terminal or pipe share: whose line is not finished there.
    final class Seam { var openBy: UInt64? }
    private let fd: Int32
    private let identity: (device: UInt64, inode: UInt64)
    let seam: Seam
    private(set) var isGone = false
    private var isTorn = false

    init(_ fd: Int32, beside other: MirrorEnd? = nil) {
        self.fd = fd
        var status = stat()
        // Where nothing was given to us, the number may be something of ours by now: none of these has a type.
        isGone = fstat(fd, &status) != 0 || status.st_mode & S_IFMT == 0
        let identity = (UInt64(status.st_dev), UInt64(status.st_ino))
        self.identity = identity
        seam = other.flatMap { $0.identity == identity ? $0.seam : nil } ?? Seam()
    }

    /// Blocks. Returns how many lines did not get there for want of room on a disk.
    func write(_ page: [UInt8]) -> Int {
        guard !isGone, !page.isEmpty else { return 0 }
        return page.withUnsafeBytes { bytes in
            var done = 0
            if isTorn, put("\n") { isTorn = false }
            while done < bytes.count {
                let count = Glibc.write(fd, bytes.baseAddress! + done, bytes.count - done)
                if count >= 0 {
                    done += count
                    continue
                }
                switch errno {
                case EINTR: continue
                case EAGAIN:
                    // Somebody else has made it so.
                    var room = pollfd(fd: fd, events: Int16(POLLOUT), revents: 0)
                    poll(&room, 1, -1)
                case ENOSPC, EDQUOT, EFBIG:
                    isTorn = isTorn || done > 0 && bytes[done - 1] != 10
                    return Newlines.count(bytes.baseAddress! + done, bytes.count - done)
                default:
                    isGone = true
                    return 0
                }
            }
            return 0
        }
    }

    private func put(_ text: StaticString) -> Bool {
        Glibc.write(fd, text.utf8Start, text.utf8CodeUnitCount) == text.utf8CodeUnitCount
    }
}
