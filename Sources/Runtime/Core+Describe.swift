import Kernel
package import Supervision
import Vitals

extension Core {
    /// Everything as it stands.
    package func snapshot() -> Snapshot {
        sequence += 1
        var snapshot = Snapshot()
        snapshot.sequence = sequence
        snapshot.at = kernel.now
        snapshot.core = setting.info
        (snapshot.core.place, snapshot.core.loopLag) = (place, kernel.lag)
        snapshot.core.isShuttingDown = fleet.isShuttingDown
        (snapshot.machine, snapshot.rolling, snapshot.lowSpace) = (machine, fleet.rollingProgress, lowSpace)
        snapshot.events = events
        snapshot.processes = fleet.instances.map { describe($0, at: snapshot.at) }
        return snapshot
    }

    /// In the order of the ids.
    package func details(of instances: [InstanceID]?) -> [ProcessDetails] {
        let now = kernel.now
        return fleet.instances.filter { instances?.contains($0.id) ?? true }.map { instance in
            var spec = instance.spec
            // It is all in the environment, and would be most of a long answer.
            spec.inherited = nil
            return ProcessDetails(
                snapshot: describe(instance, at: now), spec: spec, ordinal: instance.ordinal,
                environment: environment(of: instance, setting),
                checks: checks[instance.id] ?? [],
                createdAt: createdAt[instance.id] ?? setting.info.startedAt)
        }
    }

    /// Exits of an instance, oldest first; at most 100.
    package func history(of instance: InstanceID) -> [ExitRecord] { histories[instance] ?? [] }

    /// One instance as it is shown.
    func describe(_ instance: Instance, at now: Moment) -> ProcessSnapshot {
        let readings = readings[instance.id] ?? Readings()
        var shown = portrait(of: instance)
        shown.status = instance.state.status
        shown.run = instance.state.run
        shown.restarts = instance.tally.restarts
        shown.unstableExits = instance.tally.unstableExits
        shown.isCrashLooping = instance.tally.isCrashLooping
        shown.recentRestarts = readings.restarts(since: now.boot - .seconds(600))
        shown.lastExit = instance.lastExit
        shown.usage = readings.usage(of: instance.state.run)
        shown.restartsByCause = readings.restartsByCause
        shown.cpuTime = readings.cpuTime
        shown.cpuHistory = readings.history.cpu
        shown.memoryHistory = readings.history.memory
        shown.linesLost = readings.linesLost
        shown.health = health(of: instance)
        place(instance, in: &shown)
        return shown
    }

    /// What stays the same from launch to launch: with 500 instances, making it is most of a snapshot.
    private func portrait(of instance: Instance) -> ProcessSnapshot {
        if let portrait = portraits[instance.id] { return portrait }
        let spec = instance.spec
        var shown = ProcessSnapshot(
            id: instance.id, name: spec.name, namespace: spec.namespace, mode: spec.mode)
        shown.maxRestarts = spec.policy.maxRestarts
        shown.memoryLimit = spec.memoryLimit
        shown.port = spec.port
        shown.isProbed = spec.health != nil
        shown.command = ([spec.executable] + spec.arguments).joined(separator: " ")
        shown.cwd = spec.cwd
        (shown.outFile, shown.errorFile) = output.paths(of: instance.id)
        portraits[instance.id] = shown
        return shown
    }

    /// What only exists in some states.
    private func place(_ instance: Instance, in shown: inout ProcessSnapshot) {
        switch instance.state {
        case .stopped, .deleted: break
        case .blocked:
            let missing = fleet.missingDependencies(of: instance.id)
            shown.reason = "waits for " + missing.joined(separator: ", ")
        case .launching(let running, let pid):
            shown.pid = pid
            shown.startedAt = running.since
            if pid != nil, running.health != nil { shown.reason = "waits for its first healthy check" }
        case .online(let running, let pid):
            shown.pid = pid
            shown.startedAt = running.since
        case .stopping(let ending):
            shown.pid = ending.pid
            shown.isStuck = ending.isStuck
            shown.startedAt = ending.rootEnded ? nil : ending.running.since
            if ending.isStuck { shown.reason = "cannot be killed" }
        case .waiting(let waiting):
            shown.isStuck = waiting.isStuck
            shown.nextTryAt = waiting.dueAt
            shown.delay = waiting.delay
            shown.reason = waiting.treeGone ? portReason(of: instance) : "waits for what the last run left"
        case .errored(let failure):
            shown.reason = [failure.sentence, portReason(of: instance)].compactMap { $0 }
                .joined(separator: "; ")
        }
    }
}

extension Failure {
    /// Why, in words.
    var sentence: String {
        switch self {
        case .tooManyUnstableExits(let count): "\(count) unstable exits in a row"
        case .cannotSpawn(let errno, let stage): "\(stage): \(errnoText(errno))"
        }
    }
}
