package import Supervision

/// The details of one instance on the whole screen: which tab is open, where its reader is, and what is known
/// beyond the snapshot.
package struct DetailsState: Sendable {
    package enum Tab: Int, Hashable, Sendable, CaseIterable {
        case overview, environment, tree, restarts, health, config
    }

    /// Whose they are; nil while they are not shown.
    package internal(set) var instance: InstanceID?
    package internal(set) var tab = Tab.overview
    /// The chosen row of the open tab's list, and the first one shown.
    package internal(set) var row = 0
    package internal(set) var top = 0
    /// What the environment, the tree and the configuration are narrowed to.
    package internal(set) var filter = ""
    package internal(set) var isTypingFilter = false
    /// Secrets are shown; until the tab is left.
    package internal(set) var showsSecrets = false
    /// Long values go on below.
    package internal(set) var isWrapping = false

    package internal(set) var facts: ProcessDetails?
    /// Exits, the newest first; nil: not known yet.
    package internal(set) var history: [ExitRecord]?
    package internal(set) var members: [TreeMember]?
    /// What runs wrote last.
    package internal(set) var lastLines: [RunID: [LogLine]] = [:]
    /// The run whose last lines are to be shown as soon as they are known.
    var awaited: ExitRecord?

    package init() {}
}

/// CPU and memory over a while, as they are asked for and shown in the details and in the graphs.
package struct GraphsState: Sendable {
    package enum Scope: Hashable, Sendable {
        /// The machine, and all of them small.
        case all
        /// The selected one.
        case one
    }

    package internal(set) var span = FigureSpan.fiveMinutes
    package internal(set) var scope = Scope.one
    /// What is known, of the span shown; nil is the machine.
    package internal(set) var series: [InstanceID?: FigureSeries] = [:]

    package init() {}
}

/// A question to the core that is worth asking again at times.
struct Asked: Hashable, Sendable {
    /// CLOCK_MONOTONIC.
    var at: Duration
    var isAnswered = false
}
