import CNcurses
import Glibc
import Screen

/// Turns what ncurses reads into keys, mouse actions and pastes; never waits, but for the rest of an escape
/// sequence that has begun (25 ms).
struct KeyReader {
    private let descriptor: Int32
    /// Read by a pad: reading by a window would draw it first.
    private let window: UnsafeMutablePointer<WINDOW>?
    private var paste: String?
    private var mouse: MouseSequence?
    /// Longer ones come in parts, so that no paste can eat the memory.
    private static let pasteLimit = 65_536

    init(_ descriptor: Int32, hasMouse: Bool) {
        self.descriptor = descriptor
        window = newpad(1, 1)
        keypad(window, true)
        nodelay(window, true)
        for (sequence, code) in Self.sequences { define_key(sequence, code) }
        guard hasMouse else { return }
        define_key("\u{1B}[<", Self.sgrMouse)
        define_key("\u{1B}[M", Self.oldMouse)
    }

    mutating func read() -> [Input] {
        var found: [Input] = []
        while let code = next() {
            if paste != nil {
                if let whole = continuePaste(code) { found.append(.paste(whole)) }
            } else if mouse != nil {
                if let done = continueMouse(code) { found.append(.mouse(done)) }
            } else if case .key(KeyReader.pasteStart) = code {
                paste = ""
            } else if case .key(let code) = code, let form = KeyReader.mice[code] {
                mouse = MouseSequence(form)
            } else if let input = input(code) {
                found.append(input)
            }
        }
        if isGone { found.append(.closed) }
        return found
    }

    // MARK: - Reading

    private enum Code: Hashable {
        case scalar(Unicode.Scalar)
        case key(Int32)
    }

    private var lastError: Int32 = 0

    private mutating func next() -> Code? {
        var isKey: Int32 = 0
        let code = cnc_key(window, &isKey, &lastError)
        guard code >= 0 else { return nil }
        if isKey != 0 { return .key(code) }
        // Bytes that are no text in the locale's character set are nothing.
        return .scalar(Unicode.Scalar(UInt32(code)) ?? "\0")
    }

    /// Hung up, or an error that will not go away.
    private var isGone: Bool {
        if lastError == EIO || lastError == EBADF { return true }
        var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&state, 1, 0) == 1 && Int32(state.revents) & (POLLHUP | POLLERR | POLLNVAL) != 0
    }

    // MARK: - Pastes

    private mutating func continuePaste(_ code: Code) -> String? {
        switch code {
        case .key(Self.pasteEnd):
            defer { paste = nil }
            return paste
        case .key: return nil
        case .scalar(let scalar):
            paste?.unicodeScalars.append(scalar == "\r" ? "\n" : scalar)
            guard let text = paste, text.utf8.count >= Self.pasteLimit else { return nil }
            paste = ""
            return text
        }
    }

    private mutating func continueMouse(_ code: Code) -> Mouse? {
        guard case .scalar(let scalar) = code, let outcome = mouse?.take(scalar) else {
            mouse = nil
            return nil
        }
        guard case .done(let found) = outcome else { return nil }
        mouse = nil
        return found
    }

    // MARK: - Keys

    private mutating func input(_ code: Code) -> Input? {
        switch code {
        case .key(let code): return special(code)
        case .scalar("\u{1B}"): return afterEscape()
        case .scalar(let scalar): return Self.plain(scalar).map { .key($0) }
        }
    }

    private static func plain(_ scalar: Unicode.Scalar) -> Key? {
        switch scalar.value {
        case 0: nil
        case 9: .tab
        case 10, 13: .enter
        case 8, 127: .backspace
        case 1...26: .control(Character(Unicode.Scalar(UInt8(scalar.value) + 96)))
        case 28...31: .control(Character(Unicode.Scalar(UInt8(scalar.value) + 64)))
        case 0x80..<0xA0: nil
        default: .character(Character(scalar))
        }
    }

    /// Escape alone, Alt and a key, or a sequence nobody knows: that one is read to its end and dropped, lest its
    /// letters be taken for commands.
    private mutating func afterEscape() -> Input? {
        guard let following = next() else { return .key(.escape) }
        switch following {
        case .scalar("["):
            skip { (0x40...0x7E).contains($0.value) }
            return nil
        case .scalar("O"):
            _ = next()
            return nil
        case .scalar("]"), .scalar("P"), .scalar("_"), .scalar("^"):
            skip { $0 == "\u{7}" || $0 == "\\" }
            return nil
        case .scalar("\u{1B}"): return .key(.escape)
        case .scalar(let scalar):
            if case .character(let character) = Self.plain(scalar) { return .key(.alt(character)) }
            return Self.plain(scalar).map { .key($0) }
        case .key(let code): return special(code)
        }
    }

    private mutating func skip(until isEnd: (Unicode.Scalar) -> Bool) {
        for _ in 0..<4096 {
            guard case .scalar(let scalar) = next(), !isEnd(scalar) else { return }
        }
    }

    private func special(_ code: Int32) -> Input? {
        if code == Self.focusIn { return .focused(true) }
        if code == Self.focusOut { return .focused(false) }
        if let key = Self.keys[code] { return .key(key) }
        let function = code - cnc_function_key(0)
        return (1...24).contains(function) ? .key(.function(Int(function))) : nil
    }
}

