import Glibc
import Journal

/// One open file of a chain, read from anywhere. Of a compressed one a window is kept unpacked, and to go back
/// before it the file is unpacked again from its beginning: memory is bounded, and of what wamon rotates by
/// default all fits.
final class PieceFile {
    private let fd: Int32
    private let path: String
    private var archive: RotatedFile?
    private var window: [UInt8] = []
    private var windowStart = 0
    private let stop: Stop

    /// Windows begin at whole ones of these, and reach further by as much as anybody reads at once.
    private static let windowSize = 16 << 20
    static let mostRead = 2 << 20

    /// Nil where it cannot be opened, or is another by now.
    init?(_ piece: Chain.Piece, of log: String, stop: Stop) {
        self.stop = stop
        path = piece.path
        var fd = open(piece.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        var status = stat()
        if fd >= 0, piece.isCurrent, fstat(fd, &status) == 0, UInt64(status.st_ino) != piece.inode {
            // Rotated since it was looked at.
            close(fd)
            let own = RotatedFile.names(of: log, since: piece.inode, modified: .zero).own
            fd = own.map { open($0, O_RDONLY | O_CLOEXEC) } ?? -1
            if fd < 0 { return nil }
        }
        self.fd = fd
        if fd < 0 {
            archive = piece.isCurrent ? nil : RotatedFile(piece.path)
            if archive == nil { return nil }
        }
    }

    deinit { if fd >= 0 { close(fd) } }

    /// - Returns: how many bytes there were, fewer at the end, or where it is not what it was.
    func read(at offset: Int, _ count: Int, into buffer: inout [UInt8]) -> Int {
        if buffer.count < count { buffer = [UInt8](repeating: 0, count: count) }
        guard count > 0 else { return 0 }
        return fd >= 0 ? readPlain(at: offset, count, &buffer) : readArchive(at: offset, count, &buffer)
    }

    private func readPlain(at offset: Int, _ count: Int, _ buffer: inout [UInt8]) -> Int {
        buffer.withUnsafeMutableBytes { bytes in
            var done = 0
            while done < count {
                let step = pread(fd, bytes.baseAddress! + done, count - done, off_t(offset + done))
                if step < 0, errno == EINTR { continue }
                if step <= 0 { break }
                done += step
            }
            return done
        }
    }

    private func readArchive(at offset: Int, _ count: Int, _ buffer: inout [UInt8]) -> Int {
        let start = offset / PieceFile.windowSize * PieceFile.windowSize
        if start != windowStart || archive == nil { openWindow(at: start) }
        unpack(to: min(offset + count, start + PieceFile.windowSize + PieceFile.mostRead) - start)
        let found = max(0, min(count, windowStart + window.count - offset))
        guard found > 0 else { return 0 }
        let begin = offset - windowStart
        buffer.withUnsafeMutableBytes { target in
            window.withUnsafeBytes { source in
                target.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[begin..<begin + found]))
            }
        }
        return found
    }

    private func openWindow(at start: Int) {
        archive = RotatedFile(path)
        window = []
        windowStart = start
        var skipped = 0
        var piece = [UInt8](repeating: 0, count: 256 << 10)
        while skipped < start, !stop.isAsked {
            let most = min(piece.count, start - skipped)
            let count = piece.withUnsafeMutableBytes {
                archive?.read(UnsafeMutableRawBufferPointer(rebasing: $0[..<most])) ?? 0
            }
            if count == 0 { break }
            skipped += count
        }
        if skipped < start { archive = nil }
    }

    private func unpack(to count: Int) {
        var piece = [UInt8]()
        while window.count < count, let archive, !stop.isAsked {
            if piece.isEmpty { piece = [UInt8](repeating: 0, count: 256 << 10) }
            let found = piece.withUnsafeMutableBytes { archive.read($0) }
            if found == 0 { break }
            window += piece[..<found]
        }
    }
}
