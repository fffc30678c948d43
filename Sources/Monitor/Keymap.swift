package import Screen

/// What a key can mean.
package enum Action: Hashable, Sendable, CaseIterable {
    case up, down, pageUp, pageDown, top, bottom
    case nextPanel, previousPanel, processesPanel, detailsPanel, logsPanel, zoom, open, back
    case restart, stopOrStart, everything, rollingRestart, signals, resetCounter
    case logs, follow
    case filter, sortNext, sortPrevious, invertSort
    case help, redraw, suspend, quit
}

/// The one table of keys: input is looked up in it, the help and the hint bar are written from it.
package struct Binding: Sendable {
    package enum Group: String, Sendable, CaseIterable {
        case move = "MOVE"
        case process = "PROCESS"
        case logs = "LOGS"
        case view = "VIEW"
    }

    package var action: Action
    package var keys: [Key]
    /// The keys as help shows them.
    package var label: String
    /// The key as the hint bar shows it.
    package var short: String
    /// What it does, in the help; "" for the second of two keys told in one line.
    package var text: String
    /// What it does, in the hint bar.
    package var hint: String
    package var group: Group
    /// Changes something: not there in read-only mode.
    package var acts: Bool

    init(
        _ action: Action, _ keys: [Key], _ label: String, _ text: String, hint: String = "",
        short: String? = nil, _ group: Group, acts: Bool = false
    ) {
        self.action = action
        self.keys = keys
        self.label = label
        self.short = short ?? label
        self.text = text
        self.hint = hint
        self.group = group
        self.acts = acts
    }
}

package enum Keymap {
    package static let table: [Binding] = [
        Binding(
            .up, [.up, .character("k")], "↑ ↓  j k", "select, scroll", hint: "scroll", short: "↑↓", .move),
        Binding(.down, [.down, .character("j")], "", "", .move),
        Binding(.pageUp, [.pageUp], "PgUp PgDn", "page", .move),
        Binding(.pageDown, [.pageDown], "", "", .move),
        Binding(.top, [.character("g"), .home], "g G  Home End", "top / bottom", .move),
        Binding(.bottom, [.character("G"), .end], "", "", hint: "end", short: "G", .move),
        Binding(
            .nextPanel, [.tab], "Tab  S-Tab", "next / previous panel", hint: "focus", short: "Tab", .move),
        Binding(.previousPanel, [.backTab], "", "", .move),
        Binding(.processesPanel, [.character("1")], "1 2 3", "jump to panel; again hides it", .move),
        Binding(.detailsPanel, [.character("2")], "", "", .move),
        Binding(.logsPanel, [.character("3")], "", "", .move),
        Binding(.zoom, [.character("z")], "z", "zoom panel", hint: "zoom", .move),
        Binding(
            .open, [.enter, .character("d")], "↵  d", "details of the selected", hint: "details", short: "↵",
            .move),
        Binding(.back, [.escape], "Esc", "back", hint: "back", .move),

        Binding(.restart, [.character("r")], "r", "restart", hint: "restart", .process, acts: true),
        Binding(
            .stopOrStart, [.character("s")], "s", "stop or start", hint: "stop/start", .process, acts: true),
        Binding(
            .signals, [.character("K"), .function(9)], "K  F9", "signal…", hint: "signal", short: "K",
            .process,
            acts: true),
        Binding(
            .resetCounter, [.character("x")], "x", "reset restart counter", hint: "reset", .process,
            acts: true),
        Binding(
            .rollingRestart, [.character("R")], "R", "rolling restart of all", hint: "restart all", .process,
            acts: true),
        Binding(
            .everything, [.character("S")], "S", "start or stop all…", hint: "all", .process, acts: true),

        Binding(.logs, [.character("l")], "l", "full-screen logs; again: all", hint: "logs", .logs),
        Binding(.follow, [.character("f"), .character("F")], "f", "follow on / off", hint: "follow", .logs),

        Binding(
            .filter, [.character("/"), .character("\\"), .function(4)], "/", "filter table", hint: "filter",
            .view
        ),
        Binding(.sortNext, [.character(">")], "<  >  I", "sort column, invert", .view),
        Binding(.sortPrevious, [.character("<")], "", "", .view),
        Binding(.invertSort, [.character("I")], "", "", .view),
        Binding(
            .help, [.character("?"), .function(1)], "?  F1", "this help", hint: "help", short: "?", .view),
        Binding(.redraw, [.control("l")], "Ctrl-L", "redraw", .view),
        Binding(.suspend, [.control("z")], "Ctrl-Z", "suspend", .view),
        Binding(
            .quit, [.character("q"), .control("c")], "q  Ctrl-C", "quit", hint: "quit", short: "q", .view),
    ]

    /// Keys of the hint bar, the most useful first; the last of them are dropped where there is no room.
    package static let mainHints: [Action] = [
        .open, .logs, .restart, .stopOrStart, .signals, .filter, .nextPanel, .zoom, .rollingRestart,
        .resetCounter,
    ]
    package static let logHints: [Action] = [
        .follow, .up, .bottom, .logs, .restart, .stopOrStart, .signals,
    ]

    package static func action(for key: Key) -> Action? { byKey[key] }
    package static func binding(of action: Action) -> Binding? { byAction[action] }

    private static let byKey: [Key: Action] = {
        var found: [Key: Action] = [:]
        for binding in table {
            for key in binding.keys { found[key] = binding.action }
        }
        return found
    }()
    private static let byAction: [Action: Binding] = Dictionary(
        table.map { ($0.action, $0) }, uniquingKeysWith: { first, _ in first })
}
