import Foundation
import Glibc

/// The channel Node opens to a forked child: a socket, one JSON value a line in each direction.
/// Only the strings "ready" (out) and "shutdown" (in) mean something here; everything else is skipped, as
/// an Express app without a handler for it would. A channel that breaks harms nothing.
struct NodeChannel: Sendable {
    private let descriptor: Int32

    /// The channel must not leak into a child of ours: the other side waits for its end.
    init?(_ descriptor: Int32?) {
        guard let descriptor, fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 else { return nil }
        self.descriptor = descriptor
    }

    func sendReady() { send("\"ready\"\n") }

    /// Calls `onShutdown` for every `"shutdown"` on a thread of its own, until the other side closes.
    func listen(onShutdown: @escaping @Sendable () -> Void) {
        Thread.detachNewThread {
            var pending: [UInt8] = []
            while let bytes = receive() {
                pending += bytes
                while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                    if Self.isShutdown(pending[..<end]) { onShutdown() }
                    pending.removeSubrange(...end)
                }
                if pending.count > Self.longestLine { pending = [] }
            }
        }
    }

    // MARK: - Bytes

    private static let longestLine = 65536

    private static func isShutdown(_ line: ArraySlice<UInt8>) -> Bool {
        let value = try? JSONSerialization.jsonObject(with: Data(line), options: .fragmentsAllowed)
        return value as? String == "shutdown"
    }

    /// The next bytes; nil when the other side is gone. The descriptor may be a non-blocking one.
    private func receive() -> [UInt8]? {
        while true {
            var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            poll(&wait, 1, -1)
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = read(descriptor, &buffer, buffer.count)
            if count > 0 { return Array(buffer[..<count]) }
            if count == 0 || (errno != EINTR && errno != EAGAIN) { return nil }
        }
    }

    private func send(_ text: String) {
        let bytes = Array(text.utf8)
        if write(descriptor, bytes, bytes.count) != bytes.count {
            Output.warning("the parent's channel is closed: \(String(cString: strerror(errno)))")
        }
    }
}
