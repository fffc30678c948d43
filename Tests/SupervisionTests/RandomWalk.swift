@testable import Supervision
import Testing

/// A seeded generator: a walk is replayed by its seed.
struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
    mutating func roll(_ sides: Int) -> Int { Int(next() >> 33) % sides }
}

/// A fleet of two or three instances against a kernel that does whatever a kernel may do, in any order.
/// After every step the invariants must hold.
struct RandomWalk {
    struct Tree {
        var root = true
        var rest = false
        var isAlive: Bool { root || rest }
    }
    struct Deadline: Hashable {
        var timer: MachineTimer
        var run: RunID
    }

    let seed: UInt64
    var dice: Dice
    var now = Moment.zero
    var fleet = Fleet()
    var inFlight: [RunID] = []
    var trees: [RunID: Tree] = [:]
    var timers: [Deadline] = []
    /// Whose health is being asked for.
    var asked: Set<RunID> = []
    var swept: Set<RunID> = []
    var gone: [RunID] = []
    var forgotten: Set<InstanceID> = []
    var isHarsh = false
    /// Stopped or deleted by the operator, and not started again by anybody since.
    var halted: Set<InstanceID> = []
    /// Ids only grow.
    var newest = -1
    var watch = ExitWatch(ExitPolicy())
    /// On their way out when the shutdown began.
    var leaving: Set<InstanceID> = []
    var trace: [String] = []
    var broken: String?
    let isTracing: Bool

    init(seed: UInt64, isTracing: Bool = false) {
        self.seed = seed
        self.isTracing = isTracing
        dice = Dice(state: seed &* 0x9E37_79B9_7F4A_7C15)
        for spec in RandomWalk.fleets[Int(seed) % RandomWalk.fleets.count] {
            newest = fleet.add(spec).map(\.raw).max() ?? newest
        }
    }

    // MARK: - What may happen next

    mutating func run(steps: Int) {
        perform(fleet.boot(now: now))
        for _ in 0..<steps where broken == nil { step() }
        if broken == nil { finish() }
    }

    private mutating func step() {
        now = now.advanced(by: .milliseconds(dice.roll(900)))
        let choice = dice.roll(100)
        if choice < 30 { command() } else if choice < 34 { stale() } else { fact() }
        check()
        if broken == nil { consider() }
    }

    private mutating func command() {
        guard !fleet.instances.isEmpty else { return }
        let one = fleet.instances[dice.roll(fleet.instances.count)].id
        let all = fleet.instances.map(\.id)
        switch dice.roll(60) {
        case 0..<8: start([one], .start())
        case 8..<12: start([one], .start(changed(one)))
        case 12..<14: apply()
        case 14..<24: halt([one], .stop)
        case 24..<31: start([one], .restart())
        case 31..<33: scale(one)
        case 33:
            let environment = ["WHO": "\(dice.roll(3))"]
            perform(fleet.updateEnvironment([one], environment, now: now).orders, "environment of \(one.raw)")
        case 34..<38: perform(fleet.order(.reset, to: [one], now: now), "reset \(one.raw)")
        case 38..<42: perform(fleet.order(.signal(.usr1), to: [one], now: now), "signal \(one.raw)")
        case 42..<45: halt([one], .kill)
        case 45..<49: halt(all, .stop)
        case 49..<53: start(all, .start())
        case 53..<56:
            halted.subtract(all.filter(isHere))
            perform(fleet.reload(all, now: now), "reload all")
        case 56: if dice.roll(4) == 0 { halt(dice.roll(3) == 0 ? all : [one], .delete) }
        case 57:
            if dice.roll(4) == 0 {
                shutDown("shut down")
            }
        default: break
        }
    }

    // MARK: - Commands, and what the operator then wants

    private func isHere(_ id: InstanceID) -> Bool {
        !fleet.isShuttingDown && fleet[id].map { !fleet.isLeaving($0) } ?? false
    }

    private mutating func start(_ ids: [InstanceID], _ command: Event.Command) {
        halted.subtract(ids.filter(isHere))
        perform(fleet.order(command, to: ids, now: now), "\(command) \(ids.map(\.raw))")
    }

