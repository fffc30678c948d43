/// Gives back to the system what work has taken (`Surroundings.giveMemoryBack`): soon after it, and not often, as
/// what is needed again has to be fetched again.
///
/// Confined to the thread of its loop.
package final class Thrift: @unchecked Sendable {
    private let loop: Loop
    private let give: () -> Void
    private var plan = Plan()

    package init(on loop: Loop, give: @escaping () -> Void = Surroundings.giveMemoryBack) {
        self.loop = loop
        self.give = give
    }

    /// Something was done that is not done every second.
    package func worked() {
        if let due = plan.worked(at: .nanoseconds(Loop.now)) { wait(until: due) }
    }

    private func wait(until due: Duration) {
        loop.after(due - .nanoseconds(Loop.now)) { [weak self] in
            guard let self else { return }
            give()
            if let due = plan.gave(at: .nanoseconds(Loop.now)) { wait(until: due) }
        }
    }

    /// When it is to be given back. Times are monotonic.
    struct Plan {
        static let rest = Duration.seconds(2)
        static let between = Duration.seconds(20)

        private var gaveAt: Duration?
        private var isAwaited = false
        private var workedAt: Duration?

        /// - Returns: when to give back; nil: that is known already.
        mutating func worked(at now: Duration) -> Duration? {
            workedAt = now
            guard !isAwaited else { return nil }
            isAwaited = true
            return max(now + Plan.rest, gaveAt.map { $0 + Plan.between } ?? .zero)
        }

        /// - Returns: when to give back once more: some work was too recent to have been over.
        mutating func gave(at now: Duration) -> Duration? {
            isAwaited = false
            gaveAt = now
            guard let last = workedAt, now - last < Plan.rest else { return nil }
            isAwaited = true
            return now + Plan.between
        }
    }
}
