import Testing
import WamonTesting

/// The two programs beside the test bundle: the driver plays a scenario, the fixture is what it runs.
enum Driver {
    /// Plays a scenario, and says line by line where what it printed is not what it should have.
    static func expect(
        _ scenario: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let seen = try run([scenario, ProgramBeside("Fixture").path])
        let difference = lines(seen).difference(from: lines(expected)).map { change in
            switch change {
            case .insert(let line, let text, _): "line \(line + 1) +\(text)"
            case .remove(let line, let text, _): "line \(line + 1) -\(text)"
            }
        }
        #expect(difference == [], sourceLocation: sourceLocation)
    }

    private static func lines(_ text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The driver's stdout; its wait status behind it, where that is not 0.
    private static func run(_ words: [String]) throws -> String {
        let (text, status) = try ProgramBeside("KernelDriver").run(words)
        return status == 0 ? text : text + "(wait status \(status))\n"
    }
}
