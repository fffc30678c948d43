import Glibc

/// How often the kernel's out-of-memory killer has struck in our cgroup or below it: `oom_kill` of
/// memory.events (cgroup v2, hierarchical) or of memory.oom_control (v1). Zero where neither is there.
final class OutOfMemoryCounter {
    private let file: Int32

    init(root: String = "/sys/fs/cgroup", membership: String = "/proc/self/cgroup") {
        let places = OutOfMemoryCounter.places(root: root, membership: ProcText.read(membership) ?? "")
        var found: Int32 = -1
        for path in places {
            let candidate = open(path, O_RDONLY | O_CLOEXEC)
            if candidate < 0 { continue }
            if OutOfMemoryCounter.count(in: ProcText.read(candidate) ?? "") != nil {
                found = candidate
                break
            }
            close(candidate)
        }
        file = found
    }

    deinit { if file >= 0 { close(file) } }

    var kills: Int {
        guard file >= 0 else { return 0 }
        return OutOfMemoryCounter.count(in: ProcText.read(file) ?? "") ?? 0
    }

    /// Where the file may be, the likeliest first: under the path that /proc/self/cgroup names, and at the
    /// root of the mount, where a container sees its own cgroup.
    static func places(root: String, membership: String) -> [String] {
        var unified: [String] = []
        var legacy: [String] = []
        for line in membership.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            let path = parts[2] == "/" ? "" : String(parts[2])
            if parts[0] == "0", parts[1].isEmpty {
                unified = [
                    "\(root)\(path)/memory.events", "\(root)/unified\(path)/memory.events",
                    "\(root)/memory.events",
                ]
            } else if parts[1].split(separator: ",").contains("memory") {
                legacy = ["\(root)/memory\(path)/memory.oom_control", "\(root)/memory/memory.oom_control"]
            }
        }
        return legacy + unified
    }

    /// "oom_kill 3" among lines of "name number".
    static func count(in text: String) -> Int? {
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count == 2, words[0] == "oom_kill" { return Int(words[1]) }
        }
        return nil
    }
}
