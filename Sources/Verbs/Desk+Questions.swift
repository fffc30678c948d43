import Supervision
import Wording

/// Small answers, for people and for scripts.
extension Desk {
    /// `env`: what a process was launched with.
    package func environment(of words: [String]) async throws(Refused) {
        let meant = try await processes(words)
        for details in await client.details(of: meant.ids) {
            say(details.environment.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" })
        }
    }

    /// `pid`: one a line, 0 for what does not run. PM2 answers nothing about nobody.
    package func pids(_ words: [String]) async throws(Refused) {
        guard let found = try await known(words) else { return say("") }
        say(found.map { "\($0.pid ?? 0)" })
    }

    /// `id`: in the shape of Node's util.inspect, as PM2 has it.
    package func ids(_ words: [String]) async throws(Refused) {
        guard let found = try await known(words) else { return say("[]") }
        say("[ " + found.map { "\($0.id.raw)" }.joined(separator: ", ") + " ]")
    }

    /// `flush`: of those meant, or of all.
    package func flush(_ words: [String]) async throws(Refused) {
        let standing = try await snapshot()
        if words.isEmpty, standing.processes.isEmpty { return }
        if dialect == .pm2 {
            if let found = try await known(words.isEmpty ? ["all"] : words) {
                let work = Work(kind: .instant, before: found, since: time.now())
                _ = try await carryOut(.flush(.ids(found.map(\.id))), work)
            }
            return say(verbs.pm2Flushed)
        }
        try await act(.flush, on: words.isEmpty ? ["all"] : words)
    }

    /// `reloadLogs`: after somebody else has rotated the files.
    package func reopenLogs() async throws(Refused) {
        try await instantly(.reopenLogs, verbs.logsReopened, verbs.pm2Reopened)
    }

    /// `save`: what `resurrect` starts again.
    package func save() async throws(Refused) {
        let standing = try await snapshot()
        // Without a core what was saved before is left as it is.
        guard standing.core.pid != 0 else { return note(Refused.empty.sentence(in: dialect, language)) }
        let path = standing.core.home + "/dump.json"
        let count = standing.processes.count
        try await instantly(
            .save, verbs.saved(count, to: path), verbs.pm2Saved(path))
    }

    /// `scale NAME n`, `+n`, `-n`.
    package func scale(_ name: String, _ amount: String) async throws(Refused) {
        guard let scale = Scale(amount) else {
            throw .usage(verbs.notANumberOfInstances(amount))
        }
        let meant = try await processes([name])
        var work = Work(kind: .start, before: [], since: time.now())
        work.names = meant.processes.map(\.name)
        let ids = try await carryOut(.scale(meant.selector, scale), work)
        let now = try await snapshot()
        let names = Set(work.names)
        let those = now.processes.filter { names.contains($0.name) || ids.contains($0.id) }
        try await report(verbs.doneScaled, those)
    }

    // MARK: - Steps

    /// nil, called as pm2, where a word means nobody: PM2 is content with that here.
    private func known(_ words: [String]) async throws(Refused) -> [ProcessSnapshot]? {
        do throws(Refused) {
            return try await processes(words.isEmpty ? ["all"] : words).processes
        } catch {
            switch error {
            case .unknown where dialect == .pm2, .empty where dialect == .pm2 || words.isEmpty: return nil
            default: throw error
            }
        }
    }

    private func instantly(_ request: Request, _ done: String, _ pm2: String) async throws(Refused) {
        _ = try await carryOut(request, Work(kind: .instant, before: [], since: time.now()))
        if !isSilent { say(dialect == .pm2 ? pm2 : done) }
    }
}

extension Scale {
    /// "4", "+2", "-1".
    fileprivate init?(_ text: String) {
        let digits = text.drop { $0 == "+" || $0 == "-" }
        guard text.count - digits.count <= 1, let count = Int(digits), (0...1000).contains(count) else {
            return nil
        }
        switch text.first {
        case "+": self = .more(count)
        case "-": self = .fewer(count)
        default: self = .exactly(count)
        }
    }
}
