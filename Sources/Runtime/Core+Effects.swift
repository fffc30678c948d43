import Kernel
import Supervision
import Vitals

/// What the fleet wants done, done. Outcomes become facts; nothing calls back into the machine.
extension Core {
    func perform(_ orders: [Fleet.Order]) {
        for order in orders { perform(order.effect, of: order.instance) }
    }

    private func perform(_ effect: Effect, of id: InstanceID) {
        switch effect {
        case .spawn(let run): facts.append((run, spawn(run, of: id)))
        case .signalRoot(let run, let signal): kernel.signalRoot(of: run, signal)
        case .signalTree(let run, let signal):
            sweeps.begin(run, politely: signal, rootAlive: isRootAlive(run))
            isSweepDue = true
        case .killTree(let run):
            sweeps.force(run, rootAlive: isRootAlive(run))
            isSweepDue = true
        case .sendShutdown(let run): kernel.send("shutdown", to: run)
        case .arm(let timer, let run, let delay): kernel.arm(.machine(id, run, timer), after: delay)
        case .disarm(let timer, let run): kernel.disarm(.machine(id, run, timer))
        case .confirmMemory(let run): facts.append((run, .memoryConfirmed(gauges.confirmedMemory(of: run))))
        case .probe(let run): ask(run, of: id)
        case .stopProbing(let run):
            kernel.disarm(.machine(id, run, .probe))
            prober?.forget(run)
        case .record(let record):
            record.status.isSpawned ? output.rootEnded(record.run) : ()
            if let used = kernel.cpuTime(of: record.run) {
                readings[id, default: Readings()].spend(used, by: record.run)
            }
            remember(record, of: id)
        case .release(let run):
            sweeps.end(run)
            strike(run)
            kernel.release(run)
            output.end(run)
        case .tell(let kind):
            if case .launched = kind {
                let restarts = fleet[id]?.tally.restarts ?? 0
                let cause = fleet[id]?.lastExit?.cause ?? .manual
                let isRestart = readings[id, default: Readings()]
                    .launched(restarts: restarts, cause: cause, at: kernel.now)
                if isRestart {
                    figures[id, default: Figures()].countRestart(at: kernel.now)
                }
            }
            tell(kind, of: id)
        case .forget:
            output.forget(id)
            readings[id] = nil
            figures[id] = nil
            histories[id] = nil
            checks[id] = nil
            takenPorts[id] = nil
            names[id] = nil
            createdAt[id] = nil
            suffixed.remove(id)
            changedSpecs.remove(id)
            portraits[id] = nil
        }
    }

    private func isRootAlive(_ run: RunID) -> Bool {
        guard let state = fleet[Instance.owner(of: run)]?.state else { return false }
        return switch state {
        case .launching, .online: true
        case .stopping(let ending): !ending.rootEnded
        case .stopped, .blocked, .waiting, .errored, .deleted: false
        }
    }

    private func spawn(_ run: RunID, of id: InstanceID) -> Fact {
        guard let instance = fleet[id] else { return .notSpawned(errno: 3, stage: "fleet") }
        // It may be a newer spec's.
        portraits[id] = nil
        mindLimit(of: instance.spec)
        if changedSpecs.remove(id) != nil {
            output.open(id, spec: instance.spec, isOneOfSeveral: suffixed.contains(id))
        }
        switch output.begin(run, of: id) {
        case .failure(let failure): return .notSpawned(errno: failure.errno, stage: "pipe")
        case .success(let ends):
            defer { output.began(ends) }
            switch kernel.spawn(launchOrder(run, instance, ends, setting)) {
            case .success(let pid):
                output.launched(run, of: id, pid: pid)
                enter(run, of: instance)
                return .spawned(pid)
            case .failure(let failure): return .notSpawned(errno: failure.errno, stage: failure.stage)
            }
        }
    }

    private func remember(_ record: ExitRecord, of id: InstanceID) {
        var history = histories[id] ?? []
        history.append(record)
        if history.count > 100 { history.removeFirst() }
        histories[id] = history
    }

    // MARK: - Trees

    /// One look at all trees that are being ended, and the signals it calls for. The first is taken in the
    /// turn that begins to end them; the next ones come every 50 ms.
    func sweep() -> [(run: RunID, fact: Fact)] {
        isSweepDue = false
        guard !sweeps.isEmpty else { return [] }
        let gone = sweeps.look(through: kernel)
        if sweeps.isEmpty { kernel.disarm(.sweep) } else { kernel.arm(.sweep, after: Sweeps.interval) }
        return gone.map { ($0, .treeGone) }
    }
}

extension ExitStatus {
    fileprivate var isSpawned: Bool {
        if case .notSpawned = self { false } else { true }
    }
}
