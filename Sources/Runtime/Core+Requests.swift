import Supervision

/// A reply that waits for its goal, beside the machine.
struct Waiter {
    /// What must hold of each instance (nil: it is gone).
    typealias Goal = (Instance?) -> Bool
    let ids: [InstanceID]
    let goal: Goal
    let reply: (Reply) -> Void
}

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
        let isUp: Waiter.Goal = { $0.map { $0.state.status == .online || $0.state.isDown } ?? true }
        let isDown: Waiter.Goal = { $0?.state.isDown ?? true }
        switch request {
        case .start(let selector): return prepare(.start(), selector, isUp)
        case .stop(let selector): return prepare(.stop, selector, isDown)
        case .restart(let selector): return prepare(.restart(), selector, isUp)
        case .delete(let selector): return prepare(.delete, selector, { $0 == nil })
        case .reset(let selector): return prepare(.reset, selector, { _ in true })
        case .signal(let signal, let selector): return prepare(.signal(signal), selector, { _ in true })
        case .reload(let selector):
            return resolve(selector).map { ids in
                Prepared(ids: ids, goal: isUp) { $0.reload(ids, now: $1) }
            }
        case .shutdown:
            let ids = fleet.instances.map(\.id)
            return .success(Prepared(ids: ids, goal: isDown) { $0.shutDown(now: $1) })
        }
    }

    private func prepare(
        _ command: Event.Command, _ selector: Selector, _ goal: @escaping Waiter.Goal
    ) -> Result<Prepared, Refusal> {
        resolve(selector).map { ids in
            Prepared(ids: ids, goal: goal) { $0.order(command, to: ids, now: $1) }
        }
    }

    private func resolve(_ selector: Selector) -> Result<[InstanceID], Refusal> {
        fleet.resolve(selector).mapError { Refusal(sentence: $0.sentence) }
    }

    /// Everybody whose goal holds now is answered.
    func answerWaiters() {
        guard !waiters.isEmpty else { return }
        let due = waiters.filter { waiter in waiter.ids.allSatisfy { waiter.goal(fleet[$0]) } }
        waiters.removeAll { waiter in waiter.ids.allSatisfy { waiter.goal(fleet[$0]) } }
        for waiter in due { waiter.reply(.done(waiter.ids)) }
    }
}
