package import Screen
package import Wording

/// What a key can mean.
package enum Action: String, Hashable, Sendable, CaseIterable {
    case up, down, pageUp, pageDown, top, bottom, left, right
    case nextPanel, previousPanel, processesPanel, detailsPanel, logsPanel, tab, zoom, open, back
    case restart, stopOrStart, everything, rollingRestart, signals, resetCounter, mark
    case logs, follow, search, nextMatch, previousMatch, onlyMatching, nextError, previousError
    case stream, level, wrap, times, unfold, markLine, markRange, copy, save, previousRun
    case filter, sortNext, sortPrevious, invertSort, tree, columns, environment, pauseTable
    case graphs, palette, theme, mouse, faster, slower, help, redraw, suspend, quit
}

/// Where the keys go: the same one may mean something else there.
package enum KeyPlace: String, Hashable, Sendable, CaseIterable {
    case table, details, logs, graphs
}

/// One line of the table of keys.
package struct Binding: Sendable {
    package enum Group: Int, Sendable, CaseIterable {
        case move, process, logs, table, view
    }

    package typealias Text = @Sendable (Language) -> String

    package var action: Action
    package internal(set) var keys: [Key]
    /// What it does, in the help; nil for the second of two keys told in one line.
    package var text: Text?
    /// What it does, in the hint bar; nil: it is never there.
    package var hint: Text?
    package var group: Group
    /// Where it holds.
    package var places: Set<KeyPlace>
    /// Changes something: not there in read-only mode.
    package var acts: Bool
    /// Told in the same line of the help: `g G`.
    package var with: [Action]

    init(
        _ action: Action, _ keys: [Key], _ text: Text?, hint: Text? = nil, _ group: Group,
        in places: Set<KeyPlace> = Set(KeyPlace.allCases), acts: Bool = false, with others: [Action] = []
    ) {
        self.action = action
        self.keys = keys
        self.text = text
        self.hint = hint
        self.group = group
        self.places = places
        self.acts = acts
        with = others
    }
}

/// The one table of keys: input is looked up in it, the help and the hint bar are written from it.
package struct Keymap: Sendable {
    package let table: [Binding]
    private let byKey: [KeyPlace: [Key: Action]]
    private let byAction: [Action: Binding]

    package init(_ table: [Binding]) {
        self.table = table
        var found: [KeyPlace: [Key: Action]] = [:]
        for binding in table {
            for place in binding.places {
                for key in binding.keys { found[place, default: [:]][key] = binding.action }
            }
        }
        byKey = found
        byAction = Dictionary(table.map { ($0.action, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package func action(for key: Key, in place: KeyPlace) -> Action? { byKey[place]?[key] }
    package func binding(of action: Action) -> Binding? { byAction[action] }
    package func keys(of action: Action) -> [Key] { byAction[action]?.keys ?? [] }

    /// The keys of a line of the help: `↑ ↓  j k`.
    package func label(_ binding: Binding) -> String {
        let all = [binding] + binding.with.compactMap { byAction[$0] }
        // One digit after the other: the first and the last say as much.
        let digits = binding.keys.compactMap { Int($0.label) }
        if all.count == 1, digits.count > 3, digits == Array(digits[0]..<(digits[0] + binding.keys.count)) {
            return "\(digits[0])–\(digits[0] + binding.keys.count - 1)"
        }
        let most = all.map(\.keys.count).max() ?? 0
        return (0..<most).map { row in
            all.compactMap { row < $0.keys.count ? $0.keys[row].label : nil }.joined(separator: " ")
        }.joined(separator: "  ")
    }
}

extension Key {
    /// As help and hints name it: a letter, a sign or a short word, the same in every language.
    package var label: String {
        switch self {
        case .character(" "): "Space"
        case .character(let character): String(character)
        case .control(let character): "Ctrl-" + character.uppercased()
        case .alt(let character): "Alt-" + String(character)
        case .up: "↑"
        case .down: "↓"
        case .left: "←"
        case .right: "→"
        case .pageUp: "PgUp"
        case .pageDown: "PgDn"
        case .home: "Home"
        case .end: "End"
        case .enter: "↵"
        case .escape: "Esc"
        case .tab: "Tab"
        case .backTab: "S-Tab"
        case .backspace: "Backspace"
        case .delete: "Del"
        case .insert: "Ins"
        case .function(let number): "F\(number)"
        }
    }
}
