import CNcurses
import Glibc
import Screen

/// The environment's variables; nil where unset.
enum Environment {
    static subscript(name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

/// The locale's character set.
enum CharacterSet {
    /// The user's, or UTF-8 where theirs is none (`docker exec` comes without LANG). Whether it is UTF-8 now.
    static func choose() -> Bool {
        for name in ["", "C.UTF-8", "C.utf8", "en_US.UTF-8"] {
            guard setlocale(LC_CTYPE, name) != nil else { continue }
            if strcmp(nl_langinfo(Int32(CODESET)), "UTF-8") == 0 { return true }
        }
        return false
    }
}

enum WindowSize {
    /// Beyond these ncurses' own cells cost hundreds of megabytes, and at 32,767 columns it crashes; nobody
    /// looks at the rest.
    private static let limit = Size(width: 1000, height: 500)

    /// What the terminal says, within reason; where it does not know (0×0), `$COLUMNS` × `$LINES`, else 80×24.
    static func current(of descriptor: Int32) -> Size {
        var window = winsize()
        if ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 {
            return Size(
                width: min(limit.width, Int(window.ws_col)), height: min(limit.height, Int(window.ws_row)))
        }
        func number(_ name: String) -> Int? {
            Environment[name].flatMap { Int($0) }.flatMap { (1...1000).contains($0) ? $0 : nil }
        }
        return Size(width: number("COLUMNS") ?? 80, height: number("LINES") ?? 24)
    }
}

/// RFC 4648, section 4.
enum Base64 {
    static func encode(_ bytes: some Collection<UInt8>) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let three = rest.prefix(3)
            rest = rest.dropFirst(3)
            var group: UInt32 = 0
            for byte in three { group = group << 8 | UInt32(byte) }
            group <<= UInt32(8 * (3 - three.count))
            for index in 0..<4 {
                text.append(
                    index <= three.count
                        ? alphabet[Int(group >> UInt32(18 - 6 * index) & 63)] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
