import Journal
import Supervision
import Synchronization

/// Where happenings are told beside the snapshots: in the mirror, and in `wamon.log` where there is nobody to
/// read them. Only queues; the journal's threads write.
final class Chronicle: Sendable {
    private let journal: Journal
    private let path: Mutex<String?>

    /// - Parameter path: nil while nothing is to be written.
    init(_ journal: Journal, path: String?) {
        self.journal = journal
        self.path = Mutex(path)
    }

    func keep(in file: String) { path.withLock { $0 = file } }

    func tell(_ news: Happening, _ sentence: String) {
        journal.show(news, sentence)
        guard let path = path.withLock({ $0 }) else { return }
        journal.record(
            news.instance == nil ? sentence : "\(news.name) \(sentence)", at: news.at.wall, in: path)
    }
}
