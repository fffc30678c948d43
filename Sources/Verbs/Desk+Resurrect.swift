package import Supervision

extension Desk {
    /// `resurrect`: what was saved, beside what there is.
    /// - Parameter launch: of the file that was read.
    package func resurrect(_ launch: Launch) async throws(Refused) {
        guard !launch.specs.isEmpty else { throw .failed("nothing was saved: the list is empty") }
        var desk = self
        if await client.snapshot(brief: true).core.pid == 0 { desk.client = try await beginCore() }
        try await desk.carryOut(launch, "started")
    }
}
