import Foundation
import Supervision
import Testing

@testable import Hooks

/// Real programs, in a folder of their own.
@Suite final class HookProgramTests {
    private let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "wamon-hooks-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    deinit { try? FileManager.default.removeItem(atPath: folder) }

    @Test func `it reads the report, in its folder, with the environment of the core`() throws {
        let body = Array(String(repeating: "{\"event\":\"crash\"}", count: 10_000).utf8)
        #expect(tell("cat >report; echo $MOOD >mood", body) == nil)
        #expect(try Data(contentsOf: URL(filePath: folder + "/report")) == Data(body))
        #expect(try String(contentsOfFile: folder + "/mood", encoding: .utf8) == "fine\n")
    }

    @Test func `its exit code says whether it was told, and its first line why not`() {
        #expect(tell("exit 0") == nil)
        #expect(tell("exit 3") == "exited with code 3")
        #expect(tell("echo no route >&2; echo more; exit 3") == "exited with code 3: no route")
        #expect(tell("kill -9 $$") == "was ended by SIGKILL")
    }

    @Test func `who is late is killed with all that it started`() {
        let path = folder + "/fifo"
        #expect(mkfifo(path, 0o600) == 0)
        let end = open(path, O_RDONLY | O_NONBLOCK)
        defer { close(end) }
        #expect(
            tell("sleep 1000 >fifo & sleep 1000", timeout: .milliseconds(300)) == "took longer than 300 ms")
        // Its end comes when nobody holds the other one any more.
        _ = fcntl(end, F_SETFL, 0)
        var byte: UInt8 = 0
        #expect(read(end, &byte, 1) == 0)
    }

    @Test func `a program is found as a shell finds it`() {
        #expect(program(["sh", "-c", "exit 0"]).tell([]) == nil)
        #expect(program(["no-such-program"]).tell([]) == "exec: No such file or directory")
        #expect(program(["./no-such-program"]).tell([]) == "exec: No such file or directory")
        #expect(program(["/etc/passwd"]).tell([]) == "exec: Permission denied")
    }

    private func tell(
        _ script: String, _ body: [UInt8] = Array("{}".utf8), timeout: Duration = .seconds(10)
    ) -> String? {
        program(["/bin/sh", "-c", script], timeout: timeout).tell(body)
    }

    private func program(_ words: [String], timeout: Duration = .seconds(10)) -> HookProgram {
        HookProgram(
            words: words, folder: folder, timeout: timeout,
            environment: ["MOOD": "fine", "PATH": "/usr/bin:/bin"])
    }
}
