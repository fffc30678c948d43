/// All instances, and what is decided between them: dependencies, boot and shutdown order, rolling reload.
/// A value like `Instance`; serialisable whole.
package struct Fleet: Hashable, Sendable, Codable {
    /// In the order of their ids.
    package private(set) var instances: [Instance] = []
    package private(set) var isShuttingDown = false
    private var nextID = 0
    /// Stops that wait for the dependents to be down first.
    private var retiring: Set<InstanceID> = []
    /// Restarts still to come, one after the other; the first is under way.
    private var rolling: [InstanceID] = []

    package init() {}

    /// An effect and whose it is.
    package struct Order: Hashable, Sendable {
        package let instance: InstanceID
        package let effect: Effect
    }

    package subscript(id: InstanceID) -> Instance? { index(of: id).map { instances[$0] } }

    /// Everything is down: a core that is shutting down may end.
    package var isDown: Bool { instances.allSatisfy { $0.state.isDown } }

    // MARK: - What goes in

    /// New slots for an app, one for each of its instances; nothing is started.
    package mutating func add(_ spec: ProcessSpec) -> [InstanceID] {
        (0..<max(1, spec.instances)).map { ordinal in
            let id = InstanceID(nextID)
            nextID += 1
            instances.append(Instance(id: id, ordinal: ordinal, spec: spec))
            return id
        }
    }

    /// Starts what is to start by itself, in the order of its dependencies.
    package mutating func boot(now: Moment) -> [Order] {
        order(.start(), to: instances.filter(\.spec.autostart).map(\.id), now: now)
    }

    /// One command for several instances. Starts wait for their dependencies, stops for their dependents.
    package mutating func order(_ command: Command, to ids: [InstanceID], now: Moment) -> [Order] {
        var orders: [Order] = []
        switch command {
        case .start, .restart:
            guard !isShuttingDown else { return [] }
            for id in ids {
                let mustWait = self[id]?.state.isDown == true && !missingDependencies(of: id).isEmpty
                orders += tell(id, mustWait ? .await : command, now: now)
            }
        case .stop, .delete:
            orders = stop(ids, by: command, now: now)
        case .await, .kill, .reset, .signal, .retire:
            for id in ids { orders += tell(id, command, now: now) }
        }
        return orders + settle(now: now)
    }

    /// Restarts one after the other, each online before the next.
    package mutating func reload(_ ids: [InstanceID], now: Moment) -> [Order] {
        guard !isShuttingDown else { return [] }
        let wasIdle = rolling.isEmpty
        rolling += ids.filter { !rolling.contains($0) }
        guard wasIdle, let first = rolling.first else { return [] }
        return order(.restart(), to: [first], now: now)
    }

    /// Stops everything; asked again, kills everything.
    package mutating func shutDown(now: Moment) -> [Order] {
        rolling = []
        guard !isShuttingDown else {
            retiring = []
            return order(.kill, to: instances.filter { !$0.state.isDown }.map(\.id), now: now)
        }
        isShuttingDown = true
        return order(.stop, to: instances.filter { !$0.state.isDown }.map(\.id), now: now)
    }

    /// A fact about one run, told to the instance it belongs to.
    package mutating func absorb(_ fact: Fact, of run: RunID, now: Moment) -> [Order] {
        tell(Instance.owner(of: run), .fact(run, fact), now: now) + settle(now: now)
    }

    // MARK: - Between instances

    /// Names this instance depends on that are not online.
    package func missingDependencies(of id: InstanceID) -> [String] {
        guard let spec = self[id]?.spec else { return [] }
        return spec.dependsOn.filter { name in
            let theirs = instances.filter { $0.spec.name == name }
            return theirs.isEmpty || !theirs.allSatisfy { $0.state.status == .online }
        }
    }

    private mutating func stop(_ ids: [InstanceID], by command: Command, now: Moment) -> [Order] {
        var orders: [Order] = []
        for id in ids {
            rolling.removeAll { $0 == id }
            let isWaitedFor = ids.contains {
                $0 != id && depends($0, on: id) && self[$0]?.state.isDown == false
            }
            // A second stop is impatient; a deletion of several is not ordered.
            if command == .stop, isWaitedFor, !retiring.contains(id), self[id]?.state.isDown == false {
                retiring.insert(id)
                orders += tell(id, .retire, now: now)
            } else {
                retiring.remove(id)
                orders += tell(id, command, now: now)
            }
        }
        return orders
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
    private mutating func settle(now: Moment) -> [Order] {
        var orders: [Order] = []
        while true {
            let more = startUnblocked(now: now) + stopRetired(now: now) + roll(now: now)
            if more.isEmpty { break }
            orders += more
        }
        instances.removeAll { $0.state == .deleted }
        return orders
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
        guard !retiring.isEmpty else { return [] }
        var orders: [Order] = []
        for id in retiring.sorted() {
            let isWaitedFor = instances.contains {
                !$0.state.isDown && $0.desire == .down && $0.id != id && depends($0.id, on: id)
            }
            guard !isWaitedFor else { continue }
            retiring.remove(id)
            // What ended by itself meanwhile is on its way out: a stop would be the impatient second.
            if self[id]?.state.status != .stopping { orders += tell(id, .stop, now: now) }
        }
        return orders
    }

    private mutating func roll(now: Moment) -> [Order] {
        guard let current = rolling.first else { return [] }
        switch self[current]?.state {
        case .launching, .stopping, .waiting, .blocked: return []
        case .errored:
            // What comes up broken is not rolled out further.
            rolling = []
            return []
        case .online, .stopped, .deleted, nil: break
        }
        rolling.removeFirst()
        guard let next = rolling.first else { return [] }
        return tell(next, .restart(), now: now)
    }

    private mutating func tell(_ id: InstanceID, _ command: Command, now: Moment) -> [Order] {
        switch command {
        case .start, .restart: retiring.remove(id)
        case .await, .stop, .kill, .delete, .reset, .signal, .retire: break
        }
        return tell(id, .command(command), now: now)
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

extension Fleet {
    /// The instances a selector means, or one sentence that says there are none.
    package func resolve(_ selector: Selector) -> Result<[InstanceID], NoSuchProcess> {
        let found =
            switch selector {
            case .all: instances
            case .id(let id): instances.filter { $0.id == id }
            case .ids(let ids): instances.filter { ids.contains($0.id) }
            case .name(let name): instances.filter { $0.spec.name == name }
            case .namespace(let name): instances.filter { $0.spec.namespace == name }
            }
        guard found.isEmpty else { return .success(found.map(\.id)) }
        return .failure(NoSuchProcess(selector: selector))
    }
}

package struct NoSuchProcess: Error, Hashable, Sendable {
    package let selector: Selector

    package var sentence: String {
        switch selector {
        case .all: "no process is known"
        case .id(let id): "no process has the id \(id.raw)"
        case .ids: "none of these processes is known any more"
        case .name(let name): "no process is called \(name)"
        case .namespace(let name): "no process is in the namespace \(name)"
        }
    }
}
