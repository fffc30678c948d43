import Glibc

/// The real process's end of the talk with its guardian, on whichever loop owns the screen.
package final class GuardianControl {
    package enum News: Hashable, Sendable {
        /// SIGTSTP for the job: leave the screen, then `suspend`.
        case suspendAsked
        /// Going on after a stop. Draw again if `isInForeground`; a shell that moves a running job to the
        /// front says nothing, so ask again now and then while in the background.
        case resumed
        /// The guardian is dead: the shell has its prompt back, the terminal is ours no more.
        case guardianGone
    }

    private let loop: Loop
    private let line: GuardianLine
    private let told: (News) -> Void
    private var watch: Loop.Watch?

    /// Listens; the line stays open when this is closed.
    package init(_ line: GuardianLine, on loop: Loop, told: @escaping (News) -> Void) {
        self.loop = loop
        self.line = line
        self.told = told
        _ = fcntl(line.socket, F_SETFL, O_NONBLOCK)
        watch = loop.watch(line.socket) { [unowned self] _ in hear() }
    }

    deinit { close() }

    /// Asks the guardian to stop itself, so that the shell takes over. The screen has been left, the
    /// terminal's modes are the shell's. `.resumed` follows.
    package func suspend() { line.say(GuardianWord.suspend) }

    /// Whether this process may draw on and read from the terminal.
    package static func isInForeground(_ terminal: Int32) -> Bool { tcgetpgrp(terminal) == getpgrp() }

    package func close() {
        guard let watch else { return }
        loop.unwatch(watch)
        self.watch = nil
    }

    private func hear() {
        var words = [UInt8](repeating: 0, count: 64)
        let count = read(line.socket, &words, words.count)
        if count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR) {
            close()
            return told(.guardianGone)
        }
        for word in words.prefix(max(0, count)) {
            switch word {
            case GuardianWord.suspendAsked: told(.suspendAsked)
            case GuardianWord.resumed: told(.resumed)
            default: break
            }
        }
    }
}
