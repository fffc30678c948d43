import CZlib
import Glibc

/// A file that a log was renamed to, plain or compressed.
package final class RotatedFile {
    private let stream: gzFile

    /// Nil where it is not there any more.
    package init?(_ path: String) {
        guard let stream = gzopen(path, "re") ?? gzopen(path + ".gz", "re") else { return nil }
        self.stream = stream
    }

    deinit { gzclose(stream) }

    /// Its next bytes, uncompressed; 0 at the end, or where it cannot be read further.
    package func read(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        max(0, Int(gzread(stream, buffer.baseAddress, UInt32(buffer.count))))
    }

    /// What a log was rotated to, the oldest first; without ".gz".
    package static func names(of path: String) -> [String] {
        let (folder, _, all) = stamped(path)
        return Set(all.map(\.plain)).sorted().map { folder + $0 }
    }

    /// What of a folder's files carries a log's name and a time.
    private static func stamped(
        _ path: String
    ) -> (folder: String, base: String, all: [(name: String, plain: String)]) {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { String(path[...$0]) } ?? "./"
        let base = (slash.map { String(path[path.index(after: $0)...]) } ?? path) + "."
        let names = Archivist.list(folder).filter { $0.hasPrefix(base) && !$0.hasSuffix(".part") }
        let all = names.map { ($0, $0.hasSuffix(".gz") ? String($0.dropLast(3)) : $0) }
        return (
            folder, base,
            all.filter { _, plain in
                let stamp = plain.dropFirst(base.count)
                return stamp.first == "2" && stamp.last == "Z"
            }
        )
    }

    /// Where a log is that is open elsewhere as `inode`, and what it was rotated to later, the oldest first;
    /// without ".gz". The log's own name is not among them.
    /// - Parameter modified: when that file was last written, since 1970: for one that has been compressed and
    ///   carries no name any more.
    package static func names(
        of path: String, since inode: UInt64, modified: Duration
    ) -> (own: String?, later: [String]) {
        let (folder, base, all) = stamped(path)
        var names = Set<String>()
        var own: String?
        for (name, plain) in all {
            names.insert(plain)
            var status = stat()
            if stat(folder + name, &status) == 0, UInt64(status.st_ino) == inode { own = plain }
        }
        let sorted = names.sorted()
        if let own { return (folder + own, sorted.filter { $0 > own }.map { folder + $0 }) }
        // It was renamed no earlier than it was written.
        let since = base + Archivist.stamp(modified)
        return (nil, sorted.filter { $0 >= since }.dropFirst().map { folder + $0 })
    }
}
