import Glibc
import Supervision

/// How far a file reaches, and with which lines.
extension Sink {
    /// Ids of the newest lines in a file, and how far it reaches with them.
    struct Marks {
        var lines: [LineKey: UInt64] = [:]
        var settled: [LineKey: UInt64] = [:]
        var place: (inode: UInt64, offset: Int)?
        var isTouched = false
    }
    struct LineKey: Hashable {
        var instance: InstanceID
        var stream: LogLine.Stream
    }

    /// A line of a route has been handed to this sink. True when it is the first since `settleMark`.
    @discardableResult
    func note(_ line: UInt64, of route: Route) -> Bool {
        let key = LineKey(instance: route.instance, stream: route.stream)
        marks.lines[key] = max(line, marks.lines[key] ?? 0)
        defer { marks.isTouched = true }
        return !marks.isTouched
    }

    /// Everything handed over is in the file, unless it fails: then the last place where that was so holds.
    func settleMark() {
        marks.isTouched = false
        guard state == .working, held == 0 else { return }
        marks.settled = marks.lines
        if fd >= 0 { marks.place = (identity.inode, wholeSize) }
    }

    /// Nil where there is no file that could be read.
    func mark(of route: Route) -> LogMark? {
        guard case .file(let path) = target, fd < 0 || isRegular else { return nil }
        var mark = LogMark(instance: route.instance, stream: route.stream)
        mark.path = path
        mark.line = marks.settled[LineKey(instance: route.instance, stream: route.stream)] ?? 0
        var status = stat()
        // A file at rest is looked at: others may have moved it, or written to it.
        if marks.place == nil || (state == .working && fd < 0), stat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFREG else { return nil }
            (mark.inode, mark.offset) = (UInt64(status.st_ino), Int(status.st_size))
        } else if let place = marks.place, state != .working || fd >= 0 || errno != ENOENT {
            (mark.inode, mark.offset) = place
        }
        return mark
    }
}
