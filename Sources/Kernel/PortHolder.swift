import Glibc
package import Supervision

/// Who listens on a TCP port of this machine (of this network namespace): proc_net(5), and whose descriptor that
/// socket is. Looks at every process; not for the core's thread.
package enum PortHolder {
    /// nil: nobody listens there. Without `pid`: somebody does whose descriptors may not be seen.
    package static func find(_ port: Int) -> PortTaken? {
        let sockets = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap {
            listeners(on: port, ProcText.read($0) ?? "")
        }
        guard !sockets.isEmpty else { return nil }
        var taken = PortTaken(port: port)
        let names = Set(sockets.map { "socket:[\($0)]" })
        for pid in numbers(in: "/proc") where holds(PID(pid), names) {
            taken.pid = PID(pid)
            taken.command = command(of: PID(pid))
            return taken
        }
        return taken
    }

    /// Inodes of the listening sockets. A row is `sl local remote state …`, numbers in hex; the inode is the tenth
    /// word.
    static func listeners(on port: Int, _ table: String) -> [Substring] {
        table.split(separator: "\n").compactMap { row in
            let words = row.split(separator: " ")
            guard words.count > 9, words[3] == "0A", let colon = words[1].lastIndex(of: ":"),
                Int(words[1][words[1].index(after: colon)...], radix: 16) == port
            else { return nil }
            return words[9]
        }
    }

    private static func holds(_ pid: PID, _ sockets: Set<String>) -> Bool {
        let folder = "/proc/\(pid)/fd"
        return numbers(in: folder).contains { number in
            var target = [CChar](repeating: 0, count: 64)
            let count = readlink("\(folder)/\(number)", &target, target.count - 1)
            guard count > 0 else { return false }
            return sockets.contains(
                String(decoding: target[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self))
        }
    }

    /// The program's name and its first word: `node ./server.js`. The rest may hold anything.
    private static func command(of pid: PID) -> String? {
        guard let line = ProcText.read("/proc/\(pid)/cmdline") else { return nil }
        var words = line.split(separator: "\0").prefix(2).map { String($0.prefix(60)) }
        guard let program = words.first else { return nil }
        words[0] = program.split(separator: "/").last.map(String.init) ?? program
        return words.joined(separator: " ")
    }

    /// The names that are numbers.
    private static func numbers(in folder: String) -> [Int] {
        guard let listing = opendir(folder) else { return [] }
        defer { closedir(listing) }
        var found: [Int] = []
        while let entry = readdir(listing) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if let number = Int(name), number >= 0 { found.append(number) }
        }
        return found
    }
}
