import ArgumentParser
import Glibc
import Verbs

struct LogsVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "logs", abstract: "Print the last lines of processes, and follow them.",
        discussion: """
            On a terminal names have colours, and control characters do no harm; into a pipe or file bytes go as
            they are. Ctrl-C ends it.
            """)
    static let reconnects = true

    @OptionGroup var selector: OptionalSelector

    @Option(help: "How many of the last lines of each process come first.")
    var lines = 15

    @Flag(help: "Standard output alone.")
    var out = false

    @Flag(name: [.customLong("err"), .customLong("error")], help: "Standard error alone.")
    var err = false

    @Flag(help: "The last lines, and no more.")
    var nostream = false

    @Flag(help: "Without the names.")
    var raw = false

    @Flag(help: "One JSON object a line.")
    var json = false

    @Option(
        defaultAsFlag: "YYYY-MM-DDTHH:mm:ss",
        help: ArgumentHelp("The time before each line, in the letters of moment.js.", valueName: "format"))
    var timestamp: String?

    @Option(help: ArgumentHelp("Make a text stand out, on a terminal.", valueName: "text"))
    var highlight: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if !(0...1_000_000).contains(lines) { throw ValidationError("--lines expects 0 to 1000000") }
        if out && err {
            throw ValidationError("--out and --err are each the only one; without both, both come")
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
