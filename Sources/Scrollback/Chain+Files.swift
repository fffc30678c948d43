import CLinux
import Glibc
import Journal
import Supervision

extension Chain {
    fileprivate struct Found {
        var path: String
        var inode: UInt64
        var isCurrent: Bool
        var count: Int
        var began: Duration?
        var ended: Duration
    }

    /// Looks at the folder anew.
    mutating func look() {
        trouble = nil
        let old = pieces
        let before = old.last { $0.isCurrent }
        var known = Dictionary(old.filter { !$0.isCurrent }.map { ($0.path, $0) }) { $1 }
        let found = RotatedFile.names(of: path).compactMap(Chain.rotated) + (current().map { [$0] } ?? [])
        // What was the log when it was last looked at has got a name, if another has the log's name now.
        let inode = found.last { $0.isCurrent }?.inode
        if let before, inode != before.inode,
            let heir = found.first(where: { $0.inode == before.inode })
                ?? found.first(where: { !$0.isCurrent && known[$0.path] == nil })
        {
            known[heir.path] = before
        }
        var next = old.last?.end ?? 0
        var behind: Duration?
        pieces = found.map { file in
            var base = known[file.path]?.base
            if file.isCurrent {
                // Shorter than it was: emptied, and what is in it now is new.
                base = before?.inode == file.inode && file.count >= before?.count ?? 0 ? before?.base : nil
            }
            let began = min(behind ?? file.began ?? file.ended, file.ended)
            behind = file.ended
            let piece = Piece(
                path: file.path, inode: file.inode, isCurrent: file.isCurrent, base: base ?? next,
                count: file.count, began: began, ended: file.ended)
            next = max(next, piece.end)
            return piece
        }
        end = pieces.last?.end ?? 0
    }

    /// What a log was renamed to, compressed or not.
    private static func rotated(_ path: String) -> Found? {
        var status = stat()
        if stat(path, &status) == 0 { return Found(path, status, inode: UInt64(status.st_ino)) }
        guard stat(path + ".gz", &status) == 0 else { return nil }
        var found = Found(path, status, inode: 0)
        found.count = unpackedCount(path + ".gz", Int(status.st_size))
        return found
    }

    /// As gzip notes it in the last four bytes (RFC 1952, ISIZE).
    private static func unpackedCount(_ path: String, _ size: Int) -> Int {
        let fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard fd >= 0 else { return 0 }
        defer { close(fd) }
        var bytes: [UInt8] = [0, 0, 0, 0]
        guard size >= 18, pread(fd, &bytes, 4, off_t(size - 4)) == 4 else { return 0 }
        return bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    private mutating func current() -> Found? {
        var status = stat()
        guard stat(path, &status) == 0 else {
            if errno != ENOENT { trouble = "\(path): \(String(cString: strerror(errno)))" }
            return nil
        }
        guard status.st_mode & S_IFMT == S_IFREG else { return nil }
        if access(path, R_OK) != 0 { trouble = "\(path): \(String(cString: strerror(errno)))" }
        var found = Found(path, status, inode: UInt64(status.st_ino))
        found.isCurrent = true
        return found
    }

    /// The address that a place in the file with this inode has; nil where no such file is known.
    func address(inode: UInt64, offset: Int) -> Int? {
        pieces.last { $0.inode == inode && inode != 0 }.map { $0.base + min(offset, $0.count) }
    }
}

extension Chain.Found {
    fileprivate init(_ path: String, _ status: stat, inode: UInt64) {
        self.path = path
        self.inode = inode
        isCurrent = false
        count = Int(status.st_size)
        ended = .seconds(status.st_mtim.tv_sec) + .nanoseconds(status.st_mtim.tv_nsec)
        let born = linux_born(path)
        began = born > 0 ? .nanoseconds(born) : nil
    }
}
