import Foundation

/// What did not come in time, and what was to be seen instead.
struct NeverCame: Error, CustomStringConvertible {
    let description: String
}

/// Looks again every 20 ms until there is something to give back; throws at the deadline.
func until<Found>(
    _ what: String, within limit: Duration = .seconds(60), seeing: () -> String = { "" },
    _ look: () throws -> Found?
) async throws -> Found {
    let deadline = ContinuousClock.now + limit
    while true {
        if let found = try look() { return found }
        guard ContinuousClock.now < deadline else {
            throw NeverCame(description: "not within \(limit): \(what)\n\(seeing())")
        }
        try await Task.sleep(for: .milliseconds(20))
    }
}

extension Duration {
    var milliseconds: Int {
        Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
    }
}

/// A figure of a run, for who reads the test's output.
func tell(_ figure: String) {
    print("  figure: \(figure)")
}
