/// A rolling reload: restarts one after the other, each online before the next.
struct Rolling: Hashable, Codable {
    /// The restart that is under way, and those still to come.
    var current: InstanceID?
    var waiting: [InstanceID] = []
    /// How many have had their turn since it began.
    var done = 0
}

extension Fleet {
    /// It is to be restarted by a rolling reload, or being so.
    package func isRolling(_ id: InstanceID) -> Bool {
        rolling.current == id || rolling.waiting.contains(id)
    }

    /// nil: no rolling reload is under way.
    package var rollingProgress: RollingProgress? {
        let left = rolling.waiting.count + (rolling.current == nil ? 0 : 1)
        guard left > 0 else { return nil }
        return RollingProgress(done: rolling.done, total: rolling.done + left, current: rolling.current)
    }

    /// Restarts one after the other, each online before the next.
    package mutating func reload(_ ids: [InstanceID], now: Moment) -> [Order] {
        guard !isShuttingDown else { return [] }
        roll(ids)
        return settle(now: now)
    }

    /// To be restarted one after the other; settled by the caller.
    mutating func roll(_ ids: [InstanceID]) {
        if rollingProgress == nil { rolling = Rolling() }
        rolling.waiting += ids.filter {
            !rolling.waiting.contains($0) && $0 != rolling.current && !isGoneOrLeaving($0)
        }
    }

    /// The next one, when the last has had its turn.
    mutating func roll(now: Moment) -> [Order] {
        if let current = rolling.current {
            switch self[current]?.state {
            case .launching, .stopping, .waiting, .blocked: return []
            case .errored: rolling.waiting = []  // What comes up broken is not rolled out further.
            case .online, .stopped, .deleted, nil: rolling.done += 1
            }
            rolling.current = nil
        }
        while let first = rolling.waiting.first, isGoneOrLeaving(first) { rolling.waiting.removeFirst() }
        guard let next = rolling.waiting.first else { return [] }
        rolling.waiting.removeFirst()
        rolling.current = next
        return launch(next, by: .restart(), now: now)
    }

    /// It is stopped or deleted instead.
    mutating func leaveReload(_ id: InstanceID) {
        rolling.waiting.removeAll { $0 == id }
        if rolling.current == id { rolling.current = nil }
    }
}
