import Glibc
package import Kernel
import Supervision

/// Somebody who listens at a port of this machine, on the loop of who speaks to it, and does with each connection what a
/// test says.
package final class SpokenTo {
    package let port: UInt16
    /// Everything that was said, by all.
    package private(set) var heard: [UInt8] = []
    /// Called with the socket of each connection when it has said something, once.
    package var answer: (Int32) -> Void = { _ in }

    private let loop: Loop
    private let listener: Int32
    private var connections: [Int32: Connection] = [:]
    private var watch: Loop.Watch?

    private struct Connection {
        var watch: Loop.Watch?
        var unsent: [UInt8] = []
        var isEnding = false
    }

    package init(on loop: Loop, host: String = "127.0.0.1") throws {
        self.loop = loop
        guard let address = InternetAddress(Endpoint(host: host, port: 0)) else {
            throw Endpoint.Mistake.host
        }
        listener = try address.listening()
        port = InternetAddress.port(of: listener)
        watch = loop.watch(listener) { [unowned self] _ in welcome() }
    }

    private func welcome() {
        let socket = accept(listener, nil, nil)
        guard socket >= 0 else { return }
        _ = fcntl(socket, F_SETFL, O_NONBLOCK)
        connections[socket] = Connection()
        connections[socket]?.watch = loop.watch(socket) { [unowned self] events in
            if events & Loop.writable != 0 { write(socket) } else { listen(to: socket) }
        }
    }

    private func listen(to socket: Int32) {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = recv(socket, &bytes, bytes.count, 0)
        heard += bytes.prefix(max(0, count))
        if let watch = connections[socket]?.watch { loop.change(watch, to: 0) }
        if count > 0 { answer(socket) } else { hangUp(socket) }
    }

    package func say(_ text: String, to socket: Int32) {
        connections[socket]?.unsent += Array(text.utf8)
        write(socket)
    }

    /// When everything has been said.
    package func hangUp(_ socket: Int32) {
        if connections[socket]?.unsent.isEmpty == false {
            connections[socket]?.isEnding = true
        } else {
            end(socket)
        }
    }

    /// The other is told that the connection is lost, not that it is over.
    package func reset(_ socket: Int32) {
        var now = linger(l_onoff: 1, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
        end(socket)
    }

    package func stop() {
        for socket in connections.keys { end(socket) }
        if let watch {
            loop.unwatch(watch)
            close(listener)
        }
        watch = nil
    }

    private func write(_ socket: Int32) {
        guard let connection = connections[socket], let watch = connection.watch else { return }
        let count = send(socket, connection.unsent, connection.unsent.count, Int32(MSG_NOSIGNAL))
        if count < 0, errno != EAGAIN { return end(socket) }
        connections[socket]?.unsent.removeFirst(max(0, count))
        let isDone = connections[socket]?.unsent.isEmpty ?? true
        if isDone, connection.isEnding { return end(socket) }
        loop.change(watch, to: isDone ? 0 : Loop.writable)
    }

    private func end(_ socket: Int32) {
        guard let connection = connections.removeValue(forKey: socket) else { return }
        if let watch = connection.watch { loop.unwatch(watch) }
        close(socket)
    }
}
