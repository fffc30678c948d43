import Supervision

/// Which entries are shown.
struct LogFilter: Sendable, Equatable {
    enum Stream: UInt8, Sendable, CaseIterable {
        /// Both streams, and what wamon has to say.
        case all
        case out, error
    }

    var pattern: LinePattern?
    var stream = Stream.all
    /// ``Level/debug`` shows everything; what says nothing of itself counts as information.
    var least = Level.debug

    var isEmpty: Bool { self == LogFilter() }

    /// The next in the round of a key.
    var nextStream: Stream { Stream(rawValue: stream.rawValue + 1) ?? .all }

    var nextLeast: Level {
        switch least {
        case .debug: .info
        case .plain, .info: .warning
        case .warning: .error
        case .error: .debug
        }
    }

    /// Whether it is of the kind asked for, whatever its text says.
    func admits(_ entry: LogBuffer.Entry) -> Bool {
        switch stream {
        case .all: break
        case .out: guard entry.kind == .out else { return false }
        case .error: guard entry.kind == .error else { return false }
        }
        let gravity = entry.gravity
        return (gravity == .plain ? .info : gravity) >= least
    }

    var past: LogPattern? {
        let stream: LogLine.Stream? = stream == .all ? nil : stream == .out ? .out : .error
        guard let pattern else { return nil }
        return LogPattern(pattern.text, stream: stream)
    }
}
