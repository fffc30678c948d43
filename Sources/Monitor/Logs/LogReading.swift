import Screen
import Supervision

/// How logs are shown, in the panel and on the whole screen.
struct LogManner: Hashable, Sendable {
    enum Times: UInt8, Sendable { case absolute, relative, off }

    var times = Times.absolute
    var wraps = false
    var unfolds = false
}

/// A pattern being typed, and where one was before.
struct LogEditor: Sendable {
    enum Purpose: Sendable { case search, only }

    var purpose: Purpose
    var line: LineEditor
    /// What is wrong with it.
    var complaint: String?
    /// To be taken up again on Esc.
    var origin: LogPane.Reader
    var pattern: LinePattern?
}

extension LogPane {
    /// Where its reader is.
    struct Reader: Sendable {
        var anchor: Anchor?
        var cursor: LogBuffer.EntryID?
    }

    var reader: Reader {
        get { Reader(anchor: anchor, cursor: cursor) }
        set { (anchor, cursor) = (newValue.anchor, newValue.cursor) }
    }
}

extension Model {
    /// The log fills the screen: that of all, of one, or a page.
    var isReadingFull: Bool {
        if case .logs = place { return true }
        return page != nil
    }

    /// Only one program's lines are on the screen.
    var showsOneLog: Bool {
        if page != nil { return true }
        if case .logs(.one) = place { return true }
        return snapshot.processes.count == 1
    }

    /// How the log on the screen lies there.
    var logSheet: LogSheet {
        let layout = Layout(self)
        let width = layout.logs?.width ?? size.width
        let columns = LogColumns(self, width: width)
        return LogSheet(
            rows: layout.logRows, width: max(1, width - columns.textX - (isReadingFull ? 1 : 0)),
            wraps: manner.wraps, unfolds: manner.unfolds, zone: manner.times == .off ? nil : zone)
    }

    /// Does something with the log on the screen, in place.
    mutating func onLog<Result>(_ body: (inout LogPane) -> Result) -> Result {
        if var open = page {
            page = nil
            defer { page = open }
            return body(&open.pane)
        }
        if case .logs(.one) = place, var open = scoped {
            scoped = nil
            defer { scoped = open }
            return body(&open)
        }
        return body(&logs)
    }
}
