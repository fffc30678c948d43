/// A question to a run whether it can serve, with everything it takes to ask it.
package struct ProbeOrder: Hashable, Sendable {
    package var run: RunID
    package var health: HealthSpec
    /// Of the child: what stands for `$NAME` in the question, and what a program that asks is run with.
    package var environment: [String: String]
    package var cwd: String
    package var user: String?
    package var group: String?
    package init(run: RunID, health: HealthSpec, environment: [String: String], cwd: String) {
        self.run = run
        self.health = health
        self.environment = environment
        self.cwd = cwd
    }
}
