import Wording
import Supervision

extension Desk {
    /// The table.
    package func status() async throws(Refused) {
        let snapshot = try await snapshot()
        say(StatusTable(snapshot, now: time.now(), look: look, dialect: dialect).lines)
    }

    /// In PM2's shape, for programs.
    package func jlist() async throws(Refused) {
        say(try await list().json)
    }

    /// The same, in the shape of Node's util.inspect.
    package func prettylist() async throws(Refused) {
        say(try await list().inspected)
    }

    /// Everything known about each.
    package func describe(_ words: [String]) async throws(Refused) {
        let meant: SelectorWords.Meant
        do throws(Refused) {
            meant = try await processes(words)
        } catch {
            if case .unknown(let word) = error { throw .absent(word) }
            throw error
        }
        let now = time.now()
        var isFirst = true
        for details in await client.details(of: meant.ids) {
            let history = await client.history(of: details.snapshot.id)
            var description = Description(
                details, history: history, now: now, zone: time.zone(now.wall), language: language)
            if let run = description.failedRun {
                description.lastWords = (run, await client.lastLines(of: run.run))
            }
            if !isFirst { say("") }
            isFirst = false
            say(description.lines(look))
        }
    }

    package func ping() async throws(Refused) {
        let client = client
        let answer = await within(patience ?? .seconds(10)) { await client.snapshot(brief: true) }
        guard let answer else { throw .failed(verbs.coreSilent) }
        guard answer.core.pid != 0 else { throw .noCore(nil) }
        say("{ msg: 'pong' }")
    }

    private func list() async throws(Refused) -> Tree {
        let details = await client.details(of: nil)
        // A client whose core has just gone answers with nothing, too.
        if details.isEmpty { _ = try await snapshot() }
        return .list(details.map { ProcessTree.tree(of: $0) })
    }
}
