import Journal
import Supervision

/// Puts a page together. One thread's.
struct PageReader {
    let library: Library
    let chosen: [Int]
    let instances: Set<InstanceID>?
    let stop: Stop
    let readers: [ChainReader]

    /// A page is as good with fewer lines where they are this long, in bytes.
    private static let mostBytes = 4 << 20
    private static let longestText = 64 << 10

    init(_ library: Library, _ chosen: [Int], _ instances: [InstanceID]?, stop: Stop) {
        self.library = library
        self.chosen = chosen
        self.instances = instances.map(Set.init)
        self.stop = stop
        readers = chosen.map { ChainReader(library.chains[$0], stop: stop) }
    }

    var ends: [Int] { readers.map(\.chain.end) }
    var begins: [Int] { readers.map(\.chain.begin) }

    /// Where the reading of a part begins.
    func start(of part: PastWish.Part) -> [Int] {
        switch part {
        case .newest: ends
        case .oldest: begins
        case .before(let position), .after(let position), .around(let position):
            library.addresses(of: position, chosen, readers)
        }
    }

    func page(_ part: PastWish.Part, count: Int) -> PastPage {
        let start = start(of: part)
        switch part {
        case .newest, .before: return page(back: count, forth: 0, from: start)
        case .oldest, .after: return page(back: 0, forth: count, from: start)
        case .around: return page(back: count / 2, forth: count - count / 2, from: start)
        }
    }

    private func page(back: Int, forth: Int, from start: [Int]) -> PastPage {
        let earlier = read(back, from: start, isForward: false)
        let later = read(forth, from: start, isForward: true)
        return page(earlier.lines.reversed() + later.lines, from: earlier.cursors, to: later.cursors)
    }

    /// - Parameters:
    ///   - first: the places before the first line.
    ///   - last: the places behind the last.
    func page(_ lines: [PastLine], from first: [Int], to last: [Int]) -> PastPage {
        var page = PastPage(
            first: library.position(first, chosen, at: lines.first?.at),
            last: library.position(last, chosen, at: lines.last?.at))
        page.lines = lines
        page.isOldest = zip(readers, first).allSatisfy { $0.chain.pieceBefore($1) == nil }
        page.reachesRing = zip(readers, last).allSatisfy { $0.chain.pieceBehind($1) == nil }
        page.trouble = readers.lazy.compactMap(\.chain.trouble).first
        return page
    }

    private func read(
        _ count: Int, from start: [Int], isForward: Bool
    ) -> (lines: [PastLine], cursors: [Int]) {
        guard count > 0 else { return ([], start) }
        var heads = Heads(readers, from: start, isForward: isForward)
        var lines: [PastLine] = []
        var bytes = 0
        while lines.count < count, bytes < PageReader.mostBytes, !stop.isAsked, let next = heads.next() {
            guard let line = line(next.index, next.head.line, before: next.before) else { continue }
            bytes += line.text.utf8.count
            lines.append(line)
        }
        return (lines, heads.cursors)
    }

    /// A line as the reader gets it; nil where it is of somebody else who writes to the same file.
    /// - Parameter before: in each chain the place before it; nil: where it is by its time.
    func line(_ index: Int, _ line: ChainReader.Line, before: [Int]?) -> PastLine? {
        let reader = readers[index]
        guard let line = reader.line(behind: line.start) else { return nil }
        let date = reader.date(of: line)
        return reader.withBytes(of: line) { bytes in
            reader.undress.read(bytes) { text, label in
                guard let owner = owner(of: label, in: reader.chain) else { return nil }
                let cut = PageReader.whole(text, most: PageReader.longestText)
                let position =
                    before.map { library.position($0, chosen, at: date.order) }
                    ?? library.position(line.start, chosen[index], at: date.order)
                return PastLine(
                    instance: owner.instance, stream: owner.stream, at: date.at,
                    text: String(decoding: cut, as: UTF8.self), position: position)
            }
        }
    }

    /// Where several write to one file, only an object says whose it is; else it is the first's.
    func owner(of label: LineUndress.Label, in chain: Chain) -> LogSources.Stream? {
        let instance =
            label.instance.flatMap { id in chain.streams.first { $0.instance == id }?.instance }
            ?? chain.streams.first { instances?.contains($0.instance) ?? true }?.instance
        guard let instance, instances?.contains(instance) ?? true else { return nil }
        let own = chain.streams.filter { $0.instance == instance }
        guard let stream = own.first(where: { $0.stream == label.stream })?.stream ?? own.first?.stream else {
            return nil
        }
        return LogSources.Stream(instance, stream)
    }

    /// No character is cut in two.
    private static func whole(_ text: UnsafeRawBufferPointer, most: Int) -> UnsafeRawBufferPointer {
        guard text.count > most else { return text }
        var end = most
        while end > most - 4, text[end] & 0xC0 == 0x80 { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: text[..<end])
    }
}
