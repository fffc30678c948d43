import CLinux
import Glibc

/// The shell's job while wamon hosts: a thin process that made the real one before any thread existed, is
/// subreaper above it, and waits. Whatever becomes of the real process, even by SIGKILL, the terminal is
/// usable afterwards and no child is left.
///
/// Signals of the terminal reach both, so the guardian drops its own copy (SI_KERNEL, sigaction(2)); what
/// `kill` sends it is passed on. Over the control socket go single bytes (`GuardianControl`).
package enum Guardian {
    package enum Role {
        /// No guardian: not hosting, PID 1, or no process to be had for it.
        case alone
        /// We are the real process; the socket belongs to a `GuardianControl`.
        case real(control: Int32)
    }

    /// Call it first of all in `main`, before the first thread, lock or open file. Returns in the real
    /// process only, whose thread has to hand over to a `FreshThread` before it makes others, and which has SIGTTOU, SIGTTIN and SIGTSTP blocked: it may touch the terminal while it is
    /// in the foreground, and nothing but the guardian is ever stopped.
    package static func split(hosting: Bool) -> Role {
        guard hosting, getpid() != 1 else { return .alone }
        var ends: [Int32] = [-1, -1]
        guard linux_channel(&ends) == 0 else { return .alone }
        let terminal = SavedTerminal()
        // Blocked across the fork: nothing that comes meanwhile is lost or deadly.
        let signals = linux_signalfd(GuardianWatch.heard, GuardianWatch.heard.count)
        let real = signals < 0 ? -1 : linux_fork()
        switch real {
        case 0:
            close(ends[0])
            close(signals)
            linux_unblock(GuardianWatch.heard, GuardianWatch.heard.count)
            let mask = [SIGTTOU, SIGTTIN, SIGTSTP]
            let extra = linux_signalfd(mask, mask.count)
            if extra >= 0 { close(extra) }
            return .real(control: ends[1])
        case 1...:
            close(ends[1])
            GuardianWatch(real: real, control: ends[0], signals: signals, terminal: terminal).run()
        default:
            for end in ends { close(end) }
            if signals >= 0 { close(signals) }
            linux_unblock(GuardianWatch.heard, GuardianWatch.heard.count)
            return .alone
        }
    }
}

extension Guardian {
    /// Started in the background of a shell (`wamon &`): stopped, as any program that wants the terminal is,
    /// until `fg`. Before anything of the terminal is touched. False where nobody stops or continues us.
    package static func awaitForeground() -> Bool {
        for _ in 0..<16 {
            let foreground = tcgetpgrp(0)
            // Negative: a terminal, but not the one that controls us, so nobody competes for it.
            if foreground < 0 || foreground == getpgrp() { return true }
            kill(0, SIGTTOU)
        }
        return false
    }
}

/// The bytes between guardian and real process. Unknown ones are passed over.
enum GuardianWord {
    /// Real → guardian: the screen is left, stop yourself.
    static let suspend = UInt8(ascii: "Z")
    /// Guardian → real: somebody wants us stopped (SIGTSTP).
    static let suspendAsked = UInt8(ascii: "T")
    /// Guardian → real: going on after a stop.
    static let resumed = UInt8(ascii: "C")
}
