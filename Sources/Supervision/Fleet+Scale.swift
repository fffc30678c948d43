/// How many instances an app has, and what they are launched with next.
extension Fleet {
    /// More instances of each app that the selector means, or fewer: the lowest free ordinals come, the
    /// highest go. None at all is a deletion, and to be asked for as one.
    package mutating func scale(_ ids: [InstanceID], _ scale: Scale, now: Moment) -> Result<
        Undertaking, Refusal
    > {
        guard !isShuttingDown else { return .failure(Refusal("wamon is shutting down")) }
        var apps: [(members: [Instance], count: Int)] = []
        var seen: Set<AppName> = []
        for case let instance? in ids.map({ self[$0] }) where seen.insert(AppName(instance.spec)).inserted {
            let members = members(of: AppName(instance.spec))
            guard let first = members.first else {
                return .failure(Refusal("\(instance.spec.name) is being deleted"))
            }
            guard scale.isSensible else {
                return .failure(Refusal("\(first.spec.name): a number of instances is 1 or more"))
            }
            let count = scale.applied(to: members.count)
            if let refusal = refusal(of: count, for: first.newestSpec) { return .failure(refusal) }
            apps.append((members, count))
        }
        var done = Undertaking()
        for (members, count) in apps { bring(members, to: count, &done, now: now) }
        done.orders += settle(now: now)
        return .success(done)
    }

    /// `--update-env`: what they inherit from their next launch on.
    package mutating func updateEnvironment(
        _ ids: [InstanceID], _ environment: [String: String], now: Moment
    ) -> Undertaking {
        var done = Undertaking()
        for case let instance? in ids.map({ self[$0] }) {
            var spec = instance.newestSpec
            spec.inherited = environment
            done.orders += begin(instance.id, by: .adopt(spec), now: now)
            done.aims.append(Aim(instance.id, .nothing))
        }
        return done
    }

    // MARK: - One app

    private mutating func bring(
        _ members: [Instance], to count: Int, _ done: inout Undertaking, now: Moment
    ) {
        let excess = members.dropFirst(count).map(\.id)
        done.aims += members.prefix(count).map { Aim($0.id, .nothing) }
        done.aims += excess.map { Aim($0, .gone) }
        done.orders += stop(excess, by: .delete, now: now)
        guard var spec = members.first?.newestSpec else { return }
        spec.instances = count
        spec.origins["instances"] = .commandLine
        recount(AppName(spec), count, by: .commandLine)
        for id in enrol(spec, count: count - members.count) {
            done.added.append(id)
            done.aims.append(Aim(id, .up))
            done.orders += begin(id, by: .start(), now: now)
        }
    }

    private func refusal(of count: Int, for spec: ProcessSpec) -> Refusal? {
        guard count >= 1 else {
            return Refusal("\(spec.name) keeps at least one instance; to have none, delete it")
        }
        if count > 1, let port = spec.port, spec.incrementVariable == nil {
            return Refusal(
                "\(spec.name): \(count) instances cannot share the port \(port);"
                    + " give \"increment_var\": \"PORT\" in its file")
        }
        return tooMany(count, of: spec)
    }

    // MARK: - Slots

    /// New slots for an app, with the lowest ordinals nobody has; one on its way out still has its own.
    mutating func enrol(_ spec: ProcessSpec, count: Int) -> [InstanceID] {
        guard count > 0 else { return [] }
        var taken = Set(instances.filter { AppName($0.spec) == AppName(spec) }.map(\.ordinal))
        var ordinal = 0
        return (0..<count).map { _ in
            while !taken.insert(ordinal).inserted { ordinal += 1 }
            return append(spec, ordinal: ordinal)
        }
    }
}

extension Scale {
    /// Of a sensible one.
    fileprivate func applied(to count: Int) -> Int {
        switch self {
        case .exactly(let wanted): wanted
        case .more(let step): count.addingReportingOverflow(step).overflow ? .max : count + step
        case .fewer(let step): count - step
        }
    }

    /// Nobody asks for −3 more.
    fileprivate var isSensible: Bool {
        switch self {
        case .exactly(let count): count >= 0
        case .more(let step), .fewer(let step): step >= 0
        }
    }
}
