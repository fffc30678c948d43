import Kernel
package import Supervision
import Synchronization

/// `/livez`, `/readyz` and `/metrics` over HTTP, served on a thread of its own: nothing that visitors do, or
/// leave undone, is felt by the core, which is asked as any client asks it, five times a second at most.
package final class ExporterServer: Sendable {
    private let thread = LoopThread("http")
    private let desk: ExporterDesk
    private let isOpen = Mutex(false)

    /// - Parameters:
    ///   - tell: gets in one English sentence that the address cannot be had, and that it could at last.
    package init(
        _ client: any SupervisorClient, at address: ListenAddress, limits: Limits = Limits(),
        tell: @escaping @Sendable (String) -> Void
    ) {
        desk = ExporterDesk(client, at: address, on: thread.loop, limits: limits, tell: tell)
    }

    /// Answers from now on, or from when the address can be had.
    package func start() {
        isOpen.withLock { $0 = true }
        thread.start()
        let desk = desk
        Task(executorPreference: thread.loop) { await desk.open() }
    }

    /// The port it listens on; nil: it could not be had.
    func port() async -> Int? { await desk.port }

    /// Whoever is connected now.
    func visitors() async -> Int { await desk.crowd }

    /// At once; not from the server's own thread.
    package func close() {
        let wasOpen = isOpen.withLock { isOpen in
            defer { isOpen = false }
            return isOpen
        }
        guard wasOpen else { return }
        let desk = desk
        Task(executorPreference: thread.loop) { await desk.close() }
        _ = thread.join(within: .milliseconds(500))
    }
}
