import Screen
import Supervision
import Wording

/// The help on the screen: how far it is scrolled, and what is looked for in it.
package struct HelpPage: Hashable, Sendable {
    package var top = 0
    package var search = ""
    package init(top: Int = 0) { self.top = top }
}

extension Model {
    /// Letters are what is looked for: only the arrows and their like move.
    mutating func take(_ key: Key, in page: HelpPage) -> [Command] {
        var page = page
        let rows = Help.rows(self)
        let last = max(0, Help.lines(self, page.search).count - rows)
        switch key {
        case .up: page.top = max(0, page.top - 1)
        case .down: page.top = min(last, page.top + 1)
        case .pageUp: page.top = max(0, page.top - rows + 1)
        case .pageDown: page.top = min(last, page.top + rows - 1)
        case .home: page.top = 0
        case .end: page.top = last
        case .backspace where !page.search.isEmpty: page.look(for: String(page.search.dropLast()))
        case .escape where !page.search.isEmpty, .control("u"): page.look(for: "")
        case .character("q") where page.search.isEmpty, .character("?") where page.search.isEmpty,
            .backspace, .escape, .enter, .control("c"), .function(1):
            overlay = nil
            return []
        case .character(let typed): page.look(for: page.search + String(typed))
        default: break
        }
        overlay = .help(page)
        return []
    }
}

extension HelpPage {
    fileprivate mutating func look(for text: String) {
        search = String(text.prefix(40))
        top = 0
    }
}

/// The help, written from the table of keys.
struct Help: Sendable {
    /// What it was written for.
    private struct Occasion: Equatable {
        var words: Language
        /// 84 where it is wide enough for all.
        var width: Int
        var isReadOnly: Bool
        var keymap: Int

        init(_ model: Model) {
            (words, width) = (model.words, min(84, model.size.width))
            (isReadOnly, keymap) = (model.isReadOnly, model.editions.keymap)
        }
    }

    private let occasion: Occasion
    private let all: [[Part]]
    private var search = ""
    private var found: [[Part]]

    private init(_ model: Model) {
        occasion = Occasion(model)
        all = Help.written(model, "")
        found = all
    }

    /// The one there is, where it still says what it should: writing it takes longer than drawing it.
    static func kept(_ last: Help?, _ model: Model, _ search: String) -> Help {
        var help = last.flatMap { $0.occasion == Occasion(model) ? $0 : nil } ?? Help(model)
        if help.search != search {
            help.search = search
            help.found = search.isEmpty ? help.all : written(model, search)
        }
        return help
    }

    static func lines(_ model: Model, _ search: String) -> [[Part]] { kept(model.help, model, search).found }

    /// Lines that are seen at once: as many as there are without a search.
    static func rows(_ model: Model) -> Int {
        min(
            kept(model.help, model, "").all.count,
            max(1, model.size.height - (model.size.height < 16 ? 2 : 4)))
    }
}

extension Help {
    /// Lines of what it says: headings, keys and what they do; two columns where there is room. With a search
    /// only the keys whose name or meaning, in this language or in English, has it in it.
    private static func written(_ model: Model, _ search: String) -> [[Part]] {
        let search = search.lowercased()
        let isWide = model.size.width >= 84
        let blocks = Dictionary(
            uniqueKeysWithValues: Binding.Group.allCases.map { ($0, block($0, model, search)) })
        func joined(_ groups: Binding.Group...) -> [[Part]] {
            groups.compactMap { blocks[$0] }.filter { !$0.isEmpty }
                .reduce([]) { $0.isEmpty ? $1 : $0 + [[]] + $1 }
        }
        guard isWide, search.isEmpty else {
            let found = joined(.move, .process, .logs, .table, .view)
            guard search.isEmpty else {
                return found.isEmpty ? [[Part(model.words.helpNothing, .dim)]] : found
            }
            return found + [[]] + legend(model.words) + reminder(model)
        }
        let left = joined(.move, .logs)
        let right = joined(.process, .table, .view)
        var lines = (0..<max(left.count, right.count)).map { row in
            let first = left.indices.contains(row) ? left[row] : []
            let second = right.indices.contains(row) ? right[row] : []
            return first + [Part(String(repeating: " ", count: max(1, 48 - first.columns)), .text)] + second
        }
        lines.append([])
        return lines + [Array(legend(model.words).joined(separator: [Part("  ", .dim)]))] + reminder(model)
    }

    private static func block(_ group: Binding.Group, _ model: Model, _ search: String) -> [[Part]] {
        let lines = model.keymap.table.compactMap { binding -> [[Part]]? in
            guard binding.group == group, let text = binding.text, !(model.isReadOnly && binding.acts) else {
                return nil
            }
            let (label, meaning) = (model.keymap.label(binding), text(model.words))
            guard
                search.isEmpty
                    || [label, meaning, text(.english)].contains(where: { $0.lowercased().contains(search) })
            else { return nil }
            return entry(label, meaning, model)
        }.flatMap(\.self)
        return lines.isEmpty ? [] : [[Part(model.words[group], .title)]] + lines
    }

    /// A key and what it does; what has no room behind it goes on below.
    private static func entry(_ label: String, _ meaning: String, _ model: Model) -> [[Part]] {
        let key = Part("  " + Fit.padded(right: label, to: 16), .key)
        guard model.size.width < 60 else { return [[key, Part(meaning, .text)]] }
        let isTiny = columns(model) < 34
        let indent = isTiny ? 4 : 18
        let lines = Fit.wrapped(meaning, to: columns(model) - indent)
            .map { [Part(String(repeating: " ", count: indent), .text), Part($0, .text)] }
        return isTiny
            ? [[Part("  " + label, .key)]] + lines : [[key] + lines[0].dropFirst()] + lines.dropFirst()
    }

    /// Inside of its box, where that is as wide as the screen.
    private static func columns(_ model: Model) -> Int { model.size.width - 5 }

    private static func legend(_ words: Language) -> [[Part]] {
        let pending = [Status.launching, .stopping, .waiting].map { words.status($0) }.joined(separator: ", ")
        return [
            [Part("● \(words.status(.online))", .statusOnline)], [Part("◐ \(pending)", .statusWaiting)],
            [
                Part("○ \(words.status(.stopped))", .statusStopped), Part("  ", .dim),
                Part("✗ \(words.status(.errored))", .statusErrored),
            ], [Part("▲n", .restartRising), Part(" " + words.restartsLately, .dim)],
        ]
    }

    private static func reminder(_ model: Model) -> [[Part]] {
        if model.isReadOnly { return [] }
        guard model.size.width < 84 else { return [[Part(model.words.hurtsAsks, .dim)]] }
        return Fit.wrapped(model.words.hurtsAsks, to: min(49, columns(model))).map { [Part($0, .dim)] }
    }
}
