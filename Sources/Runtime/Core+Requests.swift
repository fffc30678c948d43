import Kernel
import Supervision

/// A request, understood.
struct Prepared {
    let aims: [Aim]
    let decide: (inout Fleet, Moment) -> [Fleet.Order]

    init(
        _ ids: [InstanceID], _ goal: Aim.Goal,
        decide: @escaping (inout Fleet, Moment) -> [Fleet.Order] = { _, _ in [] }
    ) {
        aims = ids.map { Aim($0, goal) }
        self.decide = decide
    }

    init(_ undertaking: Undertaking) {
        aims = undertaking.aims
        decide = { _, _ in undertaking.orders }
    }
}

extension Core {
    func prepare(_ request: Request) -> Result<Prepared, Refusal> {
        switch request {
        case .start(let selector): return prepare(.start(), selector, .up)
        case .stop(let selector): return prepare(.stop, selector, .down)
        case .restart(let selector): return prepare(.restart(), selector, .up)
        case .delete(let selector): return prepare(.delete, selector, .gone)
        case .reset(let selector): return prepare(.reset, selector, .nothing)
        case .signal(let signal, let selector):
            return prepare(.signal(signal), selector, .nothing).flatMap { prepared in
                let isAlive = prepared.aims.contains { fleet[$0.instance]?.state.pid != nil }
                return isAlive ? .success(prepared) : .failure(Refusal("there is no process to signal"))
            }
        case .reload(let selector):
            return resolve(selector).map { ids in Prepared(ids, .renewed) { $0.reload(ids, now: $1) } }
        case .launch(let launch): return enlist { $0.apply(launch, now: $1) }
        case .scale(let selector, let scale):
            return resolve(selector).flatMap { ids in enlist { $0.scale(ids, scale, now: $1) } }
        case .updateEnvironment(let selector, let environment):
            return resolve(selector).flatMap { ids in
                enlist { .success($0.updateEnvironment(ids, environment, now: $1)) }
            }
        case .flush(let selector):
            return resolve(selector).map { ids in
                for id in ids { output.flush(id) }
                return Prepared(ids, .nothing)
            }
        case .reopenLogs:
            output.reopen()
            return .success(Prepared([], .nothing))
        case .save: return .success(Prepared([], .nothing))
        case .shutdown:
            let ids = fleet.instances.map(\.id)
            return .success(Prepared(ids, .down) { [self] in shutDown(&$0, at: $1) })
        }
    }

    /// The fleet takes on new slots and newer specs at once; what follows is the turn's.
    private func enlist(_ decide: (inout Fleet, Moment) -> Result<Undertaking, Refusal>) -> Result<
        Prepared, Refusal
    > {
        decide(&fleet, kernel.now).map { undertaking in
            for id in undertaking.added { open(id) }
            changedSpecs.formUnion(undertaking.changed)
            return Prepared(undertaking)
        }
    }

    private func prepare(
        _ command: Event.Command, _ selector: Selector, _ goal: Aim.Goal
    ) -> Result<Prepared, Refusal> {
        resolve(selector).map { ids in
            Prepared(ids, goal) { $0.order(command, to: ids, now: $1) }
        }
    }

    private func resolve(_ selector: Selector) -> Result<[InstanceID], Refusal> {
        fleet.resolve(selector).mapError { Refusal($0.sentence) }
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
