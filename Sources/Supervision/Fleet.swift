/// All instances, and what is decided between them: dependencies, boot and shutdown order, rolling reload.
/// A value like `Instance`; serialisable whole.
package struct Fleet: Hashable, Sendable, Codable {
    /// In the order of their ids.
    package private(set) var instances: [Instance] = []
    package private(set) var isShuttingDown = false
    /// Grows whenever what is to be run, or what the operator wants of it, may have changed.
    package private(set) var revision = 0
    /// Who outside is told what happens to them.
    package internal(set) var hooks: [HookSpec] = [] { didSet { revision += hooks == oldValue ? 0 : 1 } }
    private var nextID = 0
    /// Stops that wait for the dependents to be down first.
    private var retiring: Set<InstanceID> = []
    /// Those of them that are to be deleted.
    private var departing: Set<InstanceID> = []
    var rolling = Rolling()

    package init() {}

    /// An effect and whose it is.
    package struct Order: Hashable, Sendable {
        package let instance: InstanceID
        package let effect: Effect
    }

    package subscript(id: InstanceID) -> Instance? { index(of: id).map { instances[$0] } }

    /// Everything is down that can be brought down: a core that is shutting down may end.
    package var isDown: Bool { instances.allSatisfy { $0.state.isDown || $0.state.isStuck } }

    // MARK: - What goes in

    /// New slots for an app, one for each of its instances; nothing is started.
    package mutating func add(_ spec: ProcessSpec) -> [InstanceID] {
        (0..<max(1, spec.instances)).map { append(spec, ordinal: $0) }
    }

    /// One more slot.
    mutating func append(_ spec: ProcessSpec, ordinal: Int) -> InstanceID {
        let id = InstanceID(nextID)
        nextID += 1
        revision += 1
        instances.append(Instance(id: id, ordinal: ordinal, spec: spec))
        return id
    }

    /// How many instances an app has, written into the specs of all.
    /// - Parameter origin: who says so; nil: their specs do.
    mutating func recount(_ app: AppName, _ count: Int, by origin: SpecOrigin? = nil) {
        for index in instances.indices where AppName(instances[index].spec) == app {
            guard instances[index].newestSpec.instances != count else { continue }
            revision += 1
            instances[index].spec.instances = count
            instances[index].pendingSpec?.instances = count
            guard let origin else { continue }
            instances[index].spec.origins["instances"] = origin
            instances[index].pendingSpec?.origins["instances"] = origin
        }
    }

    /// The newest spec says what it said, in another place.
    mutating func readdress(_ id: InstanceID, _ origins: SpecOrigins) {
        guard let index = index(of: id) else { return }
        if instances[index].pendingSpec == nil { instances[index].spec.origins = origins }
        instances[index].pendingSpec?.origins = origins
    }

    /// Starts what is to start by itself, in the order of its dependencies.
    package mutating func boot(now: Moment) -> [Order] {
        order(.start(), to: instances.filter(\.spec.autostart).map(\.id), now: now)
    }

    /// One command for several instances. Starts wait for their dependencies, stops for their dependents.
    package mutating func order(_ command: Event.Command, to ids: [InstanceID], now: Moment) -> [Order] {
        var orders: [Order] = []
        switch command {
        case .start, .restart:
            guard !isShuttingDown else { return [] }
            for id in ids { orders += launch(id, by: command, now: now) }
        case .stop, .delete:
            orders = stop(ids, by: command, now: now)
        case .await, .adopt, .kill, .reset, .signal, .retire:
            for id in ids {
                if command == .kill { leaveReload(id) }
                orders += tell(id, command, now: now)
            }
        }
        return orders + settle(now: now)
    }

    /// One command of several that are settled together.
    mutating func begin(_ id: InstanceID, by command: Event.Command, now: Moment) -> [Order] {
        switch command {
        case .start, .restart: launch(id, by: command, now: now)
        case .stop, .delete: stop([id], by: command, now: now)
        case .await, .adopt, .kill, .reset, .signal, .retire: tell(id, command, now: now)
        }
    }

    /// Stops everything, each with its `kill_timeout`; asked again, kills everything.
    package mutating func shutDown(now: Moment) -> [Order] {
        rolling = Rolling()
        let alive = instances.filter { !$0.state.isDown }.map(\.id)
        guard !isShuttingDown else {
            retiring = []
            return order(.kill, to: alive, now: now)
        }
        isShuttingDown = true
        revision += 1
        var orders: [Order] = []
        for id in alive {
            retiring.insert(id)
            orders += tell(id, .retire, now: now)
        }
        return orders + settle(now: now)
    }

    /// A fact about one run, told to the instance it belongs to.
    package mutating func absorb(_ fact: Fact, of run: RunID, now: Moment) -> [Order] {
        tell(Instance.owner(of: run), .fact(run, fact), now: now) + settle(now: now)
    }

    // MARK: - Between instances

    /// Names this instance depends on that are not online, or not healthy.
    package func missingDependencies(of id: InstanceID) -> [String] {
        guard let instance = self[id] else { return [] }
        return missing(instance.newestSpec.dependsOn)
    }

    private func missing(_ names: [String]) -> [String] {
        names.filter { name in
            let theirs = instances.filter { $0.spec.name == name && !$0.isBeingDeleted }
            return theirs.isEmpty || !theirs.allSatisfy(\.isServing)
        }
    }

    /// A start waits for its dependencies; what is up already does not wait again.
    mutating func launch(_ id: InstanceID, by command: Command, now: Moment) -> [Order] {
        guard let instance = self[id], !isLeaving(instance) else { return [] }
        let newer: ProcessSpec? =
            switch command {
            case .start(let spec), .restart(let spec): spec
            case .await, .adopt, .stop, .kill, .delete, .reset, .signal, .retire: nil
            }
        let next = newer ?? instance.newestSpec
        let mustWait =
            (instance.state.isDown || instance.state == .blocked) && !missing(next.dependsOn).isEmpty
        return tell(id, mustWait ? .await(newer) : command, now: now)
    }

    mutating func stop(_ ids: [InstanceID], by command: Command, now: Moment) -> [Order] {
        var orders: [Order] = []
        for id in ids {
            leaveReload(id)
            let isWaitedFor = ids.contains {
                isDependent($0, of: id) && self[$0]?.state.isDown == false
            }
            // A second one is impatient. What is to be deleted is deleted, whatever is asked afterwards.
            let isGoing = self[id]?.isBeingDeleted ?? true
            let isRepeated = isGoing || retiring.contains(id) && (command == .stop || departing.contains(id))
            if command == .delete, !isGoing { departing.insert(id) }
            if isWaitedFor, !isRepeated, self[id]?.state.isDown == false {
                retiring.insert(id)
                orders += tell(id, .retire, now: now)
            } else {
                let isDeparting = departing.remove(id) != nil
                retiring.remove(id)
                orders += tell(id, isDeparting ? .delete : command, now: now)
            }
        }
        return orders
    }

    func isGoneOrLeaving(_ id: InstanceID) -> Bool { self[id].map(isLeaving) ?? true }

    /// It is being deleted, or will be when its turn comes: nothing brings it back.
    func isLeaving(_ instance: Instance) -> Bool {
        departing.contains(instance.id) || instance.isBeingDeleted
    }

    /// Whether an instance is to be stopped before another. In a circle nobody is.
    private func isDependent(_ id: InstanceID, of other: InstanceID) -> Bool {
        id != other && depends(id, on: other) && !depends(other, on: id)
    }

    /// Whether an instance needs another, directly or by way of others.
    private func depends(_ id: InstanceID, on other: InstanceID) -> Bool {
        guard let name = self[other]?.spec.name else { return false }
        var seen: Set<String> = []
        var open = self[id]?.spec.dependsOn ?? []
        while let next = open.popLast() {
            if next == name { return true }
            if seen.insert(next).inserted {
                open += instances.first { $0.spec.name == next }?.spec.dependsOn ?? []
            }
        }
        return false
    }

    /// What has become possible: blocked starts, stops whose turn has come, the next of a rolling reload.
    mutating func settle(now: Moment) -> [Order] {
        var orders: [Order] = []
        while true {
            let before = (count: instances.count, rolling: rolling)
            let more = startUnblocked(now: now) + stopRetired(now: now) + roll(now: now)
            instances.removeAll { $0.state == .deleted }
            // Who is gone is in nobody's way any more, nor is whoever is to be restarted instead.
            if more.isEmpty, instances.count == before.count, rolling == before.rolling { return orders }
            orders += more
        }
    }

    private mutating func startUnblocked(now: Moment) -> [Order] {
        var orders: [Order] = []
        for index in instances.indices where instances[index].state == .blocked {
            let id = instances[index].id
            guard missingDependencies(of: id).isEmpty else { continue }
            orders += tell(id, .start(), now: now)
        }
        return orders
    }

    private mutating func stopRetired(now: Moment) -> [Order] {
        var orders: [Order] = []
        for id in departing where self[id]?.state.isDown ?? true {
            retiring.remove(id)
            departing.remove(id)
            orders += tell(id, .delete, now: now)
        }
        for id in retiring.sorted() {
            // What cannot be killed is not waited for: the rest would never be stopped.
            let isWaitedFor = instances.contains {
                !$0.state.isDown && !$0.state.isStuck && $0.desire == .down && isDependent($0.id, of: id)
            }
            guard !isWaitedFor else { continue }
            retiring.remove(id)
            if departing.remove(id) != nil {
                orders += tell(id, .delete, now: now)
            } else if self[id]?.state.status != .stopping {
                // What ended by itself meanwhile is on its way out: a stop would be the impatient second.
                orders += tell(id, .stop, now: now)
            }
        }
        return orders
    }

    private mutating func tell(_ id: InstanceID, _ command: Command, now: Moment) -> [Order] {
        switch command {
        case .start, .restart: retiring.remove(id)
        case .await, .adopt, .stop, .kill, .delete, .reset, .signal, .retire: break
        }
        let before = self[id]
        let orders = tell(id, .command(command), now: now)
        if let before, let after = self[id], before.isWanted(otherwiseThan: after) { revision += 1 }
        return orders
    }

    private mutating func tell(_ id: InstanceID, _ event: Event, now: Moment) -> [Order] {
        guard let index = index(of: id) else { return [] }
        return instances[index].handle(event, now: now).map { Order(instance: id, effect: $0) }
    }

    /// Ids only grow, so the instances are sorted by them.
    private func index(of id: InstanceID) -> Int? {
        var low = 0
        var high = instances.count
        while low < high {
            let middle = (low + high) / 2
            if instances[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low < instances.count && instances[low].id == id ? low : nil
    }
}
