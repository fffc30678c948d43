import Glibc
import Monitor
import Supervision
import Wording

// Text into files, on the screen's own thread: a disk that stands still holds up nobody else.
extension MonitorScreen {
    /// Into a new file in the current folder; nothing that is there is written over.
    func save(_ text: String, as name: String) {
        let (fd, path) = MonitorScreen.newFile(name)
        guard fd >= 0 else { return take(.saved(path: nil, trouble: trouble(path))) }
        var text = text
        let isWritten = text.withUTF8 { MonitorScreen.write($0, to: fd) }
        let saved = errno
        let isClosed = Glibc.close(fd) == 0
        if isWritten, isClosed { return take(.saved(path: path, trouble: nil)) }
        if !isWritten { errno = saved }
        let why = trouble(path)
        unlink(path)
        take(.saved(path: nil, trouble: why))
    }

    private func trouble(_ path: String) -> String { "\(path): \(model.words.reason(errno))" }

    /// The name, or where it is taken the same with a number: `x-2.log`.
    private static func newFile(_ name: String) -> (fd: Int32, path: String) {
        let stem = name.hasSuffix(".log") ? String(name.dropLast(4)) : name
        let ending = name.hasSuffix(".log") ? ".log" : ""
        var path = name
        for number in 2...100 {
            let fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
            if fd >= 0 || errno != EEXIST { return (fd, path) }
            path = "\(stem)-\(number)\(ending)"
        }
        return (-1, path)
    }

    private static func write(_ bytes: UnsafeBufferPointer<UInt8>, to fd: Int32) -> Bool {
        var rest = UnsafeRawBufferPointer(bytes)
        while !rest.isEmpty {
            let count = Glibc.write(fd, rest.baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        }
        return true
    }
}
