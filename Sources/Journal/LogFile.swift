import Glibc
import Kernel

/// How a log file is opened: for appending, its folders made, and nothing but a regular file or a terminal.
enum LogFile {
    struct Opened {
        var fd: Int32
        var isRegular: Bool
        var size: Int
        var device: UInt64
        var inode: UInt64
        /// Empty, or the last byte is a newline.
        var endsLine: Bool
    }
    struct Refusal: Error {
        var reason: String
        init(_ reason: String) { self.reason = reason }
        static var system: Refusal { Refusal(String(cString: strerror(errno))) }
    }
    /// Whom a new file is given to.
    struct Owner: Hashable {
        var uid: uid_t
        var gid: gid_t

        /// Names or numbers; nil for the core's own. May ask the name service: not on the core's thread.
        init?(user: String?, group: String?) {
            guard geteuid() == 0, user != nil || group != nil else { return nil }
            uid = 0
            gid = 0
            if let user {
                if let entry = getpwnam(user) ?? UInt32(user).flatMap({ getpwuid($0) }) {
                    uid = entry.pointee.pw_uid
                    gid = entry.pointee.pw_gid
                } else if let number = UInt32(user) {
                    uid = number
                }
            }
            if let group {
                if let entry = getgrnam(group) {
                    gid = entry.pointee.gr_gid
                } else {
                    gid = UInt32(group) ?? gid
                }
            }
        }
    }

    static func open(_ path: String, owner: Owner?) -> Result<Opened, Refusal> {
        var status = stat()
        let isNew = lstat(path, &status) != 0
        if !isNew, let refusal = refusal(status.st_mode) { return .failure(refusal) }
        // O_NONBLOCK: a FIFO put there in the meantime does not hold us.
        let flags = O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
        var fd = Glibc.open(path, flags, 0o640)
        if fd < 0, errno == ENOENT {
            makeFolders(above: path, owner: owner)
            fd = Glibc.open(path, flags, 0o640)
        }
        guard fd >= 0 else { return .failure(errno == ELOOP ? refusal(S_IFLNK)! : .system) }
        guard Headroom.allows(fd) else {
            close(fd)
            return .failure(Refusal(String(cString: strerror(EMFILE))))
        }
        guard fstat(fd, &status) == 0 else {
            defer { close(fd) }
            return .failure(.system)
        }
        if let refusal = refusal(status.st_mode) {
            close(fd)
            return .failure(refusal)
        }
        _ = fcntl(fd, F_SETFL, O_APPEND)
        if isNew, let owner { _ = fchown(fd, owner.uid, owner.gid) }
        return .success(
            Opened(
                fd: fd, isRegular: status.st_mode & S_IFMT == S_IFREG, size: Int(status.st_size),
                device: UInt64(status.st_dev), inode: UInt64(status.st_ino),
                endsLine: status.st_size == 0 || lastByte(path) == 10))
    }

    static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// The whole lines among the last `limit` bytes, and when the file was last written (since 1970).
    static func tail(_ path: String, limit: Int) -> (bytes: [UInt8], at: Duration)? {
        let fd = Glibc.open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard fd >= 0 else { return nil }
        defer { close(fd) }
        var status = stat()
        guard fstat(fd, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else {
            return nil
        }
        let size = Int(status.st_size)
        let begin = max(0, size - limit)
        var bytes = [UInt8](repeating: 0, count: size - begin)
        let count = pread(fd, &bytes, bytes.count, off_t(begin))
        guard count > 0 else { return nil }
        bytes.removeSubrange(count...)
        if begin > 0 {
            guard let newline = bytes.firstIndex(of: 10) else { return nil }
            bytes.removeSubrange(...newline)
        }
        guard !bytes.isEmpty else { return nil }
        let at = Duration.seconds(status.st_mtim.tv_sec) + .nanoseconds(status.st_mtim.tv_nsec)
        return (bytes, at)
    }

    // MARK: - Steps

    private static func refusal(_ mode: mode_t) -> Refusal? {
        switch mode & S_IFMT {
        case S_IFREG, S_IFCHR: nil
        case S_IFLNK: Refusal("it is a symbolic link")
        case S_IFIFO: Refusal("it is a FIFO")
        case S_IFDIR: Refusal("it is a folder")
        case S_IFSOCK: Refusal("it is a socket")
        default: Refusal("it is not a regular file")
        }
    }

    static func makeFolders(above path: String, owner: Owner?) {
        var index = path.startIndex
        while let slash = path[index...].dropFirst().firstIndex(of: "/") {
            let folder = String(path[..<slash])
            if mkdir(folder, 0o755) == 0, let owner { _ = lchown(folder, owner.uid, owner.gid) }
            index = slash
        }
    }

    private static func lastByte(_ path: String) -> UInt8? {
        let fd = Glibc.open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard fd >= 0 else { return nil }
        defer { close(fd) }
        var byte: UInt8 = 0
        let end = lseek(fd, -1, SEEK_END)
        return end >= 0 && pread(fd, &byte, 1, end) == 1 ? byte : nil
    }
}
