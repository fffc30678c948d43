import Glibc
import Testing

/// The two programs beside the test bundle: the driver plays a scenario, the fixture is what it runs.
enum Driver {
    /// Plays a scenario, and says line by line where what it printed is not what it should have.
    static func expect(
        _ scenario: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let seen = try run(beside("KernelDriver"), [scenario, beside("Fixture")])
        let difference = lines(seen).difference(from: lines(expected)).map { change in
            switch change {
            case .insert(let line, let text, _): "line \(line + 1) +\(text)"
            case .remove(let line, let text, _): "line \(line + 1) -\(text)"
            }
        }
        #expect(difference == [], sourceLocation: sourceLocation)
    }

    private static func lines(_ text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    static func beside(_ name: String) throws -> String {
        let own = try #require(realpath("/proc/self/exe", nil))
        defer { free(own) }
        let folder = String(cString: own).split(separator: "/").dropLast().joined(separator: "/")
        let path = "/\(folder)/\(name)"
        try #require(access(path, X_OK) == 0, "\(name) is not built")
        return path
    }

    /// Runs a program to its end and gives its stdout. Its own children never become ours.
    static func run(_ program: String, _ words: [String]) throws -> String {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addclose(&actions, ends[1])
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        let arguments: [UnsafeMutablePointer<CChar>?] = ([program] + words).map { strdup($0) } + [nil]
        defer { for text in arguments { free(text) } }
        var pid: pid_t = 0
        let failure = posix_spawn(&pid, program, &actions, nil, arguments, environ)
        close(ends[1])
        defer { close(ends[0]) }
        try #require(failure == 0)
        var output: [UInt8] = []
        var bytes = [UInt8](repeating: 0, count: 65536)
        while case let count = read(ends[0], &bytes, bytes.count), count > 0 { output += bytes[..<count] }
        var status: Int32 = 0
        waitpid(pid, &status, 0)
        let text = String(decoding: output, as: UTF8.self)
        return status == 0 ? text : text + "(wait status \(status))\n"
    }
}
