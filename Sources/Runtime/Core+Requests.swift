import Supervision

/// A request, understood.
struct Prepared {
    let ids: [InstanceID]
    let goal: Waiter.Goal
    let decide: (inout Fleet, Moment) -> [Fleet.Order]
}

struct Refusal: Error {
    let sentence: String
}

extension Core {
    func prepare(_ request: Request) -> Result<Prepared, Refusal> {
        if fleet.isShuttingDown, request != .shutdown {
            return .failure(Refusal(sentence: "wamon is shutting down"))
        }
        switch request {
        case .start(let selector): return prepare(.start(), selector, .up)
        case .stop(let selector): return prepare(.stop, selector, .down)
        case .restart(let selector): return prepare(.restart(), selector, .up)
        case .delete(let selector): return prepare(.delete, selector, .gone)
        case .reset(let selector): return prepare(.reset, selector, .nothing)
        case .signal(let signal, let selector):
            return prepare(.signal(signal), selector, .nothing).flatMap { prepared in
                let isAlive = prepared.ids.contains { fleet[$0]?.state.pid != nil }
                return isAlive
                    ? .success(prepared) : .failure(Refusal(sentence: "there is no process to signal"))
            }
        case .reload(let selector):
            return resolve(selector).map { ids in
                Prepared(ids: ids, goal: .renewed) { $0.reload(ids, now: $1) }
            }
        case .flush(let selector):
            return resolve(selector).map { ids in
                for id in ids { output.flush(id) }
                return Prepared(ids: ids, goal: .nothing) { _, _ in [] }
            }
        case .reopenLogs:
            output.reopen()
            return .success(Prepared(ids: [], goal: .nothing) { _, _ in [] })
        case .launch, .updateEnvironment, .scale, .save:
            return .failure(Refusal(sentence: "this core cannot do that yet"))
        case .shutdown:
            let ids = fleet.instances.map(\.id)
            return .success(Prepared(ids: ids, goal: .down) { [self] in shutDown(&$0, at: $1) })
        }
    }

    private func prepare(
        _ command: Event.Command, _ selector: Selector, _ goal: Waiter.Goal
    ) -> Result<Prepared, Refusal> {
        resolve(selector).map { ids in
            Prepared(ids: ids, goal: goal) { $0.order(command, to: ids, now: $1) }
        }
    }

    private func resolve(_ selector: Selector) -> Result<[InstanceID], Refusal> {
        fleet.resolve(selector).mapError { Refusal(sentence: $0.sentence) }
    }

    /// Everybody whose goal holds now, or never will, is answered.
    func answerWaiters() {
        guard !waiters.isEmpty else { return }
        var due: [(Waiter, Reply)] = []
        waiters.removeAll { waiter in
            guard let reply = waiter.answer(from: fleet, names: names) else { return false }
            due.append((waiter, reply))
            return true
        }
        for (waiter, reply) in due { waiter.reply(reply) }
    }
}
