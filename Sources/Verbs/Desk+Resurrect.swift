package import Supervision
import Wording

extension Desk {
    /// `resurrect`: what was saved, beside what there is.
    /// - Parameter launch: of the file that was read.
    package func resurrect(_ launch: Launch) async throws(Refused) {
        guard !launch.specs.isEmpty else { throw .failed(verbs.nothingSaved) }
        var desk = self
        if await client.snapshot(brief: true).core.pid == 0 { desk.client = try await beginCore(nil) }
        try await desk.carryOut(launch, verbs.doneStarted)
    }
}
