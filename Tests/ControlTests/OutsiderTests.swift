import Glibc
import Kernel
import Testing

/// Users who are not the core's.
@Suite struct OutsiderTests {
    private static let isRoot = geteuid() == 0

    @Test(.enabled(if: isRoot, "only root can be somebody else"))
    func `another user does not reach the socket`() throws {
        let rig = try Rig()
        defer { rig.close() }
        #expect(try fixture(["connect", "65534", rig.path]) == "connect: errno \(EACCES)\n")
    }

    @Test(.enabled(if: isRoot, "only root can be somebody else"))
    func `another user who reaches the socket is told whose core it is`() throws {
        let rig = try Rig()
        defer { rig.close() }
        chmod(rig.folder, 0o755)
        chmod(rig.path, 0o666)
        let answer = try fixture(["connect", "65534", rig.path])
        #expect(answer.contains("this wamon belongs to root, who alone (and root) may talk to it"))
        #expect(answer.contains("\"owner\":\"root\""))
        #expect(answer.split(separator: "\n").count == 1)
        let other = try RawClient(rig.path)
        other.say(#"{"id":1,"history":0}"#)
        #expect(try other.line()?.contains("history") == true)
    }

    @Test func `the socket is its owner's alone`() throws {
        let rig = try Rig()
        defer { rig.close() }
        var status = stat()
        #expect(lstat(rig.path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
    }

    private func fixture(_ words: [String]) throws -> String {
        let own = try #require(realpath("/proc/self/exe", nil))
        defer { free(own) }
        let folder = String(cString: own).split(separator: "/").dropLast().joined(separator: "/")
        let program = "/\(folder)/Fixture"
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addclose(&actions, ends[0])
        posix_spawn_file_actions_addclose(&actions, ends[1])
        let arguments: [UnsafeMutablePointer<CChar>?] = ([program] + words).map { strdup($0) } + [nil]
        defer { for text in arguments { free(text) } }
        var pid: pid_t = 0
        let failure = posix_spawn(&pid, program, &actions, nil, arguments, environ)
        close(ends[1])
        defer { close(ends[0]) }
        try #require(failure == 0)
        var output: [UInt8] = []
        var bytes = [UInt8](repeating: 0, count: 4096)
        while case let count = read(ends[0], &bytes, bytes.count), count > 0 { output += bytes[..<count] }
        waitpid(pid, nil, 0)
        return String(decoding: output, as: UTF8.self)
    }
}
