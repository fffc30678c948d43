import CLinux
import Glibc
import Kernel
import Supervision

/// One open log file (or a descriptor of the core's), written by all routes that lead to it. What cannot be
/// written is held, up to a limit, and tried again; what goes beyond is counted.
///
/// Confined to the writer's thread.
final class Sink {
    enum State: Equatable {
        case working
        /// A pipe or terminal that takes nothing at the moment.
        case waiting
        case failing(reason: String)
    }

    let target: LogTarget
    private(set) var state = State.working
    /// The pipe whose line is not finished at the end of the file.
    var openBy: UInt64?
    /// Lines dropped in this outage: since the last report, and in all; and in which dress to say so.
    var losses: [InstanceID: (fresh: Int, total: Int, route: Route)] = [:]
    /// Nobody's: the next line begins with a newline.
    static let torn = UInt64.max

    private(set) var fd: Int32 = -1
    private(set) var isRegular = true
    private var size = 0
    private var endsLine = true
    /// Where the line that is not finished yet begins.
    private(set) var wholeSize = 0
    var marks = Marks()
    private(set) var identity: (device: UInt64, inode: UInt64) = (0, 0)
    private var verifiedAt = Duration.zero
    private var triedRotationAt: Duration?
    private var backlog: [UInt8] = []
    private var backlogStart = 0

    private let owner: LogFile.Owner?
    private let rotation: LogSpec.Rotation?
    private let clock: @Sendable () -> Moment
    private let archivist: Archivist

    init(
        _ target: LogTarget, owner: LogFile.Owner?, rotation: LogSpec.Rotation?, archivist: Archivist,
        clock: @escaping @Sendable () -> Moment
    ) {
        self.target = target
        self.owner = owner
        self.rotation = rotation
        self.archivist = archivist
        self.clock = clock
    }

    deinit { shut() }

    var held: Int { backlog.count - backlogStart }
    var heldLines: Int {
        backlog.withUnsafeBytes { bytes in
            bytes.baseAddress.map { Newlines.count($0 + backlogStart, bytes.count - backlogStart) } ?? 0
        }
    }
    var descriptor: Int32 { fd }

    // MARK: - Writing

    /// Writes, or holds what cannot be written.
    func write(_ start: UnsafeRawPointer, _ count: Int) {
        guard count > 0 else { return }
        guard state == .working else { return hold(start, count) }
        verify()
        rotate(before: count)
        let written = attempt(start, count)
        if written < count { hold(start + written, count - written) }
    }

    /// Opens a file that is not open, so that a line torn by an earlier core is known before the next one is
    /// put together.
    func prepare() {
        if fd < 0, state == .working { _ = open() }
    }

    /// Tries what is held. True when all of it is written.
    func retry() -> Bool {
        state = .working
        verifiedAt = .zero
        verify()
        let start = backlogStart
        let written = backlog.withUnsafeBytes { bytes in
            attempt(
                bytes.baseAddress.map { $0 + start } ?? UnsafeRawPointer(bitPattern: 1)!, bytes.count - start)
        }
        backlogStart += written
        if held == 0 {
            backlog = []
            backlogStart = 0
        } else if backlogStart > backlog.count / 2 {
            backlog.removeSubrange(..<backlogStart)
            backlogStart = 0
        }
        return state == .working
    }

    /// Opens the path anew at the next write.
    func reopen() {
        if case .file = target { shut() }
    }

    /// `flush`: the file is empty afterwards.
    func truncate() {
        if case .file = target, fd >= 0 || LogFile.exists(target.path) {
            if fd < 0, open() != nil { return }
            ftruncate(fd, 0)
            size = 0
            wholeSize = 0
            endsLine = true
            settleMark()
            openBy = openBy == nil ? nil : Sink.torn
        }
    }

    private func hold(_ start: UnsafeRawPointer, _ count: Int) {
        backlog.append(contentsOf: UnsafeRawBufferPointer(start: start, count: count))
    }

    /// How much was written; less than all puts the sink into another state.
    private func attempt(_ start: UnsafeRawPointer, _ count: Int) -> Int {
        var chances = 2
        while true {
            if fd < 0, let reason = open() {
                state = .failing(reason: reason)
                return 0
            }
            let (written, error) = put(start, count)
            var status = stat()
            let isGone = isRegular && fstat(fd, &status) == 0 && status.st_nlink == 0
            if isRegular { size = Int(status.st_size) }
            if written > 0 { endsLine = (start + written - 1).load(as: UInt8.self) == 10 }
            if let newline = Newlines.last(start, written) { wholeSize = size - (written - 1 - newline) }
            chances -= 1
            // Into a file that nobody can open any more: once again, into a new one.
            if isGone, chances > 0 {
                shut()
                continue
            }
            if error == 0 { return written }
            if error == EAGAIN {
                state = .waiting
            } else {
                if written == 0, chances > 0, error != ENOSPC, error != EDQUOT, case .file = target {
                    shut()
                    continue
                }
                state = .failing(reason: String(cString: strerror(error)))
            }
            return written
        }
    }

    private func put(_ start: UnsafeRawPointer, _ count: Int) -> (written: Int, error: Int32) {
        var written = 0
        while written < count {
            var step = count - written
            if !isRegular {
                // A writable pipe takes this much without blocking; it must not be made non-blocking, since
                // the description is shared with whoever gave it to us.
                step = min(step, 4096)
                var room = pollfd(fd: fd, events: Int16(POLLOUT), revents: 0)
                if poll(&room, 1, 0) == 0 { return (written, EAGAIN) }
            }
            let done = Glibc.write(fd, start + written, step)
            if done < 0 {
                if errno == EINTR { continue }
                return (written, errno)
            }
            written += done
        }
        return (written, 0)
    }

    // MARK: - The file

    /// Nil, or why not.
    private func open() -> String? {
        switch target {
        case .descriptor(let number):
            fd = fcntl(number, F_DUPFD_CLOEXEC, 3)
            if fd < 0 { return String(cString: strerror(errno)) }
            var status = stat()
            fstat(fd, &status)
            isRegular = status.st_mode & S_IFMT == S_IFREG
        case .file(let path):
            switch LogFile.open(path, owner: owner) {
            case .failure(let refusal): return refusal.reason
            case .success(let file):
                fd = file.fd
                isRegular = file.isRegular
                size = file.size
                wholeSize = size
                identity = (file.device, file.inode)
                endsLine = file.endsLine
                if !endsLine, openBy == nil { openBy = Sink.torn }
            }
        }
        return nil
    }

    private func shut() {
        if fd >= 0 { close(fd) }
        fd = -1
    }

    /// Once a second: whether the path still leads to the open file.
    private func verify() {
        guard fd >= 0, isRegular, case .file(let path) = target else { return }
        let now = clock().monotonic
        guard verifiedAt == .zero || now - verifiedAt >= .seconds(1) else { return }
        verifiedAt = now
        var status = stat()
        if stat(path, &status) != 0 || (UInt64(status.st_dev), UInt64(status.st_ino)) != identity { shut() }
    }

    private func rotate(before count: Int) {
        guard let rotation, case .file(let path) = target, isRegular else { return }
        if fd < 0, open() != nil { return }
        guard size > 0, endsLine, size + count > rotation.maxSize else { return }
        let now = clock()
        // A folder that does not let us rename is asked once a second, not at every line.
        if let tried = triedRotationAt, now.monotonic - tried < .seconds(1) { return }
        if archivist.moveAside(path, at: now.wall, rotation) {
            shut()
            triedRotationAt = nil
        } else {
            triedRotationAt = now.monotonic
        }
    }
}
