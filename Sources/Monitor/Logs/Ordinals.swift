/// Ordinals of entries that share something, in order: those shown, those found. The front is let go as the
/// buffer lets go of it.
struct Ordinals: Sendable, Equatable {
    private var items: [Int] = []
    private var head = 0

    var count: Int { items.count - head }
    subscript(index: Int) -> Int { items[head + index] }

    mutating func append(_ ordinal: Int) { items.append(ordinal) }

    /// How many are before one, whether it is among them or not.
    func position(of ordinal: Int) -> Int {
        var (low, high) = (head, items.count)
        while low < high {
            let middle = (low + high) / 2
            if items[middle] < ordinal { low = middle + 1 } else { high = middle }
        }
        return low - head
    }

    func contains(_ ordinal: Int) -> Bool {
        let at = position(of: ordinal)
        return at < count && self[at] == ordinal
    }

    mutating func insert(_ ordinal: Int) {
        let at = position(of: ordinal)
        guard at == count || self[at] != ordinal else { return }
        items.insert(ordinal, at: head + at)
    }

    mutating func cut(from ordinal: Int) {
        items.removeSubrange((head + position(of: ordinal))...)
    }

    mutating func letGo(before ordinal: Int) {
        while head < items.count, items[head] < ordinal { head += 1 }
        if head > 1024, head > items.count / 2 {
            items.removeSubrange(..<head)
            head = 0
        }
    }
}
