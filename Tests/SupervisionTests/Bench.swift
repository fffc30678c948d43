@testable import Supervision

/// A fleet on a test bench: what it asks for is done by a kernel made of two arrays, and time passes only
/// when the test says so. Spawns succeed at once unless told otherwise; nothing ends unless the test ends it.
struct Bench {
    struct Deadline {
        var timer: MachineTimer
        var run: RunID
        var at: Duration
    }

    private(set) var fleet = Fleet()
    private(set) var now = Moment.zero
    private(set) var timers: [Deadline] = []
    /// What is to come of whom, as the last launch or scaling said.
    private(set) var aims: [String] = []
    /// Spawns wait for `land` instead of succeeding at once.
    var holdsSpawns = false
    /// The errno of every spawn from now on.
    var spawnFailure: Int32?
    /// Whether a root ends as soon as it is signalled or told to shut down.
    var isObedient = false
    private var orders: [Fleet.Order] = []
    private var answers: [(RunID, Fact)] = []
    private var spawns = 0

    init(_ specs: ProcessSpec..., holdsSpawns: Bool = false, boots: Bool = true) {
        self.holdsSpawns = holdsSpawns
        for spec in specs { _ = fleet.add(spec) }
        if boots { perform(fleet.boot(now: now)) }
    }

    // MARK: - What a test does

    mutating func order(_ command: Event.Command, _ names: String...) {
        let ids = names.isEmpty ? fleet.instances.map(\.id) : names.flatMap(ids(of:))
        perform(fleet.order(command, to: ids, now: now))
    }

    mutating func delete(slot: Int) { perform(fleet.order(.delete, to: [InstanceID(slot)], now: now)) }
    mutating func reload() { perform(fleet.reload(fleet.instances.map(\.id), now: now)) }
    /// Apps from outside; nil, or the sentence that says why not.
    @discardableResult
    mutating func apply(
        _ manner: Launch.Manner = .start, _ specs: ProcessSpec..., environment: [String: String]? = nil,
        updatesEnvironment: Bool = false, resting: Set<Int> = []
    ) -> String? {
        var launch = Launch(specs: specs)
        launch.manner = manner
        launch.environment = environment
        launch.updatesEnvironment = updatesEnvironment
        launch.resting = resting
        return take(fleet.apply(launch, now: now))
    }
    mutating func scale(_ name: String, _ scale: Scale) -> String? {
        take(fleet.scale(ids(of: name), scale, now: now))
    }
    mutating func updateEnvironment(_ name: String, _ environment: [String: String]) {
        perform(fleet.updateEnvironment(ids(of: name), environment, now: now).orders)
    }
    mutating func updateEnvironment(slot: Int, _ environment: [String: String]) {
        perform(fleet.updateEnvironment([InstanceID(slot)], environment, now: now).orders)
    }
    private mutating func take(_ result: Result<Undertaking, Refusal>) -> String? {
        switch result {
        case .success(let undertaking):
            aims = undertaking.aims.map { "\($0.instance.raw) \($0.goal)" }
            perform(undertaking.orders)
            return nil
        case .failure(let refusal): return refusal.sentence
        }
    }
    mutating func shutDown() { perform(fleet.shutDown(now: now)) }

    /// A fact about the current run of a process.
    mutating func tell(_ fact: Fact, _ name: String = "api") {
        guard let run = fleet[ids(of: name)[0]]?.state.run else { return }
        perform(fleet.absorb(fact, of: run, now: now))
    }

    /// A fact about any run, and what is asked for because of it.
    mutating func hear(_ fact: Fact, of run: RunID) -> [Fleet.Order] { fleet.absorb(fact, of: run, now: now) }

    /// A fact about the current run of one slot.
    mutating func hear(at slot: Int, _ fact: Fact) {
        guard let run = fleet[InstanceID(slot)]?.state.run else { return }
        perform(fleet.absorb(fact, of: run, now: now))
    }

    mutating func add(_ spec: ProcessSpec) -> [InstanceID] { fleet.add(spec) }

    /// The root of a process ends; `leaving` something of its tree, or nothing.
    mutating func exit(
        _ name: String = "api", _ status: Supervision.ExitStatus = .exited(1), leaving: Bool = false
    ) {
        tell(.ended(status, treeAlive: leaving), name)
    }

