import CLinux
import Glibc

/// What the process was started with.
package enum Surroundings {
    /// environ(7).
    package static var environment: [String: String] {
        var found: [String: String] = [:]
        var entry = linux_environment()
        while let text = entry.pointee {
            let pair = String(cString: text)
            if let sign = pair.firstIndex(of: "=") {
                found[String(pair[..<sign])] = String(pair[pair.index(after: sign)...])
            }
            entry += 1
        }
        return found
    }

    /// getcwd(3); "/" where the folder is gone.
    package static var currentDirectory: String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }

    /// gethostname(2).
    package static var hostname: String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { name in
            guard gethostname(name.baseAddress!, 255) == 0 else { return "localhost" }
            name[255] = 0
            return String(cString: name.baseAddress!)
        }
    }

    /// Keeps little memory that is not in use. Before the first thread.
    package static func beThrifty() { linux_thrift() }

    /// What was freed after a burst goes back to the system (malloc_trim(3)).
    package static func giveMemoryBack() { linux_trim() }

    /// By passwd(5), else the number.
    package static func userName(of uid: UInt32) -> String { Credentials.name(of: uid) ?? "user \(uid)" }

    /// Seconds east of UTC of the local time at a moment (CLOCK_REALTIME).
    package static func zone(at wall: Duration) -> Int {
        var seconds = time_t(wall.components.seconds)
        var local = tm()
        return localtime_r(&seconds, &local) == nil ? 0 : local.tm_gmtoff
    }
}
