package import Supervision

/// What a core says of the files its processes write to, and how much of their ends the reader has already.
package struct LogSources: Sendable {
    package struct Stream: Hashable, Sendable {
        package var instance: InstanceID
        package var stream: LogLine.Stream
        package init(_ instance: InstanceID, _ stream: LogLine.Stream) {
            self.instance = instance
            self.stream = stream
        }
    }
    /// The last lines before a mark, which the reader has from the core.
    package struct Held: Hashable, Sendable {
        package var count = 0
        /// The text of the first of them, to know it again: the core makes several lines of one that was long
        /// in the coming.
        package var oldest: String?
        package init() {}
    }

    package var marks: [LogMark]
    package var logs: [InstanceID: LogSpec]
    package var held: [Stream: Held]

    package init(marks: [LogMark], logs: [InstanceID: LogSpec], held: [Stream: Held] = [:]) {
        self.marks = marks
        self.logs = logs
        self.held = held
    }
}