    private mutating func halt(_ ids: [InstanceID], _ command: Event.Command) {
        halted.formUnion(ids)
        perform(fleet.order(command, to: ids, now: now), "\(command) \(ids.map(\.raw))")
    }

    /// Some of the apps the walk began with, changed or not, in any manner.
    private mutating func apply() {
        var launch = Launch(specs: RandomWalk.fleets[Int(seed) % RandomWalk.fleets.count])
        while launch.specs.count > 1, dice.roll(2) == 0 {
            launch.specs.remove(at: dice.roll(launch.specs.count))
        }
        for index in launch.specs.indices {
            launch.specs[index].instances = 1 + dice.roll(3)
            if dice.roll(2) == 0 { launch.specs[index].port = dice.roll(3) }
            if dice.roll(6) == 0 { launch.specs[index].autostart = false }
            if dice.roll(6) == 0 { launch.resting.insert(index) }
        }
        launch.manner = [.start, .reload, .changed, .script][dice.roll(4)]
        let before = fleet.instances.map(\.id)
        take(fleet.apply(launch, now: now), before: before, "\(launch.manner) \(launch.specs.map(\.name))")
    }

    private mutating func scale(_ one: InstanceID) {
        let scales: [Scale] = [.exactly(dice.roll(4)), .more(dice.roll(2)), .fewer(dice.roll(2))]
        let scale = scales[dice.roll(3)]
        let before = fleet.instances.map(\.id)
        take(fleet.scale([one], scale, now: now), before: before, "\(scale) of \(one.raw)")
    }

    private mutating func take(
        _ result: Result<Undertaking, Refusal>, before: [InstanceID], _ why: String
    ) {
        guard case .success(let undertaking) = result else {
            if fleet.instances.map(\.id) != before { fail("refused, and changed something") }
            return
        }
        for aim in undertaking.aims {
            switch aim.goal {
            case .up, .renewed: halted.remove(aim.instance)
            case .gone: halted.insert(aim.instance)
            case .down, .nothing: break
            }
        }
        for id in undertaking.added {
            if id.raw <= newest { fail("an id given again") }
            newest = max(newest, id.raw)
        }
        var places: Set<[String]> = []
        for instance in fleet.instances {
            let place = [instance.spec.namespace, instance.spec.name, "\(instance.ordinal)"]
            if !places.insert(place).inserted { fail("two instances with the ordinal \(instance.ordinal)") }
        }
        perform(undertaking.orders, why)
    }

    /// The exit policy is asked after every step; sometimes it is obeyed.
    private mutating func consider() {
        let finding = watch.look(at: fleet, now: now)
        switch finding.decision {
        case .stay: break
        case .lookAgain(let delay):
            if delay <= .zero || delay > watch.policy.patience { fail("to be asked again in \(delay)") }
            if !trees.isEmpty || !inFlight.isEmpty { fail("nothing runs, and something does") }
        case .end(let ending):
            let isErrored = fleet.instances.contains { $0.state.status == .errored }
            if !isErrored, !trees.isEmpty || !inFlight.isEmpty { fail("ends while something runs") }
            if ending.code == 0, fleet.instances.contains(where: { $0.hasRun && $0.state != .stopped }) {
                fail("ends well, though not everything did")
            }
            if fleet.isShuttingDown { fail("ends a second time") }
            if dice.roll(20) == 0 { shutDown(ending.reason) }
        }
    }

    private mutating func shutDown(_ why: String) {
        isHarsh = fleet.isShuttingDown
        if !isHarsh { leaving = Set(fleet.instances.filter { $0.state.status == .stopping }.map(\.id)) }
        perform(fleet.shutDown(now: now), why)
    }

    private func changed(_ id: InstanceID) -> ProcessSpec? {
        var spec = fleet[id]?.spec
        spec?.policy.maxRestarts += 1
        spec?.stop.withMessage.toggle()
        return spec
    }

