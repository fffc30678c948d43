import Foundation
import Testing

/// docs/runbook.md, line by line: what it shows is what happens. `WAMON_RECORD=1` writes it anew.
@Suite(
    .serialized, .enabled(if: Program.node != nil, "node is not installed"), .timeLimit(.minutes(2)))
struct RunbookTests {
    @Test func `the customer's runbook does what it says, with wamon for pm2`() async throws {
        var page = try Runbook()
        let (api, front) = (try Program.freePort(), try Program.freePort())
        try await withSandbox { sandbox in
            try WaManagerTests.fill(sandbox)
            try FileManager.default.createSymbolicLink(
                atPath: sandbox.path("bin/wamon"), withDestinationPath: Program.wamon)
            let environment = sandbox.environment([
                "PATH": "\(sandbox.path("bin")):\(ProcessInfo.processInfo.environment["PATH"] ?? "")",
                "API_PORT": "\(api)", "PORT": "\(front)", "LANG": "C.UTF-8", "TERM": "xterm-256color",
                "NO_COLOR": "1",
            ])
            do {
                for index in page.steps.indices {
                    let said = try await Self.play(page.steps[index], environment, sandbox)
                    page.note(said, at: index, port: api)
                }
            } catch {
                await sandbox.endCore()
                throw error
            }
            await sandbox.endCore()
        }
        try page.settle()
    }

    /// What a command says on a terminal of 100 columns.
    private static func play(
        _ step: Runbook.Step, _ environment: [String: String], _ sandbox: Sandbox
    ) async throws -> String {
        // A shell would die of the key itself.
        let command = step.command.replacingOccurrences(of: "localhost:5001", with: "localhost:$API_PORT")
        let terminal = try PseudoTerminal(
            ["/bin/sh", "-c", (step.leaves == nil ? "" : "exec ") + command],
            size: (100, 30), environment: environment, in: sandbox.folder)
        if let key = step.leaves {
            // What is expected, or, where it is being recorded, anything and a moment of rest.
            _ = try await until("the end of what «\(step.command)» says", seeing: { terminal.text }) {
                terminal.read()
                let text = terminal.text
                let seen = step.isScreen ? text : Runbook.shape(of: Runbook.plain(text, sandbox.folder))
                return seen.contains(step.lastShape) && !text.isEmpty ? true : nil
            }
            terminal.type(key)
        }
        #expect(try await terminal.code(within: .seconds(30)) == 0, "\(step.command): \(terminal.text)")
        terminal.read()
        return step.isScreen ? "" : Runbook.plain(terminal.text, sandbox.folder)
    }
}

/// The page: its commands, and what each is to say.
struct Runbook {
    struct Step {
        let command: String
        var expected: [String]
        /// Lines of the page that are what it says.
        var place: Range<Int>

        /// The key that ends what would go on for ever, written as the last line.
        var leaves: String? {
            switch expected.last {
            case "^C": "\u{3}"
            case "(q)": "q"
            default: nil
            }
        }
        /// A whole screen: docs/monitor.md shows it.
        var isScreen: Bool { expected.last == "(q)" }
        var lastShape: String {
            isScreen ? "Processes" : Runbook.shape(of: expected.dropLast().last ?? "")
        }
    }

    private static let path = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/runbook.md").path
    private var lines: [String]
    private(set) var steps: [Step] = []
    private var said: [Int: [String]] = [:]

    init() throws {
        lines = try String(contentsOfFile: Self.path, encoding: .utf8).components(separatedBy: "\n")
        var isInside = false
        for (number, line) in lines.enumerated() {
            if line == "```console" {
                isInside = true
            } else if line == "```" {
                isInside = false
            } else if isInside, line.hasPrefix("$ ") {
                steps.append(
                    Step(command: String(line.dropFirst(2)), expected: [], place: number + 1..<number + 1))
            } else if isInside, !steps.isEmpty {
                steps[steps.count - 1].expected.append(line)
                steps[steps.count - 1].place = steps[steps.count - 1].place.lowerBound..<number + 1
            }
        }
    }

    /// Without escape sequences and what was written over; folder and port as the page has them.
    static func plain(_ text: String, _ folder: String) -> String {
        let bare = text.replacing(/\u{1B}\[[0-9;?]*[A-Za-z]/, with: "")
            .replacingOccurrences(of: "\r\n", with: "\n")
            .components(separatedBy: "\n")
            .map { $0.components(separatedBy: "\r").last ?? "" }
            .joined(separator: "\n")
        return bare.replacingOccurrences(of: folder, with: "/srv/wa-manager")
    }

    /// Figures, units and widths are another's with every run.
    static func shape(of text: String) -> String {
        text.replacingOccurrences(of: "waiting restart", with: "waiting").replacing(
            /[0-9]+([.,:][0-9]+)*/, with: "#"
        )
        .replacing(/#(ms|mb|kb|gb|s|m|h|d|b|K|M|G|%)?( #(ms|s|m|h))?/, with: "#")
        .replacing("healthy #", with: "#")
        .replacing(/\ +/, with: " ")
        .replacing(/─+/, with: "─")
        .trimmingCharacters(in: .whitespaces)
    }

    mutating func note(_ text: String, at index: Int, port: Int) {
        var new = text.replacingOccurrences(of: "\(port)", with: "5001").components(separatedBy: "\n")
        while new.last?.trimmingCharacters(in: .whitespaces).isEmpty == true { new.removeLast() }
        if new.last?.hasPrefix("^C") == true { new.removeLast() }
        // How often it was asked before it answered is another's with every run.
        new.removeAll { $0.contains("GET /health") || $0.hasSuffix("connection refused") }
        if let leaves = steps[index].leaves { new.append(leaves == "q" ? "(q)" : "^C") }
        said[index] = new
    }

    /// Compares, or writes what was said.
    mutating func settle() throws {
        guard ProcessInfo.processInfo.environment["WAMON_RECORD"] == nil else {
            for (index, step) in steps.enumerated().reversed() {
                if let new = said[index], !step.isScreen { lines.replaceSubrange(step.place, with: new) }
            }
            try lines.joined(separator: "\n").write(toFile: Self.path, atomically: true, encoding: .utf8)
            return
        }
        for (index, step) in steps.enumerated() where !step.isScreen {
            let (meant, got) = (step.expected.map(Self.shape), (said[index] ?? []).map(Self.shape))
            #expect(got == meant, "$ \(step.command)\n\((said[index] ?? []).joined(separator: "\n"))")
        }
    }
}
