import CLinux
import Glibc
package import Supervision

/// The signals the core hears, as a descriptor instead of handlers.
package final class SignalSource {
    /// What `block` takes from every thread.
    package static let heard: [Signal] = [.term, .int, .hup, .quit, .usr2, chld]
    static let chld = Signal(17)

    private let descriptor: Int32

    /// Blocks `heard` in the calling thread and ignores SIGPIPE. Call it before the process makes its first
    /// thread: all threads inherit the mask, and a signal that one of them did not block would end the
    /// process instead of reaching the core.
    package static func block() {
        _ = signal(SIGPIPE, SIG_IGN)
        let extra = linux_signalfd(heard.map(\.raw), heard.count)
        if extra >= 0 { close(extra) }
    }

    init() {
        _ = signal(SIGPIPE, SIG_IGN)
        // Inherited as ignored it would reap our children unseen (sigaction(2)).
        _ = signal(SIGCHLD, SIG_DFL)
        descriptor = linux_signalfd(SignalSource.heard.map(\.raw), SignalSource.heard.count)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    func watch(on loop: Loop, _ heard: @escaping (Signal) -> Void) -> Loop.Watch {
        loop.watch(descriptor) { [descriptor] _ in
            var info = signalfd_siginfo()
            while read(descriptor, &info, MemoryLayout<signalfd_siginfo>.size)
                == MemoryLayout<signalfd_siginfo>.size
            {
                heard(Signal(Int32(info.ssi_signo)))
            }
        }
    }
}
