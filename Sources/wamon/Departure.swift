import Glibc
import Kernel
import Runtime
import Supervision

/// The way of a hosting core into the background: the screen gives the terminal back, then this process leaves
/// the session, and the guardian returns the shell its prompt. Same process, same children. Happens once,
/// whoever asks: `b`, a terminal that is gone, SIGHUP.
actor Departure {
    /// How long the screen may take to give the terminal back: one that does not read must not hold it up.
    private static let patience = Duration.milliseconds(500)

    private let loop: Loop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    private let door: CoreDoor
    private let guardian: GuardianLine
    private let screen: MonitorScreen
    private let whenGone: @Sendable () -> Void
    private var hasBegun = false
    private var isOver = false

    /// On the core's loop.
    init(
        on loop: Loop, door: CoreDoor, guardian: GuardianLine, screen: MonitorScreen,
        whenGone: @escaping @Sendable () -> Void
    ) {
        self.loop = loop
        self.door = door
        self.guardian = guardian
        self.screen = screen
        self.whenGone = whenGone
    }

    func begin() {
        guard !hasBegun else { return }
        hasBegun = true
        let screen = screen
        Task(executorPreference: screen.loop) {
            await screen.close()
            await self.finish()
        }
        loop.after(Departure.patience) { [self] in assumeIsolated { $0.finish() } }
    }

    private func finish() {
        guard !isOver else { return }
        isOver = true
        setsid()
        Surroundings.leaveTerminal()
        _ = chdir("/")
        guardian.detach()
        whenGone()
        let door = door
        Task(executorPreference: loop) {
            await door.move(to: .background)
            await door.note("goes on in the background, without a terminal")
        }
    }
}
