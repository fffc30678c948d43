import Screen
import Supervision
import Wording

extension Painter {
    mutating func help(_ model: Model, _ page: HelpPage) {
        let lines = Help.lines(model, page.search)
        let rows = Help.rows(model)
        let width = model.size.width >= 84 ? min(100, model.size.width - 2) : min(54, model.size.width)
        let area = canvas.area.centred(width: width, height: rows + 2)
        let inside = box(
            area, title: words.helpTitle, foot: foot(model, isMore: lines.count > page.top + rows))
        searched(page, area)
        let first = min(page.top, max(0, lines.count - rows))
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

    /// What is looked for, or that one can, in the upper border.
    private mutating func searched(_ page: HelpPage, _ area: Rect) {
        let line =
            page.search.isEmpty
            ? [Part(" \(words.typeToSearch) ", theme[.dim, on: .dialog])]
            : [
                Part(" / ", theme[.key, on: .dialog]), Part(page.search, theme[.title, on: .dialog]),
                Part(glyphs.cursor + " ", theme[.key, on: .dialog]),
            ]
        let room = area.width - Fit.columns(of: words.helpTitle) - 8
        guard room >= 6, area.height >= 3 else { return }
        let shown = line.cut(to: room, glyphs.cut)
        put(shown, x: area.maxX - 2 - shown.columns, y: area.y)
    }

    private func foot(_ model: Model, isMore: Bool) -> String {
        var foot: [String] = []
        if model.size.width >= 84 {
            let version = model.snapshot.core.version
            foot.append(version.isEmpty ? "wamon" : "wamon \(version)")
            if !model.themeName.isEmpty { foot.append(words.themeIs(model.themeName)) }
            foot.append(words.colours(model.colors))
            if !model.configPath.isEmpty { foot.append(model.configPath) }
        }
        if isMore { foot.append(words.helpMore) }
        foot.append(words.escCloses)
        return foot.joined(separator: " · ")
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
