import Kernel
import Supervision
import Synchronization

/// What was found out about a port that a run could not have.
package struct PortFinding: Sendable {
    var instance: InstanceID
    var run: RunID
    var taken: PortTaken
    /// Of the one who has it: the run whose mark it carries, and its session.
    var owner: RunID?
    var session: PID?
    /// Found just now, and not a moment ago for the run before.
    var isNew: Bool
}

/// Who has the port that somebody else wants: asked when a run that ended by itself says that it was taken, on a
/// short-lived thread, of one instance once in ten seconds; what was found then stands for its next runs.
final class PortInquiry: Sendable {
    private struct Known {
        let at: Duration
        let port: Int
        var finding: PortFinding?
    }
    private let known = Mutex<[InstanceID: Known]>([:])
    private let tell: @Sendable (PortFinding) -> Void
    private let core: String
    private static let rest = Duration.seconds(10)

    /// - Parameters:
    ///   - core: its name in the marks of its runs.
    ///   - tell: called on other threads.
    init(core: String, tell: @escaping @Sendable (PortFinding) -> Void) {
        self.core = core
        self.tell = tell
    }

    /// From any thread; returns at once.
    /// - Parameter lines: the last ones of the run.
    func consider(
        _ exit: ExitRecord, of instance: InstanceID, port standard: Int?, _ lines: [String]
    ) {
        guard let port = PortComplaint.port(in: lines.suffix(60), else: standard) else { return }
        let now = exit.at.monotonic
        let (isDue, old) = known.withLock { known in
            known = known.filter { now - $0.value.at < PortInquiry.rest }
            if let last = known[instance], last.port == port { return (false, last.finding) }
            known[instance] = Known(at: now, port: port)
            return (true, nil)
        }
        if var old {
            (old.run, old.isNew) = (exit.run, false)
            tell(old)
        }
        guard isDue else { return }
        let thread = LoopThread("ports")
        thread.start()
        thread.post { [self] in
            find(port, for: exit.run, of: instance)
            thread.stop()
        }
        thread.leaveToItself()
    }

    private func find(_ port: Int, for run: RunID, of instance: InstanceID) {
        let listener = Listener.find(port: port)
        var taken = PortTaken(port: port)
        (taken.pid, taken.command) = (listener?.pid, listener?.command)
        let finding = PortFinding(
            instance: instance, run: run, taken: taken, owner: listener?.mark.flatMap(owner),
            session: listener?.session, isNew: true)
        known.withLock { $0[instance]?.finding = finding }
        tell(finding)
    }

    /// `CORE.RUN`, where it is our core.
    private func owner(of mark: String) -> RunID? {
        guard mark.hasPrefix(core + ".") else { return nil }
        return UInt64(mark.dropFirst(core.utf8.count + 1)).map { RunID($0) }
    }
}

extension Core {
    /// Who has the port, by what he is called where he is one of ours.
    func tell(_ finding: PortFinding) {
        guard let instance = fleet[finding.instance] else { return }
        var taken = finding.taken
        if let owner = owner(of: finding) {
            taken.instance = owner
            taken.name = names[owner]
        }
        takenPorts[finding.instance] = (finding.run, taken)
        if finding.isNew { tell(.portTaken(taken), of: instance.id) } else { changed() }
    }

    /// By the mark of its run, or by its session: a run begins with one of its own.
    private func owner(of finding: PortFinding) -> InstanceID? {
        if let run = finding.owner, names[Instance.owner(of: run)] != nil { return Instance.owner(of: run) }
        guard let session = finding.session else { return nil }
        return fleet.instances.first { $0.state.pid == session }?.id
    }

    /// Why its last run could not stay, where that is somebody else's port.
    func portReason(of instance: Instance) -> String? {
        guard let (run, taken) = takenPorts[instance.id], run == instance.lastExit?.run else { return nil }
        guard let pid = taken.pid else { return "port \(taken.port) is taken" }
        return "port \(taken.port) is taken by \(taken.name ?? taken.command ?? "a process") (pid \(pid))"
    }
}
