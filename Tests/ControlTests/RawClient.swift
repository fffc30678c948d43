import Glibc
import Kernel
import Testing

/// A client that says whatever it is told to, byte by byte.
final class RawClient {
    struct Late: Error {}
    private let descriptor: Int32
    private var came: [UInt8] = []
    private(set) var isEnded = false

    /// With `greets`, it has said hello and been answered.
    init(_ path: String, greets: Bool = true) throws {
        descriptor = try LocalSocket.connect(to: path)
        guard greets else { return }
        say(#"{"wamon":1}"#)
        #expect(try line() == #"{"wamon":1}"#)
    }

    deinit { close(descriptor) }

    func say(_ line: String) { send(Array(line.utf8) + [10]) }

    /// As much as is taken without waiting for longer than a second. False where it was not all.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count > 0 {
                sent += count
            } else if errno != EAGAIN || !waits(for: Int32(POLLOUT), 1000) {
                return false
            }
        }
        return true
    }

    /// What there is in the socket for us to read now, without reading it.
    var waiting: Int {
        var count: Int32 = 0
        _ = ioctl(descriptor, UInt(FIONREAD), &count)
        return Int(count)
    }

    func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// The next line; nil at the end.
    func line() throws -> String? {
        while true {
            let end = came.withUnsafeBytes { bytes in
                bytes.baseAddress.flatMap { base in
                    memchr(base, 10, bytes.count).map { UnsafeRawPointer($0) - base }
                }
            }
            if let length = end {
                defer { came.removeSubrange(...length) }
                return String(decoding: came[..<length], as: UTF8.self)
            }
            if isEnded { return nil }
            guard waits(for: Int32(POLLIN), 10_000) else { throw Late() }
            var bytes = [UInt8](repeating: 0, count: 1 << 16)
            let count = read(descriptor, &bytes, bytes.count)
            if count > 0 { came += bytes[..<count] } else { isEnded = true }
        }
    }

    /// Everything up to the end.
    func rest() throws -> [String] {
        var lines: [String] = []
        while let line = try line() { lines.append(line) }
        return lines
    }

    private func waits(for events: Int32, _ milliseconds: Int32) -> Bool {
        var poll = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        return Glibc.poll(&poll, 1, milliseconds) == 1
    }
}
