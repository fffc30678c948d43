import CLinux
import Glibc
package import Supervision

/// An flock(2) held for the life of this value: nothing is ever supervised twice. Taken on
/// `$WAMON_HOME/lock` and on the ecosystem file. Goes with the process, however that ends; children do not
/// inherit it.
package final class HomeLock: Sendable {
    package enum Refusal: Error, Hashable, Sendable {
        /// By another core; its pid where /proc/locks or the file tells it.
        case held(by: PID?)
        /// The file cannot be opened or locked: the errno.
        case impossible(Int32)
    }

    private let descriptor: Int32

    /// Opens `path` and locks it without waiting. With `marked` the file is wamon's own: it is created
    /// (mode 0600) and our pid written into it; without, it is only read.
    package init(_ path: String, marked: Bool) throws(Refusal) {
        let flags = marked ? O_RDWR | O_CREAT : O_RDONLY
        let file = open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0o600)
        // Somebody's ecosystem file may be a link; our own lock never is.
        let opened = file < 0 && errno == ELOOP && !marked ? open(path, O_RDONLY | O_CLOEXEC) : file
        guard opened >= 0 else { throw .impossible(errno) }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let reason = errno
            let holder = reason == EWOULDBLOCK ? HomeLock.holder(of: opened, marked: marked) : nil
            close(opened)
            throw reason == EWOULDBLOCK ? .held(by: holder) : .impossible(reason)
        }
        descriptor = opened
        if marked {
            var text = Array("\(getpid())\n".utf8)
            ftruncate(opened, 0)
            _ = pwrite(opened, &text, text.count, 0)
        }
    }

    deinit { close(descriptor) }

    // MARK: - Who holds it

    /// By /proc/locks (proc_locks(5): "1: FLOCK  ADVISORY  WRITE 812 fe:00:5243 0 EOF"), which an overlay
    /// file system may show under another device: then by inode alone. Else by what the holder wrote.
    private static func holder(of file: Int32, marked: Bool) -> PID? {
        var status = stat()
        guard fstat(file, &status) == 0 else { return nil }
        var major: UInt32 = 0
        var minor: UInt32 = 0
        linux_device(UInt64(status.st_dev), &major, &minor)
        var byInode: PID?
        for line in (ProcText.read("/proc/locks") ?? "").split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count >= 6, words[1] == "FLOCK", let pid = PID(words[4]), pid > 0 else { continue }
            let place = words[5].split(separator: ":")
            guard place.count == 3, UInt64(place[2]) == UInt64(status.st_ino) else { continue }
            if UInt32(place[0], radix: 16) == major, UInt32(place[1], radix: 16) == minor { return pid }
            byInode = pid
        }
        if let byInode { return byInode }
        guard marked else { return nil }
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = pread(file, &bytes, bytes.count, 0)
        let digits = bytes.prefix(max(0, count)).prefix { (48...57).contains($0) }
        return PID(String(decoding: digits, as: UTF8.self))
    }
}