extension KeyReader {
    // Codes of our own, above those of ncurses.
    private static let pasteStart: Int32 = 0x4001
    private static let pasteEnd: Int32 = 0x4002
    private static let focusIn: Int32 = 0x4003
    private static let focusOut: Int32 = 0x4004
    private static let sgrMouse: Int32 = 0x4005
    private static let oldMouse: Int32 = 0x4006
    private static let mice: [Int32: MouseSequence.Form] = [sgrMouse: .sgr, oldMouse: .x10]

    private static let keys: [Int32: Key] = [
        KEY_UP: .up, KEY_DOWN: .down, KEY_LEFT: .left, KEY_RIGHT: .right, KEY_PPAGE: .pageUp,
        KEY_NPAGE: .pageDown, KEY_HOME: .home, KEY_END: .end, KEY_FIND: .home, KEY_SELECT: .end,
        KEY_ENTER: .enter, KEY_BACKSPACE: .backspace, KEY_DC: .delete, KEY_IC: .insert, KEY_BTAB: .backTab,
        KEY_A1: .home, KEY_A3: .pageUp, KEY_C1: .end, KEY_C3: .pageDown,
    ]

    /// What terminals send whatever terminfo says of them: a program in the terminal's type may find itself in
    /// another (docker exec), and cursor keys come in two modes.
    private static let sequences: [(String, Int32)] =
        [
            ("\u{1B}[200~", pasteStart), ("\u{1B}[201~", pasteEnd), ("\u{1B}[I", focusIn),
            ("\u{1B}[O", focusOut),
            ("\u{1B}[A", KEY_UP), ("\u{1B}[B", KEY_DOWN), ("\u{1B}[C", KEY_RIGHT), ("\u{1B}[D", KEY_LEFT),
            ("\u{1B}OA", KEY_UP), ("\u{1B}OB", KEY_DOWN), ("\u{1B}OC", KEY_RIGHT), ("\u{1B}OD", KEY_LEFT),
            ("\u{1B}[H", KEY_HOME), ("\u{1B}OH", KEY_HOME), ("\u{1B}[1~", KEY_HOME), ("\u{1B}[7~", KEY_HOME),
            ("\u{1B}[F", KEY_END), ("\u{1B}OF", KEY_END), ("\u{1B}[4~", KEY_END), ("\u{1B}[8~", KEY_END),
            ("\u{1B}[2~", KEY_IC), ("\u{1B}[3~", KEY_DC), ("\u{1B}[5~", KEY_PPAGE), ("\u{1B}[6~", KEY_NPAGE),
            ("\u{1B}[Z", KEY_BTAB), ("\u{1B}OM", KEY_ENTER),
        ] + functionKeys

    private static var functionKeys: [(String, Int32)] {
        let first = ["P", "Q", "R", "S"].enumerated().map {
            ("\u{1B}O\($0.element)", cnc_function_key(Int32($0.offset + 1)))
        }
        let codes = [11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24]
        return first
            + codes.enumerated().map { ("\u{1B}[\($0.element)~", cnc_function_key(Int32($0.offset + 1))) }
    }
}
