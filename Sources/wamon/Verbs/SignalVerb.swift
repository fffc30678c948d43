import ArgumentParser
import Supervision
import Verbs
import Wording

struct SignalVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "signal", abstract: Wamon.help.signal,
        discussion: Wamon.help.signalMore, aliases: ["sendSignal"])

    @Argument(
        help: .said(\.optionSignal, \.aSignal),
        transform: { text in
            guard let signal = Signal(named: text) else {
                throw ValidationError(Wamon.words.program.notASignal(text))
            }
            return signal
        })
    var signal: Signal

    @OptionGroup var selector: SelectorArguments
    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) {
        try await desk.act(.signal(signal), on: selector.words)
    }
}
