import Journal
import Supervision

/// Where happenings are told beside the snapshots: in the mirror, and in `wamon.log` where nobody sees them.
/// Only queues; the journal's threads write.
struct Chronicle: Sendable {
    private let journal: Journal
    private let path: String

    /// - Parameter path: of `wamon.log`.
    init(_ journal: Journal, path: String) {
        self.journal = journal
        self.path = path
    }

    /// - Parameters:
    ///   - sentence: without the name.
    ///   - isAlone: the core is in the background.
    func tell(_ news: Happening, _ sentence: String, isAlone: Bool) {
        journal.show(news, sentence)
        guard isAlone else { return }
        journal.record(
            news.instance == nil ? sentence : "\(news.name) \(sentence)", at: news.at.wall, in: path)
    }
}
