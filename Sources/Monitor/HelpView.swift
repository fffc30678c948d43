import Screen
import Supervision
import Wording

/// The help, written from the table of keys.
enum Help {
    /// A line: what is a heading, what a key, what it does; two of them side by side where there is room.
    static func lines(_ model: Model) -> [[Part]] {
        let isWide = model.size.width >= 84
        func block(_ group: Binding.Group) -> [[Part]] {
            let bindings = model.keymap.table.filter {
                $0.group == group && $0.text != nil && !(model.isReadOnly && $0.acts)
            }
            guard !bindings.isEmpty else { return [] }
            return [[Part(model.words[group], .title)]]
                + bindings.map {
                    let text = $0.text.map { $0(model.words) } ?? ""
                    return [
                        Part("  " + Fit.padded(right: model.keymap.label($0), to: 16), .key),
                        Part(text, .text),
                    ]
                }
        }
        let left = block(.move) + [[]] + block(.logs)
        let right =
            block(.process) + (model.isReadOnly ? [] : [[]]) + block(.table) + [[]] + block(.view)
        var lines: [[Part]] = []
        if isWide {
            for row in 0..<max(left.count, right.count) {
                let first = left.indices.contains(row) ? left[row] : []
                let second = right.indices.contains(row) ? right[row] : []
                let gap = Part(String(repeating: " ", count: max(1, 48 - first.columns)), .text)
                lines.append(first + [gap] + second)
            }
        } else {
            lines = [block(.move), block(.process), block(.logs), block(.table), block(.view)].filter {
                !$0.isEmpty
            }
            .reduce([]) { $0.isEmpty ? $1 : $0 + [[]] + $1 }
        }
        lines.append([])
        lines += isWide ? [legend.reduce([], +)] : legend
        if !model.isReadOnly {
            lines.append([Part("What hurts asks first; Cancel is the default.", .dim)])
        }
        return lines
    }

    private static let legend: [[Part]] = [
        [
            Part("● online", .statusOnline), Part("  ", .dim),
            Part("◐ launching, stopping, waiting", .statusWaiting), Part("  ", .dim),
        ],
        [
            Part("○ stopped", .statusStopped), Part("  ", .dim), Part("✗ errored", .statusErrored),
            Part("  ", .dim),
        ],
        [Part("▲n", .restartRising), Part(" restarts in 10 min", .dim)],
    ]

    /// Lines that are seen at once.
    static func rows(_ size: Size) -> Int { max(1, size.height - 4) }
}

extension Painter {
    mutating func help(_ model: Model, _ top: Int) {
        let lines = Help.lines(model)
        let rows = min(lines.count, Help.rows(model.size))
        let version = model.snapshot.core.version
        var foot: [String] = []
        if model.size.width >= 84 {
            foot.append(version.isEmpty ? "wamon" : "wamon \(version)")
            if !model.themeName.isEmpty { foot.append("theme \(model.themeName)") }
            foot.append(
                model.colors < 8
                    ? "no colours" : model.colors > 256 ? "true colour" : "\(model.colors) colours")
        }
        if lines.count > rows { foot.append("↓ more") }
        foot.append("Esc closes")
        let width = model.size.width >= 84 ? min(100, model.size.width - 2) : min(54, model.size.width)
        let inside = box(
            canvas.area.centred(width: width, height: rows + 2), title: "Help",
            foot: foot.joined(separator: " · "))
        let first = min(top, max(0, lines.count - rows))
        for row in 0..<min(rows, inside.height) where lines.indices.contains(first + row) {
            let line = lines[first + row].map { part -> Part in
                var part = part
                part.text = spelled(part.text)
                part.style = theme[part.role, on: .dialog]
                return part
            }
            put(line.cut(to: inside.width - 3, glyphs.cut), x: inside.x + 2, y: inside.y + row)
        }
    }
}

extension Language {
    subscript(group: Binding.Group) -> String {
        switch group {
        case .move: groupMove
        case .process: groupProcess
        case .logs: groupLogs
        case .table: groupTable
        case .view: groupView
        }
    }
}
