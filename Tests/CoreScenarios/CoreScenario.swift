package import Kernel
import Runtime
import Supervision

/// One story of a core and one app, played on whichever kernel: what the simulated one says must be what
/// Linux says.
package struct CoreScenario: Sendable {
    package let name: String
    /// What the fixture is told to be; nil: a program that is not there.
    let words: [String]?
    let policy: @Sendable (inout ProcessSpec) -> Void
    /// What happens after the boot, step by step.
    let steps: [Step]
    /// What is told of it in the end.
    package let story: [String]

    enum Step: Sendable {
        case wait(Status, restarts: Int = 0)
        case kill
        case ask(Request)
    }

    /// - Parameter wait: lets time pass until it is so.
    /// - Returns: what the core told, without pids and times.
    package func play(
        on kernel: any Kernel, fixture: String, wait: (_ for: String, @escaping () -> Bool) -> Void
    ) -> [String] {
        let core = Core(kernel: kernel, output: Mute(), gauges: Still(), setting: CoreSetting())
        var spec = ProcessSpec(
            name: name, script: name, executable: words == nil ? fixture + "-not-there" : fixture, cwd: "/")
        spec.arguments = words ?? []
        spec.policy.minUptime = .zero
        policy(&spec)
        core.boot([spec])
        var replies = 0
        for step in steps {
            switch step {
            case .wait(let status, let restarts):
                wait("\(status) with \(restarts) restarts") {
                    let shown = core.snapshot().processes[0]
                    return shown.status == status && shown.restarts == restarts
                }
            case .kill:
                if let run = core.snapshot().processes[0].run { kernel.signalRoot(of: run, .kill) }
            case .ask(let request):
                replies += 1
                core.send(request) { _ in replies -= 1 }
                wait("the reply") { replies == 0 }
            }
        }
        let told = core.snapshot().events.map { CoreScenario.words(for: $0.kind) }
        kernel.receive = nil
        return told
    }

    private static func words(for kind: Happening.Kind) -> String {
        switch kind {
        case .launched: "launched"
        case .ended(let record):
            switch record.status {
            case .exited(let code): "exited \(code), \(record.cause.rawValue)"
            case .signalled(let signal, _): "ended by \(signal.name), \(record.cause.rawValue)"
            case .notSpawned(let errno, let stage): "not spawned: \(stage), errno \(errno)"
            }
        default: "\(kind)"
        }
    }
}

/// What is said is not kept.
private final class Mute: Output {
    func open(_ instance: InstanceID, spec: ProcessSpec, isOneOfSeveral: Bool) {}
    func begin(_ run: RunID, of instance: InstanceID) -> Result<OutputEnds, OutputFailure> {
        .success(OutputEnds(out: -1, error: -1))
    }
    func began(_ ends: OutputEnds) {}
    func launched(_ run: RunID, of instance: InstanceID, pid: PID) {}
    func rootEnded(_ run: RunID) {}
    func end(_ run: RunID) {}
    func forget(_ instance: InstanceID) {}
    func flush(_ instance: InstanceID) {}
    func reopen() {}
    func paths(of instance: InstanceID) -> (out: String?, error: String?) { (nil, nil) }
}

private final class Still: Gauges {
    func usage(of runs: [RunID], at now: Moment) -> [RunID: Usage] { [:] }
    func members(of run: RunID) -> [TreeMember] { [] }
    func cpuTime(of run: RunID) -> Duration { .zero }
    func confirmedMemory(of run: RunID) -> Int? { nil }
    func machine(at now: Moment) -> MachineUsage { MachineUsage() }
}
