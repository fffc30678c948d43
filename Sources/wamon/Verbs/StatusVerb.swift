import ArgumentParser
import Verbs
import Wording

struct StatusVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: Wamon.help.status,
        discussion: Wamon.help.statusMore,
        aliases: StatusVerb.shortNames)
    private static let shortNames = ["ls", "list", "l", "ps"]

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.status() }

    /// What is asked most often, and by scripts every second, is answered without the parser: it takes a third
    /// of the time the whole answer does.
    static func isAsked(by words: [String]) -> Bool {
        words.count == 1 && (words[0] == "status" || shortNames.contains(words[0]))
    }

    static func answer() -> Int32 {
        VerbFrame(VerbManner(), expectsStatus: true, needsCore: true, reconnects: false)
            .run { desk throws(Refused) in try await desk.status() }
    }
}
