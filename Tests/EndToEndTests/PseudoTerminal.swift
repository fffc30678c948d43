import Foundation
import Glibc
import Testing

/// The other end of a terminal, for what no terminal emulator does: not to read, to vanish, to have no size.
final class PseudoTerminal {
    private let master: Int32
    private let pid: pid_t
    private(set) var text = ""
    private var isHungUp = false
    private var ended: Int32?

    /// Runs a program as the leader of a session on this terminal.
    /// - Parameter size: columns and rows; 0×0 is what a terminal has that nobody told its size.
    init(_ words: [String], size: (UInt16, UInt16), environment: [String: String], in folder: String) throws {
        master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)
        try #require(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0)
        let name = String(cString: try #require(ptsname(master)))
        var window = winsize(ws_row: size.1, ws_col: size.0, ws_xpixel: 0, ws_ypixel: 0)
        try #require(ioctl(master, UInt(TIOCSWINSZ), &window) == 0)
        pid = try Program.spawn(words, environment: environment, in: folder) { actions in
            // The leader of a session without a terminal gets the first it opens.
            posix_spawn_file_actions_addopen(actions, 0, name, O_RDWR, 0)
            posix_spawn_file_actions_adddup2(actions, 0, 1)
            posix_spawn_file_actions_adddup2(actions, 0, 2)
        }
        _ = fcntl(master, F_SETFL, O_NONBLOCK)
    }

    deinit {
        hangUp()
        if code == nil {
            kill(pid, SIGKILL)
            _ = Program.wait(for: pid)
        }
    }

    /// Reads what has been written up to now.
    func read() {
        guard !isHungUp else { return }
        var bytes = [UInt8](repeating: 0, count: 65536)
        while case let count = Glibc.read(master, &bytes, bytes.count), count > 0 {
            text += String(decoding: bytes[..<count], as: UTF8.self)
        }
    }

    /// Bytes waiting to be read.
    var waiting: Int {
        var count: Int32 = 0
        return ioctl(master, UInt(FIONREAD), &count) == 0 ? Int(count) : 0
    }

    func type(_ keys: String) {
        _ = keys.withCString { write(master, $0, strlen($0)) }
    }

    func wait(until sentence: String, within limit: Duration = .seconds(60)) async throws {
        _ = try await until("«\(sentence)» in the output", within: limit, seeing: { self.text }) {
            read()
            return text.contains(sentence) ? true : nil
        }
    }

    /// The terminal is gone, as when a connection breaks.
    func hangUp() {
        guard !isHungUp else { return }
        isHungUp = true
        close(master)
    }

    /// nil while it runs.
    var code: Int32? {
        if let ended { return ended }
        var status: Int32 = 0
        guard waitpid(pid, &status, WNOHANG) == pid else { return nil }
        ended = Program.code(of: status)
        return ended
    }

    func code(within limit: Duration) async throws -> Int32 {
        try await until("its end", within: limit, seeing: { self.text }) {
            read()
            return code
        }
    }

    /// The line discipline's flags: input, output, control, local.
    var modes: [UInt32] {
        var modes = termios()
        guard tcgetattr(master, &modes) == 0 else { return [] }
        return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag]
    }
}
