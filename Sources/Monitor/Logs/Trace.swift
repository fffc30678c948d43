/// How a line hangs together with the one its program wrote before it: a stack trace is one thing to read, to
/// find and to copy, though it is many lines.
package enum Trace: UInt8, Hashable, Sendable {
    /// Something of its own begins.
    case head
    /// `Traceback (most recent call last):`; `panic: …`; `thread 'main' panicked at …`.
    case pythonHead, goHead, rustHead
    /// Belongs to what is before it.
    case continued
    /// The same, inside a block of which the end is known by its language.
    case python, go, caret
    /// A blank line that may be inside.
    case gap, goGap, caretGap

    package var isContinuation: Bool { rawValue >= Trace.continued.rawValue }

    /// - Parameters:
    ///   - line: without its newline.
    ///   - previous: what the same run wrote on the same stream just before; nil if it is long ago.
    init(_ line: UnsafeBufferPointer<UInt8>, after previous: Trace?, isError: Bool) {
        guard let first = line.first(where: { !Trace.isBlank($0) }) else {
            self = Trace.blank(after: previous)
            return
        }
        if let previous {
            if let inside = Trace.indented(line, first, previous) {
                self = inside
                return
            }
            if let inside = Trace.flush(line, previous, isError: isError) {
                self = inside
                return
            }
        }
        self = Trace.beginning(line)
    }
}

extension Trace {
    private static func blank(after previous: Trace?) -> Trace {
        switch previous {
        case .go, .goHead, .goGap: .goGap
        case .caret, .caretGap: .caretGap
        case .continued, .python, .gap: .gap
        case .head, .pythonHead, .rustHead, nil: .head
        }
    }

    /// A line that begins with blanks goes on with whatever is before it.
    private static func indented(
        _ line: UnsafeBufferPointer<UInt8>, _ first: UInt8, _ previous: Trace
    ) -> Trace? {
        guard isBlank(line[0]) else { return nil }
        switch previous {
        case .go, .goHead: return .go
        case .python, .pythonHead: return .python
        default: return first == UInt8(ascii: "^") ? .caret : .continued
        }
    }

    /// One that begins at the edge only where its language says so.
    private static func flush(
        _ line: UnsafeBufferPointer<UInt8>, _ previous: Trace, isError: Bool
    ) -> Trace? {
        switch previous {
        case .go: return .go
        case .goHead where starts(line, "[signal "): return .go
        case .goHead, .goGap:
            if starts(line, "goroutine ") { return .go }
            if starts(line, "exit status ") { return .continued }
        // The exception itself; what the caret of Node.js pointed at.
        case .python, .caret, .caretGap, .rustHead: return .continued
        case .continued:
            let closers: [UInt8] = [UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ")")]
            if closers.contains(line[0]) { return .continued }
        case .head, .pythonHead, .gap: break
        }
        guard isError || previous.isContinuation else { return nil }
        if starts(line, "Traceback (most recent") { return .python }
        return followers.contains { starts(line, $0) } ? .continued : nil
    }

    private static let followers: [StaticString] = [
        "at ", "Caused by: ", "Suppressed: ", "... ", "During handling of the above exception",
        "The above exception was the direct cause", "Node.js v", "stack backtrace:", "note: run with",
    ]

    private static func beginning(_ line: UnsafeBufferPointer<UInt8>) -> Trace {
        switch line[0] {
        case UInt8(ascii: "T") where starts(line, "Traceback (most recent"): .pythonHead
        case UInt8(ascii: "p") where starts(line, "panic: "): .goHead
        case UInt8(ascii: "f") where starts(line, "fatal error: "): .goHead
        case UInt8(ascii: "t") where starts(line, "thread '"): .rustHead
        default: .head
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func starts(_ line: UnsafeBufferPointer<UInt8>, _ prefix: StaticString) -> Bool {
        guard line.count >= prefix.utf8CodeUnitCount else { return false }
        for index in 0..<prefix.utf8CodeUnitCount where line[index] != prefix.utf8Start[index] {
            return false
        }
        return true
    }
}
