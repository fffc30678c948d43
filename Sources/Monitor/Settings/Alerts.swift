import Supervision
import Wording

// What is told of the fleet outside the screen: the terminal's title, and a sign when something ended by itself.
extension Model {
    static let alertRest = Duration.seconds(30)

    /// `wamon · wa-manager · 1 waiting`: where, and the worst of it.
    package var title: String {
        var parts = ["wamon"]
        if !snapshot.core.hostname.isEmpty { parts.append(snapshot.core.hostname) }
        let tally = table.tally
        // What is launching or stopping will be something else in a moment.
        let worst = [Status.errored, .waiting].first { tally[$0] > 0 }
        if lost != nil {
            parts.append(words.noConnection)
        } else if let worst, worst == .errored || tally.unhealthy == 0 {
            parts.append("\(tally[worst]) \(words.status(worst))")
        } else if tally.unhealthy > 0 {
            parts.append("\(tally.unhealthy) \(words.countUnhealthy(tally.unhealthy))")
        } else if tally.total > 0 {
            parts.append(words.up(tally[.online], of: tally.total))
        }
        return parts.joined(separator: " · ")
    }

    /// `wamon-20261123-140322`, for a picture of the screen.
    package var dumpName: String {
        let day = Figures.date(now.wall, zone: zone).filter { $0 != "-" }
        return "wamon-\(day)-" + Figures.clock(now.wall, zone: zone).filter { $0 != ":" }
    }

    /// Somebody asked to be told of crashes: of the same process no more than once in 30 s, and of what had
    /// happened before one looked not at all.
    /// - Parameter last: the newest happening known before; nil: nothing was.
    mutating func alerts(after last: UInt64?) -> [Command] {
        guard let kind = preferences.settings.bell, kind != .off, let last else { return [] }
        var commands: [Command] = []
        for event in snapshot.events where event.sequence > last {
            guard event.kind.isAlarming, let instance = event.instance else { continue }
            if let told = preferences.alertedAt[instance], now.monotonic - told < Model.alertRest { continue }
            preferences.alertedAt[instance] = now.monotonic
            let allowed = process(instance)?.maxRestarts
            commands.append(
                .alert(kind, "\(event.name) \(words.sentence(event.kind, allowed: allowed))"))
        }
        if preferences.alertedAt.count > 1000 {
            preferences.alertedAt = preferences.alertedAt.filter { process($0.key) != nil }
        }
        return commands
    }
}

extension Snapshot {
    /// The number of the newest happening; 0: nothing has happened yet.
    var lastEvent: UInt64 { events.last?.sequence ?? 0 }
}

extension Happening.Kind {
    var isAlarming: Bool {
        switch self {
        case .ended(let exit): exit.isAlarming
        case .unhealthy: true
        default: false
        }
    }
}

extension ExitRecord {
    /// It ended by itself, or is not started any more.
    var isAlarming: Bool {
        if case .giveUp = verdict { return true }
        return cause == .crash || cause == .oomKilled
    }
}
