import ArgumentParser
import Glibc
import Verbs
import Wording

struct LogsVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "logs", abstract: Wamon.help.logs,
        discussion: Wamon.help.logsMore)
    static let reconnects = true

    @OptionGroup var selector: OptionalSelector

    @Option(help: .said(\.optionLines, \.aCount))
    var lines = 15

    @Flag(help: .said(\.optionOut))
    var out = false

    @Flag(name: [.customLong("err"), .customLong("error")], help: .said(\.optionErr))
    var err = false

    @Flag(help: .said(\.optionNoStream))
    var nostream = false

    @Flag(help: .said(\.optionRaw))
    var raw = false

    @Flag(help: .said(\.optionJSON))
    var json = false

    @Option(
        defaultAsFlag: "YYYY-MM-DDTHH:mm:ss",
        help: .said(\.optionTimestamp, \.aFormat))
    var timestamp: String?

    @Option(help: .said(\.optionHighlight, \.aText))
    var highlight: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if !(0...1_000_000).contains(lines) { throw ValidationError(Wamon.words.program.linesExpects) }
        if out && err {
            throw ValidationError(Wamon.words.program.eitherStream)
        }
    }

    func perform(at desk: Desk) async throws(Refused) {
        // Also while a reader that stands still holds us in write(2).
        _ = signal(SIGINT) { _ in _exit(0) }
        var wish = LogWish()
        wish.lines = lines
        wish.streams = out ? .out : err ? .error : .both
        wish.follows = !nostream
        wish.style = json ? .json : raw ? .raw : .named
        wish.timestamp = timestamp
        wish.highlight = highlight
        if wish.follows { LogsVerb.leaveWithReader(desk.time) }
        try await desk.logs(selector.words, wish) { StandardOutput.write($0) }
    }

    /// A reader that has gone away is noticed also while there is nothing to write.
    private static func leaveWithReader(_ time: Desk.Time) {
        time.after(.milliseconds(500)) {
            var out = pollfd(fd: 1, events: 0, revents: 0)
            if poll(&out, 1, 0) > 0, Int32(out.revents) & (POLLERR | POLLHUP | POLLNVAL) != 0 {
                Glibc.exit(0)
            }
            leaveWithReader(time)
        }
    }
}
