import Glibc
import Journal
import Supervision

/// One log file read on as it grows, through rotation, truncation and its absence, each line once.
///
/// A file that is renamed is read to its end, then what it was rotated to meanwhile, then the one that has its
/// name now. One that others have renamed is looked at a while longer: its writer may not know yet.
final class LogTail {
    /// A line that is longer is given in pieces.
    private static let longestLine = 1 << 20
    private static let readSize = 256 << 10
    /// How long a writer may go on in a file that has been renamed.
    private static let linger = Duration.seconds(2)

    let path: String
    var source: LogSource
    private var fd: Int32 = -1
    private var inode: UInt64
    private var offset: Int
    /// A line that has begun: what of it has been read.
    private var partial: [UInt8] = []
    /// Rotated files to be read before the one that has the name.
    private var missed: [String] = []
    private var archive: RotatedFile?
    private var leavingSince: Duration?
    /// The last bytes before the offset: where others stand there by now, the file has been emptied and filled
    /// again between two looks.
    private var trail: [UInt8] = []
    private var writtenAt = timespec()
    private static let trailLength = 64
    private var buffer: [UInt8] = []

    /// - Parameter mark: where to begin.
    init(_ source: LogSource, at mark: LogMark) {
        self.source = source
        path = mark.path ?? ""
        inode = mark.inode
        offset = mark.offset
    }

    deinit { shut() }

    /// Reads a piece.
    /// - Parameters:
    ///   - now: CLOCK_MONOTONIC.
    ///   - take: whole lines, each with its newline.
    /// - Returns: whether there may be more at once.
    func read(at now: Duration, _ take: (UnsafeRawBufferPointer) -> Void) -> Bool {
        if archive != nil || !missed.isEmpty { return readMissed(take) }
        if fd < 0, !open() { return false }
        if buffer.isEmpty { buffer = [UInt8](repeating: 0, count: LogTail.readSize) }
        let count = pread(fd, &buffer, buffer.count, off_t(offset))
        if count > 0 {
            if isAnother() { return true }
            // A line torn long ago was ended by whoever wrote next: that is no line.
            let skipped = offset > 0 && partial.isEmpty && buffer[0] == 10 && isTorn ? 1 : 0
            offset += count
            leavingSince = nil
            trail = (trail + buffer[max(0, count - LogTail.trailLength)..<count]).suffix(LogTail.trailLength)
            buffer.withUnsafeBytes {
                give(UnsafeRawBufferPointer(rebasing: $0[skipped..<count]), take)
            }
            return count == buffer.count
        }
        buffer = []
        return turn(at: now)
    }

    // MARK: - Lines

    private func give(_ bytes: UnsafeRawBufferPointer, _ take: (UnsafeRawBufferPointer) -> Void) {
        var last = bytes.count - 1
        while last >= 0, bytes[last] != 10 { last -= 1 }
        guard last >= 0 else {
            partial.append(contentsOf: bytes)
            if partial.count >= LogTail.longestLine { givePartial(take) }
            return
        }
        var rest = bytes
        if !partial.isEmpty, let first = bytes.firstIndex(of: 10) {
            partial.append(contentsOf: bytes[...first])
            partial.withUnsafeBytes { take($0) }
            partial.removeAll(keepingCapacity: true)
            rest = UnsafeRawBufferPointer(rebasing: bytes[(first + 1)...])
        }
        let whole = last + 1 - (bytes.count - rest.count)
        if whole > 0 { take(UnsafeRawBufferPointer(rebasing: rest[..<whole])) }
        partial.append(contentsOf: rest[max(0, whole)...])
    }

    /// A line that nobody is going to end.
    func givePartial(_ take: (UnsafeRawBufferPointer) -> Void) {
        guard !partial.isEmpty else { return }
        partial.append(10)
        partial.withUnsafeBytes { take($0) }
        partial.removeAll()
    }

    // MARK: - Files

    private var isTorn: Bool {
        var byte: UInt8 = 10
        return pread(fd, &byte, 1, off_t(offset - 1)) == 1 && byte != 10
    }

