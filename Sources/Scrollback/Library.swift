import Journal
import Supervision

/// The chains that have been asked for, in the order in which they were first: that of the offsets in every
/// position.
struct Library: Sendable {
    private(set) var chains: [Chain] = []
    private var places: [String: Int] = [:]

    /// No place in this chain.
    static let nowhere = -1

    /// Looks at the files of some processes anew.
    /// - Returns: the places of their chains.
    mutating func look(_ sources: LogSources, _ instances: [InstanceID]?) -> [Int] {
        let meant = instances.map(Set.init)
        var chosen: [Int] = []
        for mark in sources.marks where meant?.contains(mark.instance) ?? true {
            guard let path = mark.path, let logs = sources.logs[mark.instance] else { continue }
            let place = places[path] ?? chains.count
            if place == chains.count {
                chains.append(Chain(path, logs))
                places[path] = place
            }
            guard !chosen.contains(place) else { continue }
            chosen.append(place)
            let marks = sources.marks.filter { $0.path == path }
            chains[place].logs = logs
            chains[place].streams = marks.map { LogSources.Stream($0.instance, $0.stream) }
            chains[place].look()
            chains[place].end = Library.end(of: chains[place], marks, sources.held)
        }
        return chosen
    }

    /// Before what the reader has already.
    private static func end(
        of chain: Chain, _ marks: [LogMark], _ held: [LogSources.Stream: LogSources.Held]
    ) -> Int {
        // Streams that share a file have the same place in it.
        let top = marks.compactMap { chain.address(inode: $0.inode, offset: $0.offset) }.max() ?? chain.end
        let own = marks.compactMap { held[LogSources.Stream($0.instance, $0.stream)] }
        let count = own.reduce(0) { $0 + $1.count }
        guard count > 0 else { return top }
        var bounded = chain
        bounded.end = top
        let reader = ChainReader(bounded, stop: Stop())
        var starts: [Int] = []
        var at = top
        while starts.count < count, let line = reader.line(before: at) {
            starts.append(line.start)
            at = line.start
        }
        // The core makes several lines of one that was long in the coming: then it is a later one.
        let texts = own.compactMap(\.oldest)
        let known = starts.lastIndex { start in
            guard let line = reader.line(behind: start) else { return false }
            return reader.withBytes(of: line) { bytes in
                reader.undress.read(bytes) { text, _ in
                    let text = String(decoding: text, as: UTF8.self)
                    return texts.contains { $0.isEmpty ? text.isEmpty : text.contains($0) }
                }
            }
        }
        return texts.isEmpty ? at : known.map { starts[$0] } ?? at
    }

    // MARK: - Positions

    /// In each chosen chain the address that a position means.
    func addresses(of position: LogPosition, _ chosen: [Int], _ readers: [ChainReader]) -> [Int] {
        let own = position.offsets.firstIndex { $0 != Library.nowhere } ?? 0
        return zip(chosen, readers).map { place, reader in
            let chain = reader.chain
            if position.offsets.indices.contains(place), position.offsets[place] != Library.nowhere {
                return max(chain.begin, min(position.offsets[place], chain.end))
            }
            // Made when this chain was not looked at. Of one moment the chains keep their order.
            guard let at = position.at else { return chain.end }
            return reader.place(of: at, isBehind: place < own)
        }
    }

    /// A place before a line of one chain; in the others it is looked for when it is needed.
    func position(_ address: Int, _ chosen: Int, at: Duration) -> LogPosition {
        position([address], [chosen], at: at)
    }

    func position(_ addresses: [Int], _ chosen: [Int], at: Duration?) -> LogPosition {
        var offsets = [Int](repeating: Library.nowhere, count: chains.count)
        for (place, address) in zip(chosen, addresses) { offsets[place] = address }
        return LogPosition(offsets: offsets, at: at)
    }
}
