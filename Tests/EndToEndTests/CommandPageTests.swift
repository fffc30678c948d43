import Foundation
import Testing

/// `docs/cli.md` says what every verb's `--help` says.
@Suite struct CommandPageTests {
    private struct Command: Decodable {
        var commandName: String
        var shouldDisplay: Bool?
        var subcommands: [Command]?
    }
    private struct Dump: Decodable { var command: Command }

    private static let path =
        "\(#filePath)".split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/docs/cli.md"

    private static func wamon(_ words: String...) throws -> String {
        let outcome = try Program.run(
            [Program.wamon] + words, environment: ["PATH": "/usr/bin:/bin", "HOME": "/nowhere"])
        #expect(outcome.code == 0)
        return outcome.out
    }

    private static func printed() throws -> String {
        let dump = try JSONDecoder().decode(Dump.self, from: Data(try wamon("--experimental-dump-help").utf8))
        let verbs = (dump.command.subcommands ?? []).filter {
            $0.shouldDisplay != false && $0.commandName != "help"
        }
        try #require(verbs.count > 20)
        let parts =
            try [("wamon", wamon("--help"))]
            + verbs.map { ($0.commandName, try wamon($0.commandName, "--help")) }
        return parts.map { name, text in
            "## \(name)\n\n```\n\(text.trimmingCharacters(in: .newlines))\n```\n"
        }.joined(separator: "\n")
    }

    @Test func `the page of the command line is what help prints`() throws {
        let page = try String(contentsOfFile: Self.path, encoding: .utf8)
        let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
        let begin = try #require(lines.firstIndex { $0.hasPrefix("<!-- verbs") })
        let end = try #require(lines.firstIndex { $0.hasPrefix("<!-- /verbs") })
        let printed = (lines[...begin] + ["", try Self.printed()[...]] + lines[end...]).joined(
            separator: "\n")
        if ProcessInfo.processInfo.environment["WAMON_RECORD"] == "1" {
            try printed.write(toFile: Self.path, atomically: true, encoding: .utf8)
        } else {
            #expect(page == printed, "WAMON_RECORD=1 swift test --filter CommandPageTests prints it anew")
        }
    }

    @Test func `completions for three shells are printed`() throws {
        for (shell, word) in [
            ("bash", "complete"), ("zsh", "#compdef wamon"), ("fish", "complete -c 'wamon'"),
        ] {
            #expect(try Self.wamon("completion", shell).contains(word), "\(shell)")
        }
    }
}
