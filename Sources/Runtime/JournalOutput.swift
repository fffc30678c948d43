import Journal
import Kernel
import Supervision

/// The journal as the core's output: pipes are made here, on the core's thread; everything else is posted.
final class JournalOutput: Output {
    private let journal: Journal
    private let pids: String
    private var pidFiles: [InstanceID: PidFile] = [:]
    private var written: [RunID: (pid: PID, file: PidFile)] = [:]

    /// - Parameter pids: the folder of the pid files no spec names.
    init(_ journal: Journal, pids: String) {
        self.journal = journal
        self.pids = pids
    }

    func open(_ instance: InstanceID, spec: ProcessSpec, isOneOfSeveral: Bool) {
        journal.open(instance, spec: spec, suffixed: isOneOfSeveral)
        pidFiles[instance] = PidFile(spec, instance: instance, folder: pids, suffixed: isOneOfSeveral)
    }

    func launched(_ run: RunID, of instance: InstanceID, pid: PID) {
        guard let file = pidFiles[instance] else { return }
        written[run] = (pid, file)
        journal.write(pid, of: instance, to: file)
    }

    func begin(_ run: RunID, of instance: InstanceID) -> Result<OutputEnds, OutputFailure> {
        do throws(PipePair.Failure) {
            let out = try PipePair.make()
            let error: PipePair
            do throws(PipePair.Failure) {
                error = try PipePair.make()
            } catch {
                out.close()
                throw error
            }
            journal.attach(run, of: instance, out: out.read, error: error.read)
            return .success(OutputEnds(out: out.write, error: error.write))
        } catch {
            return .failure(OutputFailure(errno: error.errno))
        }
    }

    func began(_ ends: OutputEnds) {
        PipePair.close(ends.out)
        PipePair.close(ends.error)
    }

    func rootEnded(_ run: RunID) { journal.rootEnded(run) { _ in } }
    func end(_ run: RunID) {
        journal.detach(run)
        if let (pid, file) = written.removeValue(forKey: run) { journal.remove(pid, from: file) }
    }

    func forget(_ instance: InstanceID) {
        journal.forget(instance)
        pidFiles[instance] = nil
    }

    func flush(_ instance: InstanceID) { journal.flush(instance) }
    func reopen() { journal.reopen() }
    func paths(of instance: InstanceID) -> (out: String?, error: String?) {
        let paths = journal.paths(of: instance)
        return (paths?.out, paths?.error)
    }
}
