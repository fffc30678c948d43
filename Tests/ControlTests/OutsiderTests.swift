import Glibc
import Kernel
import Testing
import WamonTesting

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
        try ProgramBeside("Fixture").run(words).output
    }
}
