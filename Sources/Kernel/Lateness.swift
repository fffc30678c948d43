/// How late timers fire, remembered for a while: the longest of this half minute and of the one before it.
/// Nanoseconds of CLOCK_MONOTONIC.
package struct Lateness {
    private static let window: UInt64 = 30_000_000_000

    private var begun: UInt64 = 0
    private var longest: UInt64 = 0
    private var before: UInt64 = 0

    package init() {}

    package mutating func note(_ late: UInt64, at now: UInt64) {
        let age = now - min(begun, now)
        if age >= Lateness.window {
            before = age < 2 * Lateness.window ? longest : 0
            longest = 0
            begun = now
        }
        if late > longest { longest = late }
    }

    package func longest(at now: UInt64) -> Duration {
        switch now - min(begun, now) {
        case ..<Lateness.window: .nanoseconds(max(longest, before))
        case ..<(2 * Lateness.window): .nanoseconds(longest)
        default: .zero
        }
    }
}
