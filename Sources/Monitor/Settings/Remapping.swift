package import Screen

extension Key {
    /// `ctrl-r`, `alt-x`, `f5`, `space`, `pgup`, or the character itself; nil: there is no such key, or a terminal
    /// cannot tell it.
    package init?(named name: String) {
        if name.count == 1, let character = name.first {
            self = .character(character)
            return
        }
        let lower = name.lowercased()
        if let key = Key.words.first(where: { $0.name == lower })?.key {
            self = key
        } else if lower.hasPrefix("f"), let number = Int(lower.dropFirst()), (1...24).contains(number) {
            self = .function(number)
        } else if let character = Key.held(["ctrl-", "c-", "^"], lower) {
            guard let key = Key.control(character, in: lower) else { return nil }
            self = key
        } else if let character = Key.held(["alt-", "m-"], name) {
            self = .alt(character)
        } else {
            return nil
        }
    }

    /// As `init(named:)` reads it.
    package var name: String {
        if let word = Key.words.first(where: { $0.key == self })?.name { return word }
        return switch self {
        case .character(let character): String(character)
        case .control(let character): "ctrl-" + String(character)
        case .alt(let character): "alt-" + String(character)
        case .function(let number): "f\(number)"
        default: label
        }
    }

    /// Ctrl-P and Ctrl-Q are how Docker's terminal is left, and would never get here whole.
    var isReserved: Bool { self == .control("p") || self == .control("q") }

    private static let words: [(name: String, key: Key)] = [
        ("space", .character(" ")), ("enter", .enter), ("return", .enter), ("esc", .escape),
        ("escape", .escape), ("tab", .tab), ("shift-tab", .backTab), ("s-tab", .backTab),
        ("backtab", .backTab), ("backspace", .backspace), ("del", .delete), ("delete", .delete),
        ("ins", .insert), ("insert", .insert), ("up", .up), ("down", .down), ("left", .left),
        ("right", .right), ("pgup", .pageUp), ("pageup", .pageUp), ("pgdn", .pageDown),
        ("pagedown", .pageDown), ("home", .home), ("end", .end), ("comma", .character(",")),
    ]

    private static func held(_ prefixes: [String], _ name: String) -> Character? {
        for prefix in prefixes where name.lowercased().hasPrefix(prefix) {
            let rest = name.dropFirst(prefix.count)
            if rest.count == 1 { return rest.first }
        }
        return nil
    }

    /// What a terminal sends for Ctrl and a letter; some of them are keys of their own.
    private static func control(_ character: Character, in name: String) -> Key? {
        switch character {
        case "i": .tab
        case "j", "m": .enter
        case "h": .backspace
        case "[": .escape
        case "a"..."z", "\\", "]", "^", "_": .control(character)
        default: nil
        }
    }
}

extension Settings {
    /// Two actions on one key in the same place: the first one in the file keeps it. What takes a key from an
    /// action that is then left without any is told, unless the file speaks of that one too.
    /// - Parameter lines: where each action stands.
    mutating func settleKeys(_ lines: [Action: Int]) -> [Problem] {
        var problems: [Problem] = []
        let standard = Keymap.standard
        var owners: [KeyPlace: [Key: Action]] = [:]
        let inOrder = keys.keys.sorted { (lines[$0] ?? 0, $0.rawValue) < (lines[$1] ?? 0, $1.rawValue) }
        for action in inOrder {
            let places = standard.places(of: action)
            let line = lines[action] ?? 0
            keys[action]?.removeAll { key in
                guard let owner = places.lazy.compactMap({ owners[$0]?[key] }).first, owner != action else {
                    for place in places { owners[place, default: [:]][key] = action }
                    return false
                }
                problems.append(Problem(line: line, kind: .taken(key.label, by: owner.settingName)))
                return true
            }
            if action == .quit, keys[action]?.isEmpty == true {
                keys[action] = nil
                problems.append(Problem(line: line, kind: .needed(action.settingName)))
            }
        }
        for action in Action.allCases where keys[action] == nil {
            let lines = lines
            let bindings = standard.table.filter { $0.action == action }
            let thieves = bindings.flatMap { binding in
                binding.keys.map { key in
                    binding.places.compactMap { owners[$0]?[key] }.min { (lines[$0] ?? 0) < (lines[$1] ?? 0) }
                }
            }
            guard let key = bindings.first?.keys.first, let thief = thieves.first ?? nil,
                !thieves.contains(nil)
            else { continue }
            if action == .quit {
                for case let thief? in thieves {
                    keys[thief]?.removeAll { key in bindings.contains { $0.keys.contains(key) } }
                }
                problems.append(Problem(line: lines[thief] ?? 0, kind: .needed(action.settingName)))
            } else {
                let kind = Problem.Kind.orphan(key.label, of: action.settingName)
                problems.append(Problem(line: lines[thief] ?? 0, kind: kind))
            }
        }
        return problems
    }
}

extension Keymap {
    func places(of action: Action) -> Set<KeyPlace> {
        table.filter { $0.action == action }.reduce(into: []) { $0.formUnion($1.places) }
    }

    /// This table with other keys for some actions; a key that was another action's in the same place is that
    /// one's no more.
    package func remapped(_ keys: [Action: [Key]]) -> Keymap {
        guard !keys.isEmpty else { return self }
        var seen: Set<Action> = []
        return Keymap(
            table.map { binding in
                var binding = binding
                if let own = keys[binding.action] {
                    // Of two lines of one action the first has the keys.
                    let isFirst = seen.insert(binding.action).inserted
                    binding.keys = isFirst ? own : []
                    if isFirst { binding.places = places(of: binding.action) }
                } else {
                    let taken = keys.filter { !places(of: $0.key).isDisjoint(with: binding.places) }
                        .flatMap(\.value)
                    binding.keys.removeAll { taken.contains($0) }
                }
                return binding
            })
    }
}
