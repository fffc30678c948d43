import Kernel
import Runtime
import Supervision
import WamonTesting

/// A core on a simulated kernel, with output and gauges that only keep what they are told.
final class CoreBench {
    final class Silence: Output {
        var opened: [InstanceID] = []
        var ended: [RunID] = []
        var drained: [RunID] = []
        var pids: [RunID: PID] = [:]
        var failure: OutputFailure?
        func open(_ instance: InstanceID, spec: ProcessSpec, isOneOfSeveral: Bool) { opened.append(instance) }
        func begin(_ run: RunID, of instance: InstanceID) -> Result<OutputEnds, OutputFailure> {
            failure.map { .failure($0) } ?? .success(OutputEnds(out: -1, error: -1))
        }
        func began(_ ends: OutputEnds) {}
        func launched(_ run: RunID, of instance: InstanceID, pid: PID) { pids[run] = pid }
        func rootEnded(_ run: RunID) { drained.append(run) }
        func end(_ run: RunID) { ended.append(run) }
        func forget(_ instance: InstanceID) {}
        func flush(_ instance: InstanceID) {}
        func reopen() {}
        func paths(of instance: InstanceID) -> (out: String?, error: String?) { (nil, nil) }
    }
    final class Dials: Gauges {
        var memory: [RunID: Int] = [:]
        var cpu: [RunID: Double] = [:]
        var times: [RunID: Duration] = [:]
        var trees: [RunID: [TreeMember]] = [:]
        var confirmed: Int?
        var host = MachineUsage()
        var asked = 0
        func usage(of runs: [RunID], at now: Moment) -> [RunID: Usage] {
            asked += 1
            var usages: [RunID: Usage] = [:]
            for run in runs {
                var usage = Usage()
                usage.memory = memory[run] ?? 0
                usage.cpuPercent = cpu[run] ?? 0
                usages[run] = usage
            }
            return usages
        }
        func cpuTime(of run: RunID) -> Duration { times[run] ?? .zero }
        func members(of run: RunID) -> [TreeMember] { trees[run] ?? [] }
        func confirmedMemory(of run: RunID) -> Int? { confirmed }
        func machine(at now: Moment) -> MachineUsage { host }
    }

    let kernel = SimulatedKernel()
    let output = Silence()
    let dials = Dials()
    let core: Core
    var replies: [Reply] = []

    init(
        home: String = "/home/wamon", environment: [String: String] = [:], exitPolicy: ExitPolicy? = nil,
        prober: (any Prober)? = nil, archive: (any Archive)? = nil
    ) {
        var setting = CoreSetting()
        setting.exitPolicy = exitPolicy
        setting.home = home
        setting.environment = environment
        core = Core(
            kernel: kernel, output: output, gauges: dials, prober: prober, archive: archive, setting: setting)
    }

    /// An app whose program behaves as said.
    static func spec(_ name: String, _ change: (inout ProcessSpec) -> Void = { _ in }) -> ProcessSpec {
        var spec = ProcessSpec(name: name, script: name, executable: "/bin/\(name)", cwd: "/")
        change(&spec)
        return spec
    }

    func program(_ name: String, _ change: (inout SimulatedKernel.Program) -> Void) {
        change(&kernel.programs["/bin/\(name)", default: .init()])
    }

    func send(_ request: Request) { core.send(request) { self.replies.append($0) } }

    var statuses: [Status] { core.snapshot().processes.map(\.status) }
    func shown(_ name: String) -> ProcessSnapshot? { core.snapshot().processes.first { $0.name == name } }
}
