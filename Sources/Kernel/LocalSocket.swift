import CLinux
import Glibc
import Supervision

/// Stream sockets by path, unix(7). Descriptors are close-on-exec and do not block; they are the caller's to
/// close. A path of any length will do: beyond what an address holds it is reached through /proc/self/fd.
package enum LocalSocket {
    package struct Failure: Error, Hashable, Sendable {
        package let errno: Int32
    }

    /// Listens at `path`, mode 0600 from the first moment on, in place of a socket that is there. Anything
    /// else there is left alone (EEXIST).
    package static func listen(at path: String) throws(Failure) -> Int32 {
        var status = stat()
        if lstat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFSOCK else { throw Failure(errno: EEXIST) }
            unlink(path)
        }
        let socket = try make()
        // The name gets the mode that the socket has when it is bound.
        fchmod(socket, 0o600)
        do throws(Failure) {
            try withAddress(of: path) { address, size in bind(socket, address, size) }
            guard Glibc.listen(socket, 512) == 0 else { throw Failure(errno: errno) }
            return socket
        } catch {
            close(socket)
            throw error
        }
    }

    /// ENOENT or ECONNREFUSED: nobody listens. EAGAIN: too many wait there already; try again.
    package static func connect(to path: String) throws(Failure) -> Int32 {
        let socket = try make()
        do throws(Failure) {
            try withAddress(of: path) { address, size in Glibc.connect(socket, address, size) }
            return socket
        } catch {
            close(socket)
            throw error
        }
    }

    /// Blocks until somebody listens there; false where nobody does in time.
    package static func awaitListener(at path: String, within patience: Duration) -> Bool {
        let due = Moment.read.monotonic + patience
        repeat {
            if let socket = try? connect(to: path) {
                close(socket)
                return true
            }
            poll(nil, 0, 20)
        } while Moment.read.monotonic < due
        return false
    }

    /// The user at the other end, as the kernel knows it; nil where it does not.
    package static func peer(of socket: Int32) -> UInt32? {
        var uid: uid_t = 0
        return linux_peer(socket, &uid) == 0 ? uid : nil
    }

    /// Whose a path is, or, where it may not be seen, the nearest folder around it.
    package static func owner(of path: String) -> UInt32? {
        var path = path[...]
        var status = stat()
        while !path.isEmpty {
            if lstat(String(path), &status) == 0 { return status.st_uid }
            path = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
        }
        return nil
    }

    // MARK: - Addresses

    /// O_PATH of open(2), which Glibc's module leaves out.
    private static let searchOnly: Int32 = 0o10_000_000

    private static func make() throws(Failure) -> Int32 {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let socket = socket(AF_UNIX, kind, 0)
        guard socket >= 0 else { throw Failure(errno: errno) }
        return socket
    }

    private static func withAddress(
        of path: String, _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws(Failure) {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let room = MemoryLayout.size(ofValue: address.sun_path) - 1
        var folder: Int32 = -1
        defer { if folder >= 0 { close(folder) } }
        var name = path
        if path.utf8.count > room, let slash = path.lastIndex(of: "/") {
            folder = open(String(path[..<slash]), searchOnly | O_DIRECTORY | O_CLOEXEC)
            guard folder >= 0 else { throw Failure(errno: errno) }
            name = "/proc/self/fd/\(folder)\(path[slash...])"
        }
        guard name.utf8.count <= room else { throw Failure(errno: ENAMETOOLONG) }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name.utf8) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                call($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else { throw Failure(errno: errno) }
    }
}
