import ArgumentParser
import Verbs
import Wording

/// Docker's HEALTHCHECK knows healthy, 0, and not, 1: whatever keeps this from answering is the latter.
struct HealthVerb: Verb {
    static let name = "health"
    static let configuration = CommandConfiguration(
        commandName: name, abstract: Wamon.help.health, discussion: Wamon.help.healthMore)

    @OptionGroup var selector: HealthSelector
    @Flag(help: .said(\.optionHealthJSON))
    var json = false
    @OptionGroup var common: CommonOptions

    func run() throws {
        let code = HealthVerb.answer(selector.words, asJSON: json, common.manner)
        if code != 0 { throw ExitCode(code) }
    }

    func perform(at desk: Desk) async throws(Refused) {
        try await desk.health(selector.words, asJSON: json)
    }

    /// Asked every few seconds, it is answered without the parser, as `status` is; nil: not that plain.
    static func answer(to words: [String]) -> Int32? {
        guard words.first == name, words.allSatisfy({ !$0.hasPrefix("-") }) else { return nil }
        return answer(Array(words.dropFirst()), asJSON: false, VerbManner())
    }

    private static func answer(_ words: [String], asJSON: Bool, _ manner: VerbManner) -> Int32 {
        let frame = VerbFrame(manner, expectsStatus: true, needsCore: true, reconnects: false)
        let code = frame.run { desk throws(Refused) in try await desk.health(words, asJSON: asJSON) }
        return code == 0 ? 0 : 1
    }
}

/// Which processes are asked about; none: all that are not stopped.
struct HealthSelector: ParsableArguments, Sendable {
    @Argument(help: .said(\.optionHealthSelector, \.aProcess))
    var words: [String] = []
}
