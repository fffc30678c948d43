import Glibc
import Kernel

/// A core in the background, from the side of who wants one.
enum Background {
    /// The hidden verb of the process that becomes it, and the descriptor on which that says how it went.
    static let verb = "background"
    static let readiness: Int32 = 3
    static let patience: Int32 = 20_000

    /// Puts a core into the background; returns when it, or one that was faster, can be reached. Call it before
    /// any thread exists.
    static func begin(_ environment: [String: String]) throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw Failed(code: 1, sentence: "wamon: no core can be started: \(errnoText(errno))")
        }
        defer { close(ends[0]) }
        _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
        let failure = spawn(environment, telling: ends[1])
        close(ends[1])
        guard failure == 0 else {
            throw Failed(code: 1, sentence: "wamon: no core can be started: \(errnoText(failure))")
        }
        let word = try hear(ends[0])
        if word != "ready" { throw Failed(code: 1, sentence: word) }
    }

    // MARK: - The process

    private static func spawn(_ environment: [String: String], telling end: Int32) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // First of all: the others would close it.
        posix_spawn_file_actions_adddup2(&actions, end, readiness)
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        posix_spawn_file_actions_addclosefrom_np(&actions, readiness + 1)
        posix_spawn_file_actions_addchdir_np(&actions, "/")
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        // POSIX_SPAWN_SETSID is only there for _GNU_SOURCE.
        let session: Int16 = 0x80
        posix_spawnattr_setflags(
            &attributes, session | Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
        let words: [UnsafeMutablePointer<CChar>?] = [strdup("wamon"), strdup(verb), nil]
        let variables: [UnsafeMutablePointer<CChar>?] =
            environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + variables { free(text) } }
        var pid: pid_t = 0
        return posix_spawn(&pid, "/proc/self/exe", &actions, &attributes, words, variables)
    }

    /// One line: "ready", or why not.
    private static func hear(_ end: Int32) throws -> String {
        var line: [UInt8] = []
        while true {
            var waited = pollfd(fd: end, events: Int16(POLLIN), revents: 0)
            let count = poll(&waited, 1, patience)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw Failed(code: 1, sentence: "wamon: the core does not come up within 20 s")
            }
            var buffer = [UInt8](repeating: 0, count: 4096)
            let length = read(end, &buffer, buffer.count)
            if length < 0, errno == EINTR { continue }
            guard length > 0 else { break }
            line += buffer[..<length]
            if line.last == 10 { break }
        }
        while line.last == 10 { line.removeLast() }
        return line.isEmpty
            ? "wamon: the core ended before it was up"
            : String(decoding: line, as: UTF8.self)
    }
}
