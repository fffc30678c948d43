import CNcurses
import Glibc
package import Screen

/// The user's terminal, by ncurses. Writes block as long as the terminal does not read, so it belongs on a thread
/// of its own; one at a time in a process, used by the thread that made it.
package final class CursesTerminal: Terminal {
    package struct Options: Sendable {
        /// Only ASCII is drawn.
        package var ascii = false
        /// No colour; `NO_COLOR` in the environment says the same (no-color.org).
        package var noColor = false
        package var mouse = true
        package init() {}
    }

    package private(set) var size: Size
    package let colors: Int
    package let isUnicode: Bool
    package var isMouseOn: Bool {
        didSet { if isMouseOn != oldValue { setMouse(isMouseOn) } }
    }
    /// The terminal type in use, which is not `$TERM` where that one is no good.
    package let type: String

    private let screen: OpaquePointer
    /// Ours alone: modes of the descriptor that others hold too are left alone.
    private let descriptor: Int32
    private let traits: TerminalTraits
    private var painter: FramePainter
    private var keys: KeyReader
    private var isClosed = false
    private var isSuspended = false
    /// What the title is, and whether the one before is kept.
    private var title: String?
    private var isTitled = false

    /// Takes the terminal on standard input and output.
    package init(_ options: Options = Options()) throws(CursesError) {
        guard isatty(0) == 1, isatty(1) == 1 else { throw .notATerminal }
        let isUTF8 = CharacterSet.choose()
        let mine = Self.openOwn()
        guard mine >= 0 else { throw .notATerminal }
        set_escdelay(25)
        // Before newterm(), which changes the modes.
        cnc_save_terminal(mine)
        let wanted = Environment["TERM"]
        guard let (screen, type) = Self.open(wanted, mine) else {
            Glibc.close(mine)
            throw .unknownTerminal(wanted)
        }
        (self.screen, self.type) = (screen, type)
        descriptor = cnc_descriptor()
        traits = TerminalTraits(
            type: type, isInTmux: Environment["TMUX"] != nil, isVTE: Environment["VTE_VERSION"] != nil)
        size = WindowSize.current(of: descriptor)
        cnc_arm(descriptor, traits.farewell)
        let isPlain = options.noColor || Environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        let painter = FramePainter(colors: isPlain ? 0 : nil, isUTF8: isUTF8 && !options.ascii)
        self.painter = painter
        colors = painter.colors
        isUnicode = isUTF8 && !options.ascii && traits.hasGlyphs
        isMouseOn = options.mouse
        keys = KeyReader(descriptor, hasMouse: traits.isXtermLike)
        raw()
        noecho()
        nonl()
        curs_set(0)
        cnc_resize(Int32(max(1, size.height)), Int32(max(1, size.width)))
        if options.mouse { setMouse(true) }
        send(traits.greeting)
    }

    package func present(_ frame: Canvas) {
        guard !isClosed, !isSuspended, painter.prepare(frame, size) else { return }
        let isWhole = traits.hasSynchronizedOutput
        cnc_update(isWhole ? "\u{1B}[?2026h" : "", isWhole ? "\u{1B}[?2026l" : "")
    }

    package func inputs() -> [Input] {
        isClosed || isSuspended ? [] : keys.read()
    }

    package func refreshSize() -> Size? {
        let now = WindowSize.current(of: descriptor)
        guard !isClosed, now != size else { return nil }
        size = now
        cnc_resize(Int32(max(1, now.height)), Int32(max(1, now.width)))
        redraw()
        return now
    }

    package func redraw() {
        painter.forget()
        cnc_forget()
    }

    package func suspend() {
        guard !isClosed, !isSuspended else { return }
        isSuspended = true
        leave()
        endwin()
        cnc_restore_modes()
    }

    package func resume() {
        guard !isClosed, isSuspended else { return }
        isSuspended = false
        reset_prog_mode()
        if isMouseOn { setMouse(true) }
        send(traits.greeting)
        if let title { show(title: title) }
        _ = refreshSize()
        redraw()
    }

    package func copy(_ text: String) -> Bool {
        let encoded = Base64.encode(text.utf8)
        // xterm takes about 100,000 bytes; a longer one would be cut silently.
        guard traits.hasClipboard, !isClosed, encoded.utf8.count < 75_000 else { return false }
        send(traits.clipboard(encoded))
        return true
    }

    /// The window's title, given back when the screen is left. Nothing where the terminal has none.
    package func show(title: String) {
        guard traits.hasTitle, !isClosed, !isSuspended else { return }
        self.title = title
        send((isTitled ? "" : TerminalTraits.keepTitle) + TerminalTraits.title(title))
        isTitled = true
    }

    /// BEL.
    package func ring() {
        guard !isClosed, !isSuspended else { return }
        send("\u{7}")
    }

    /// A message of the desktop; where the terminal is not known to have any, BEL.
    package func notify(_ text: String) {
        guard !isClosed, !isSuspended else { return }
        send(traits.notification(text) ?? "\u{7}")
    }

    package func close() {
        guard !isClosed else { return }
        if !isSuspended {
            leave()
            endwin()
            // Before the descriptor is closed.
            cnc_restore_modes()
        }
        cnc_forget_terminal()
        cnc_close(screen)
        isClosed = true
    }

    deinit { close() }

    // MARK: - Opening

    /// The terminal opened anew: ncurses spins on a non-blocking terminal, and O_NONBLOCK belongs to whoever else
    /// has it open too.
    private static func openOwn() -> Int32 {
        var name = [CChar](repeating: 0, count: 256)
        if ttyname_r(1, &name, name.count) == 0 {
            let opened = Glibc.open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)
            if opened >= 0 { return opened }
        }
        let opened = Glibc.open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
        // A terminal without a name here (a container's): what we were given, made blocking.
        let fallback = opened >= 0 ? opened : fcntl(1, F_DUPFD_CLOEXEC, 3)
        let flags = fcntl(fallback, F_GETFL)
        if flags & O_NONBLOCK != 0 { _ = fcntl(fallback, F_SETFL, flags & ~O_NONBLOCK) }
        return fallback
    }

    /// The first type terminfo knows.
    private static func open(_ wanted: String?, _ descriptor: Int32) -> (OpaquePointer, String)? {
        var types = ["xterm-256color", "screen-256color", "xterm", "vt100", "ansi"]
        if let wanted, !["", "dumb", "unknown", "network"].contains(wanted) { types.insert(wanted, at: 0) }
        for type in types {
            if let screen = cnc_open(type, descriptor) { return (screen, type) }
        }
        return nil
    }

    // MARK: - Modes ncurses does not know

    private func setMouse(_ on: Bool) {
        if !isClosed, !isSuspended { send(traits.mouse(on)) }
    }

    private func leave() {
        if isMouseOn { send(traits.mouse(false)) }
        send(traits.leaving + (isTitled ? TerminalTraits.giveTitleBack : ""))
        isTitled = false
    }

    /// Past ncurses, whose own output is flushed by then.
    private func send(_ text: String) {
        let bytes = Array(text.utf8)
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno != EINTR { return }
            done += max(0, count)
        }
    }
}

/// Why there is no screen, in a sentence.
package enum CursesError: Error, Hashable {
    case notATerminal
    /// Neither `$TERM` nor any usual type is described on this system.
    case unknownTerminal(String?)
}
