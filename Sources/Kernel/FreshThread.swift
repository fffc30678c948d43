import Glibc

/// A thread that knows who it is. Swift's locks name their owner by a thread id that each thread remembers
/// (futex(2), FUTEX_LOCK_PI), and the thread that came out of a fork remembers its parent's: the first lock
/// that is contended would be waited for, or given back, in the name of another process, for ever.
package enum FreshThread {
    private final class Job {
        let body: () -> Void
        init(_ body: @escaping () -> Void) { self.body = body }
    }

    /// Runs the body on a new thread, and waits for its end without touching a lock. The mask of signals is
    /// the caller's. Where no thread is to be had, it runs here.
    package static func run<Outcome>(_ body: () throws -> Outcome) throws -> Outcome {
        try withoutActuallyEscaping(body) { body in
            var outcome: Result<Outcome, any Error>?
            let job = Job { outcome = Result(catching: body) }
            var thread = pthread_t()
            let made = pthread_create(
                &thread, nil,
                { raw in
                    Unmanaged<Job>.fromOpaque(raw!).takeUnretainedValue().body()
                    return nil
                }, Unmanaged.passUnretained(job).toOpaque())
            if made == 0 { pthread_join(thread, nil) } else { job.body() }
            return try withExtendedLifetime(job) { try outcome!.get() }
        }
    }
}
