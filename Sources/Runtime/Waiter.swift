import Supervision

/// A reply that waits for what was asked, beside the machine. Every one is answered some day: what can no
/// longer come is a refusal.
struct Waiter {
    enum Outcome: Hashable {
        case open, reached
        /// One sentence that says why not.
        case lost(String)
    }

    let aims: [Aim]
    /// The runs there were when it was asked, one for each: how these end is not how the request does.
    let before: [RunID?]
    let reply: (Reply) -> Void

    /// nil as long as something may still come.
    func answer(from fleet: Fleet, names: [InstanceID: String]) -> Reply? {
        var reasons: [String] = []
        for (aim, run) in zip(aims, before) {
            switch outcome(of: aim, after: run, in: fleet) {
            case .open: return nil
            case .reached: break
            case .lost(let reason): reasons.append("\(names[aim.instance] ?? "it") \(reason)")
            }
        }
        return reasons.isEmpty
            ? .done(aims.map(\.instance)) : .refused(reasons.joined(separator: "; "))
    }

    // MARK: - One instance

    private func outcome(of aim: Aim, after before: RunID?, in fleet: Fleet) -> Outcome {
        let (id, goal) = (aim.instance, aim.goal)
        if goal == .nothing { return .reached }
        guard let instance = fleet[id] else {
            return goal == .up || goal == .renewed ? .lost("was deleted") : .reached
        }
        if instance.state.isStuck { return .lost("cannot be killed") }
        switch goal {
        case .up: return rise(of: instance, after: before, in: fleet)
        case .renewed where instance.state.status == .online && instance.state.run == before:
            return fleet.isRolling(id) ? .open : .lost("was left as it was: the reload ended before its turn")
        case .renewed: return rise(of: instance, after: before, in: fleet)
        case .down, .gone:
            if goal == .down, instance.state.isDown { return .reached }
            return instance.desire == .up ? .lost("was started again") : .open
        case .nothing: return .reached
        }
    }

    private func rise(of instance: Instance, after before: RunID?, in fleet: Fleet) -> Outcome {
        switch instance.state {
        case .online: .reached
        case .launching, .stopping: .open
        case .blocked:
            fleet.hopelessDependency(of: instance.id).map { .lost("waits for \($0)") } ?? .open
        // One that was waiting already is launched as soon as its tree is gone.
        case .waiting(let waiting) where waiting.run == before: .open
        case .waiting(let waiting):
            .lost(
                "\(instance.lastExit?.status.sentence ?? "ended"); it is tried again in \(words(waiting.delay))"
            )
        case .errored(let failure): .lost("is errored: \(failure.sentence)")
        // A program that had nothing more to do has been up.
        case .stopped: instance.desire == .up ? .reached : .lost("was stopped")
        case .deleted: .lost("was deleted")
        }
    }
}

/// "4 s", "0.1 s".
private func words(_ delay: Duration) -> String {
    let tenths = Int((delay / .milliseconds(100)).rounded(.up))
    return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
}

extension Fleet {
    /// A dependency that is not online and not on its way to be.
    fileprivate func hopelessDependency(of id: InstanceID) -> String? {
        missingDependencies(of: id).first { !mayComeUp($0, after: [id]) }
    }

    /// Whether the app's instances may all be online some day, without anybody's help. What waits for itself
    /// in a circle waits for ever.
    private func mayComeUp(_ name: String, after seen: Set<InstanceID>) -> Bool {
        let theirs = instances.filter { $0.spec.name == name && !$0.isBeingDeleted }
        return !theirs.isEmpty
            && theirs.allSatisfy { instance in
                switch instance.state {
                case .online, .launching: true
                case .stopping: !instance.state.isStuck && instance.desire == .up
                case .blocked:
                    !seen.contains(instance.id)
                        && missingDependencies(of: instance.id).allSatisfy {
                            mayComeUp($0, after: seen.union([instance.id]))
                        }
                case .waiting, .stopped, .errored, .deleted: false
                }
            }
    }
}

extension ExitStatus {
    /// What became of a run, in words.
    fileprivate var sentence: String {
        switch self {
        case .exited(let code): "ended with code \(code)"
        case .signalled(let signal, _): "was ended by \(signal.name)"
        case .notSpawned(let errno, let stage):
            "could not be started: " + Failure.cannotSpawn(errno: errno, stage: stage).sentence
        }
    }
}
