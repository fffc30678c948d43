import CLinux
import Glibc

import Synchronization

/// A thread with a loop, entered from anywhere by small closures that run in the order they were posted.
///
/// All signals are blocked on it: they belong to the core.
package final class LoopThread: @unchecked Sendable {
    package let loop = Loop()
    private let name: String
    /// An eventfd: there is something in `waiting`.
    private let bell = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    /// An eventfd: the thread has left its loop.
    private let ended = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    private let waiting = Mutex<[@Sendable () -> Void]>([])
    private var handle = pthread_t()

    /// `name` is what ps and top show, at most 15 bytes.
    package init(_ name: String) {
        self.name = name
        loop.watch(bell) { [unowned self] _ in takeUp() }
    }

    deinit {
        close(bell)
        close(ended)
    }

    package func start() {
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, &before)
        let body = Unmanaged.passRetained(self)
        pthread_create(
            &handle, nil,
            { raw in
                Unmanaged<LoopThread>.fromOpaque(raw!).takeRetainedValue().live()
                return nil
            }, body.toOpaque())
        pthread_sigmask(SIG_SETMASK, &before, nil)
    }

    /// From any thread. Work posted after `stop` has taken effect is never run.
    package func post(_ work: @escaping @Sendable () -> Void) {
        let isFirst = waiting.withLock { list in
            list.append(work)
            return list.count == 1
        }
        guard isFirst else { return }
        var one: UInt64 = 1
        _ = write(bell, &one, 8)
    }

    /// On the thread itself: it ends after this turn.
    package func stop() { loop.stop() }

    /// Waits for the end of the thread; false when `wait` was not enough, and the thread is left to itself.
    package func join(within wait: Duration) -> Bool {
        guard handle != 0 else { return true }
        let (seconds, attoseconds) = max(.zero, wait).components
        let milliseconds = min(seconds, 1_000_000) * 1000 + attoseconds / 1_000_000_000_000_000
        var end = pollfd(fd: ended, events: Int16(POLLIN), revents: 0)
        guard poll(&end, 1, Int32(milliseconds)) == 1 else {
            pthread_detach(handle)
            return false
        }
        pthread_join(handle, nil)
        return true
    }

    /// Nobody will wait for its end.
    package func leaveToItself() {
        guard handle != 0 else { return }
        pthread_detach(handle)
        handle = 0
    }

    // MARK: - On the thread

    private func live() {
        let label = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
        if label >= 0 {
            _ = write(label, name, name.utf8.count)
            close(label)
        }
        loop.run()
        var one: UInt64 = 1
        _ = write(ended, &one, 8)
    }

    private func takeUp() {
        var count: UInt64 = 0
        _ = read(bell, &count, 8)
        for work in waiting.withLock({ list in
            let all = list
            list = []
            return all
        }) { work() }
    }
}
