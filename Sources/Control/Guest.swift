/// One client of the server.
final class Guest {
    let socket: FrameSocket
    /// It has said hello.
    var isKnown = false
    /// A question of its is being answered; the next waits.
    var isAsking = false
    /// Requests under way: they may take their time, and wait for each other no more than in the core.
    var requests = 0
    /// Gets snapshots; and there is one that it has not.
    var watches = false
    var owesSnapshot = false
    /// Gets news of lines; and there are some that it has not.
    var hears = false
    var owesNews = false
    /// It had its turn; a next one is arranged for.
    var isQueued = false

    init(_ socket: FrameSocket) { self.socket = socket }

    /// Whether it is listened to now: whoever does not read its answers is asked nothing.
    var isWelcome: Bool {
        !isAsking && !isQueued && requests < Limits.requests && socket.unsent <= Limits.unsent
    }

    /// Nothing is on its way to it, nor will be.
    var isServed: Bool { !isAsking && !isQueued && requests == 0 && socket.unsent == 0 && !watches && !hears }
}
