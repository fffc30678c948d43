import CLinux
import Glibc

/// This very program, started anew.
package enum OwnProgram {
    /// In a session of its own, in /, with nothing but /dev/null on 0, 1 and 2, and one descriptor of ours as 3.
    /// Gives the errno, 0 for none. The caller need not be around for it to go on.
    package static func startDetached(
        _ words: [String], environment: [String: String], telling end: Int32
    ) -> Int32 {
        let null = open("/dev/null", O_RDWR | O_CLOEXEC)
        guard null >= 0 else { return errno }
        defer { close(null) }
        let argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        let envp: [UnsafeMutablePointer<CChar>?] =
            environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in argv + envp { free(text) } }
        let table =
            (0...2).map { linux_fd(source: null, target: $0) } + [linux_fd(source: end, target: 3)]
        let result = path.withCString { path in
            "/".withCString { root in
                argv.withUnsafeBufferPointer { argv in
                    envp.withUnsafeBufferPointer { envp in
                        table.withUnsafeBufferPointer { table in
                            var options = linux_options(
                                path: path, argv: argv.baseAddress!, envp: envp.baseAddress!, cwd: root,
                                fds: table.baseAddress, fd_count: table.count, rlimits: nil, rlimit_count: 0,
                                groups: nil, group_count: 0, uid: 0, gid: 0, flags: UInt32(LINUX_SETSID),
                                umask: 0, nice: 0, death_signal: 0)
                            return linux_spawn(&options)
                        }
                    }
                }
            }
        }
        if result.pidfd >= 0 { close(result.pidfd) }
        return result.error
    }

    /// By its name, so that ps(1) shows that; as the kernel holds it where the file has been replaced.
    private static var path: String {
        let held = "/proc/self/exe"
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink(held, &buffer, buffer.count - 1)
        guard count > 0 else { return held }
        let path = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return access(path, X_OK) == 0 ? path : held
    }
}
