import Glibc
import Kernel
import Testing

/// Something that listens where a core should, and says one thing to one who comes.
final class Stranger {
    let path: String
    private let folder: String
    private let listener: Int32
    private var guest: Int32 = -1

    init() throws {
        var template = Array("/tmp/wamon-stranger-XXXXXX".utf8CString)
        folder = String(cString: try #require(mkdtemp(&template)))
        path = folder + "/wamon.sock"
        listener = try LocalSocket.listen(at: path)
    }

    /// Waits for the one, and for its first words.
    func say(_ line: String) throws {
        try #require(waits(listener))
        guest = accept(listener, nil, nil)
        try #require(waits(guest))
        var bytes = [UInt8](repeating: 0, count: 4096)
        _ = read(guest, &bytes, bytes.count)
        let words = Array(line.utf8) + [10]
        _ = send(guest, words, words.count, Int32(MSG_NOSIGNAL))
    }

    deinit {
        close(guest)
        close(listener)
        unlink(path)
        rmdir(folder)
    }

    private func waits(_ descriptor: Int32) -> Bool {
        var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return Glibc.poll(&poll, 1, 10_000) == 1
    }
}
