import Screen
package import Wording

extension Settings {
    /// What is wrong in a settings file, and where.
    package struct Problem: Hashable, Sendable {
        package enum Kind: Hashable, Sendable {
            case noValue
            case unclosed
            case unknown(String, meant: String?)
            case value(String, of: String)
            case unknownAction(String, meant: String?)
            case unknownKey(String)
            /// Docker's and the terminal's own.
            case forbidden(String)
            /// A key that has been given to another action in this file already.
            case taken(String, by: String)
            /// A key that was another action's only one.
            case orphan(String, of: String)
            /// Without a key for it nobody could leave.
            case needed(String)
            case again(String)
        }

        /// Counted from 1.
        package var line: Int
        package var kind: Kind

        package func sentence(_ words: Language) -> String {
            let text =
                switch kind {
                case .noValue: words.settingNoValue
                case .unclosed: words.settingUnclosed
                case .unknown(let name, let meant): words.settingUnknown(name, meant: meant)
                case .value(let value, let name):
                    words.settingValue(
                        value, of: name,
                        expected: Settings.entries.first { $0.name == name }?.expects(words) ?? "")
                case .unknownAction(let name, let meant): words.settingUnknownAction(name, meant: meant)
                case .unknownKey(let name): words.settingUnknownKey(name)
                case .forbidden(let name): words.settingForbidden(name)
                case .taken(let key, let action): words.settingTaken(key, by: action)
                case .orphan(let key, let action): words.settingOrphan(key, of: action)
                case .needed(let action): words.settingNeeded(action)
                case .again(let name): words.settingAgain(name)
                }
            return words.settingLine(line, text)
        }
    }

    /// Reads a settings file: lines of `name = value`, `#` comments, blank lines. A value may stand in quotes.
    /// - Returns: everything that could be read, and all problems.
    package static func parse(_ text: some StringProtocol) -> (Settings, [Problem]) {
        var settings = Settings()
        var problems: [Problem] = []
        var seen: Set<String> = []
        var keyLines: [Action: Int] = [:]
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .enumerated()
        {
            let bare = line.trimmingBlanks
            if bare.isEmpty || bare.first == "#" { continue }
            let found: [Problem.Kind]
            if let equals = bare.firstIndex(of: "=") {
                let name = bare[..<equals].trimmingBlanks
                let rest = bare[bare.index(after: equals)...].trimmingBlanks
                if let value = unquoted(rest) {
                    found =
                        settings.take(value, for: name) + (seen.insert(name).inserted ? [] : [.again(name)])
                    if let action = Action(settingName: name) { keyLines[action] = index + 1 }
                } else {
                    found = [.unclosed]
                }
            } else {
                found = [.noValue]
            }
            problems += found.map { Problem(line: index + 1, kind: $0) }
        }
        problems += settings.settleKeys(keyLines)
        return (settings, problems.sorted { $0.line < $1.line })
    }

    /// The same in the words of a file: what `parse` reads back.
    package var text: String {
        var lines = Settings.entries.compactMap { entry in entry.written(self).map { "\(entry.name) = \($0)" }
        }
        for action in Action.allCases {
            guard let keys = keys[action] else { continue }
            let names = keys.isEmpty ? "none" : keys.map(\.name).joined(separator: " ")
            lines.append("\(action.settingName) = \"\(names)\"")
        }
        return lines.map { $0 + "\n" }.joined()
    }

    // MARK: - A line

    /// What stands between the quotes, or up to a comment where there are none.
    private static func unquoted(_ text: String) -> String? {
        guard let quote = text.first, quote == "\"" || quote == "'" else {
            var isAfterBlank = true
            let end =
                text.firstIndex { character in
                    defer { isAfterBlank = character.isWhitespace }
                    return character == "#" && isAfterBlank
                } ?? text.endIndex
            return text[..<end].trimmingBlanks
        }
        let inner = text.dropFirst()
        return inner.firstIndex(of: quote).map { String(inner[..<$0]) }
    }

    private mutating func take(_ value: String, for name: String) -> [Problem.Kind] {
        if name.hasPrefix("key.") { return takeKeys(value, for: name) }
        guard let entry = Settings.entries.first(where: { $0.name == name }) else {
            return [.unknown(name, meant: Spelling.nearest(name, in: Settings.entries.map(\.name)))]
        }
        var changed = self
        guard entry.read(value, &changed) else { return [.value(value, of: name)] }
        self = changed
        return []
    }

    private mutating func takeKeys(_ value: String, for name: String) -> [Problem.Kind] {
        guard let action = Action(settingName: name) else {
            let names = Action.allCases.map(\.settingName)
            return [.unknownAction(name, meant: Spelling.nearest(name, in: names))]
        }
        if value == "none" || value.isEmpty {
            if action == .quit { return [.needed(name)] }
            self.keys[action] = []
            return []
        }
        var problems: [Problem.Kind] = []
        var keys: [Key] = []
        for word in Settings.names(in: value) {
            if let key = Key(named: word) {
                if key.isReserved { problems.append(.forbidden(key.label)) } else { keys.append(key) }
            } else {
                problems.append(.unknownKey(word))
            }
        }
        // What is left of nothing is what it was.
        if !keys.isEmpty { self.keys[action] = keys }
        return problems
    }
}

extension Action {
    /// `key.stop_or_start`.
    package var settingName: String {
        "key." + rawValue.reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
    }

    init?(settingName: String) {
        guard let found = Action.allCases.first(where: { $0.settingName == settingName }) else { return nil }
        self = found
    }
}

/// What somebody may have meant.
enum Spelling {
    /// The one that is at most two letters away (one for short words), the nearest.
    static func nearest(_ word: String, in names: [String]) -> String? {
        let near = names.map { ($0, distance(Array(word.utf8.prefix(64)), Array($0.utf8))) }
        return near.filter { $0.1 <= (word.utf8.count < 5 ? 1 : 2) }.min { $0.1 < $1.1 }?.0
    }

    /// Letters to put in, take out or change.
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var row = Array(0...b.count)
        for (i, first) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, second) in b.enumerated() {
                let above = row[j + 1]
                row[j + 1] = min(above + 1, row[j] + 1, diagonal + (first == second ? 0 : 1))
                diagonal = above
            }
        }
        return row[b.count]
    }
}
