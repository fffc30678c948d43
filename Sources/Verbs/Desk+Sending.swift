import Supervision

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
        case .reply(.refused(let sentence)): throw .failed(sentence)
        case .late:
            let waited = Amounts.seconds(patience ?? .zero)
            throw .failed("not done after \(waited)\(await remainder(of: work, ": "))")
        case .interrupted:
            throw .interrupted(
                "left; what was asked goes on in the core\(await remainder(of: work, ": "))")
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
        let text = snapshot.map { work.remainder(in: $0, now: time.now()) } ?? ""
        return text.isEmpty ? "" : before + text
    }
}
