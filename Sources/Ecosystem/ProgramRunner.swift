package import Supervision

/// Runs programs for the loader: node, for a configuration in JavaScript. Given by whoever loads, so that the
/// loader itself stays without processes; tests answer by themselves.
package protocol ProgramRunner: Sendable {
    /// Blocks until the program has ended, by itself or because it took too long.
    func run(_ order: ProgramOrder) -> ProgramOutcome
}

/// A program to be run to its end, with nothing on its standard input.
package struct ProgramOrder: Hashable, Sendable {
    /// Absolute path.
    package var executable: String
    /// With the program's own name first.
    package var argv: [String]
    package var environment: [String: String]
    /// Absolute path of the working directory.
    package var folder: String
    package var deadline: Duration
    /// Bytes its answer may have.
    package var limit: Int
}

package enum ProgramOutcome: Hashable, Sendable {
    /// It has ended: what it wrote on descriptor 3, what it printed, and how it ended.
    case ended(answer: [UInt8], printed: [UInt8], how: ExitStatus)
    /// It could not be started; where that failed: "exec".
    case failed(errno: Int32, stage: String)
    /// It was killed at the deadline.
    case late
    /// It was killed: its answer is larger than the limit.
    case talkative
}
