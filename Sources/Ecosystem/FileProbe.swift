import Glibc

/// What the loader asks of the file system; tests answer from a dictionary.
package protocol FileProbe: Sendable {
    func kind(of path: String) -> FileKind
    /// The first `limit` bytes of a regular file; shorter when the file is.
    func read(_ path: String, limit: Int) throws(UnreadableFile) -> [UInt8]
}

package enum FileKind: Hashable, Sendable {
    case missing
    case folder
    /// A regular file, or what can be opened like one; whether this process may execute it.
    case file(executable: Bool)
}

/// `errno` of the call that failed.
package struct UnreadableFile: Error, Hashable, Sendable {
    package var errno: Int32
    package init(errno: Int32) { self.errno = errno }
}

/// The real file system.
package struct SystemFiles: FileProbe {
    package init() {}

    package func kind(of path: String) -> FileKind {
        var status = stat()
        guard stat(path, &status) == 0 else { return .missing }
        if status.st_mode & S_IFMT == S_IFDIR { return .folder }
        return .file(executable: access(path, X_OK) == 0)
    }

    package func read(_ path: String, limit: Int) throws(UnreadableFile) -> [UInt8] {
        // O_NONBLOCK: a FIFO in the file's place must not hang the start.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw UnreadableFile(errno: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw UnreadableFile(errno: errno) }
        if status.st_mode & S_IFMT == S_IFDIR { throw UnreadableFile(errno: EISDIR) }
        // A pipe somebody writes to, `<(command)`, is waited for; without a writer it ends at once.
        if status.st_mode & S_IFMT == S_IFIFO { _ = fcntl(descriptor, F_SETFL, 0) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: min(max(limit, 1), 65536))
        while bytes.count < limit {
            let count = Glibc.read(descriptor, &chunk, min(chunk.count, limit - bytes.count))
            if count < 0 {
                if errno == EINTR { continue }
                throw UnreadableFile(errno: errno)
            }
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        return bytes
    }
}
