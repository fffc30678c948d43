/// What `logs` is asked to show.
package struct LogWish: Hashable, Sendable {
    package enum Style: Hashable, Sendable {
        /// `0|api-server | text`.
        case named
        /// As the files have it.
        case raw
        /// An object a line, in PM2's shape.
        case json
    }
    package enum Streams: Hashable, Sendable {
        case both, out, error
    }

    /// The newest ones of each process come first.
    package var lines = 15
    package var streams = Streams.both
    /// Goes on with what comes.
    package var follows = true
    package var style = Style.named
    /// Moment.js' letters for the time before each line; nil: none but that of the file.
    package var timestamp: String?
    /// Is made to stand out, where there are colours.
    package var highlight: String?
    package init() {}
}
