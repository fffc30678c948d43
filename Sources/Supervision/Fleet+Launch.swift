/// An app, as a file or a command line names it.
struct AppName: Hashable {
    let name: String
    let namespace: String
    init(_ spec: ProcessSpec) {
        name = spec.name
        namespace = spec.namespace
    }
}

/// Apps that come from outside, over those that are known already.
extension Fleet {
    /// Unknown apps get slots, and start where they start by themselves. Known ones go on under the newer
    /// spec in the launch's manner, and have as many instances as it says: the highest ordinals go.
    package mutating func apply(_ launch: Launch, now: Moment) -> Result<Undertaking, Refusal> {
        if let refusal = refusal(of: launch) { return .failure(refusal) }
        if let hooks = launch.hooks { hook(hooks, ofFilesOf: launch.specs) }
        var plan = Plan()
        for (index, spec) in launch.specs.enumerated() { take(spec, at: index, of: launch, into: &plan) }
        var done = plan.undertaking
        done.orders += stop(plan.excess, by: .delete, now: now)
        // What is up goes down before anybody new asks whether it is online.
        for (id, command) in plan.up + plan.down { done.orders += begin(id, by: command, now: now) }
        roll(plan.rolling)
        done.orders += settle(now: now)
        return .success(done)
    }

    /// Hooks in place of those the same files had.
    package mutating func hook(_ fresh: [HookSpec], ofFilesOf specs: [ProcessSpec]) {
        let files = Set(specs.map(\.file))
        let others = hooks.filter { !files.contains($0.file) }
        if !fresh.isEmpty || others.count != hooks.count { hooks = others + fresh }
    }

    /// What a launch means for the instances there are.
    private struct Plan {
        var undertaking = Undertaking()
        var excess: [InstanceID] = []
        var up: [(InstanceID, Command)] = []
        var down: [(InstanceID, Command)] = []
        var rolling: [InstanceID] = []
    }

    /// The instances of an app that are here to stay, by their ordinals.
    func members(of app: AppName) -> [Instance] {
        instances.filter { AppName($0.spec) == app && !isLeaving($0) }.sorted { $0.ordinal < $1.ordinal }
    }

    // MARK: - One app

    private mutating func take(
        _ given: ProcessSpec, at index: Int, of launch: Launch, into plan: inout Plan
    ) {
        let known = members(of: AppName(given))
        var spec = given
        spec.instances = max(1, given.instances)
        // What was saved with an app is its own; a new one has it of who asks, and keeps it.
        let isBrought = known.isEmpty || launch.updatesEnvironment
        let brought = given.inherited ?? (isBrought ? launch.environment : nil)
        spec.inherited = brought ?? known.first?.newestSpec.inherited
        if launch.resting.contains(index), !known.isEmpty {
            plan.undertaking.aims += known.map { Aim($0.id, .nothing) }
            return
        }
        let (kept, excess) = (known.prefix(spec.instances), known.dropFirst(spec.instances))
        for instance in kept {
            var newer = spec
            newer.inherited = brought ?? instance.newestSpec.inherited
            renew(instance, newer, launch.manner, &plan)
        }
        plan.excess += excess.map(\.id)
        plan.undertaking.aims += excess.map { Aim($0.id, .gone) }
        let isWanted =
            known.isEmpty
            ? spec.autostart && !launch.resting.contains(index)
            : launch.manner != .changed || known.contains { $0.desire == .up }
        for id in enrol(spec, count: spec.instances - kept.count) {
            plan.undertaking.added.append(id)
            plan.undertaking.aims.append(Aim(id, isWanted ? .up : .nothing))
            if isWanted { plan.down.append((id, .start())) }
        }
        recount(AppName(spec), spec.instances)
    }

    /// What the newer spec means for an instance that stays.
    private mutating func renew(
        _ instance: Instance, _ spec: ProcessSpec, _ manner: Launch.Manner, _ plan: inout Plan
    ) {
        let id = instance.id
        if manner == .changed, instance.newestSpec.says(theSameAs: spec) {
            readdress(id, spec.origins)
            // A file that is read again is another try for what has failed; what ended by itself, or was
            // stopped, has had its way.
            let isErrored = instance.state.status == .errored
            if isErrored { plan.down.append((id, .start())) }
            plan.undertaking.aims.append(Aim(id, isErrored ? .up : .nothing))
            return
        }
        plan.undertaking.changed.append(id)
        let isUp = !instance.state.isDown && instance.state != .blocked
        if manner == .changed, !spec.autostart, instance.desire == .down {
            plan.down.append((id, .adopt(spec)))
            plan.undertaking.aims.append(Aim(id, .nothing))
        } else if manner == .reload, isUp {
            plan.up.append((id, .adopt(spec)))
            plan.rolling.append(id)
            plan.undertaking.aims.append(Aim(id, .renewed))
        } else {
            if isUp { plan.up.append((id, .start(spec))) } else { plan.down.append((id, .start(spec))) }
            plan.undertaking.aims.append(Aim(id, .up))
        }
    }

    // MARK: - What is not done

    private func refusal(of launch: Launch) -> Refusal? {
        if isShuttingDown { return Refusal("wamon is shutting down") }
        if launch.specs.isEmpty { return Refusal("there is nothing to start") }
        var seen: Set<AppName> = []
        for spec in launch.specs {
            guard seen.insert(AppName(spec)).inserted else { return Refusal("\(spec.name) is given twice") }
            if let refusal = tooMany(spec.instances, of: spec) { return refusal }
            guard launch.manner == .script else { continue }
            let running = members(of: AppName(spec)).first { instance in
                !instance.state.isDown && instance.newestSpec.runs(theScriptOf: spec)
            }
            if let running {
                return Refusal(
                    "\(spec.name) runs this script already, as process \(running.id.raw);"
                        + " restart it, or start it with --force")
            }
        }
        return nil
    }

    /// A slip of the finger is not to fork until nothing else can.
    func tooMany(_ count: Int, of spec: ProcessSpec) -> Refusal? {
        count <= Fleet.mostInstances
            ? nil : Refusal("\(spec.name): \(count) instances are more than \(Fleet.mostInstances)")
    }

    private static let mostInstances = 1000
}

extension ProcessSpec {
    /// The same app as a file tells it: how many there are and whose environment they inherit aside.
    package func says(theSameAs other: ProcessSpec) -> Bool {
        var (one, another) = (self, other)
        one.instances = another.instances
        one.inherited = another.inherited
        return one == another
    }

    /// The same program text is run, whatever its arguments.
    fileprivate func runs(theScriptOf other: ProcessSpec) -> Bool {
        guard let file = scriptFile, let another = other.scriptFile else {
            return executable == other.executable && arguments == other.arguments
        }
        return executable == other.executable && file == another
    }

    /// Absolute; nil where the script is a line for a shell.
    private var scriptFile: String? {
        let name = script.split(separator: "/").last
        return ([executable] + arguments).first { $0.hasPrefix("/") && $0.split(separator: "/").last == name }
    }
}
