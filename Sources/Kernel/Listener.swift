import Glibc
package import Supervision

/// The process that listens on a TCP port, among those that can be seen: by the socket's inode, which proc(5) shows
/// in /proc/net and at whoever has it open. Looks through all of /proc: not for a thread that is waited for.
package struct Listener: Hashable, Sendable {
    package var pid: PID
    /// As it was started, with blanks between its words; at most 120 characters.
    package var command: String
    package var session: PID
    /// What `WAMON_RUN` says, where it is there to be read.
    package var mark: String?

    /// nil: nobody listens there, or nobody who can be looked at.
    package static func find(port: Int, procRoot: String = "/proc") -> Listener? {
        let inodes = Set(
            ["tcp", "tcp6"].flatMap { self.inodes(port, ProcText.read("\(procRoot)/net/\($0)")) })
        guard !inodes.isEmpty else { return nil }
        let files = ProcFiles(root: procRoot)
        var pids: [PID] = []
        guard files.list(into: &pids) else { return nil }
        let links = inodes.map { "socket:[\($0)]" }
        // Who has forked since is behind its parent: of several the first has opened it, most likely.
        guard let pid = pids.sorted().first(where: { has(links, "\(procRoot)/\($0)/fd") }) else { return nil }
        let words = ProcText.read("\(procRoot)/\(pid)/cmdline")?.split(separator: "\0") ?? []
        let variables = ProcText.read("\(procRoot)/\(pid)/environ")?.split(separator: "\0") ?? []
        return Listener(
            pid: pid, command: String(words.joined(separator: " ").prefix(120)),
            session: (try? files.stat(of: pid))?.session ?? 0,
            mark: variables.first { $0.hasPrefix("WAMON_RUN=") }.map { String($0.dropFirst(10)) })
    }

    /// Of the sockets that listen there: field 10, where field 2 ends in the port and field 4 is TCP_LISTEN.
    static func inodes(_ port: Int, _ table: String?) -> [Substring] {
        let digits = String(port, radix: 16, uppercase: true)
        let end = ":" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return (table ?? "").split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: " ", maxSplits: 10)
            guard fields.count > 9, fields[3] == "0A", fields[1].hasSuffix(end) else { return nil }
            return fields[9]
        }
    }

    private static func has(_ links: [String], _ folder: String) -> Bool {
        guard let entries = opendir(folder) else { return false }
        defer { closedir(entries) }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
            while let entry = readdir(entries) {
                let count = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) {
                        readlinkat(dirfd(entries), $0, buffer.baseAddress!, buffer.count)
                    }
                }
                guard count > 8 else { continue }
                let link = UnsafeRawBufferPointer(start: buffer.baseAddress!, count: count)
                if links.contains(where: { link.elementsEqual($0.utf8) }) { return true }
            }
            return false
        }
    }
}
