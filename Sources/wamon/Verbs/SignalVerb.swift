import ArgumentParser
import Supervision
import Verbs

struct SignalVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "signal", abstract: "Send a signal to the root of processes.",
        discussion: "wamon signal KILL api-server shows what a crash does.", aliases: ["sendSignal"])

    @Argument(
        help: ArgumentHelp("SIGTERM, TERM, term or 15.", valueName: "signal"),
        transform: { text in
            guard let signal = Signal(named: text) else {
                throw ValidationError("\(text) is not a signal; expected a name such as TERM, or a number")
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
