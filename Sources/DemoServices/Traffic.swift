/// Counts the requests under way, so that closing can wait for them.
actor Traffic {
    private(set) var isClosing = false
    private var underWay = 0

    func enter() { underWay += 1 }

    func leave() { underWay -= 1 }

    /// False when closing has begun before.
    func beginClosing() -> Bool {
        defer { isClosing = true }
        return !isClosing
    }

    /// True when every request is finished in time.
    func drain(within limit: Duration) async -> Bool {
        let deadline = ContinuousClock.now + limit
        let step = Duration.milliseconds(20)
        guard underWay > 0 else { return true }
        while underWay > 0 {
            guard ContinuousClock.now < deadline else { return false }
            try? await Task.sleep(for: step)
        }
        // The last answer has been handed over, its bytes are on their way to the socket.
        try? await Task.sleep(for: step)
        return true
    }
}