    private mutating func fact() {
        let alive = trees.keys.sorted()
        let options = inFlight.count + alive.count + timers.count
        guard options > 0 else { return }
        var index = dice.roll(options)
        if index < inFlight.count { return land(inFlight[index]) }
        index -= inFlight.count
        if index < alive.count { return live(alive[index]) }
        index -= alive.count
        let deadline = timers.remove(at: index)
        tell(.fired(deadline.timer), deadline.run)
    }

    private mutating func land(_ run: RunID) {
        inFlight.removeAll { $0 == run }
        if dice.roll(5) == 0 {
            gone.append(run)
            tell(.notSpawned(errno: dice.roll(2) == 0 ? 2 : 11, stage: "exec"), run)
        } else {
            trees[run] = Tree(rest: dice.roll(3) == 0)
            tell(.spawned(PID(100 + dice.roll(100))), run)
        }
    }

    private mutating func live(_ run: RunID) {
        guard var tree = trees[run] else { return }
        if !tree.root {
            trees[run] = nil
            gone.append(run)
            return tell(.treeGone, run)
        }
        switch dice.roll(10) {
        case 0..<2: tell(.becameReady, run)
        case 2: tell(.restartDemanded(Cause.allCases[dice.roll(Cause.allCases.count)]), run)
        case 3: tell(.memorySampled(dice.roll(200)), run)
        case 4: trees[run]?.rest = true
        case 5 where asked.contains(run):
            asked.remove(run)
            let failure: HealthFailure? = dice.roll(3) == 0 ? nil : .refused
            tell(.probed(HealthCheck(took: .milliseconds(dice.roll(100)), failure: failure)), run)
        default:
            tree.root = false
            // What an app without `treekill` leaves is not ours to end.
            let isOurs = fleet[Instance.owner(of: run)]?.spec.stop.wholeTree ?? true
            trees[run] = tree.rest && isOurs ? tree : nil
            if trees[run] == nil { gone.append(run) }
            let status: Supervision.ExitStatus =
                dice.roll(2) == 0 ? .exited(Int32(dice.roll(3))) : .signalled(.kill, coreDumped: false)
            tell(.ended(status, treeAlive: tree.rest, oomKilled: dice.roll(20) == 0), run)
        }
    }

    /// News of a run that is over changes nothing.
    private mutating func stale() {
        guard !gone.isEmpty else { return }
        let run = gone[dice.roll(gone.count)]
        guard !fleet.instances.contains(where: { $0.state.run == run }) else { return }
        let before = fleet
        let facts: [Fact] = [
            .spawned(1), .becameReady, .ended(.exited(0), treeAlive: false), .treeGone, .fired(.kill),
            .fired(.restart), .restartDemanded(.memory), .fired(.probe),
            .probed(HealthCheck(took: .zero)),
        ]
        let fact = facts[dice.roll(facts.count)]
        let orders = fleet.absorb(fact, of: run, now: now)
        if fleet != before || !orders.isEmpty { fail("stale \(fact) was not dropped") }
    }

    private mutating func tell(_ fact: Fact, _ run: RunID) {
        perform(fleet.absorb(fact, of: run, now: now), "\(run.raw >> 32).\(run.raw & 0xffff) \(fact)")
    }

    /// At the end everything is stopped, and whatever is outstanding happens: all must come down.
    private mutating func finish() {
        shutDown("finally shut down")
        // What is stuck counts as down for the core, but this kernel ends everything in the end.
        for _ in 0..<800 where !isDown && broken == nil {
            now = now.advanced(by: .milliseconds(100))
            fact()
            check()
        }
        if broken == nil, !isDown { fail("the fleet does not come down") }
        if broken == nil, !trees.isEmpty || !inFlight.isEmpty { fail("down, with something alive") }
    }

    private var isDown: Bool { fleet.instances.allSatisfy { $0.state.isDown } }

    // MARK: - What the fleet asks for

    private mutating func perform(_ orders: [Fleet.Order], _ why: @autoclosure () -> String = "boot") {
        if isTracing { trace.append("\(why()) -> \(orders.map(\.effect))") }
        for order in orders { perform(order.effect, of: order.instance) }
    }

