import CLinux
import Glibc
import Supervision

/// sd_notify(3) for everything that is not Node: a datagram socket with an abstract name, one for all
/// runs. Who speaks is what the kernel says (SCM_CREDENTIALS), not what the datagram claims.
final class NotifySocket {
    let name: String
    private let loop: Loop
    private let socket: Int32
    private var watch: Loop.Watch?

    /// Nil when it cannot be bound. `ready` gets the pid that sent READY=1.
    init?(name: String, on loop: Loop, ready: @escaping (PID) -> Void) {
        self.name = name
        self.loop = loop
        socket = linux_notify_socket(name)
        guard socket >= 0 else { return nil }
        watch = loop.watch(socket) { [socket] _ in
            // A few a turn: the loop comes back for more.
            for _ in 0..<16 {
                var sender: PID = 0
                var bytes = [UInt8](repeating: 0, count: 4096)
                let count = linux_recv_from(socket, &bytes, bytes.count, &sender)
                if count < 0 { return }
                if sender > 0, NotifySocket.saysReady(bytes[..<count]) { ready(sender) }
            }
        }
    }

    deinit {
        if let watch { loop.unwatch(watch) }
        if socket >= 0 { close(socket) }
    }

    /// One assignment a line.
    static func saysReady(_ datagram: ArraySlice<UInt8>) -> Bool {
        String(decoding: datagram, as: UTF8.self).split(separator: "\n").contains("READY=1")
    }

    static func isNode(_ executable: String) -> Bool {
        executable.split(separator: "/").last.map { $0 == "node" || $0 == "nodejs" } ?? false
    }
}
