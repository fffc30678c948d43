/// What a visitor may take of this server.
package struct Limits: Sendable {
    package var connections = 64
    /// To have said a whole request, and to have taken the answer to it.
    package var patience = Duration.seconds(10)
    /// What the core may take to answer.
    package var deadline = Duration.seconds(2)
    /// Asked again within this, what the core said before is the answer: however many ask, and however often.
    package var freshness = Duration.milliseconds(200)
    /// From the last answer to the end of the connection: what is on its way is let in, or the answer would
    /// be lost with it.
    package var farewell = Duration.seconds(1)
    /// An address that cannot be had is tried again after this.
    package var retry = Duration.seconds(5)
    package init() {}

    /// Bytes read at once.
    static let read = 4096
}
