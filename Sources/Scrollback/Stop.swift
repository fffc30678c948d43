import Synchronization

/// Tells work on another thread that nobody waits for it any more.
package final class Stop: Sendable {
    private let flag = Atomic(false)
    package init() {}
    package var isAsked: Bool { flag.load(ordering: .relaxed) }
    package func ask() { flag.store(true, ordering: .relaxed) }
}
