/// When a core that nobody watches ends by itself (`wamon run`), and with which code: `exit_on` and the
/// automatic exit. Asked after every turn; a value, no clock.
package struct ExitPolicy: Hashable, Sendable, Codable {
    /// An app is `errored`: stop everything, 70.
    package var onErrored = true
    /// An app has not been healthy for so long, over however many runs: stop everything, 70. nil: never mind.
    package var unhealthyFor: Duration?
    /// Nothing is alive any more: end.
    package var isAutomatic = true
    /// How long everything may be stopped on request before the core ends with 70.
    package var patience: Duration = .seconds(90)
    package init() {}

    /// What a container's restart policy is to see: EX_SOFTWARE of sysexits(3).
    package static let failed: Int32 = 70
}

/// How a core is to end, and why, in one sentence.
package struct CoreEnding: Hashable, Sendable, Codable {
    package var code: Int32
    package var reason: String
    package init(code: Int32, reason: String) {
        self.code = code
        self.reason = reason
    }
}
