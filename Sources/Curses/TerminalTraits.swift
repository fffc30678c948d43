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

    /// A title that can be kept and given back.
    let hasTitle: Bool
    /// terminfo has ncurses keep both titles when it begins.
    private let keepsTitlesItself: Bool
    private let isInTmux: Bool
    /// Takes messages of the desktop by OSC 777, not by OSC 9.
    private let hasRxvtNotes: Bool

    init(type: String, isInTmux: Bool, isVTE: Bool = false) {
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
        // screen's own is the name of its window; linux and its kin have none.
        hasTitle = !plain && (name != "screen" || isInTmux)
        keepsTitlesItself = name == "xterm"
        self.isInTmux = isInTmux
        hasRxvtNotes = isVTE || name == "rxvt"
    }

    /// Reports of the focus, pastes in brackets.
    var greeting: String { isXtermLike ? "\u{1B}[?1004h\u{1B}[?2004h" : "" }
    var leaving: String { isXtermLike ? "\u{1B}[?1004l\u{1B}[?2004l" : "" }

    /// Presses, releases and the wheel; drags; columns beyond 95.
    func mouse(_ on: Bool) -> String {
        guard isXtermLike else { return "" }
        let modes = [1000, 1002, 1006].map { "\u{1B}[?\($0)" + (on ? "h" : "l") }
        return (on ? modes : modes.reversed()).joined()
    }

    // MARK: - Beyond the screen

    /// xterm keeps titles on a stack.
    static let keepTitle = "\u{1B}[22;2t"
    static let giveTitleBack = "\u{1B}[23;2t"
    static func title(_ text: String) -> String { "\u{1B}]2;\(bare(text))\u{7}" }

    /// OSC 52. tmux takes it itself where set-clipboard is `on`, and lets it through where allow-passthrough is.
    func clipboard(_ encoded: String) -> String {
        let sequence = "\u{1B}]52;c;\(encoded)\u{7}"
        return isInTmux ? sequence + passed(sequence) : sequence
    }

    /// A message of the desktop; nil where only a bell is sure. tmux, which may not let it through, gets the bell
    /// as well.
    func notification(_ text: String) -> String? {
        guard hasTitle else { return nil }
        let body = Self.bare(text)
        let sequence = hasRxvtNotes ? "\u{1B}]777;notify;wamon;\(body)\u{7}" : "\u{1B}]9;\(body)\u{7}"
        return isInTmux ? passed(sequence) + "\u{7}" : sequence
    }

    /// Through tmux to the terminal outside.
    private func passed(_ sequence: String) -> String {
        var inner = ""
        for scalar in sequence.unicodeScalars {
            if scalar == "\u{1B}" { inner += "\u{1B}" }
            inner.unicodeScalars.append(scalar)
        }
        return "\u{1B}Ptmux;" + inner + "\u{1B}\\"
    }

    /// Nothing that could end a sequence or begin another.
    private static func bare(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(200)
        where scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value) { kept.append(scalar) }
        return String(kept)
    }

    /// Everything off that could be on, in one string for a crash handler. It may begin inside another sequence,
    /// which CAN ends; a real vt100 would show a blot for it.
    var farewell: String {
        guard isXtermLike else { return "\u{1B}[0m\u{1B}[?1l\u{1B}>\u{1B}[?25h\r\n" }
        let off = [2026, 1000, 1002, 1003, 1006, 1004, 2004, 1].map { "\u{1B}[?\($0)l" }.joined()
        // A stack without a title gives none back.
        let title = (hasTitle ? Self.giveTitleBack : "") + (keepsTitlesItself ? "\u{1B}[23;0;0t" : "")
        return "\u{18}" + off + title + "\u{1B}>\u{1B}[0m\u{1B}[?1049l\u{1B}[?25h\r\n"
    }
}
