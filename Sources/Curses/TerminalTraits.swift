/// What a terminal type can do that terminfo does not say.
struct TerminalTraits {
    /// Understands xterm's private modes, or at least ignores those it does not know.
    let isXtermLike: Bool
    /// `?2026` (frames appear whole); harmless where unknown, but not sent to real terminals and their kin.
    let hasSynchronizedOutput: Bool
    /// OSC 52.
    let hasClipboard: Bool
    /// Whether its font can be expected to have circles and braille.
    let hasGlyphs: Bool

    init(type: String, isInTmux: Bool) {
        let name = type.prefix { $0 != "-" && $0 != "." }
        let plain = [
            "linux", "vt52", "vt100", "vt102", "vt220", "ansi", "cons25", "sun", "wsvt25", "wsvt25m", "hurd",
            "mach", "pcansi", "cygwin", "dumb",
        ].contains(String(name))
        isXtermLike = !plain
        hasSynchronizedOutput = !plain && name != "screen"
        // tmux calls itself screen, too.
        hasClipboard = !plain && (name != "screen" || isInTmux)
        hasGlyphs = !plain
    }

    /// Reports of the focus, pastes in brackets.
    var greeting: String { isXtermLike ? "\u{1B}[?1004h\u{1B}[?2004h" : "" }
    var leaving: String { isXtermLike ? "\u{1B}[?1004l\u{1B}[?2004l" : "" }

    /// Everything off that could be on, in one string for a crash handler. It may begin inside another sequence,
    /// which CAN ends; a real vt100 would show a blot for it.
    var farewell: String {
        guard isXtermLike else { return "\u{1B}[0m\u{1B}[?1l\u{1B}>\u{1B}[?25h\r\n" }
        let off = [2026, 1000, 1002, 1003, 1006, 1004, 2004, 1].map { "\u{1B}[?\($0)l" }.joined()
        return "\u{18}" + off + "\u{1B}>\u{1B}[0m\u{1B}[?1049l\u{1B}[?25h\r\n"
    }
}
