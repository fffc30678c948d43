import Glibc
import Kernel
import Supervision

/// What a root leaves is found while the root lives, after its end, and can be ended; the orphan is reaped.
func tree(_ stage: Stage, _ kind: String) {
    let run = stage.start(stage.order(["tree", kind, "sleep"], slot: 3))
    // Another run beside it must not be taken for it.
    let other = stage.start(stage.order(["sleep"], slot: 4))
    let root = PID(stage.line("up ", of: other))!
    let left = PID(stage.line("left ", of: run))!
    func members() -> [PID] { (stage.kernel.members(of: [run])[run] ?? []).map(\.pid) }
    print("with its root: \(members().count), the one left among them: \(members().contains(left))")
    stage.kernel.signalRoot(of: run, .kill)
    print("root: \(stage.status(of: run))")
    print("without its root: \(members() == [left])")
    print("root signalled afterwards: \(stage.kernel.signalRoot(of: run, .kill))")
    for member in stage.kernel.members(of: [run])[run] ?? [] { stage.kernel.signal(member, .term) }
    stage.wait(for: "the orphan") { stage.orphansReaped().contains(left) }
    print("after SIGTERM: \(members().count)")
    print("the other run: \(stage.kernel.members(of: [other])[other]?.map(\.pid) == [root])")
    _ = stage.wholeOutput(of: run)
    stage.release(run)
}

/// A member is followed by number and start time.
func identity(_ stage: Stage) {
    let run = stage.start(stage.order(["sleep"]))
    _ = stage.line("up ", of: run)
    let member = stage.kernel.members(of: [run])[run]![0]
    let stranger = Member(pid: member.pid, start: member.start + 1)
    print("another start time: \(stage.kernel.signal(stranger, .kill))")
    print("the same: \(stage.kernel.signal(member, .kill))")
    print(stage.status(of: run))
    print("gone: \(stage.kernel.signal(member, .kill))")
}

/// The group of a root can be signalled when the root is gone, and never a stranger's.
func group(_ stage: Stage) {
    let run = stage.start(stage.order(["tree", "plain", "exit", "0"]))
    let left = PID(stage.line("left ", of: run))!
    print("root: \(stage.status(of: run))")
    stage.kernel.signalGroup(of: run, .kill)
    stage.wait(for: "the orphan") { stage.orphansReaped().contains(left) }
    print("left: \(stage.kernel.members(of: [run])[run]?.count ?? 0)")
    stage.kernel.signalGroup(of: run, .kill)
    print("an empty group does no harm")
}

/// A polite signal is heard and answered in time; one that is ignored needs SIGKILL.
func polite(_ stage: Stage) {
    let run = stage.start(stage.order(["handle", "SIGINT", "10"]))
    _ = stage.line("up ", of: run)
    print("signalled: \(stage.kernel.signalRoot(of: run, .int))")
    print("said: graceful \(stage.line("graceful ", of: run)), \(stage.status(of: run))")
    let deaf = stage.start(stage.order(["ignore", "SIGINT"]))
    _ = stage.line("up ", of: deaf)
    stage.kernel.signalRoot(of: deaf, .int)
    stage.kernel.arm(.sweep, after: .milliseconds(30))
    stage.wait(for: .fired(.sweep))
    print("deaf after SIGINT: \(stage.kernel.members(of: [deaf])[deaf]?.count ?? 0)")
    stage.kernel.signalRoot(of: deaf, .kill)
    print(stage.status(of: deaf))
}
