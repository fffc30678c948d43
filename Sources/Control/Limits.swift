/// What the protocol promises and allows: docs/protocol.md.
enum Limits {
    /// Grows whenever an old peer would misunderstand a new one.
    static let version = 1
    /// Of a frame from a client, bytes; of its first one, before it has said who it is.
    static let frame = 4 << 20
    static let firstFrame = 4096
    /// Values in a frame, about: what takes long to read is how many there are.
    static let values = 200_000
    /// Of a frame from a core.
    static let answer = 64 << 20
    /// Of all clients together, begun and not understood yet.
    static let unread = 16 << 20
    static let connections = 256
    /// Who has more than this still to read is not listened to.
    static let unsent = 64 << 10
    /// Of all clients together, answered and not read.
    static let unsentInAll = 64 << 20
    /// Requests of one connection under way at once.
    static let requests = 64
    /// Frames of one connection in a row, before others get their turn.
    static let framesInARow = 64
    /// Lines of output in one answer, and the bytes of their text.
    static let lines = 2000
    static let lineBytes = 256 << 10
    /// Pushes follow each other no faster.
    static let pushInterval = Duration.milliseconds(33)
    /// This many times what encoding a snapshot took passes until the next.
    static let pushRest = 10
}
