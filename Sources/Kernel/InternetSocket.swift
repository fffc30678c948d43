import CLinux
import Glibc
package import Supervision

/// Stream sockets by address and port, ip(7) and ipv6(7). Descriptors are close-on-exec and do not block; they
/// are the caller's to close.
package enum InternetSocket {
    package struct Failure: Error, Hashable, Sendable {
        package let errno: Int32
    }

    /// EADDRINUSE: somebody has it; EADDRNOTAVAIL: it is not this machine's; EINVAL: it is no address. Port 0 is
    /// any that is free.
    package static func listen(at address: ListenAddress) throws(Failure) -> Int32 {
        guard let bound = InternetSocket.address(address.host, port: address.port) else {
            throw Failure(errno: EINVAL)
        }
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let socket = socket(Int32(bound.storage.ss_family), kind, 0)
        guard socket >= 0 else { throw Failure(errno: errno) }
        var one: Int32 = 1
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
        var storage = bound.storage
        let isBound = withUnsafePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, bound.size) == 0 }
        }
        guard isBound, Glibc.listen(socket, 128) == 0 else {
            let reason = errno
            close(socket)
            throw Failure(errno: reason)
        }
        return socket
    }

    /// Says this, as far as it goes without waiting, and hangs up.
    package static func dismiss(_ socket: Int32, with word: [UInt8]) {
        _ = send(socket, word, word.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
        shutdown(socket, Int32(SHUT_WR))
        close(socket)
    }

    /// The port a socket is bound to.
    package static func port(of socket: Int32) -> Int? {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let isKnown = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &size) == 0 }
        }
        guard isKnown else { return nil }
        // sin_port and sin6_port are in the same place.
        return withUnsafeBytes(of: &storage) { Int($0[2]) << 8 | Int($0[3]) }
    }

    private static func address(_ host: String, port: Int) -> (storage: sockaddr_storage, size: socklen_t)? {
        var storage = sockaddr_storage()
        let number = in_port_t(truncatingIfNeeded: port).bigEndian
        var four = sockaddr_in()
        if inet_pton(AF_INET, host, &four.sin_addr) == 1 {
            four.sin_family = sa_family_t(AF_INET)
            four.sin_port = number
            withUnsafeMutableBytes(of: &storage) { room in
                withUnsafeBytes(of: &four) { room.copyMemory(from: $0) }
            }
            return (storage, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
        var six = sockaddr_in6()
        guard inet_pton(AF_INET6, host, &six.sin6_addr) == 1 else { return nil }
        six.sin6_family = sa_family_t(AF_INET6)
        six.sin6_port = number
        withUnsafeMutableBytes(of: &storage) { room in
            withUnsafeBytes(of: &six) { room.copyMemory(from: $0) }
        }
        return (storage, socklen_t(MemoryLayout<sockaddr_in6>.size))
    }
}
