package import Supervision

// How often the screen changes by itself.
extension Model {
    /// Between two frames nobody asked for while the window has not the keyboard.
    static let unfocusedRest = Duration.seconds(5)

    /// The least time between two frames of news: none while one is looked at.
    package var rest: Duration { preferences.isFocused ? .zero : Model.unfocusedRest }

    /// Whether somebody should see it at once, looking or not. Output and figures can wait for their turn.
    package func isNews(_ message: Message) -> Bool {
        guard !preferences.isFocused else { return true }
        return switch message {
        // Those of a clock that goes slowly are the frames there are.
        case .tick: true
        case .lines: false
        case .snapshot(let new): hasNews(new)
        default: true
        }
    }

    /// Whether a snapshot is to be shown: always one with news; one of figures alone when they are due.
    func wants(_ new: Snapshot) -> Bool {
        guard preferences.refresh > .seconds(1), !hasNews(new) else { return true }
        // Snapshots do not come on the dot.
        return new.at.monotonic - snapshot.at.monotonic >= preferences.refresh - .milliseconds(100)
    }

    /// Whether anything but figures is new.
    package func hasNews(_ new: Snapshot) -> Bool {
        let old = snapshot
        return new.events.last?.sequence != old.events.last?.sequence
            || new.core.startedAt != old.core.startedAt
            || new.core.isShuttingDown != old.core.isShuttingDown
            || new.rolling != old.rolling
            || new.processes.count != old.processes.count
            || !zip(new.processes, old.processes).allSatisfy {
                $0.id == $1.id && $0.status == $1.status && $0.pid == $1.pid && $0.restarts == $1.restarts
                    && $0.nextTryAt == $1.nextTryAt && $0.health?.state == $1.health?.state
            }
    }
}
