/// Whether everything that is to run can serve: the rule behind `wamon health` and a readiness endpoint.
package struct Serving: Hashable, Sendable {
    /// Those that count, in the order of their ids.
    package var counted: [ProcessSnapshot] = []
    /// Stopped, and not asked about by name: somebody meant them to be.
    package var leftOut: [ProcessSnapshot] = []

    package var failing: [ProcessSnapshot] { counted.filter { !$0.isServing } }
    /// What nobody serves is no service: with nothing that counts it is not.
    package var isServing: Bool { !counted.isEmpty && counted.allSatisfy(\.isServing) }
}

extension ProcessSnapshot {
    /// It is online, and its probe, where it has one, passes.
    package var isServing: Bool { status == .online && (health.map { $0.state == .healthy } ?? true) }
}

extension Snapshot {
    /// - Parameter asked: only these, stopped ones too; nil: everything that is not stopped.
    package func serving(of asked: Set<InstanceID>? = nil) -> Serving {
        var serving = Serving()
        for process in processes where asked?.contains(process.id) ?? true {
            if asked == nil, process.status == .stopped {
                serving.leftOut.append(process)
            } else {
                serving.counted.append(process)
            }
        }
        return serving
    }
}
