import Glibc

/// A small file that is there whole, or as it was before: written beside itself and moved there. What its
/// name links to is never followed.
package enum AtomicFile {
    /// - Parameter isDurable: it is on the disk when this returns, and so is its name (fsync(2)); else it
    ///   outlives a process, not a power cut.
    /// - Returns: the errno of what failed; nil: it is done.
    package static func write(_ bytes: [UInt8], to path: String, isDurable: Bool) -> Int32? {
        let fresh = path + ".new"
        unlink(fresh)
        let file = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { return errno }
        let failure = fill(file, bytes, isDurable)
        close(file)
        guard failure == nil, rename(fresh, path) == 0 else {
            let reason = failure ?? errno
            unlink(fresh)
            return reason
        }
        return isDurable ? syncFolder(of: path) : nil
    }

    /// At most `limit` bytes; the errno where it cannot be read, EFBIG where there is more.
    package static func read(_ path: String, limit: Int) -> Result<[UInt8], ErrnoFailure> {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return .failure(ErrnoFailure(errno: errno)) }
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(file, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return .failure(ErrnoFailure(errno: errno)) }
            if count == 0 { return .success(bytes) }
            bytes += chunk[..<count]
            if bytes.count > limit { return .failure(ErrnoFailure(errno: EFBIG)) }
        }
    }

    private static func fill(_ file: Int32, _ bytes: [UInt8], _ isDurable: Bool) -> Int32? {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(file, $0.baseAddress! + written, $0.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return count == 0 ? EIO : errno }
            written += count
        }
        return isDurable && fsync(file) != 0 ? errno : nil
    }

    private static func syncFolder(of path: String) -> Int32? {
        let end = path.lastIndex(of: "/")
        let folder = open(
            end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ".", O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { return errno }
        defer { close(folder) }
        // Some file systems do not know how; the name is there all the same.
        return fsync(folder) == 0 || errno == EINVAL || errno == ENOTSUP ? nil : errno
    }
}

package struct ErrnoFailure: Error, Hashable, Sendable {
    package let errno: Int32
    package var sentence: String { errnoText(errno) }
}
