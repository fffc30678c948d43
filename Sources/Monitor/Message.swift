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
    case connection(Connection)
    /// Time went by.
    case tick
}

/// What the monitor wants done by the loop around it.
package enum Command: Hashable, Sendable {
    case request(Request)
    /// Fetch what the ring holds of one instance.
    case backlog(of: InstanceID)
    /// Draw everything anew, whatever the terminal is believed to show.
    case redraw
    /// Ctrl-Z.
    case suspend
    case quit(QuitChoice)
}

package enum QuitChoice: Hashable, Sendable {
    /// Ask the core to shut down; the monitor stays until it has.
    case stopAll
    /// Give the terminal back; the core goes on without it.
    case background
    /// Close the viewer, nothing else.
    case leave
}
