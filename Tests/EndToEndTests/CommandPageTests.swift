import Foundation
import Testing

/// `docs/cli.md` says what every verb's `--help` says, and `docs/cli.ru.md` what it says in Russian.
@Suite struct CommandPageTests {
    private struct Command: Decodable {
        var commandName: String
        var shouldDisplay: Bool?
        var subcommands: [Command]?
    }
    private struct Dump: Decodable { var command: Command }

    private static func path(_ language: String) -> String {
        "\(#filePath)".split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
            + (language == "en" ? "/docs/cli.md" : "/docs/cli.\(language).md")
    }

    private static func wamon(_ words: String...) throws -> String {
        let outcome = try Program.run(
            [Program.wamon] + words, environment: ["PATH": "/usr/bin:/bin", "HOME": "/nowhere"])
        #expect(outcome.code == 0)
        return outcome.out
    }

    /// Every verb's help by the verb's name.
    private static func helps(in language: String) throws -> [(name: String, text: String)] {
        let dump = try JSONDecoder().decode(Dump.self, from: Data(try wamon("--experimental-dump-help").utf8))
        let verbs = (dump.command.subcommands ?? []).filter {
            $0.shouldDisplay != false && $0.commandName != "help"
        }
        try #require(verbs.count > 20)
        return try [("wamon", wamon("--help", "--lang", language))]
            + verbs.map { ($0.commandName, try wamon($0.commandName, "--help", "--lang", language)) }
    }

    private static func printed(in language: String) throws -> String {
        try helps(in: language).map { name, text in
            "## \(name)\n\n```\n\(text.trimmingCharacters(in: .newlines))\n```\n"
        }.joined(separator: "\n")
    }

    @Test(arguments: ["en", "ru"])
    func `the page of the command line is what help prints`(language: String) throws {
        let page = try String(contentsOfFile: Self.path(language), encoding: .utf8)
        let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
        let begin = try #require(lines.firstIndex { $0.hasPrefix("<!-- verbs") })
        let end = try #require(lines.firstIndex { $0.hasPrefix("<!-- /verbs") })
        let printed = (lines[...begin] + ["", try Self.printed(in: language)[...]] + lines[end...])
            .joined(separator: "\n")
        if ProcessInfo.processInfo.environment["WAMON_RECORD"] == "1" {
            try printed.write(toFile: Self.path(language), atomically: true, encoding: .utf8)
        } else {
            #expect(page == printed, "WAMON_RECORD=1 swift test --filter CommandPageTests prints it anew")
        }
    }

    /// Words that stand in every English sentence, and in no name, path or command.
    private static let english: Set<Substring> = [
        "the", "of", "is", "and", "or", "to", "it", "are", "with", "this", "that", "its", "for", "by", "as",
        "not", "what", "a", "an", "be", "has",
    ]

    @Test func `no help in Russian has an English sentence in it, and none is wider than the terminal`()
        throws
    {
        for (name, text) in try Self.helps(in: "ru") {
            for line in text.split(separator: "\n") {
                let words = line.lowercased().split { !$0.isLetter && $0 != "-" && $0 != "_" && $0 != "." }
                #expect(!words.contains { Self.english.contains($0[...]) }, "\(name): \(line)")
                #expect(line.count <= 84 || line.hasPrefix("ВЫЗОВ"), "\(name): \(line)")
            }
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
