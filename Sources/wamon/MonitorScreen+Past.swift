import Kernel
import Monitor
import Scrollback
import Supervision

// Older output, out of the files: read and searched on threads of their own, told on the screen's.
extension MonitorScreen {
    func read(_ wish: PastWish) async {
        let sources = await sources(of: wish.instances)
        scrollback.read(
            wish, sources, tell: { [weak self] in self?.pass(.search($0)) },
            then: { [weak self] in self?.pass(.past($0, for: wish)) })
    }

    func search(_ search: LogSearch) async {
        let sources = await sources(of: search.instances)
        // Another may have been asked for meanwhile, or none.
        guard newestSearch == search.number else { return }
        scrollback.search(search, sources) { [weak self] in self?.pass(.search($0)) }
    }

    nonisolated private func pass(_ message: Message) {
        Task(executorPreference: loop) { [weak self] in await self?.take(message) }
    }

    /// Where the files are, and how much of their ends is remembered already.
    private func sources(of instances: [InstanceID]?) async -> LogSources {
        let details = await client.details(of: instances)
        let marks = await client.logMarks(of: nil)
        let late = await client.lines(of: instances, after: lastPulled, max: .max).lines
        let remembered = model.shownLog.buffer.held(before: marks)
        var held: [LogSources.Stream: LogSources.Held] = [:]
        var seen: Set<String> = []
        let sharers = marks.reduce(into: [String: Set<InstanceID>]()) { sharers, mark in
            if let path = mark.path { sharers[path, default: []].insert(mark.instance) }
        }
        for (mark, own) in zip(marks, remembered) {
            guard let path = mark.path else { continue }
            var part = LogSources.Held()
            // Each sharer begins with the same end of the file that it found.
            let isRepeated = sharers[path]?.count ?? 0 > 1 && !seen.insert(path).inserted
            part.count = own.count - (isRepeated ? own.inherited : 0)
            part.count += late.count {
                $0.instance == mark.instance && $0.stream == mark.stream && $0.id <= mark.line
            }
            part.oldest = own.oldest
            if part.count > 0 { held[LogSources.Stream(mark.instance, mark.stream)] = part }
        }
        let logs = Dictionary(details.map { ($0.snapshot.id, $0.spec.logs) }) { $1 }
        return LogSources(marks: marks, logs: logs, held: held)
    }
}
