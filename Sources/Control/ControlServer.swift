import Glibc
import Kernel
package import Supervision
import Synchronization

/// A core's door for other processes: a Unix socket in its home, served on a thread of its own. Nothing that
/// clients do, or leave undone, is felt by the core. The protocol: docs/protocol.md.
package final class ControlServer: Sendable {
    private let path: String
    private let thread = LoopThread("control")
    private let desk: ControlDesk
    private let isOpen = Mutex(false)

    /// - Parameter path: of the socket. Whoever makes this holds the lock of the home: a socket that is there
    ///   belongs to nobody.
    package init(_ client: any SupervisorClient, path: String) {
        self.path = path
        desk = ControlDesk(client, on: thread.loop)
    }

    /// Answers from now on.
    package func start() throws(ControlFailure) {
        let listener: Int32
        do {
            listener = try LocalSocket.listen(at: path)
        } catch {
            let reason = error.errno == EEXIST ? "there is something else" : errnoText(error.errno)
            throw .failed("cannot listen on \(path): \(reason)")
        }
        isOpen.withLock { $0 = true }
        thread.start()
        let desk = desk
        Task(executorPreference: thread.loop) { await desk.open(listener) }
    }

    /// Lets what has been answered arrive, for 500 ms at most, and removes the socket. Waits for that; not
    /// from the server's own thread.
    package func close() {
        let wasOpen = isOpen.withLock { isOpen in
            defer { isOpen = false }
            return isOpen
        }
        guard wasOpen else { return }
        unlink(path)
        let desk = desk
        Task(executorPreference: thread.loop) { await desk.close() }
        _ = thread.join(within: .milliseconds(700))
    }
}
