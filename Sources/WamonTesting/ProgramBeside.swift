import Glibc

/// A program of this package that a test runs: it lies beside the test bundle.
package struct ProgramBeside {
    package struct Failure: Error {
        package let sentence: String
    }

    /// Absolute.
    package let path: String

    /// - Throws: where it has not been built.
    package init(_ name: String) throws(Failure) {
        guard let own = realpath("/proc/self/exe", nil) else { throw Failure(sentence: "no /proc") }
        defer { free(own) }
        let folder = String(cString: own).split(separator: "/").dropLast().joined(separator: "/")
        path = "/\(folder)/\(name)"
        guard access(path, X_OK) == 0 else { throw Failure(sentence: "\(name) is not built") }
    }

    /// Runs it to its end. Its own children never become ours.
    /// - Returns: what it wrote on its stdout, and its wait status.
    package func run(_ words: [String]) throws(Failure) -> (output: String, status: Int32) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Failure(sentence: "no pipe: errno \(errno)") }
        _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
        defer { close(ends[0]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addclose(&actions, ends[1])
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        let arguments: [UnsafeMutablePointer<CChar>?] = ([path] + words).map { strdup($0) } + [nil]
        defer { for text in arguments { free(text) } }
        var pid: pid_t = 0
        let failure = posix_spawn(&pid, path, &actions, nil, arguments, environ)
        close(ends[1])
        guard failure == 0 else { throw Failure(sentence: "\(path): errno \(failure)") }
        var output: [UInt8] = []
        var bytes = [UInt8](repeating: 0, count: 65536)
        while case let count = read(ends[0], &bytes, bytes.count), count > 0 { output += bytes[..<count] }
        var status: Int32 = 0
        waitpid(pid, &status, 0)
        return (String(decoding: output, as: UTF8.self), status)
    }
}
