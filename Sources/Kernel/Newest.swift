import Synchronization

/// The newest value of something, handed to whoever listens: a slow listener misses what came between and
/// costs the sender one slot.
package final class Newest<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        var next = 0
        var listeners: [Int: AsyncStream<Value>.Continuation] = [:]
        var onListeners: @Sendable () -> Void = {}
        var isFinished = false
    }
    private let state = Mutex(State())
    private let isKept: Bool

    /// - Parameter isKept: the value stands while nobody listens, too; else it is dropped with the last
    ///   listener, for the sender may stop then, and what it sent last grows old.
    package init(isKept: Bool = false) { self.isKept = isKept }

    /// nil until something was sent.
    package var value: Value? { state.withLock { $0.value } }

    /// How many listen now.
    package var listeners: Int { state.withLock { $0.listeners.count } }

    /// Tells that the number of listeners has changed, on whatever thread.
    package func onListeners(_ told: @escaping @Sendable () -> Void) {
        state.withLock { $0.onListeners = told }
    }

    package func send(_ value: Value) {
        let listeners = state.withLock { state in
            state.value = value
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.yield(value) }
    }

    /// Begins with the newest value there is.
    package func stream() -> AsyncStream<Value> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Value.self, bufferingPolicy: .bufferingNewest(1))
        let (id, newest, told, isFinished) = state.withLock { state in
            state.next += 1
            if !state.isFinished { state.listeners[state.next] = continuation }
            return (state.next, state.value, state.onListeners, state.isFinished)
        }
        if let newest { continuation.yield(newest) }
        if isFinished {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in self?.leave(id) }
        told()
        return stream
    }

    /// No more values: every listener's stream ends, and one that is made later ends at once.
    package func finish() {
        let listeners = state.withLock { state in
            state.isFinished = true
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.finish() }
    }

    private func leave(_ id: Int) {
        let told = state.withLock { state in
            state.listeners[id] = nil
            if state.listeners.isEmpty, !isKept { state.value = nil }
            return state.onListeners
        }
        told()
    }
}
