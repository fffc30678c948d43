package import Supervision
import Wording

/// Lines over the screen with a title, to be scrolled, searched, marked and copied as the logs are: the last
/// ones of a run, or any other output that does not grow. Esc closes it.
///
///     model.page = TextPage(title: "run that exited code 1", name: "api-server", lines: lines)
package struct TextPage: Sendable {
    /// What it is.
    package let title: String
    /// Whose it is.
    package let name: String
    var pane: LogPane

    /// - Parameter lines: in any order; they are put in that of their ids.
    package init(title: String, name: String, lines: [LogLine]) {
        self.title = title
        self.name = name
        pane = LogPane(limit: .max)
        pane.take(lines)
    }
}

/// A page that was asked for and is not there yet.
struct AwaitedPage: Hashable, Sendable {
    var run: RunID
    var title: String
    var name: String
}

extension Model {
    /// Asks for what a run wrote last, and shows it when it comes.
    mutating func openLastLines(before exit: ExitRecord, of name: String) -> [Command] {
        awaitedPage = AwaitedPage(
            run: exit.run, title: words.lastRun(exit, zone: zone), name: name)
        return [.fetch(.lastLines(exit.run))]
    }

    /// False: it is not the answer a page waits for.
    mutating func open(_ answer: Fetched) -> Bool {
        guard case .lastLines(let run, let lines) = answer, let awaited = awaitedPage, awaited.run == run
        else { return false }
        awaitedPage = nil
        if lines.isEmpty {
            say(words.nothingWritten(awaited.name))
        } else {
            page = TextPage(title: awaited.title, name: awaited.name, lines: lines)
        }
        return true
    }

    /// What means something on a page; other keys do nothing there.
    static let pageActions: Set<Action> = [
        .up, .down, .pageUp, .pageDown, .top, .bottom, .left, .right, .back, .search, .nextMatch,
        .previousMatch, .onlyMatching, .nextError, .previousError, .stream, .level, .wrap, .times, .unfold,
        .markLine, .markRange, .copy, .save, .help, .redraw, .suspend, .quit, .theme, .mouse, .palette,
    ]
}
