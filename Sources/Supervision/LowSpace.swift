/// A file system that logs are written to and that is nearly full.
package struct LowSpace: Hashable, Sendable, Codable {
    /// The folder of the logs, absolute.
    package var folder: String
    /// Bytes: what may still be written, of how many.
    package var free: Int
    package var total: Int
    package init(folder: String, free: Int, total: Int) {
        self.folder = folder
        self.free = free
        self.total = total
    }
}

// Written where there is one; absent is none.

extension KeyedEncodingContainer {
    mutating func encode(_ values: [LowSpace], forKey key: Key) throws {
        try encodeIfPresent(values.isEmpty ? nil : values, forKey: key)
    }
}

extension KeyedDecodingContainer {
    func decode(_ type: [LowSpace].Type, forKey key: Key) throws -> [LowSpace] {
        try decodeIfPresent(type, forKey: key) ?? []
    }
}

/// When a file system counts as nearly full, and when it does so no longer: not at the same place, lest every
/// rotated file be news.
package struct SpaceWatch: Hashable, Sendable {
    /// Below 64 MiB (of a small one: a quarter of it), or below both 5 % and 1 GiB.
    package static let least = 64 << 20
    package static let share = 0.05
    package static let enough = 1 << 30

    package private(set) var low: [LowSpace] = []
    package init() {}

    /// What is to be told of it, if anything.
    /// - Parameter folder: one for each file system.
    package mutating func look(at folder: String, free: Int, total: Int) -> Happening.Kind? {
        let place = low.firstIndex { $0.folder == folder }
        guard let place else {
            guard SpaceWatch.isLow(free: free, total: total) else { return nil }
            low.append(LowSpace(folder: folder, free: free, total: total))
            return .spaceLow(folder: folder, free: free, total: total)
        }
        low[place].free = free
        low[place].total = total
        guard !SpaceWatch.isLow(free: free - free / 5, total: total) else { return nil }
        low.remove(at: place)
        return .spaceRegained(folder: folder, free: free)
    }

    /// Nobody writes there any more.
    package mutating func keep(_ folders: Set<String>) { low.removeAll { !folders.contains($0.folder) } }

    private static func isLow(free: Int, total: Int) -> Bool {
        free < min(least, total / 4) || free < enough && Double(free) < Double(total) * share
    }
}