    private func open() -> Bool {
        fd = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard fd >= 0 else { return false }
        var status = stat()
        guard fstat(fd, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            shut()
            return false
        }
        let found = UInt64(status.st_ino)
        guard inode != 0, found != inode else {
            if inode == 0 { offset = 0 }
            inode = found
            return true
        }
        // It was rotated before we came to open it.
        let names = RotatedFile.names(of: path, since: inode, modified: .zero)
        shut()
        guard let own = names.own else {
            (inode, offset) = (0, 0)
            return open()
        }
        fd = Glibc.open(own, O_RDONLY | O_CLOEXEC)
        if fd < 0 { (inode, offset) = (0, 0) }
        return fd >= 0 ? true : open()
    }

    /// Emptied: what is in it now is new.
    private func startOver() {
        offset = 0
        partial = []
        trail = []
    }

    private func isAnother() -> Bool {
        guard !trail.isEmpty, offset >= trail.count else { return false }
        var found = [UInt8](repeating: 0, count: trail.count)
        let count = pread(fd, &found, found.count, off_t(offset - trail.count))
        guard count != found.count || found != trail else { return false }
        startOver()
        return true
    }

    /// At its end: is it still the one that has the name?
    private func turn(at now: Duration) -> Bool {
        var (own, named) = (stat(), stat())
        guard fstat(fd, &own) == 0 else { return false }
        if Int(own.st_size) < offset {
            startOver()
            return own.st_size > 0
        }
        if own.st_mtim.tv_sec != writtenAt.tv_sec || own.st_mtim.tv_nsec != writtenAt.tv_nsec {
            writtenAt = own.st_mtim
            if isAnother() { return true }
        }
        // Gone without another in its place: whoever writes it may go on.
        guard stat(path, &named) == 0 else { return false }
        guard named.st_ino != own.st_ino || named.st_dev != own.st_dev else {
            leavingSince = nil
            return false
        }
        let modified = Duration.seconds(own.st_mtim.tv_sec) + .nanoseconds(own.st_mtim.tv_nsec)
        let names = RotatedFile.names(of: path, since: inode, modified: modified)
        // wamon does not write to what it has rotated; others' rotation it notices within a second.
        let isOurs = names.own != nil || own.st_nlink == 0
        guard let since = leavingSince else {
            leavingSince = now
            return true
        }
        guard isOurs || now - since >= LogTail.linger else { return false }
        return follow(modified)
    }

    /// Goes over to the file that has the name, by way of what had it meanwhile.
    private func follow(_ modified: Duration) -> Bool {
        let next = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard next >= 0 else { return false }
        var status = stat()
        // Compressed since: its name cannot be known. Asked again, the newest is another.
        guard fstat(next, &status) == 0, status.st_nlink > 0 else {
            close(next)
            return true
        }
        // What was rotated before it was made is there by now; if it was rotated since, others are for later.
        let later = RotatedFile.names(of: path, since: inode, modified: modified).later
        let nextName = RotatedFile.names(of: path, since: UInt64(status.st_ino), modified: .zero).own
        missed = later.filter { name in nextName.map { name < $0 } ?? true }
        shut()
        (fd, inode, offset, leavingSince) = (next, UInt64(status.st_ino), 0, nil)
        trail = []
        return true
    }

    private func readMissed(_ take: (UnsafeRawBufferPointer) -> Void) -> Bool {
        if archive == nil {
            archive = RotatedFile(missed.removeFirst())
            if archive == nil { return true }
        }
        if buffer.isEmpty { buffer = [UInt8](repeating: 0, count: LogTail.readSize) }
        let count = buffer.withUnsafeMutableBytes { archive?.read($0) ?? 0 }
        if count == 0 { archive = nil }
        buffer.withUnsafeBytes { give(UnsafeRawBufferPointer(rebasing: $0[..<count]), take) }
        return true
    }

    private func shut() {
        if fd >= 0 { close(fd) }
        fd = -1
    }
}
