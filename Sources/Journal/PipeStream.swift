import Kernel
import Supervision

/// The read end of one stdout or stderr, with what it has given so far of a line.
final class PipeStream {
    let id: UInt64
    let run: RunID
    let route: Route
    /// -1 once closed.
    var fd: Int32
    var watch: Loop.Watch?
    /// The beginning of a line whose newline has not come yet.
    var partial: [UInt8] = []
    /// CLOCK_MONOTONIC, of the first byte of `partial`.
    var partialSince = Duration.zero
    /// A piece of the current line has been passed on without its newline.
    var isMidLine = false
    /// The current line was longer than is shown: the rest of it does not go into the ring.
    var isCut = false
    /// Something of it was dropped since the last piece that was queued.
    var hasGap = false
    /// Id of its newest line, and of the newest whose end has come too.
    var newest: UInt64 = 0
    var newestWhole: UInt64 = 0
    /// Its last piece was left out of the mirror.
    var hasMirrorGap = false
    /// A full pipe's worth has been read at once, and the pipe made larger.
    var isRaised = false

    init(id: UInt64, run: RunID, route: Route, fd: Int32) {
        self.id = id
        self.run = run
        self.route = route
        self.fd = fd
    }
}
