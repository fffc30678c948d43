import Journal
import Kernel
import Supervision

/// The journal as the core's output: pipes are made here, on the core's thread; everything else is posted.
final class JournalOutput: Output {
    private let journal: Journal

    init(_ journal: Journal) { self.journal = journal }

    func open(_ instance: InstanceID, spec: ProcessSpec, isOneOfSeveral: Bool) {
        journal.open(instance, spec: spec, suffixed: isOneOfSeveral)
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
    func end(_ run: RunID) { journal.detach(run) }
    func forget(_ instance: InstanceID) { journal.forget(instance) }
    func reopen() { journal.reopen() }
    func paths(of instance: InstanceID) -> (out: String?, error: String?) {
        let paths = journal.paths(of: instance)
        return (paths?.out, paths?.error)
    }
}
