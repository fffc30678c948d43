import Glibc
import Kernel
import Scrollback
import Supervision
import Synchronization

/// How fast old output is read: the newest page of a file, and a search through all of it.
///
///     PastBench FILE PATTERN [DATE_FORMAT]
///
/// Prints one line of JSON: milliseconds to the page, to the first hit and to the end; hits, bytes.
@main struct PastBench {
    /// An answer of another thread.
    final class Mailbox: Sendable {
        private let news = Mutex<[PastSearch]>([])
        private let (ear, bell): (Int32, Int32)
        init() {
            var ends: [Int32] = [-1, -1]
            pipe(&ends)
            (ear, bell) = (ends[0], ends[1])
        }
        func put(_ one: PastSearch) {
            news.withLock { $0.append(one) }
            ring()
        }
        func ring() {
            var one: UInt8 = 1
            _ = write(bell, &one, 1)
        }
        func wait() -> [PastSearch] {
            var one: UInt8 = 0
            _ = read(ear, &one, 1)
            return news.withLock { all in
                defer { all = [] }
                return all
            }
        }
    }

    static func main() {
        let words = CommandLine.arguments
        guard words.count > 2 else { return print("PastBench FILE PATTERN [DATE_FORMAT]") }
        var status = stat()
        stat(words[1], &status)
        var mark = LogMark(instance: InstanceID(0), stream: .out)
        (mark.path, mark.inode, mark.offset) = (words[1], UInt64(status.st_ino), Int(status.st_size))
        var logs = LogSpec()
        logs.dateFormat = words.count > 3 ? words[3] : nil
        let sources = LogSources(marks: [mark], logs: [InstanceID(0): logs])
        let scrollback = Scrollback { .nanoseconds(Loop.now) }
        let mailbox = Mailbox()

        var began = Loop.now
        let wish = PastWish(instances: nil, part: .newest, count: 1000)
        scrollback.read(wish, sources, tell: { _ in }, then: { _ in mailbox.ring() })
        _ = mailbox.wait()
        let page = milliseconds(since: began)

        began = Loop.now
        var (first, end, hits) = (-1.0, -1.0, 0)
        let search = LogSearch(number: 1, LogPattern(words[2]), instances: nil, from: nil, isForward: false)
        scrollback.search(search, sources) { mailbox.put($0) }
        while end < 0 {
            for news in mailbox.wait() {
                switch news {
                case .found: first = milliseconds(since: began)
                case .ended(_, let all): (end, hits) = (milliseconds(since: began), all)
                case .failed(_, let sentence): return print(sentence)
                case .progress: break
                }
            }
        }
        print(
            "{\"page\":\(page),\"first\":\(first),\"end\":\(end),\"hits\":\(hits),\"bytes\":\(mark.offset)}")
    }

    private static func milliseconds(since began: UInt64) -> Double { Double(Loop.now - began) / 1e6 }
}
