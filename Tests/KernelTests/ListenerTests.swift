import Foundation
import Kernel
import Testing

/// Real sockets of this process.
@Suite struct ListenerTests {
    @Test(arguments: [AF_INET, AF_INET6])
    func `who listens on a port is found, with his command`(family: Int32) throws {
        let socket = Glibc.socket(family, Int32(SOCK_STREAM.rawValue), 0)
        try #require(socket >= 0)
        defer { close(socket) }
        // Unbound, it gets a port of its own (listen(2)).
        try #require(listen(socket, 1) == 0)
        let port = try #require(self.port(of: socket, family))
        let found = try #require(Listener.find(port: port))
        #expect(found.pid == getpid())
        #expect(found.session == getsid(0))
        let command = CommandLine.arguments.joined(separator: " ")
        #expect(found.command == command.prefix(120))
    }

    @Test func `a port that is free is nobody's`() throws {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try #require(listen(socket, 1) == 0)
        let port = try #require(self.port(of: socket, AF_INET))
        close(socket)
        #expect(Listener.find(port: port) == nil)
    }

    private func port(of socket: Int32, _ family: Int32) -> Int? {
        var address = sockaddr_in6()
        var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
        let outcome = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &length) }
        }
        // The port stands in the same place in both families.
        return outcome == 0 ? Int(UInt16(bigEndian: address.sin6_port)) : nil
    }
}
