import CLinux
import Glibc
import Testing

@testable import Kernel

/// The loop on real descriptors, without a process.
struct LoopTests {
    @Test func `timers fire in the order of their deadlines, cancelled ones never`() {
        let loop = Loop()
        var fired: [Int] = []
        loop.after(.milliseconds(6)) {
            fired.append(3)
            loop.stop()
        }
        loop.after(.milliseconds(2)) { fired.append(2) }
        let cancelled = loop.after(.milliseconds(1)) { fired.append(9) }
        loop.after(.zero) {
            fired.append(1)
            loop.cancel(cancelled)
        }
        loop.run()
        #expect(fired == [1, 2, 3])
    }

    @Test func `how late timers fire is remembered for half a minute, and forgotten after a whole one`() {
        let second: UInt64 = 1_000_000_000
        var lateness = Lateness()
        lateness.note(7_000_000, at: 100 * second)
        lateness.note(1_000_000, at: 110 * second)
        #expect(lateness.longest(at: 110 * second) == .milliseconds(7))
        lateness.note(2_000_000, at: 135 * second)
        #expect(lateness.longest(at: 140 * second) == .milliseconds(7))
        lateness.note(1_000_000, at: 166 * second)
        #expect(lateness.longest(at: 166 * second) == .milliseconds(2))
        #expect(lateness.longest(at: 200 * second) == .milliseconds(1))
        #expect(lateness.longest(at: 300 * second) == .zero)
    }

    @Test func `a timer that had to wait for another is late, a cancelled one is not`() {
        let loop = Loop()
        loop.cancel(loop.after(.zero) {})
        loop.after(.milliseconds(1)) { poll(nil, 0, 30) }
        loop.after(.milliseconds(2)) {}
        // Both are due when the first has fired; they are looked at anew.
        loop.after(.milliseconds(3)) { loop.stop() }
        loop.run()
        #expect(loop.lateness.longest(at: Loop.now) >= .milliseconds(20))
    }

    @Test func `the end of a turn comes after all of its events, steps in their order`() {
        let loop = Loop()
        var said: [String] = []
        loop.after(.zero) { said.append("a") }
        loop.after(.zero) {
            said.append("b")
            loop.stop()
        }
        loop.atTurnsEnd { if !said.isEmpty { said.append("gathered") } }
        loop.afterTurn = { if !said.isEmpty { said.append("turned") } }
        loop.run()
        #expect(said == ["a", "b", "gathered", "turned"])
    }

    @Test func `an event of a closed descriptor never reaches the next user of its number`() throws {
        let loop = Loop()
        var first: [Int32] = [-1, -1]
        var second: [Int32] = [-1, -1]
        try #require(linux_pipe(&first, O_CLOEXEC) == 0)
        try #require(linux_pipe(&second, O_CLOEXEC) == 0)
        defer { for end in first + second { close(end) } }
        for pipe in [first, second] { write(pipe[1], "x", 1) }
        var heard = 0
        var watches: [Loop.Watch] = []
        // Both are ready in one batch; whoever comes first silences the other.
        for (index, pipe) in [first, second].enumerated() {
            watches.append(
                loop.watch(pipe[0]) { _ in
                    heard += 1
                    loop.unwatch(watches[1 - index])
                    loop.unwatch(watches[index])
                    loop.watch(pipe[0]) { _ in loop.stop() }
                })
        }
        loop.run()
        #expect(heard == 1)
    }

    @Test func `a job from another thread wakes a waiting loop`() async {
        let answer = await withCheckedContinuation { continuation in
            let thread = Thread { loop in
                Task(executorPreference: loop) {
                    loop.stop()
                    continuation.resume(returning: 7)
                }
            }
            thread.start()
        }
        #expect(answer == 7)
    }
}

/// A loop running on a thread of its own.
private struct Thread {
    let whenRunning: @Sendable (Loop) -> Void

    func start() {
        var thread = pthread_t()
        let box = Unmanaged.passRetained(Box(whenRunning))
        pthread_create(
            &thread, nil,
            { pointer in
                let box = Unmanaged<Box>.fromOpaque(pointer!).takeRetainedValue()
                let loop = Loop()
                box.whenRunning(loop)
                loop.run()
                return nil
            }, box.toOpaque())
        pthread_detach(thread)
    }

    private final class Box {
        let whenRunning: @Sendable (Loop) -> Void
        init(_ whenRunning: @escaping @Sendable (Loop) -> Void) { self.whenRunning = whenRunning }
    }
}
