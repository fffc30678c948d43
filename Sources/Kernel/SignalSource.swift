import CLinux
import Glibc
package import Supervision

/// Signals as a descriptor instead of handlers: by default those the core hears.
package final class SignalSource {
    package static let heard: [Signal] = [.term, .int, .hup, .quit, .usr2, chld]
    /// The terminal has, or has had, another size: heard by the screen.
    package static let winch = Signal(28)
    static let chld = Signal(17)

    private let descriptor: Int32

    /// Blocks `heard` and `winch` in the calling thread and ignores SIGPIPE. Call it before the process makes
    /// its first thread: all threads inherit the mask, and a signal that one of them did not block would end
    /// the process instead of reaching the core.
    package static func block() {
        _ = signal(SIGPIPE, SIG_IGN)
        let taken = (heard + [winch]).map(\.raw)
        let extra = linux_signalfd(taken, taken.count)
        if extra >= 0 { close(extra) }
    }

    init(_ heard: [Signal] = SignalSource.heard) {
        _ = signal(SIGPIPE, SIG_IGN)
        // Inherited as ignored it would reap our children unseen (sigaction(2)).
        _ = signal(SIGCHLD, SIG_DFL)
        let signals = heard.map(\.raw)
        descriptor = linux_signalfd(signals, signals.count)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The source lives as long as the watch.
    package static func watch(
        _ signals: [Signal], on loop: Loop, _ heard: @escaping (Signal) -> Void
    ) -> Loop.Watch {
        SignalSource(signals).watch(on: loop, heard)
    }

    func watch(on loop: Loop, _ heard: @escaping (Signal) -> Void) -> Loop.Watch {
        loop.watch(descriptor) { [self] _ in
            var info = signalfd_siginfo()
            while read(descriptor, &info, MemoryLayout<signalfd_siginfo>.size)
                == MemoryLayout<signalfd_siginfo>.size
            {
                heard(Signal(Int32(info.ssi_signo)))
            }
        }
    }
}
