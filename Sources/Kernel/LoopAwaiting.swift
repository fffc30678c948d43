import Synchronization

extension Loop {
    /// Runs the loop, on the calling thread, until this is done: how a plain `main` waits for what is
    /// asynchronous. May be called again and again, but not from within `run`.
    package func wait<Outcome: Sendable>(
        for body: @escaping @Sendable () async throws -> Outcome
    ) throws -> Outcome {
        let awaited = Awaited<Outcome>()
        Task(executorPreference: self) {
            do { awaited.put(.success(try await body())) } catch { awaited.put(.failure(error)) }
            self.stop()
        }
        // Somebody else may stop the loop meanwhile: it goes on until there is an answer.
        while true {
            run()
            if let outcome = awaited.outcome { return try outcome.get() }
        }
    }
}

private final class Awaited<Outcome: Sendable>: Sendable {
    private let held = Mutex<Result<Outcome, any Error>?>(nil)
    var outcome: Result<Outcome, any Error>? { held.withLock { $0 } }
    func put(_ outcome: Result<Outcome, any Error>) { held.withLock { $0 = outcome } }
}
