/// What outlives a core: its apps, and what the operator wanted of each instance. Written to `dump.json` on
/// request and to `state.json` whenever it changes; how, says docs/state.md.
package struct SavedFleet: Hashable, Sendable, Codable {
    package struct App: Hashable, Sendable, Codable {
        /// What its next launch would be under, without what it inherits.
        package var spec: ProcessSpec
        /// What its children inherit: an index into `environments`; nil: the environment of the core.
        package var environment: Int?
        package var instances: [Slot]
    }
    package struct Slot: Hashable, Sendable, Codable {
        package var ordinal: Int
        /// Somebody wants it up; whether it is, or has failed, is another matter.
        package var isWanted: Bool
    }

    /// In the order in which they were first started.
    package var apps: [App] = []
    /// Each once: all apps of one client inherit the same.
    package var environments: [[String: String]] = []
    /// Everything was being stopped: nothing is to be started again by itself.
    package var isEnding = false
    /// Who outside is told what happens to them.
    package var hooks: [HookSpec] = []
    package init() {}

    /// The spec an app is started again with.
    package func spec(of app: App) -> ProcessSpec {
        var spec = app.spec
        spec.inherited = app.environment.flatMap { index in
            environments.indices.contains(index) ? environments[index] : nil
        }
        spec.instances = max(1, app.instances.count)
        return spec
    }

    /// To start it all again in a core that has others too; what was down gets its slots alone.
    package var launch: Launch {
        var launch = Launch(specs: apps.map(spec(of:)))
        for (index, app) in apps.enumerated() where !app.instances.contains(where: \.isWanted) {
            launch.resting.insert(index)
        }
        return launch
    }
}

extension Fleet {
    /// As it is to be remembered; whoever is being deleted is not.
    package var saved: SavedFleet {
        var saved = SavedFleet()
        var places: [AppName: Int] = [:]
        var known: [[String: String]: Int] = [:]
        for instance in instances where !isLeaving(instance) {
            let slot = SavedFleet.Slot(ordinal: instance.ordinal, isWanted: instance.desire == .up)
            if let place = places[AppName(instance.spec)] {
                saved.apps[place].instances.append(slot)
                continue
            }
            places[AppName(instance.spec)] = saved.apps.count
            var app = SavedFleet.App(spec: instance.newestSpec, environment: nil, instances: [slot])
            if let inherited = app.spec.inherited {
                let index = known[inherited] ?? saved.environments.count
                if index == saved.environments.count {
                    saved.environments.append(inherited)
                    known[inherited] = index
                }
                app.environment = index
                app.spec.inherited = nil
            }
            saved.apps.append(app)
        }
        saved.isEnding = isShuttingDown
        saved.hooks = hooks
        return saved
    }

    /// The apps of a fleet that was saved, beside those there are, with new ids; nothing is started. What is
    /// known already, or makes no sense, is passed over.
    /// - Returns: the new slots, and those of them that are to be started.
    package mutating func restore(_ saved: SavedFleet) -> (added: [InstanceID], wanted: [InstanceID]) {
        if hooks.isEmpty { hooks = saved.hooks }
        var added: [InstanceID] = []
        var wanted: [InstanceID] = []
        for app in saved.apps where members(of: AppName(app.spec)).isEmpty {
            let spec = saved.spec(of: app)
            guard tooMany(app.instances.count, of: spec) == nil else { continue }
            var ordinals: Set<Int> = []
            for slot in app.instances where slot.ordinal >= 0 && ordinals.insert(slot.ordinal).inserted {
                let id = append(spec, ordinal: slot.ordinal)
                added.append(id)
                if slot.isWanted, !saved.isEnding { wanted.append(id) }
            }
        }
        return (added, wanted)
    }
}
