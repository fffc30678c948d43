import Glibc
package import Supervision

/// An IPv4 or IPv6 address with a port, as a socket takes it: ip(7), ipv6(7).
package struct InternetAddress: Hashable, Sendable {
    package struct Failure: Error, Hashable, Sendable {
        package let errno: Int32
    }

    /// sockaddr_in or sockaddr_in6.
    private let bytes: [UInt8]

    /// "127.0.0.1", "::1"; nil: a name.
    package init?(_ endpoint: Endpoint) {
        var four = sockaddr_in()
        var six = sockaddr_in6()
        if inet_pton(AF_INET, endpoint.host, &four.sin_addr) == 1 {
            four.sin_family = sa_family_t(AF_INET)
            four.sin_port = endpoint.port.bigEndian
            bytes = withUnsafeBytes(of: four) { Array($0) }
        } else if inet_pton(AF_INET6, endpoint.host, &six.sin6_addr) == 1 {
            six.sin6_family = sa_family_t(AF_INET6)
            six.sin6_port = endpoint.port.bigEndian
            bytes = withUnsafeBytes(of: six) { Array($0) }
        } else {
            return nil
        }
    }

    init(_ address: UnsafePointer<sockaddr>, size: socklen_t) {
        bytes = Array(UnsafeRawBufferPointer(start: address, count: Int(size)))
    }

    /// A socket that does not block and is on its way there: writable when it has arrived, or failed. The caller
    /// closes it. EMFILE also where the last descriptors would be used up (`Headroom`).
    func connecting() throws(Failure) -> Int32 {
        let socket = try socket()
        let result = withAddress { Glibc.connect(socket, $0, $1) }
        guard result == 0 || errno == EINPROGRESS else {
            let failure = Failure(errno: errno)
            close(socket)
            throw failure
        }
        return socket
    }

    /// A socket that listens there, close-on-exec, not blocking; the caller closes it. Port 0: any that is free.
    package func listening() throws(Failure) -> Int32 {
        let socket = try socket()
        var one: Int32 = 1
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
        if bytes.withUnsafeBytes({ $0.loadUnaligned(as: sa_family_t.self) }) == sa_family_t(AF_INET6) {
            setsockopt(
                socket, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &one, socklen_t(MemoryLayout<Int32>.size))
        }
        guard withAddress({ bind(socket, $0, $1) }) == 0, listen(socket, 512) == 0 else {
            let failure = Failure(errno: errno)
            close(socket)
            throw failure
        }
        return socket
    }

    /// Where a socket is bound to; 0 where it is not.
    package static func port(of socket: Int32) -> UInt16 {
        var address = sockaddr_in6()
        var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &size) }
        }
        // Both kinds have their port at the same place.
        return result == 0 ? UInt16(bigEndian: address.sin6_port) : 0
    }

    /// Nobody listens at a port of the range that connections take theirs from, and the connection took that very
    /// port: it has met itself.
    static func isSelfConnected(_ socket: Int32) -> Bool {
        var (own, other) = (sockaddr_in6(), sockaddr_in6())
        var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
        func name(
            _ address: inout sockaddr_in6,
            _ call: (Int32, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
        ) -> Bool {
            withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { call(socket, $0, &size) == 0 }
            }
        }
        guard name(&own, { getsockname($0, $1, $2) }), name(&other, { getpeername($0, $1, $2) }) else {
            return false
        }
        return withUnsafeBytes(of: own) { own in
            withUnsafeBytes(of: other) { own.prefix(Int(size)).elementsEqual($0.prefix(Int(size))) }
        }
    }

    // MARK: - Calls

    private func socket() throws(Failure) -> Int32 {
        let family = bytes.withUnsafeBytes { Int32($0.loadUnaligned(as: sa_family_t.self)) }
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let socket = Glibc.socket(family, kind, 0)
        guard socket >= 0 else { throw Failure(errno: errno) }
        guard Headroom.allows(socket) else {
            close(socket)
            throw Failure(errno: EMFILE)
        }
        return socket
    }

    private func withAddress(_ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        bytes.withUnsafeBytes { raw in
            raw.withMemoryRebound(to: sockaddr.self) { call($0.baseAddress!, socklen_t(raw.count)) }
        }
    }
}
