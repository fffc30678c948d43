import CNcurses
import Glibc

/// Gives a terminal back that nobody can give back in an orderly way any more.
package enum TerminalRescue {
    /// Remembers the modes of the terminal on standard input, and leaves the screen by what `$TERM` (where it is good
    /// for anything) understands: for a guardian that outlives the process with the screen. False if there is no
    /// terminal. `CursesTerminal` does the same for its own process.
    package static func arm() -> Bool {
        guard cnc_save_terminal(0) == 0 else { return false }
        cnc_arm(0, TerminalTraits(type: Environment["TERM"] ?? "", isInTmux: false).farewell)
        return true
    }

    /// Restores what was remembered, once. Waits at most 100 ms for a terminal that does not read.
    package static func restore() { cnc_emergency_restore() }

    /// Nothing to restore any more.
    package static func disarm() { cnc_forget_terminal() }

    /// From now on a crash of this process restores the terminal first. Call it on the thread with the screen.
    package static func restoreOnCrash() { cnc_rescue_on_crash() }
}
