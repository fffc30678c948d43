import Wording
import Glibc
import Screen
import Verbs

/// Standard output of a verb.
enum StandardOutput {
    /// A reader that has gone away ends the program, quietly: `wamon status | head -1`.
    static func write(_ text: String) {
        var text = text
        text.withUTF8 { write(UnsafeRawBufferPointer($0)) }
    }

    static func write(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(1, rest.baseAddress, rest.count)
            if count > 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            } else if errno == EAGAIN {
                var out = pollfd(fd: 1, events: Int16(POLLOUT), revents: 0)
                poll(&out, 1, -1)
            } else if errno != EINTR {
                exit(errno == EPIPE ? 0 : 1)
            }
        }
    }

    static func look(noColor: Bool) -> Look {
        var look = Look()
        look.isTerminal = isatty(1) == 1
        look.width = width(of: 1)
        look.hasColors =
            look.isTerminal && !noColor && (variable("NO_COLOR") ?? "").isEmpty && variable("TERM") != "dumb"
        look.isUnicode = isUnicode
        look.language = Wamon.words
        return look
    }

    /// What the terminal says, else `$COLUMNS`, else 80.
    static func width(of descriptor: Int32) -> Int {
        var window = winsize()
        if ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 { return Int(window.ws_col) }
        return variable("COLUMNS").flatMap { Int($0) }.flatMap { (1...10_000).contains($0) ? $0 : nil } ?? 80
    }

    /// What the locale's variables name; where none is set, as in `docker exec`, UTF-8 as everywhere today.
    private static var isUnicode: Bool {
        for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
            guard let value = variable(name), !value.isEmpty else { continue }
            let folded = value.lowercased()
            return folded.contains("utf-8") || folded.contains("utf8")
        }
        return true
    }

    static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

/// The one line that says what is waited for, on standard error.
struct ProgressLine {
    private let width: Int

    /// nil where nobody would see it.
    init?() {
        guard isatty(2) == 1, StandardOutput.variable("TERM") != "dumb" else { return nil }
        width = StandardOutput.width(of: 2)
    }

    /// nil takes it away.
    func show(_ text: String?) {
        let shown = text.map { GlyphWidth.truncated($0, to: max(1, width - 1)) } ?? ""
        let bytes = Array("\r\(shown)\u{1B}[K".utf8)
        _ = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
    }
}

enum StandardInput {
    /// Everything up to its end, split at blanks and line ends.
    static var words: [String] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count < 1 << 20 {
            let count = read(0, &buffer, buffer.count)
            if count <= 0 { break }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self).split { $0.isWhitespace }.map(String.init)
    }
}
