import Glibc
import Testing

/// A client that says what it is told, byte for byte; waits ten seconds at most.
final class Caller {
    private let socket: Int32

    init(port: Int) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var patience = timeval(tv_sec: 10, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(socket, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(connected == 0, "errno \(errno)")
    }

    deinit { close(socket) }

    @discardableResult
    func say(_ bytes: [UInt8]) -> Bool {
        send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }
    @discardableResult
    func say(_ text: String) -> Bool { say(Array(text.utf8)) }

    func finish() { shutdown(socket, Int32(SHUT_WR)) }

    /// What comes until the other side hangs up; nil: it does not.
    func rest() -> String? {
        var bytes: [UInt8] = []
        while true {
            let count = read(&bytes)
            if count == 0 || (count < 0 && errno == ECONNRESET) {
                return String(decoding: bytes, as: UTF8.self)
            }
            if count < 0 { return nil }
        }
    }

    /// What comes until this is the end of it.
    func heard(upTo end: String) -> String? {
        var bytes: [UInt8] = []
        while !bytes.reversed().starts(with: end.utf8.reversed()) {
            if read(&bytes) <= 0 { return nil }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func read(_ bytes: inout [UInt8]) -> Int {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = recv(socket, &buffer, buffer.count, 0)
        if count > 0 { bytes += buffer[..<count] }
        return count
    }

    static func request(_ path: String, _ more: String = "", method: String = "GET") -> String {
        "\(method) \(path) HTTP/1.1\r\nHost: x\r\n\(more)\r\n"
    }
}
