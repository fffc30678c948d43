import Supervision
import Wording

extension Desk {
    private enum Outcome: Sendable {
        case reply(Reply), late, interrupted
    }

    /// Sends a request and waits until what it asks has happened, with the line of progress.
    /// - Returns: the instances it was about.
    func carryOut(_ request: Request, _ work: Work) async throws(Refused) -> [InstanceID] {
        let progress = Progress(work, desk: self)
        progress.arm()
        let outcome = await outcome(of: request)
        await progress.end()
        switch outcome {
        case .reply(.done(let ids)): return ids
        case .reply(.refused(let sentence)): throw .failed(language.heard(sentence))
        case .late:
            let waited = verbs.seconds(Amounts.seconds(patience ?? .zero))
            throw .failed(verbs.notDone(after: waited) + (await remainder(of: work, ": ")))
        case .interrupted:
            throw .interrupted(verbs.leftToTheCore + (await remainder(of: work, ": ")))
        }
    }

    private func outcome(of request: Request) async -> Outcome {
        await withCheckedContinuation { continuation in
            let first = First<Outcome>(continuation)
            Task(executorPreference: executor) { first.come(.reply(await client.send(request))) }
            Task(executorPreference: executor) {
                for await _ in interrupts() { first.come(.interrupted) }
            }
            if let patience { time.after(patience) { first.come(.late) } }
        }
    }

    /// Who is still open, where a core that is late with one answer gives another.
    private func remainder(of work: Work, _ before: String) async -> String {
        let snapshot = await within(.seconds(1)) { await client.snapshot(brief: true) }
        let text = snapshot.map { work.remainder(in: $0, now: time.now(), language) } ?? ""
        return text.isEmpty ? "" : before + text
    }
}
