import Glibc

/// Whole small files of /proc and /sys.
enum ProcText {
    /// Nil when it cannot be opened or read; at most 1 MiB.
    static func read(_ path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        return read(file)
    }

    /// From the beginning of an open file.
    static func read(_ file: Int32) -> String? {
        var bytes = [UInt8]()
        var chunk = [UInt8](repeating: 0, count: 4096)
        while bytes.count < 1 << 20 {
            let count = pread(file, &chunk, chunk.count, bytes.count)
            if count < 0 { return nil }
            if count == 0 { break }
            bytes.append(contentsOf: chunk[..<count])
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A process's stat(5) after the command's closing parenthesis: word 0 is field 3, its state.
    static func stat(_ pid: Int32) -> [Substring]? {
        guard let text = read("/proc/\(pid)/stat"), let end = text.lastIndex(of: ")") else { return nil }
        return text[text.index(after: end)...].split(separator: " ")
    }

    /// Field 22: clock ticks since boot.
    static func start(of pid: Int32) -> UInt64? {
        guard let words = stat(pid), words.count > 19 else { return nil }
        return UInt64(words[19])
    }
}
