import Glibc

/// The terminal as the shell left it to us, and how to bring it back when the one who changed it is dead.
struct SavedTerminal {
    /// Alternate screen, mouse, focus, paste and synchronized output off; cursor on; colours, keypad and the
    /// titles kept (ours, and ncurses') back. For a terminal that knows none of it these are words without meaning.
    private static let leave =
        [
            "?2026l", "?1000l", "?1002l", "?1003l", "?1006l", "?1004l", "?2004l", "?1l", "0m", "23;2t",
            "23;0;0t", "?1049l", "?25h",
        ].map { "\u{1B}[" + $0 }.joined() + "\u{1B}>"

    private let descriptor: Int32
    private let modes: termios

    /// Nil without a terminal on stdin, stdout or stderr.
    init?() {
        guard let found = [Int32(0), 1, 2].first(where: { isatty($0) == 1 }) else { return nil }
        descriptor = found
        var modes = termios()
        guard tcgetattr(found, &modes) == 0 else { return nil }
        self.modes = modes
    }

    /// Only when we are in the foreground and its modes are not what they were: otherwise the screen was
    /// left in order, and an escape sequence would only move the shell's cursor. Never waits: a stalled
    /// terminal takes what it can.
    func restore() {
        var present = termios()
        guard tcgetpgrp(descriptor) == getpgrp(), tcgetattr(descriptor, &present) == 0, !isSame(present)
        else {
            return
        }
        // A description of its own: O_NONBLOCK on an inherited one would be the shell's too.
        let own = open("/dev/tty", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        if own >= 0 {
            _ = SavedTerminal.leave.withCString { write(own, $0, strlen($0)) }
            close(own)
        }
        var modes = modes
        tcsetattr(descriptor, TCSANOW, &modes)
    }

    private func isSame(_ present: termios) -> Bool {
        present.c_iflag == modes.c_iflag && present.c_oflag == modes.c_oflag
            && present.c_lflag == modes.c_lflag && present.c_cflag == modes.c_cflag
    }
}
