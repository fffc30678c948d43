package import Kernel
package import Supervision
import Vitals

/// The only impure loop: events in, the fleet decides, effects out, a snapshot published. Lives on the
/// core's thread alone; every call of the kernel returns at once, so a turn takes microseconds.
package final class Core {
    let kernel: any Kernel
    let output: any Output
    let gauges: any Gauges
    /// nil: nobody is asked, and whoever is to be asked comes online by itself.
    let prober: (any Prober)?
    /// nil: nothing outlives this core.
    let archive: (any Archive)?
    var keeping = Keeping()
    private(set) var isBooted = false
    let setting: CoreSetting
    package internal(set) var fleet = Fleet()
    var facts: [(run: RunID, fact: Fact)] = []
    var sweeps = Sweeps()
    /// Trees have begun to be ended in this turn: one look serves them all.
    var isSweepDue = false
    var readings: [InstanceID: Readings] = [:]
    var figures: [InstanceID: Figures] = [:]
    var machineFigures = Figures()
    var histories: [InstanceID: [ExitRecord]] = [:]
    var machine = MachineUsage()
    var events: [Happening] = []
    var happened: UInt64 = 0
    var waiters: [Waiter] = []
    var lastSampleAt: Moment?
    /// From sample to sample, as the timer was armed.
    var sampledEvery = Duration.seconds(10)
    var sampleDueAt = Duration.zero
    var machineAt: Moment?
    /// What instances are called in the news, until they are forgotten.
    var names: [InstanceID: String] = [:]
    var createdAt: [InstanceID: Moment] = [:]
    /// Their files are those of one of several: fixed when the slot was made.
    var suffixed: Set<InstanceID> = []
    /// Their next launch is under another spec than the last.
    var changedSpecs: Set<InstanceID> = []
    var memoryKills: MemoryKills
    /// The last checks of each, oldest first.
    var checks: [InstanceID: [HealthCheck]] = [:]
    /// What of an instance's description only a launch changes.
    var portraits: [InstanceID: ProcessSnapshot] = [:]
    private var hooks: [HookSpec] = []
    /// Disks of logs that are nearly full.
    var lowSpace: [LowSpace] = [] { didSet { changed() } }
    /// Whose port is somebody else's: as of the exit of that run.
    var takenPorts: [InstanceID: (run: RunID, taken: PortTaken)] = [:]
    /// From the boot on; nil: nothing but a request ends the core.
    var exitWatch: ExitWatch?
    /// Why the core ends, when nobody asked for it.
    var ending: CoreEnding?
    private var shutdownAskedAt: Duration?
    private var isDirty = true
    private var publishedAt: Duration?
    private var isPublishDue = false
    var sequence: UInt64 = 0
    private var isInTurn = false

    /// Somebody is looking: samples are taken every second.
    package var isWatched = false {
        didSet {
            guard isWatched, !oldValue else { return }
            sampleSoon()
            changed()
        }
    }
    /// The newest snapshot, at most one every 16 ms, and none while nobody watches: drawing 500 instances
    /// up every second is a seventh of what the core does.
    package var onSnapshot: ((Snapshot) -> Void)?
    /// Each happening as it is told, and `max_restarts` of whom it is about.
    package var onHappening: ((Happening, _ allowed: Int?) -> Void)?
    /// Who outside is told of it, whenever that changes.
    package var onHooks: (([HookSpec]) -> Void)?
    /// Something has happened to a run: more than a sample.
    package var onFacts: (() -> Void)?
    /// Everything is down after a shutdown; once. With the reason where nobody asked for it.
    package var onDown: ((CoreEnding?) -> Void)?
    /// What SIGHUP means, where it is not the end.
    package var onHangup: (() -> Void)?
    /// Told in every snapshot.
    package var place: CoreInfo.Place { didSet { changed() } }

    package init(
        kernel: any Kernel, output: any Output, gauges: any Gauges, prober: (any Prober)? = nil,
        archive: (any Archive)? = nil, setting: CoreSetting
    ) {
        self.prober = prober
        self.archive = archive
        self.kernel = kernel
        self.output = output
        self.gauges = gauges
        self.setting = setting
        sampleDueAt = kernel.now.monotonic
        place = setting.info.place
        memoryKills = MemoryKills(counted: kernel.oomKills)
        kernel.receive = { [unowned self] events in receive(events) }
        prober?.receive = { [unowned self] run, check in receive(check, of: run) }
    }

    /// Adds the apps and starts those that start by themselves.
    /// - Parameter saved: the fleet of the core before this one: started again as it was wanted.
    package func boot(_ specs: [ProcessSpec], hooks: [HookSpec] = [], saved: SavedFleet? = nil) {
        fleet.hook(hooks, ofFilesOf: specs)
        for spec in specs { for id in fleet.add(spec) { open(id) } }
        let restored = saved.map { fleet.restore($0) }
        for id in restored?.added ?? [] { open(id) }
        machine = gauges.machine(at: kernel.now)
        exitWatch = setting.exitPolicy.map { ExitWatch($0) }
        isBooted = true
        let before = Set(restored?.added ?? [])
        tellHooks()
        turn { fleet, now in
            let fresh = fleet.instances.filter { $0.spec.autostart && !before.contains($0.id) }.map(\.id)
            return fleet.order(.start(), to: fresh + (restored?.wanted ?? []), now: now)
        }
        armSampler()
    }

    /// A slot that has just been made.
    func open(_ id: InstanceID) {
        guard let spec = fleet[id]?.spec else { return }
        names[id] = spec.name
        createdAt[id] = kernel.now
        if spec.instances > 1 { suffixed.insert(id) }
        output.open(id, spec: spec, isOneOfSeveral: spec.instances > 1)
    }

    /// Does what is asked. The reply comes when it has happened (stopped means gone), or when it is known
    /// that it will not.
    package func send(_ request: Request, reply: @escaping (Reply) -> Void) {
        if fleet.isShuttingDown, request != .shutdown { return reply(.refused("wamon is shutting down")) }
        if request == .save { return save(reply: reply) }
        let runs = Dictionary(uniqueKeysWithValues: fleet.instances.map { ($0.id, $0.state.run) })
        switch prepare(request) {
        case .success(let prepared):
            let before = prepared.aims.map { runs[$0.instance] ?? nil }
            waiters.append(Waiter(aims: prepared.aims, before: before, reply: reply))
            turn(prepared.decide)
        case .failure(let refusal): reply(.refused(refusal.sentence))
        }
    }

    /// As it stands, with figures no older than a second.
    package func freshSnapshot() -> Snapshot {
        freshen()
        return snapshot()
    }

    /// Something to be told that no instance's machine knows of (lines lost, the core's own troubles).
    package func tell(_ kind: Happening.Kind, of instance: InstanceID?) {
        happened += 1
        let name = instance.flatMap { names[$0] } ?? "wamon"
        let news = Happening(
            sequence: happened, at: kernel.now, instance: instance, name: name, kind: kind)
        events.append(news)
        if events.count > Snapshot.eventLimit { events.removeFirst(events.count - Snapshot.eventLimit) }
        onHappening?(news, instance.flatMap { fleet[$0]?.spec.policy.maxRestarts })
        changed()
    }

    // MARK: - A turn

    /// One decision, its effects, the facts they bring, and so on until nothing is outstanding.
    func turn(_ decide: (inout Fleet, Moment) -> [Fleet.Order]) {
        let isOutermost = !isInTurn
        isInTurn = true
        perform(decide(&fleet, kernel.now))
        guard isOutermost else { return }
        var next = 0
        repeat {
            while next < facts.count {
                let (run, fact) = facts[next]
                next += 1
                perform(fleet.absorb(fact, of: run, now: kernel.now))
            }
            if isSweepDue { facts += sweep() }
        } while next < facts.count
        facts.removeAll(keepingCapacity: true)
        isInTurn = false
        answerWaiters()
        tellHooks()
        changed()
        considerEnding()
        keep()
        if fleet.isShuttingDown, fleet.isDown, let down = onDown {
            onDown = nil
            keepLast()
            publish()
            down(ending)
        }
    }

    private func tellHooks() {
        guard fleet.hooks != hooks else { return }
        hooks = fleet.hooks
        onHooks?(hooks)
    }

    func absorb(_ news: [(run: RunID, fact: Fact)]) {
        guard !news.isEmpty else { return }
        facts += news
        turn { _, _ in [] }
        onFacts?()
    }

    private func receive(_ events: [KernelEvent]) {
        var ended: [(RunID, ExitStatus)] = []
        var isTreeNews = false
        for event in events {
            switch event {
            case .ended(let run, let status): ended.append((run, status))
            case .ready(let run): absorb([(run, .becameReady)])
            case .fired(.machine(_, let run, let timer)): absorb([(run, .fired(timer))])
            case .fired(.sweep): isTreeNews = true
            case .fired(.sample): sample(isShown: isWatched)
            case .fired(.ending): considerEnding()
            case .fired(.archive): keep()
            case .fired(.other): publish()
            case .signalled(let signal): obey(signal)
            case .orphanReaped: isTreeNews = true
            }
        }
        if !ended.isEmpty { absorb(looking(at: ended)) }
        if isTreeNews { absorb(sweep()) }
    }

    /// One look at the trees of all roots that ended in this batch.
    private func looking(at ended: [(RunID, ExitStatus)]) -> [(run: RunID, fact: Fact)] {
        let left = kernel.members(of: Set(ended.map(\.0)))
        let forMemory = killedForMemory(among: ended)
        return ended.map { run, status in
            sweeps.rootEnded(run)
            let isAlive = !(left[run] ?? []).isEmpty
            return (run, .ended(status, treeAlive: isAlive, oomKilled: forMemory.contains(run)))
        }
    }

    /// A signal sent to the core. A second one to end it, at least a second later, ends the politeness.
    private func obey(_ signal: Signal) {
        switch signal {
        case .usr2: output.reopen()
        case .hup where onHangup != nil && !fleet.isShuttingDown: onHangup?()
        // Losing a terminal is told more than once, and never asks for haste.
        case .hup where fleet.isShuttingDown: return
        case .term, .int, .quit, .hup:
            turn { fleet, now in shutDown(&fleet, at: now) }
        default: break
        }
    }

    /// By whatever way it is asked for: twice within a second is no impatience.
    func shutDown(_ fleet: inout Fleet, at now: Moment) -> [Fleet.Order] {
        if let asked = shutdownAskedAt, now.monotonic - asked < .seconds(1) { return [] }
        shutdownAskedAt = now.monotonic
        return fleet.shutDown(now: now)
    }

    // MARK: - Publishing

    func changed() {
        isDirty = true
        guard onSnapshot != nil, isWatched, !isPublishDue else { return }
        let now = kernel.now.monotonic
        if let last = publishedAt, now - last < .milliseconds(16) {
            isPublishDue = true
            kernel.arm(.other(0), after: .milliseconds(16) - (now - last))
        } else {
            publish()
        }
    }

    private func publish() {
        isPublishDue = false
        guard isDirty, let onSnapshot else { return }
        isDirty = false
        publishedAt = kernel.now.monotonic
        onSnapshot(snapshot())
    }
}
