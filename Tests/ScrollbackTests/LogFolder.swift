import Glibc
import Journal
import Supervision

@testable import Scrollback

/// Log files in a folder of their own.
final class LogFolder {
    let path: String

    init() {
        setenv("TZ", "UTC", 1)
        tzset()
        var template = Array("/tmp/scrollback-test-XXXXXX".utf8CString)
        path = String(cString: mkdtemp(&template)!)
    }

    deinit {
        for name in names { unlink(path + "/" + name) }
        rmdir(path)
    }

    private var names: [String] {
        guard let stream = opendir(path) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafeBytes(of: &entry.pointee.d_name) {
                    String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
                })
        }
        return names
    }

    func write(_ bytes: [UInt8], _ name: String, flags: Int32 = O_TRUNC) {
        let fd = open(path + "/" + name, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0o644)
        _ = bytes.withUnsafeBytes { Glibc.write(fd, $0.baseAddress, $0.count) }
        close(fd)
    }

    func write(_ text: String, _ name: String) { write(Array(text.utf8), name) }

    func append(_ text: String, _ name: String) { write(Array(text.utf8), name, flags: O_APPEND) }

    func rename(_ name: String, to other: String) { Glibc.rename(path + "/" + name, path + "/" + other) }

    func remove(_ name: String) { unlink(path + "/" + name) }

    /// When it was last written.
    func date(_ name: String, _ wall: Duration) {
        var times = [timespec(), timespec()]
        for index in 0..<2 { times[index].tv_sec = time_t(wall.components.seconds) }
        utimensat(AT_FDCWD, path + "/" + name, &times, 0)
    }

    func compress(_ name: String) {
        let child = "gzip -f '\(path)/\(name)'"
        _ = system(child)
    }

    /// A mark at the end of a file.
    func mark(_ id: Int, _ stream: LogLine.Stream, _ name: String) -> LogMark {
        var mark = LogMark(instance: InstanceID(id), stream: stream)
        mark.path = path + "/" + name
        var status = stat()
        if stat(path + "/" + name, &status) == 0 {
            (mark.inode, mark.offset) = (UInt64(status.st_ino), Int(status.st_size))
        }
        return mark
    }

    private func system(_ command: String) -> Int32 {
        var child = pid_t()
        let words = (["/bin/sh", "-c", command] as [String]).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        guard posix_spawn(&child, "/bin/sh", nil, nil, words, environ) == 0 else { return -1 }
        var status: Int32 = 0
        waitpid(child, &status, 0)
        return status
    }
}

/// A reader of a folder's files, whose positions hold from one page to the next.
struct Reading {
    var library = Library()
    var sources: LogSources
    var instances: [InstanceID]?

    init(_ marks: [LogMark], held: [LogSources.Stream: LogSources.Held] = [:], _ logs: LogSpec = LogSpec()) {
        sources = LogSources(
            marks: marks, logs: Dictionary(marks.map { ($0.instance, logs) }) { $1 }, held: held)
    }

    mutating func reader(stop: Stop = Stop()) -> PageReader {
        let chosen = library.look(sources, instances)
        return PageReader(library, chosen, instances, stop: stop)
    }

    mutating func page(_ part: PastWish.Part, _ count: Int) -> PastPage {
        reader().page(part, count: count)
    }

    /// Everything, page by page, the oldest first.
    mutating func all(by count: Int, isForward: Bool) -> [PastLine] {
        var page = page(isForward ? .oldest : .newest, count)
        var lines = page.lines
        while isForward ? !page.reachesRing : !page.isOldest {
            page = self.page(isForward ? .after(page.last) : .before(page.first), count)
            lines = isForward ? lines + page.lines : page.lines + lines
        }
        return lines
    }
}
