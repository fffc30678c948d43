import Glibc
package import Supervision

/// A /proc: its processes, and their files. Used on one thread.
package final class ProcFiles {
    package let buffer = ProcBuffer()
    private let root: String
    private let listing: OpaquePointer?
    private let directory: Int32
    private let path = UnsafeMutablePointer<CChar>.allocate(capacity: 64)
    private lazy var lastPid = ProcFile(root + "/sys/kernel/ns_last_pid")
    private lazy var load = ProcFile(root + "/loadavg")

    /// Whether the last `newestPid` was the kernel's own word; a stand-in for loadavg (lxcfs) lags behind.
    package private(set) var isNewestExact = false

    package init(root: String = "/proc") {
        self.root = root
        listing = opendir(root)
        directory = listing.map { dirfd($0) } ?? -1
    }

    deinit {
        if let listing { closedir(listing) }
        path.deallocate()
    }

    /// The numbers of all processes, ascending. False when /proc cannot be listed. Takes no descriptor.
    package func list(into pids: inout [PID]) -> Bool {
        pids.removeAll(keepingCapacity: true)
        guard let listing else { return false }
        rewinddir(listing)
        var isAscending = true
        while let entry = readdir(listing) {
            guard let pid = ProcFiles.number(of: entry) else { continue }
            if let last = pids.last, last >= pid { isAscending = false }
            pids.append(pid)
        }
        // procfs lists them in order; any other file system does not.
        if !isAscending { pids.sort() }
        return true
    }

    /// The number given last to a process or thread of our pid namespace; nil where nobody says.
    package func newestPid() -> PID? {
        if (try? lastPid.read(into: buffer)) != nil, let pid = word(0) {
            isNewestExact = true
            return pid
        }
        isNewestExact = false
        // "0.00 0.01 0.05 1/93 8921"
        guard (try? load.read(into: buffer)) != nil else { return nil }
        return word(4)
    }

    /// The pid that is the given word of the buffer.
    private func word(_ position: Int) -> PID? {
        let pid: PID? = buffer.text { text in
            var index = 0
            for _ in 0..<position {
                text.skipBlanks(at: &index)
                text.skipWord(at: &index)
            }
            return text.number(at: &index).flatMap { PID(exactly: $0) }
        }
        return pid.flatMap { $0 > 0 ? $0 : nil }
    }

    /// Into `buffer`.
    package func read(_ pid: PID, _ name: StaticString, whole: Bool = false) throws(ProcFailure) {
        try open(pid, name).read(into: buffer, whole: whole)
    }

    /// To be kept.
    package func open(_ pid: PID, _ name: StaticString) -> ProcFile {
        ProcFile(in: directory, spell(pid, name))
    }

    package func stat(of pid: PID) throws(ProcFailure) -> ProcStat {
        try read(pid, "stat")
        guard let stat = buffer.text({ ProcStat($0) }) else { throw .refused(EIO) }
        return stat
    }

    /// How many descriptors a process has open: the size of the directory since Linux 6.2, its entries
    /// before. Nil where they may not be counted.
    package func descriptors(of pid: PID) -> Int? {
        var status = Glibc.stat()
        guard fstatat(directory, spell(pid, "fd"), &status, 0) == 0 else { return nil }
        if status.st_size > 0 { return Int(status.st_size) }
        let descriptor = openat(directory, spell(pid, "fd"), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0, let entries = fdopendir(descriptor) else { return nil }
        defer { closedir(entries) }
        var count = 0
        while let entry = readdir(entries) { if ProcFiles.number(of: entry) != nil { count += 1 } }
        return count
    }

    // MARK: - Names

    /// "PID/name" in `path`.
    private func spell(_ pid: PID, _ name: StaticString) -> UnsafePointer<CChar> {
        var end = 1
        var rest = pid.magnitude / 10
        while rest > 0 {
            rest /= 10
            end += 1
        }
        rest = pid.magnitude
        for index in (0..<end).reversed() {
            path[index] = CChar(48 + rest % 10)
            rest /= 10
        }
        path[end] = 47
        let length = min(name.utf8CodeUnitCount, 48)
        memcpy(path + end + 1, name.utf8Start, length)
        path[end + 1 + length] = 0
        return UnsafePointer(path)
    }

    /// The number an entry is named by; nil where the name is no number.
    private static func number(of entry: UnsafeMutablePointer<dirent>) -> PID? {
        let offset = MemoryLayout<dirent>.offset(of: \.d_name)!
        let name = UnsafeRawPointer(entry) + offset
        var pid: PID = 0
        var index = 0
        while case let byte = name.load(fromByteOffset: index, as: UInt8.self), byte != 0 {
            guard byte >= 48, byte < 58, pid < 100_000_000 else { return nil }
            pid = pid * 10 + PID(byte - 48)
            index += 1
        }
        return index > 0 ? pid : nil
    }
}
