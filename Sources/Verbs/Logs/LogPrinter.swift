import Glibc
import Journal
import Supervision

/// Lines as `logs` shows them, gathered for as few writes as may be.
final class LogPrinter {
    private let wish: LogWish
    private let look: Look
    private let put: (UnsafeRawBufferPointer) -> Void
    private let timestamp: MomentFormat?
    private let highlight: [UInt8]
    private var page: [UInt8] = []
    private var prefixes: [LogSource: [UInt8]] = [:]
    private var dresses: [LogSource: LineDress] = [:]
    private var scratch: [UInt8] = []
    private var width = 0
    private static let pageSize = 128 << 10

    /// - Parameter put: writes to standard output, and may take as long as its reader does.
    init(_ wish: LogWish, look: Look, put: @escaping (UnsafeRawBufferPointer) -> Void) {
        self.wish = wish
        self.look = look
        self.put = put
        timestamp = wish.timestamp.map { MomentFormat($0) }
        highlight = look.hasColors ? Array((wish.highlight ?? "").utf8) : []
    }

    /// Names are padded to the longest one that has been met.
    func meet(_ sources: some Sequence<LogSource>) {
        let longest = sources.reduce(0) { max($0, $1.label.count) }
        guard longest > width else { return }
        width = longest
        prefixes = [:]
    }

    func flush() {
        guard !page.isEmpty else { return }
        page.withUnsafeBytes { put($0) }
        page.removeAll(keepingCapacity: page.count <= 2 * LogPrinter.pageSize)
    }

    // MARK: - Lines

    /// A line of the ring: as the child wrote it.
    func print(_ line: LogLine, of source: LogSource) {
        var text = line.text
        text.withUTF8 { text in
            let bytes = UnsafeRawBufferPointer(text)
            if wish.style == .json {
                dress(source).isJSON
                    ? dress(source).append(bytes, at: line.at, to: &page)
                    : dress(source).appendObject(bytes, at: line.at, to: &page)
            } else if timestamp != nil {
                show(bytes, of: source, at: line.at)
            } else {
                scratch.removeAll(keepingCapacity: true)
                dress(source).append(bytes, at: line.at, to: &scratch)
                scratch.withUnsafeBytes {
                    show(UnsafeRawBufferPointer(rebasing: $0.dropLast()), of: source, at: line.at)
                }
            }
        }
        if page.count >= LogPrinter.pageSize { flush() }
    }

    /// Whole lines of a file, each with its newline.
    /// - Parameter now: when they were read, for want of anything better.
    func print(_ lines: UnsafeRawBufferPointer, of source: LogSource, at now: Duration) {
        if wish.style == .raw, timestamp == nil, !look.isTerminal {
            page.append(contentsOf: lines)
            return flush()
        }
        guard var start = lines.baseAddress else { return }
        let end = start + lines.count
        while start < end, let newline = memchr(start, 10, end - start) {
            let length = UnsafeRawPointer(newline) - start
            printWritten(UnsafeRawBufferPointer(start: start, count: length), of: source, at: now)
            start += length + 1
            if page.count >= LogPrinter.pageSize { flush() }
        }
    }

    private func printWritten(_ line: UnsafeRawBufferPointer, of source: LogSource, at now: Duration) {
        if wish.style == .json {
            guard !dress(source).isJSON else {
                page.append(contentsOf: line)
                return page.append(10)
            }
            let dated = dress(source).datedBytes(of: line, at: now)
            dress(source).appendObject(
                UnsafeRawBufferPointer(rebasing: line[dated...]), at: now, to: &page)
        } else if timestamp != nil {
            let dated = dress(source).datedBytes(of: line, at: now)
            show(UnsafeRawBufferPointer(rebasing: line[dated...]), of: source, at: now)
        } else {
            show(line, of: source, at: now)
        }
    }

    private func show(_ line: UnsafeRawBufferPointer, of source: LogSource, at wall: Duration) {
        if wish.style == .named { page += prefix(source) }
        if let timestamp {
            timestamp.append(wall, to: &page)
            page += [58, 32]
        }
        if look.isTerminal {
            TerminalText.append(line, highlighting: highlight, to: &page)
        } else {
            page.append(contentsOf: line)
        }
        page.append(10)
    }

    // MARK: - Names

    private func prefix(_ source: LogSource) -> [UInt8] {
        if let known = prefixes[source] { return known }
        let label = source.label
        let padded = label + String(repeating: " ", count: max(0, width - label.count))
        var prefix = Array((padded + " | ").utf8)
        if look.hasColors {
            let bar = source.stream == .error ? "31" : NameColors.code(for: source.name)
            prefix = Array(
                "\u{1B}[\(NameColors.code(for: source.name))m\(padded)\u{1B}[\(bar)m | \u{1B}[0m".utf8)
        }
        prefixes[source] = prefix
        return prefix
    }

    private func dress(_ source: LogSource) -> LineDress {
        if let known = dresses[source] { return known }
        let fresh = source.dress
        dresses[source] = fresh
        return fresh
    }
}
