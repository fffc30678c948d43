import Journal
import Supervision

/// One log with what it was rotated to, read as one: each byte has an address that it keeps while wamon looks
/// on, whatever is renamed, compressed or removed meanwhile. Addresses of what is gone lead nowhere.
struct Chain: Sendable {
    /// A file of it.
    struct Piece: Hashable, Sendable {
        /// Without ".gz".
        var path: String
        /// 0 where it is compressed.
        var inode: UInt64
        var isCurrent: Bool
        /// The address of its first byte.
        var base: Int
        var count: Int
        /// When its first and its last bytes were written, roughly.
        var began: Duration
        var ended: Duration

        var end: Int { base + count }
    }

    let path: String
    /// Who writes to it.
    var streams: [LogSources.Stream]
    var logs: LogSpec
    /// The oldest first; their addresses grow, not always without a gap.
    var pieces: [Piece] = []
    /// Behind the last byte that is to be read: what follows the reader has.
    var end = 0
    /// Why it cannot be read.
    var trouble: String?

    init(_ path: String, _ logs: LogSpec) {
        self.path = path
        self.logs = logs
        streams = []
    }

    var begin: Int { pieces.first?.base ?? 0 }
    /// Bytes there are to read.
    var count: Int { pieces.reduce(0) { $0 + clipped($1) } }

    /// How many bytes of a piece are to be read.
    func clipped(_ piece: Piece) -> Int { max(0, min(piece.count, end - piece.base)) }

    /// The piece that the byte before an address is in, or where that is gone the one before it.
    func pieceBefore(_ address: Int) -> Int? {
        pieces.lastIndex { $0.base < address && clipped($0) > 0 }
    }

    /// The piece that an address is in, or where that is gone the one behind it.
    func pieceBehind(_ address: Int) -> Int? {
        pieces.firstIndex { address < $0.base + clipped($0) }
    }
}
