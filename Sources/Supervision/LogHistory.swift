// The words in which older output is asked for: what the files hold, before what the core remembers.

/// A place between lines in the files of some processes. Made and understood by who reads the files; everybody
/// else hands it back.
package struct LogPosition: Hashable, Sendable {
    /// Addresses in each log that has been looked at; below 0 for one that was not looked at then.
    package var offsets: [Int]
    /// CLOCK_REALTIME of the line behind it, as far as it is known: for logs that were not looked at.
    package var at: Duration?
    package init(offsets: [Int], at: Duration? = nil) {
        self.offsets = offsets
        self.at = at
    }
}

/// A line of a file.
package struct PastLine: Hashable, Sendable {
    package var instance: InstanceID
    package var stream: LogLine.Stream
    /// CLOCK_REALTIME; nil where the file does not say.
    package var at: Duration?
    /// As written, without the newline and without the time and the name that wamon put before it; invalid
    /// UTF-8 is U+FFFD; cut at 64 KiB.
    package var text: String
    /// The place before it.
    package var position: LogPosition
    package init(
        instance: InstanceID, stream: LogLine.Stream, at: Duration?, text: String, position: LogPosition
    ) {
        self.instance = instance
        self.stream = stream
        self.at = at
        self.text = text
        self.position = position
    }
}

/// Whose files, and where to.
package struct PastWish: Hashable, Sendable {
    package enum Part: Hashable, Sendable {
        /// The lines just before what the core's ring holds.
        case newest
        case before(LogPosition)
        case after(LogPosition)
        /// The files' first lines.
        case oldest
        /// Half of them before a place, half behind it.
        case around(LogPosition)
    }
    /// nil: all.
    package var instances: [InstanceID]?
    package var part: Part
    /// At most so many lines.
    package var count: Int
    /// Only these lines count; others are passed over.
    package var pattern: LogPattern?
    package init(instances: [InstanceID]?, part: Part, count: Int, pattern: LogPattern? = nil) {
        self.instances = instances
        self.part = part
        self.count = count
        self.pattern = pattern
    }
}

/// A piece of the files.
package struct PastPage: Hashable, Sendable {
    /// The oldest first.
    package var lines: [PastLine] = []
    /// The places before the first and behind the last.
    package var first: LogPosition
    package var last: LogPosition
    /// There is nothing before.
    package var isOldest = false
    /// What follows is in the core's ring.
    package var reachesRing = false
    /// Why not everything is in it, with the path it is about; one sentence.
    package var trouble: String?
    package init(first: LogPosition, last: LogPosition) {
        self.first = first
        self.last = last
    }
}

/// What is looked for.
package struct LogPattern: Hashable, Sendable {
    /// A regular expression (PCRE2), without regard to case where it has no capital letter.
    package var text: String
    /// nil: both.
    package var stream: LogLine.Stream?
    package init(_ text: String, stream: LogLine.Stream? = nil) {
        self.text = text
        self.stream = stream
    }
}

/// How a search through the files goes; `number` is the search's own.
package enum PastSearch: Hashable, Sendable {
    /// The first hit, and what is around it.
    case found(number: Int, at: LogPosition, PastPage)
    /// Bytes read of those there are, and hits so far.
    case progress(number: Int, done: Int, total: Int, hits: Int)
    case ended(number: Int, hits: Int)
    case failed(number: Int, String)
}