    private mutating func perform(_ effect: Effect, of id: InstanceID) {
        switch effect {
        case .spawn(let run):
            if trees.keys.contains(where: { Instance.owner(of: $0) == id })
                || inFlight.contains(where: { Instance.owner(of: $0) == id })
            {
                fail("two runs of \(id.raw) at once")
            }
            if fleet[id]?.desire != .up { fail("launched though nobody wants \(id.raw) up") }
            if fleet.isShuttingDown { fail("launched during the shutdown") }
            if halted.contains(id) { fail("launched though it was stopped") }
            inFlight.append(run)
        case .signalTree(let run, _):
            if trees[run] == nil { fail("signal to a tree that is gone") }
            swept.insert(run)
            if fleet.isShuttingDown, !isHarsh { checkOrder(of: id) }
        case .killTree(let run):
            if trees[run] == nil { fail("SIGKILL to a tree that is gone") }
            swept.insert(run)
        case .sendShutdown(let run):
            if trees[run]?.root != true { fail("message to a root that is gone") }
        case .probe(let run):
            if trees[run]?.root != true { fail("asks a root that is gone") }
            if !asked.insert(run).inserted { fail("asks twice at once") }
        case .stopProbing(let run):
            asked.remove(run)
            timers.removeAll { $0 == Deadline(timer: .probe, run: run) }
        case .signalRoot, .record, .confirmMemory, .tell: break
        case .arm(let timer, let run, let delay):
            if delay <= .zero { fail("a timer of nothing") }
            timers.removeAll { $0 == Deadline(timer: timer, run: run) }
            timers.append(Deadline(timer: timer, run: run))
        case .disarm(let timer, let run): timers.removeAll { $0 == Deadline(timer: timer, run: run) }
        case .release(let run):
            if trees[run] != nil || inFlight.contains(run) { fail("released while alive") }
            timers.removeAll { $0.run == run && $0.timer != .restart }
        case .forget:
            if !forgotten.insert(id).inserted { fail("forgotten twice") }
        }
    }

    /// Who is stopped in a shutdown has nobody left who needs it.
    private mutating func checkOrder(of id: InstanceID) {
        guard let instance = fleet[id], case .stopping(let ending) = instance.state, ending.stage == .polite,
            !ending.rootEnded, !leaving.contains(id)
        else { return }
        let dependents = fleet.instances.filter { $0.spec.dependsOn.contains(instance.spec.name) }
        if dependents.contains(where: { !$0.state.isDown && $0.state.status != .stopping }) {
            fail("stopped before its dependents")
        }
    }

    // MARK: - Invariants

    private mutating func check() {
        for instance in fleet.instances {
            let alive = trees.keys.filter { Instance.owner(of: $0) == instance.id }
            let flying = inFlight.filter { Instance.owner(of: $0) == instance.id }
            func isArmed(_ timer: MachineTimer, _ run: RunID) -> Bool {
                timers.contains(Deadline(timer: timer, run: run))
            }
            switch instance.state {
            case .stopped, .errored, .blocked, .deleted:
                if !alive.isEmpty || !flying.isEmpty { fail("\(instance.state) but alive") }
                if timers.contains(where: { Instance.owner(of: $0.run) == instance.id }) {
                    fail("\(instance.state) with a timer")
                }
                if instance.state == .blocked, fleet.missingDependencies(of: instance.id).isEmpty {
                    fail("blocked by nothing")
                }
            case .launching(let running, nil):
                if flying != [running.run] { fail("launching, nothing in flight") }
            case .launching(let running, _?):
                if !isArmed(.readiness, running.run) { fail("awaiting readiness without a deadline") }
                if trees[running.run]?.root != true { fail("launching but dead") }
                checkHealth(of: running, instance.spec)
            case .online(let running, _):
                if trees[running.run]?.root != true { fail("online but dead") }
                checkHealth(of: running, instance.spec)
            case .stopping(let ending):
                let run = ending.running.run
                if ending.pid == nil, !ending.rootEnded {
                    if flying != [run] { fail("stopping, nothing in flight") }
                } else {
                    if trees[run] == nil { fail("stopping what is gone") }
                    if !isArmed(.kill, run), !ending.isStuck { fail("stopping without a deadline") }
                }
            case .waiting(let waiting):
                if !waiting.delayOver, !isArmed(.restart, waiting.run) { fail("waiting without a timer") }
                if waiting.delayOver, waiting.treeGone { fail("waiting for nothing") }
                if !waiting.treeGone, trees[waiting.run] == nil { fail("waiting for a tree that is gone") }
                if !waiting.treeGone, !isArmed(.kill, waiting.run), !waiting.isStuck {
                    fail("leftovers without a deadline")
                }
            }
            if instance.tally.unstableExits > instance.spec.policy.maxRestarts {
                fail("more tries than allowed")
            }
        }
    }

