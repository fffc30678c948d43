import CLinux
import Glibc
import HeapModule
import Synchronization

/// One thread, one epoll: the executor of an actor and the source of its events. *core*, *journal*,
/// *writer* and *screen* are each one of these.
///
/// What `watch` calls runs on the loop's thread, so it may enter an actor of this loop by `assumeIsolated`.
/// Everything but `inbox` is touched on the loop's thread alone, hence `@unchecked`; `checkIsolated`
/// traps elsewhere. A loop belongs to the thread that calls `run`. Until then it is nobody's: jobs go through
/// the inbox, whoever brings them, for they may race with the thread that is about to begin; descriptors and
/// timers are set up by the thread that made it.
package final class Loop: SerialExecutor, TaskExecutor, @unchecked Sendable {
    package typealias Call = (_ events: UInt32) -> Void

    /// What `watch` gives and `unwatch` takes. Carries a generation, so that an event of a closed
    /// descriptor never reaches the next user of its number within one epoll batch.
    package struct Watch: Hashable, Sendable { let slot: UInt64 }
    package struct Timer: Hashable, Sendable { let id: UInt64 }

    private struct Due: Comparable {
        let at: UInt64
        let id: UInt64
        static func < (a: Due, b: Due) -> Bool { (a.at, a.id) < (b.at, b.id) }
    }

    private let epoll: Int32
    private let wake: Int32
    /// pthread_self(3) of the thread in `run`; 0 is nobody.
    private let owner = Atomic<pthread_t>(0)
    private let inbox = Mutex<[UnownedJob]>([])
    private var ready: [UnownedJob] = []
    private var running: [UnownedJob] = []
    private var watched: [UInt64: (fd: Int32, call: Call)] = [:]
    private var nextSlot: UInt64 = 1
    private var due = Heap<Due>()
    private var fires: [UInt64: () -> Void] = [:]
    private var nextTimer: UInt64 = 1
    private var isStopped = false
    /// How late its timers have fired.
    package private(set) var lateness = Lateness()
    /// Turns of the loop so far: an idle loop makes none.
    package private(set) var wakeups: UInt64 = 0
    private var turnEnds: [() -> Void] = []
    /// Called after every turn, before the loop waits again and after all of `atTurnsEnd`: where what a
    /// batch of events changed is brought together.
    package var afterTurn: (() -> Void)?

    package init() {
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        wake = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        watch(wake) { [wake] _ in
            var count: UInt64 = 0
            _ = read(wake, &count, 8)
        }
    }

    deinit {
        close(epoll)
        close(wake)
    }

    /// Waits and dispatches until `stop`. The calling thread becomes the loop's.
    package func run() {
        owner.store(pthread_self(), ordering: .relaxed)
        isStopped = false
        withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: 256) { events in
            while true {
                drain()
                for end in turnEnds { end() }
                afterTurn?()
                if isStopped { break }
                let count = epoll_wait(epoll, events.baseAddress!, 256, ready.isEmpty ? timeout() : 0)
                wakeups &+= 1
                if count > 0 {
                    for index in 0..<Int(count) {
                        watched[events[index].data.u64]?.call(events[index].events)
                    }
                }
                fireTimers()
            }
        }
    }

    /// Adds a step to the end of every turn: where a source of events hands over what it gathered.
    package func atTurnsEnd(_ step: @escaping () -> Void) { turnEnds.append(step) }

    /// Ends `run` after this turn. From any thread by way of an enqueued job.
    package func stop() { isStopped = true }

    // MARK: - Executor

    private var isHere: Bool { owner.load(ordering: .relaxed) == pthread_self() }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if isHere {
            ready.append(job)
            return
        }
        let isFirst = inbox.withLock { jobs in
            jobs.append(job)
            return jobs.count == 1
        }
        if isFirst {
            var one: UInt64 = 1
            _ = write(wake, &one, 8)
        }
    }

    package func checkIsolated() { precondition(isHere, "not on the loop's thread") }
    package func isIsolatingCurrentContext() -> Bool? { isHere }

    private func drain() {
        while true {
            inbox.withLock { jobs in
                if !jobs.isEmpty {
                    ready.append(contentsOf: jobs)
                    jobs.removeAll(keepingCapacity: true)
                }
            }
            if ready.isEmpty { return }
            swap(&ready, &running)
            for job in running {
                job.runSynchronously(
                    isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
            }
            running.removeAll(keepingCapacity: true)
        }
    }

    // MARK: - Descriptors

    /// What can be waited for, and what is told in any case (epoll_ctl(2)).
    package static let readable = EPOLLIN.rawValue
    package static let writable = EPOLLOUT.rawValue
    package static let broken = EPOLLHUP.rawValue | EPOLLERR.rawValue

    /// Calls whenever the descriptor is ready (level-triggered). A call may unwatch any descriptor, its own too.
    @discardableResult
    package func watch(_ fd: Int32, _ events: UInt32 = EPOLLIN.rawValue, _ call: @escaping Call)
        -> Watch
    {
        let slot = nextSlot
        nextSlot += 1
        watched[slot] = (fd, call)
        var event = epoll_event(events: events, data: epoll_data(u64: slot))
        epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event)
        return Watch(slot: slot)
    }

    /// Changes what is waited for; 0 pauses.
    package func change(_ watch: Watch, to events: UInt32) {
        guard let fd = watched[watch.slot]?.fd else { return }
        var event = epoll_event(events: events, data: epoll_data(u64: watch.slot))
        epoll_ctl(epoll, EPOLL_CTL_MOD, fd, &event)
    }

    /// Before the descriptor is closed.
    package func unwatch(_ watch: Watch) {
        guard let (fd, _) = watched.removeValue(forKey: watch.slot) else { return }
        epoll_ctl(epoll, EPOLL_CTL_DEL, fd, nil)
    }

    // MARK: - Timers

    /// Nanoseconds of CLOCK_MONOTONIC.
    package static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    @discardableResult
    package func after(_ delay: Duration, _ fire: @escaping () -> Void) -> Timer {
        let (seconds, attoseconds) = max(.zero, delay).components
        let wait = UInt64(seconds) &* 1_000_000_000 &+ UInt64(attoseconds) / 1_000_000_000
        let id = nextTimer
        nextTimer += 1
        due.insert(Due(at: Loop.now &+ wait, id: id))
        fires[id] = fire
        return Timer(id: id)
    }

    package func cancel(_ timer: Timer) { fires[timer.id] = nil }

    private func fireTimers() {
        guard !due.isEmpty else { return }
        let now = Loop.now
        while let first = due.min, first.at <= now {
            due.removeMin()
            guard let fire = fires.removeValue(forKey: first.id) else { continue }
            lateness.note(now - first.at, at: now)
            fire()
        }
    }

    /// Milliseconds for epoll_wait, rounded up; cancelled timers at the front are dropped.
    private func timeout() -> Int32 {
        while let first = due.min {
            guard fires[first.id] != nil else {
                due.removeMin()
                continue
            }
            let now = Loop.now
            return first.at <= now ? 0 : Int32(min((first.at - now + 999_999) / 1_000_000, 1 << 30))
        }
        return -1
    }
}
