import Glibc
package import Supervision

extension Moment {
    /// All three clocks of clock_gettime(2), read now.
    package static var read: Moment {
        Moment(
            monotonic: clock(CLOCK_MONOTONIC), boot: clock(CLOCK_BOOTTIME), wall: clock(CLOCK_REALTIME))
    }

    private static func clock(_ id: clockid_t) -> Duration {
        var time = timespec()
        clock_gettime(id, &time)
        return Duration(
            secondsComponent: Int64(time.tv_sec), attosecondsComponent: Int64(time.tv_nsec) * 1_000_000_000)
    }
}

/// How long something takes.
package struct Stopwatch: Sendable {
    private let began = Loop.now
    package init() {}
    package var elapsed: Duration { .nanoseconds(Int64(Loop.now - began)) }
}
