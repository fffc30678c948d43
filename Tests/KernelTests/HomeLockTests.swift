import Glibc
import Testing

@testable import Kernel

/// One core per home and per ecosystem file.
struct HomeLockTests {
    private let path = "/tmp/wamon-lock-\(UInt64.random(in: 0...(.max)))"

    @Test func `a second taker is told who holds the lock, until it is let go`() throws {
        defer { unlink(path) }
        do {
            let lock = try HomeLock(path, marked: true)
            #expect(throws: HomeLock.Refusal.held(by: getpid())) { try HomeLock(path, marked: true) }
            #expect(throws: HomeLock.Refusal.held(by: getpid())) { try HomeLock(path, marked: false) }
            #expect(ProcText.read(path) == "\(getpid())\n")
            withExtendedLifetime(lock) {}
        }
        #expect(throws: Never.self) { try HomeLock(path, marked: false) }
    }

    @Test func `somebody's file is locked as it is`() throws {
        close(open(path, O_CREAT | O_WRONLY, 0o400))
        defer { unlink(path) }
        let lock = try HomeLock(path, marked: false)
        #expect(ProcText.read(path) == "")
        withExtendedLifetime(lock) {}
    }

    @Test func `what cannot be opened is told by errno`() {
        #expect(throws: HomeLock.Refusal.impossible(ENOENT)) { try HomeLock("/nowhere/lock", marked: true) }
        #expect(throws: HomeLock.Refusal.impossible(ENOENT)) { try HomeLock(path, marked: false) }
    }
}
