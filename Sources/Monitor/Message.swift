package import Screen
package import Supervision

/// What reaches the monitor.
package enum Message: Sendable {
    case input(Input)
    case snapshot(Snapshot)
    /// New output of all instances, in order.
    case lines(LineBatch)
    /// What the core still has of one instance: the answer to ``Command/backlog(of:)``.
    case backlog(InstanceID, LineBatch)
    case reply(Reply, for: Request)
    /// The answer to ``Command/fetch(_:)``.
    case fetched(Fetched)
    /// The answer to ``Command/past(_:)``; nil where there are no files to read.
    case past(PastPage?, for: PastWish)
    case search(PastSearch)
    /// The outcome of ``Command/copy(_:)``.
    case copied(lines: Int, Bool)
    /// The outcome of ``Command/save(_:name:)`` and ``Command/dump``: where it is now, or why it is not.
    case saved(path: String?, trouble: String?)
    case connection(Connection)
    /// The answer to ``Command/listThemes``: built in, then those of the folders.
    case themes([String])
    /// The answer to ``Command/useTheme(_:)``: it is shown now, or why the last good one still is.
    case theme(String, trouble: String?)
    /// What could not be done, in a sentence.
    case trouble(String)
    /// The answer to ``Command/reload``: what holds now, and what is wrong in the file.
    case settings(Settings, [Settings.Problem])
    /// Time went by.
    case tick
}

/// What the monitor wants done by the loop around it.
package enum Command: Hashable, Sendable {
    case request(Request)
    /// Fetch what the ring holds of one instance.
    case backlog(of: InstanceID)
    case fetch(Fetch)
    /// Lines of the files.
    case past(PastWish)
    /// Look backwards through the files from a place (nil: their ends), or forwards.
    case search(number: Int, LogPattern, instances: [InstanceID]?, from: LogPosition?, isForward: Bool)
    case stopSearch
    /// Into the clipboard of the terminal's user.
    case copy(String, lines: Int)
    /// Into a new file in the current folder.
    case save(String, name: String)
    /// The screen as it is, into a new file in the current folder.
    case dump
    /// Draw everything anew, whatever the terminal is believed to show.
    case redraw
    case listThemes
    /// Show everything in another theme.
    case useTheme(String)
    /// Read the config file and the theme again.
    case reload
    /// Tell of a process that ended by itself, beyond the screen.
    case alert(Settings.Alert, String)
    /// Take the mouse, or give it to the terminal.
    case useMouse(Bool)
    /// Ctrl-Z.
    case suspend
    case quit(QuitChoice)
}

/// What a view needs to know that no snapshot carries.
package enum Fetch: Hashable, Sendable {
    case details(InstanceID)
    case history(InstanceID)
    case members(InstanceID)
    /// nil: the machine.
    case figures(InstanceID?, FigureSpan)
    /// What a run wrote last.
    case lastLines(RunID)
}

package enum Fetched: Hashable, Sendable {
    /// nil: it is gone.
    case details(InstanceID, ProcessDetails?)
    case history(InstanceID, [ExitRecord])
    case members(InstanceID, [TreeMember])
    case figures(InstanceID?, FigureSeries)
    case lastLines(RunID, [LogLine])
}

package enum QuitChoice: Hashable, Sendable {
    /// Ask the core to shut down; the monitor stays until it has.
    case stopAll
    /// Give the terminal back; the core goes on without it.
    case background
    /// Close the viewer, nothing else.
    case leave
}
