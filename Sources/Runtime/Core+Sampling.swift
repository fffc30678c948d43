import Kernel
import Supervision
import Vitals

extension Core {
    /// Every second while somebody watches or a limit is to be held; every ten otherwise.
    var sampleInterval: Duration {
        isWatched || fleet.instances.contains { $0.spec.memoryLimit != nil } ? .seconds(1) : .seconds(10)
    }

    /// A limit is to be held from now on, and the next sample was not to come soon enough for that.
    func mindLimit(of spec: ProcessSpec) {
        guard spec.memoryLimit != nil, sampledEvery > .seconds(1) else { return }
        sampledEvery = .seconds(1)
        sampleSoon()
    }

    func armSampler() {
        sampledEvery = sampleInterval
        arm(after: sampledEvery)
    }

    /// Somebody has begun to look: not before a second after the last sample, however often they come and go.
    func sampleSoon() {
        let age = lastSampleAt.map { kernel.now.monotonic - $0.monotonic } ?? .seconds(1)
        arm(after: max(.milliseconds(1), .seconds(1) - age))
    }

    private func arm(after delay: Duration) {
        sampleDueAt = kernel.now.monotonic + delay
        kernel.arm(.sample, after: delay)
    }

    /// Somebody asks: figures are to be no older than a second.
    func freshen() {
        let age = lastSampleAt.map { kernel.now.monotonic - $0.monotonic }
        if age.map({ $0 >= .seconds(1) }) ?? true { sample(isShown: true) }
    }

    /// One round of /proc: what is shown, and the memory that is held against limits.
    /// - Parameter isShown: somebody looks at the machine's figures too.
    func sample(isShown: Bool) {
        let now = kernel.now
        let running: [(id: InstanceID, run: RunID)] = fleet.instances.compactMap { instance in
            switch instance.state {
            case .launching(let running, _?), .online(let running, _): (instance.id, running.run)
            case .stopping(let ending): (instance.id, ending.running.run)
            case .waiting(let waiting) where !waiting.treeGone: (instance.id, waiting.run)
            default: nil
            }
        }
        let usages = gauges.usage(of: running.map(\.run), at: now)
        // A sample after a stall measures the stall.
        let isTrusted = now.monotonic - sampleDueAt <= sampleInterval
        let before = lastSampleAt
        lastSampleAt = now
        memoryKills.expire(counted: kernel.oomKills, at: now.monotonic)
        var runs: [InstanceID: RunID] = [:]
        for (id, run) in running { runs[id] = run }
        keepFigures(usages, of: runs, since: before)
        sampleMachine(at: now, isShown: isShown)
        armSampler()
        if isTrusted {
            for (id, run) in running {
                guard let memory = usages[run]?.memory, fleet[id]?.minds(memory: memory) == true
                else { continue }
                facts.append((run, .memorySampled(memory)))
            }
        }
        turn { _, _ in [] }
    }

    /// The machine is only shown: unwatched, once in ten seconds will do.
    private func sampleMachine(at now: Moment, isShown: Bool) {
        if let last = machineAt, !isShown, now.monotonic - last.monotonic < .milliseconds(9500) { return }
        takeMachine(gauges.machine(at: now))
        keepFigures(of: machine, at: now, since: machineAt)
        machineAt = now
    }

    private func takeMachine(_ newest: MachineUsage) {
        var history = machine.cpuHistory
        let share = newest.cores > 0 ? newest.cpuPercent / newest.cores : 0
        if history.count == History.limit { history.removeFirst() }
        history.append(UInt8(max(0, min(100, share)).rounded()))
        machine = newest
        machine.cpuHistory = history
    }
}