    /// Time passes, and every timer that comes due fires at its moment.
    mutating func pass(_ duration: Duration) {
        let end = now.monotonic + duration
        while let index = timers.indices.min(by: { timers[$0].at < timers[$1].at }), timers[index].at <= end {
            let due = timers.remove(at: index)
            now = now.advanced(by: due.at - now.monotonic)
            perform(fleet.absorb(.fired(due.timer), of: due.run, now: now))
        }
        now = now.advanced(by: end - now.monotonic)
    }

    /// Crashes so long after its spawn, waits as long as it must, and is up again (unless it is not).
    /// - Returns: the delay before the next run.
    @discardableResult
    mutating func crash(_ name: String = "api", after uptime: Duration = .zero) -> Duration? {
        pass(uptime)
        exit(name)
        guard case .waiting(let waiting) = state(name) else { return nil }
        pass(waiting.delay)
        return waiting.delay
    }

    // MARK: - What a test looks at

    func instance(_ name: String = "api") -> Instance { fleet[ids(of: name)[0]]! }
    func state(_ name: String = "api") -> ProcessState { instance(name).state }
    /// By name, in the order of the fleet.
    var statuses: [String] { fleet.instances.map { "\($0.spec.name) \($0.state.status.rawValue)" } }
    func armed(_ timer: MachineTimer) -> Bool { timers.contains { $0.timer == timer } }

    /// What was asked for since the last look.
    mutating func effects() -> [Effect] {
        defer { orders = [] }
        return orders.map(\.effect)
    }

    /// Of what was asked for since the last look: spawns and signals, and for whom.
    mutating func deeds() -> [String] {
        defer { orders = [] }
        return orders.compactMap { order in
            let name = fleet[order.instance]?.spec.name ?? "deleted"
            switch order.effect {
            case .spawn: return "spawn \(name)"
            case .signalRoot(_, let signal), .signalTree(_, let signal): return "\(signal.name) \(name)"
            case .killTree: return "kill \(name)"
            case .sendShutdown: return "message \(name)"
            case .arm, .disarm, .confirmMemory, .probe, .stopProbing, .record, .release, .tell, .forget:
                return nil
            }
        }
    }

    func ids(of name: String) -> [InstanceID] {
        fleet.instances.filter { $0.spec.name == name }.map(\.id)
    }

    // MARK: - The kernel

    /// The spawn that was held comes to its end.
    mutating func land(_ name: String = "api") { tell(spawned(), name) }

    private mutating func spawned() -> Fact {
        if let spawnFailure { return .notSpawned(errno: spawnFailure, stage: "exec") }
        spawns += 1
        return .spawned(PID(100 + spawns))
    }

    private mutating func perform(_ new: [Fleet.Order]) {
        for order in new { perform(order) }
        while !answers.isEmpty {
            let (run, fact) = answers.removeFirst()
            for order in fleet.absorb(fact, of: run, now: now) { perform(order) }
        }
    }

    private mutating func perform(_ order: Fleet.Order) {
        orders.append(order)
        switch order.effect {
        case .spawn(let run): if !holdsSpawns { answers.append((run, spawned())) }
        case .signalRoot(let run, let signal), .signalTree(let run, let signal):
            if isObedient {
                answers.append((run, .ended(.signalled(signal, coreDumped: false), treeAlive: false)))
            }
        case .sendShutdown(let run):
            if isObedient { answers.append((run, .ended(.exited(0), treeAlive: false))) }
        case .arm(let timer, let run, let delay):
            timers.removeAll { $0.timer == timer && $0.run == run }
            timers.append(Deadline(timer: timer, run: run, at: now.monotonic + delay))
        case .disarm(let timer, let run): timers.removeAll { $0.timer == timer && $0.run == run }
        case .stopProbing(let run): timers.removeAll { $0.timer == .probe && $0.run == run }
        case .killTree, .confirmMemory, .probe, .record, .release, .tell, .forget: break
        }
    }
}

/// A spec with nothing set but what the test is about.
func spec(_ name: String = "api", _ change: (inout ProcessSpec) -> Void = { _ in }) -> ProcessSpec {
    var spec = ProcessSpec(name: name, script: name, executable: "/bin/" + name, cwd: "/")
    change(&spec)
    return spec
}

/// The nth run of the first instance, or of another.
func run(_ number: UInt64, of slot: UInt64 = 0) -> RunID { RunID(slot << 32 | number) }

/// The customer's api-server: every knob turned.
let customer = spec {
    $0.policy.minUptime = .seconds(10)
    $0.policy.maxRestarts = 10
    $0.policy.restartDelay = .seconds(4)
    $0.policy.backoffFirst = .milliseconds(100)
    $0.stop.timeout = .seconds(10)
    $0.memoryLimit = 400 << 20
}