    /// Who has a probe is being asked, or will be; who has none never is.
    private mutating func checkHealth(of running: ProcessState.Running, _ spec: ProcessSpec) {
        let isDue = timers.contains(Deadline(timer: .probe, run: running.run))
        let isAsked = asked.contains(running.run)
        if (running.health != nil) != (spec.health != nil) { fail("counts a health that is not asked for") }
        if spec.health == nil ? isDue || isAsked : isDue == isAsked { fail("the next check is not due once") }
        if running.health?.isAsking ?? false != isAsked { fail("does not know whether it asks") }
    }

    private mutating func fail(_ what: String) {
        if broken == nil { broken = what }
    }

    // MARK: - Fleets to walk with

    static let fleets: [[ProcessSpec]] = {
        func spec(_ name: String, _ change: (inout ProcessSpec) -> Void = { _ in }) -> ProcessSpec {
            var spec = ProcessSpec(name: name, script: name, executable: "/bin/" + name, cwd: "/")
            change(&spec)
            return spec
        }
        let customer = spec("api") {
            $0.policy.minUptime = .seconds(10)
            $0.policy.maxRestarts = 10
            $0.policy.restartDelay = .seconds(4)
            $0.policy.backoffFirst = .milliseconds(100)
            $0.readiness.waitReady = true
            $0.memoryLimit = 100
        }
        return [
            [customer, spec("web") { $0.dependsOn = ["api"] }],
            [
                spec("api") {
                    $0.health = HealthSpec(.tcp("127.0.0.1:1"))
                    $0.readiness.waitReady = true
                },
                spec("web") {
                    $0.dependsOn = ["api"]
                    $0.health = HealthSpec(.exec(["/bin/true"]))
                    $0.health?.onUnhealthy = .none
                    $0.health?.retries = 1
                },
            ],
            [spec("a"), spec("b") { $0.instances = 2 }],
            [
                spec("db") { $0.stop.withMessage = true }, spec("api") { $0.dependsOn = ["db"] },
                spec("web") { $0.dependsOn = ["api"] },
            ],
            [
                spec("once") { $0.policy.autorestart = false },
                spec("code") { $0.policy.stopExitCodes = [1] },
            ],
            [
                spec("short") {
                    $0.policy.maxRestarts = 2
                    $0.policy.minUptime = .seconds(5)
                    $0.policy.restartDelay = .seconds(1)
                }, spec("root-only") { $0.stop.wholeTree = false },
            ],
        ]
    }()
}

@Suite struct RandomWalks {
    /// 10,000 walks of 100 steps, in four shares.
    @Test(arguments: 0..<4)
    func `a million random steps keep every invariant`(share: Int) {
        for seed in UInt64(share * 2500 + 1)...UInt64((share + 1) * 2500) {
            var walk = RandomWalk(seed: seed)
            walk.run(steps: 100)
            guard walk.broken != nil else { continue }
            walk = RandomWalk(seed: seed, isTracing: true)
            walk.run(steps: 100)
            let trace = walk.trace.suffix(20).joined(separator: "\n")
            Issue.record("seed \(seed): \(walk.broken ?? "not again")\n\(trace)")
            return
        }
    }
}
