import Supervision

/// What has been read of the files, before the lines that are remembered: pieces one after the other, bounded
/// in bytes, let go at the end one is farther from.
struct PastWindow: Sendable {
    struct Piece: Sendable {
        var list: LogList
        var first: LogPosition
        var last: LogPosition
        /// Of each line.
        var positions: [LogPosition]
        var isOldest: Bool
        var reachesRing: Bool
        var serial: UInt64
        /// What its lines were chosen by, when it was read.
        var pattern: String?
    }

    private(set) var pieces: [Piece] = []
    /// What was asked for and is not answered.
    var wish: PastWish?
    /// There are no files, or none that can be read.
    var isMissing = false
    /// Why some of the files could not be read, as it was told last.
    var trouble: String?
    /// Lines between the last piece and those remembered have been let go.
    private var hasGap = false
    /// Bytes of the files as far as they were ever seen.
    private(set) var length = 0
    private var nextSerial: UInt64 = 1

    /// Pages in a row of which nothing is shown; then it is for the reader to go on.
    var emptyPages = 0
    static let mostEmptyPages = 20

    static let limit = 2 << 20
    static let linesAtOnce = 1000

    var isEmpty: Bool { pieces.isEmpty }
    /// What follows the last piece is the first line remembered.
    var isJoined: Bool { pieces.isEmpty || (!hasGap && pieces[pieces.count - 1].reachesRing) }
    var isOldest: Bool { pieces.first?.isOldest ?? false }
    var count: Int { pieces.reduce(0) { $0 + $1.list.count } }

    /// A place as bytes from the beginning of all files.
    static func offset(_ position: LogPosition) -> Int { position.offsets.reduce(0, +) }

    /// How far through the files a line of them is, with what is remembered behind them: 0…1.
    func share(of id: LogBuffer.EntryID, remembered: Int) -> Double? {
        position(of: id).map { Double(PastWindow.offset($0)) / Double(max(1, length + remembered)) }
    }

    mutating func clear() {
        pieces = []
        hasGap = false
    }

    mutating func noteGap() { hasGap = !pieces.isEmpty }

    /// Puts a page in front, behind, or in place of everything.
    mutating func take(
        _ page: PastPage, for part: PastWish.Part, _ pattern: LogPattern?, _ filter: LogFilter,
        _ search: LinePattern?
    ) {
        var piece = Piece(
            list: LogList(LogBuffer(limit: .max)), first: page.first, last: page.last,
            positions: page.lines.map(\.position), isOldest: page.isOldest, reachesRing: page.reachesRing,
            serial: nextSerial, pattern: pattern?.text)
        nextSerial += 1
        piece.list.take(past: page.lines, numberedFrom: piece.serial << 32)
        piece.list.show(filter)
        piece.list.look(for: search)
        length = max(length, PastWindow.offset(page.last))
        switch part {
        case .before where !pieces.isEmpty: pieces.insert(piece, at: 0)
        case .after where !pieces.isEmpty: pieces.append(piece)
        default: pieces = [piece]
        }
        if case .before = part {} else { hasGap = false }
        trim(atEnd: { if case .after = part { false } else { true } }())
    }

    private mutating func trim(atEnd: Bool) {
        while pieces.count > 1, pieces.reduce(0, { $0 + $1.list.buffer.bytes }) > PastWindow.limit {
            if atEnd { pieces.removeLast() } else { pieces.removeFirst() }
        }
    }

    mutating func show(_ filter: LogFilter) {
        for index in pieces.indices { pieces[index].list.show(filter) }
    }

    mutating func look(for pattern: LinePattern?) {
        for index in pieces.indices { pieces[index].list.look(for: pattern) }
    }

    /// Which piece a line is in, and which of its lines it is.
    private func member(_ id: LogBuffer.EntryID) -> (piece: Int, line: Int)? {
        guard id.source == .past, let piece = pieces.firstIndex(where: { $0.serial == id.number >> 32 })
        else { return nil }
        return (piece, Int(id.number & 0xFFFF_FFFF))
    }

    func position(of id: LogBuffer.EntryID) -> LogPosition? {
        member(id).map { pieces[$0.piece].positions[$0.line] }
    }

    /// The line before which a place is; where there is none, the nearest by bytes.
    func id(near position: LogPosition) -> LogBuffer.EntryID? {
        let wanted = PastWindow.offset(position)
        var best: (distance: Int, id: LogBuffer.EntryID)?
        for piece in pieces {
            for (line, place) in piece.positions.enumerated() {
                let id = LogBuffer.EntryID(number: piece.serial << 32 + UInt64(line), source: .past)
                if place == position { return id }
                let distance = abs(PastWindow.offset(place) - wanted)
                if distance < best?.distance ?? .max { best = (distance, id) }
            }
        }
        return best?.id
    }
}
