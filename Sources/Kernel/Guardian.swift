import CLinux
import Glibc
package import Supervision

/// A thin process above the real one, made before any thread existed: subreaper, and waiting.
///
/// Hosting, it is the shell's job: whatever becomes of the real process, even by SIGKILL, the terminal is
/// usable afterwards and no child is left. Of a core in the background it starts another life when one ends by
/// mishap. Signals of the terminal reach both processes, so the guardian drops its own copy (SI_KERNEL,
/// sigaction(2)); what `kill` sends it is passed on. Over the control socket go single bytes (`GuardianLine`).
package enum Guardian {
    /// What it is there for.
    package enum Duty: Hashable, Sendable {
        /// The terminal, and that no child is left.
        case terminal
        /// That there is a core.
        case background
    }
    package enum Role {
        /// No guardian: PID 1, or no process to be had for it.
        case alone
        /// We are the real process. `life` counts from 1; in a later one there is no terminal, and the core
        /// before it has died.
        case real(GuardianLine, life: Int)
    }

    /// Call it first of all in `main`, before the first thread, lock or open file. Returns in the real
    /// process only, whose thread has to hand over to a `FreshThread` before it makes others, and which has
    /// SIGTTOU, SIGTTIN and SIGTSTP blocked: it may touch the terminal while it is in the foreground, and
    /// nothing but the guardian is ever stopped.
    /// - Parameter own: descriptors that are the real process's alone.
    /// - Parameter farewell: the line on standard error when the real process was ended by a signal; of its
    ///   processes so many had to be killed.
    package static func split(
        _ duty: Duty, own: [Int32] = [],
        farewell: @escaping (_ signal: Signal, _ killed: Int) -> String = { signal, killed in
            "wamon: the supervisor was ended by \(signal.name)."
                + (killed == 0 ? "" : " \(killed) of its processes were killed.")
        }
    ) -> Role {
        guard getpid() != 1 else { return .alone }
        let terminal = duty == .terminal ? SavedTerminal() : nil
        // Blocked across the fork: nothing that comes meanwhile is lost or deadly.
        let signals = linux_signalfd(GuardianWatch.heard, GuardianWatch.heard.count)
        guard signals >= 0 else { return .alone }
        var life = 1
        var watch: GuardianWatch?
        while true {
            var ends: [Int32] = [-1, -1]
            let real = linux_channel(&ends) == 0 ? linux_fork() : -1
            if real == 0 {
                close(ends[0])
                close(signals)
                linux_unblock(GuardianWatch.heard, GuardianWatch.heard.count)
                let mask = [SIGTTOU, SIGTTIN, SIGTSTP]
                let extra = linux_signalfd(mask, mask.count)
                if extra >= 0 { close(extra) }
                return .real(GuardianLine(ends[1]), life: life)
            }
            close(ends[1])
            guard real > 0 else {
                if ends[0] >= 0 { close(ends[0]) }
                // Nobody is left to guard.
                if watch != nil { _exit(1) }
                close(signals)
                linux_unblock(GuardianWatch.heard, GuardianWatch.heard.count)
                return .alone
            }
            if watch == nil { for descriptor in own { close(descriptor) } }
            var next =
                watch
                ?? GuardianWatch(duty: duty, signals: signals, terminal: terminal, farewell: farewell)
            next.begin(real, control: ends[0], life: life)
            next.run()
            close(ends[0])
            watch = next
            life += 1
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
    /// Real → guardian: the terminal is given back, the core goes on without it.
    static let background = UInt8(ascii: "B")
    /// Real → guardian: what follows is an end in order.
    static let ending = UInt8(ascii: "E")
    /// Guardian → real: somebody wants us stopped (SIGTSTP).
    static let suspendAsked = UInt8(ascii: "T")
    /// Guardian → real: going on after a stop.
    static let resumed = UInt8(ascii: "C")
}

/// The real process's end of the talk with its guardian, for as long as it lives. From any thread.
package struct GuardianLine: Sendable {
    let socket: Int32

    init(_ socket: Int32) { self.socket = socket }

    /// The terminal is the shell's again, and the shell gets its prompt back; the guardian goes on in the
    /// background.
    package func detach() { say(GuardianWord.background) }

    /// The process is about to end as it should.
    package func end() { say(GuardianWord.ending) }

    func say(_ word: UInt8) {
        var word = word
        _ = send(socket, &word, 1, Int32(MSG_NOSIGNAL))
    }
}
