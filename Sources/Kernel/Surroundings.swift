import CLinux
import Glibc
package import Supervision

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

    package static var ownPid: PID { getpid() }

    /// proc_pid_environ(5) of another process; empty where it may not be read.
    package static func environment(of pid: PID) -> [String: String] {
        var found: [String: String] = [:]
        for entry in (ProcText.read("/proc/\(pid)/environ") ?? "").split(separator: "\0") {
            guard let sign = entry.firstIndex(of: "=") else { continue }
            found[String(entry[..<sign])] = String(entry[entry.index(after: sign)...])
        }
        return found
    }

    /// The home folder passwd(5) knows for who we are.
    package static var accountHome: String? { Credentials.home(of: geteuid()) }

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

    /// Where one of standard input, output and error is closed, it is /dev/null: a file opened later would get
    /// its number, and be written to by whoever means the terminal.
    package static func fillStandardDescriptors() {
        for descriptor in 0...2 as ClosedRange<Int32> where fcntl(descriptor, F_GETFD) < 0 {
            _ = open("/dev/null", O_RDWR)
        }
    }

    /// Standard input, output and error are /dev/null from here on.
    package static func leaveTerminal() {
        let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
        guard nothing >= 0 else { return }
        for descriptor in 0...2 as ClosedRange<Int32> { dup2(nothing, descriptor) }
        if nothing > 2 { close(nothing) }
    }

    /// What was freed after a burst goes back to the system (malloc_trim(3)), and with it the code that only
    /// the burst needed.
    package static func giveMemoryBack() {
        linux_trim()
        linux_forget_code()
    }

    /// By passwd(5), else the number.
    package static func userName(of uid: UInt32) -> String { Credentials.name(of: uid) ?? "user \(uid)" }

    /// Seconds east of UTC of the local time at a moment (CLOCK_REALTIME).
    package static func zone(at wall: Duration) -> Int {
        var seconds = time_t(wall.components.seconds)
        var local = tm()
        return localtime_r(&seconds, &local) == nil ? 0 : local.tm_gmtoff
    }
}
