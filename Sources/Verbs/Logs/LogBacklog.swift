import Glibc
import Supervision

/// What `logs` begins with: the newest lines of each process, in the order of their arrival. From the ring, and
/// before that from the files; of those the time is not known: they come first.
struct LogBacklog {
    /// By process.
    private(set) var older: [(source: LogSource, bytes: [UInt8])] = []
    private(set) var lines: [LogLine] = []

    /// Of the files no more than this is read for it.
    private static let mostRead = 16 << 20

    /// - Parameters:
    ///   - held: what the ring has, in the order of the ids, up to what is followed.
    ///   - count: of each process.
    init(_ held: [LogLine], _ plan: LogPlan, count: Int) {
        guard count > 0 else { return }
        var newest: [InstanceID: Int] = [:]
        lines = held.reversed().filter { line in
            newest[line.instance, default: 0] += 1
            return newest[line.instance, default: 0] <= count
        }.reversed()
        var left: [InstanceID: Int] = [:]
        let inFile: [String: Int] = held.reduce(into: [:]) { counts, line in
            if let path = plan.file(of: line) { counts[path, default: 0] += 1 }
        }
        for (path, (source, mark)) in plan.files.sorted(by: { $0.key < $1.key }) {
            let known = newest[source.instance] ?? 0
            let wanted = left[source.instance] ?? max(0, count - known)
            guard wanted > 0, mark.offset > 0 else { continue }
            let own = inFile[path] ?? 0
            guard let bytes = LogBacklog.tail(of: mark, lines: wanted, before: own) else { continue }
            left[source.instance] = wanted - bytes.count { $0 == 10 }
            older.append((source, bytes))
        }
    }

    /// The last lines that end before the mark, without the last `skipped` of them.
    private static func tail(of mark: LogMark, lines: Int, before skipped: Int) -> [UInt8]? {
        guard let path = mark.path else { return nil }
        let fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard fd >= 0 else { return nil }
        defer { close(fd) }
        var status = stat()
        guard fstat(fd, &status) == 0, UInt64(status.st_ino) == mark.inode else { return nil }
        var bytes: [UInt8] = []
        var begin = mark.offset
        while begin > 0, bytes.count < mostRead, bytes.count(where: { $0 == 10 }) <= lines + skipped {
            let step = min(begin, max(64 << 10, bytes.count))
            var piece = [UInt8](repeating: 0, count: step)
            guard pread(fd, &piece, step, off_t(begin - step)) == step else { return nil }
            begin -= step
            bytes = piece + bytes
        }
        var ends = bytes.indices.filter { bytes[$0] == 10 }
        ends.removeLast(min(skipped, ends.count))
        guard let last = ends.last else { return nil }
        let before = ends.dropLast(lines).last
        let first = before.map { $0 + 1 } ?? (begin > 0 ? (ends.first ?? 0) + 1 : 0)
        return first <= last ? Array(bytes[first...last]) : nil
    }
}
