import Foundation
import Testing

/// The program speaks the language of the locale, or the one it is asked for.
@Suite(.serialized, .timeLimit(.minutes(1)))
struct LanguageTests {
    private static func wamon(_ words: [String], _ environment: [String: String] = [:]) throws
        -> Program.Outcome
    {
        let own = ["PATH": "/usr/bin:/bin", "HOME": "/nowhere"]
        return try Program.run([Program.wamon] + words, environment: own.merging(environment) { $1 })
    }

    @Test(arguments: [
        ([:], [], "no wamon is running"), (["LANG": "ru_RU.UTF-8"], [], "wamon не запущен"),
        (["LANG": "ru_RU.UTF-8", "LC_MESSAGES": "C"], [], "no wamon is running"),
        (["LC_ALL": "ru_RU.UTF-8", "LANG": "C"], [], "wamon не запущен"),
        (["LANG": "de_DE.UTF-8"], [], "no wamon is running"),
        (["LANG": "ru_RU.UTF-8"], ["--lang", "en"], "no wamon is running"),
        ([:], ["--lang=ru"], "wamon не запущен"),
    ])
    func `the language is the locale's, or that of --lang`(
        environment: [String: String], words: [String], sentence: String
    ) throws {
        let outcome = try Self.wamon(["stop", "web"] + words, environment)
        #expect(outcome.code == 3)
        #expect(
            outcome.err.contains(sentence) && outcome.err.split(separator: "\n").count == 1, "\(outcome.err)")
    }

    @Test func `an unknown language is refused with those there are`() throws {
        let outcome = try Self.wamon(["status", "--lang", "de"])
        #expect(outcome.code == 2)
        #expect(
            outcome.err
                == "wamon: there is no language called de; wamon speaks en (English) and ru (Russian)\n")
    }

    @Test func `bad usage is told in the language, and what programs read is not touched`() throws {
        let bad = try Self.wamon(["status", "--lang", "ru", "--foo"])
        #expect(bad.code == 2)
        #expect(bad.err.hasPrefix("Ошибка: параметра --foo нет\nВызов: wamon status "), "\(bad.err)")
        #expect(try Self.wamon(["--version", "--lang", "ru"]) == Self.wamon(["--version"]))
        // Its descriptions are for people.
        let completion = try Self.wamon(["completion", "bash", "--lang", "ru"])
        #expect(completion.code == 0 && completion.out.contains("complete -"))
    }

    @Test func `a file's mistakes are told in the language`() async throws {
        try await withSandbox { sandbox in
            try sandbox.write("ecosystem.json", "{\"apps\": 7}")
            let outcome = try sandbox.wamon("check", "--lang", "ru")
            #expect(outcome.code == 2)
            #expect(
                outcome.err
                    == "\(sandbox.path("ecosystem.json")):1:10: ошибка: apps: здесь 7, ожидается: массив объектов\n"
            )
        }
    }
}
