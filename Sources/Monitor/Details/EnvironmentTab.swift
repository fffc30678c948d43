import Screen
import Supervision
import Wording

// What a run finds in its environment. What the app's file gave stands out from what was inherited.
extension Painter {
    mutating func environmentTab(_ model: Model, _ layout: DetailsLayout) {
        guard var rest = layout.list else { return }
        guard let facts = model.details.facts else { return }
        let names = model.environmentNames
        if layout.heads > 0 {
            let own = facts.environment.keys.count { facts.spec.environment[$0] != nil }
            var notes = [[Part(words.variables(facts.environment.count), .dim)]]
            notes.append([Part("\(own)", .text), Part(" " + words.fromTheFile, .dim)])
            let key = model.keymap.keys(of: .environment).first?.label ?? ""
            notes.append([
                Part(key, .key),
                Part(" " + (model.details.showsSecrets ? words.hidesSecrets : words.showsSecrets), .dim),
            ])
            filterLine(model, names.count, notes, rest.takeTop(1))
        }
        guard !names.isEmpty else {
            put(words.nothingMatches, x: 1, y: 0, in: rest, .dim)
            return
        }
        let width = Model.nameWidth(names, rest.width)
        var y = rest.y
        for index in model.details.top..<names.count where y < rest.maxY {
            let name = names[index]
            let isOwn = facts.spec.environment[name] != nil
            let value = model.shownValue(of: name)
            let isHidden = value != facts.environment[name]
            let height = pair(
                name, value, width, isWrapping: model.details.isWrapping,
                Rect(x: rest.x, y: y, width: rest.width, height: rest.maxY - y),
                isOwn ? (.title, isHidden ? .statusWaiting : .text) : (.dim, isHidden ? .statusWaiting : .dim)
            )
            if index == model.details.row {
                choose(Rect(x: rest.x, y: y, width: rest.width, height: height))
            }
            y += height
        }
        if !model.details.isWrapping { scrollMark(top: model.details.top, of: names.count, rest) }
    }

    /// The first row of a list that can be narrowed: its filter, or what it is about.
    mutating func filterLine(_ model: Model, _ count: Int, _ notes: [[Part]], _ area: Rect) {
        guard model.details.isTypingFilter || !model.details.filter.isEmpty else {
            put([Part].joined(notes, glyphs, to: area.width - 2), x: area.x + 1, y: area.y)
            return
        }
        var line = [Part("/ ", .hintKey), Part(model.details.filter, .title)]
        if model.details.isTypingFilter { line.append(Part(glyphs.cursor, .key)) }
        line.append(Part("  " + words.found(count), .dim))
        put(line.whole(to: area.width - 2, glyphs.cut), x: area.x + 1, y: area.y)
    }

    /// A name and its value; gives back how many rows it took.
    mutating func pair(
        _ name: String, _ value: String, _ width: Int, isWrapping: Bool, _ area: Rect,
        _ roles: (name: Role, value: Role)
    ) -> Int {
        put(
            Fit.truncated(PlainText.of(name), to: width, ellipsis: glyphs.cut), x: area.x + 1, y: area.y,
            roles.name)
        let x = area.x + width + 3
        let room = max(1, area.maxX - 2 - x)
        let lines =
            isWrapping
            ? PlainText.wrapped(value, to: room)
            : [Fit.truncated(PlainText.of(value), to: room, ellipsis: glyphs.cut)]
        for (row, line) in lines.prefix(area.height).enumerated() {
            put(line, x: x, y: area.y + row, roles.value)
        }
        return min(area.height, lines.count)
    }
}

extension Model {
    /// In order; narrowed to the filter, which looks at names and at what is shown of their values.
    var environmentNames: [String] {
        guard let environment = details.facts?.environment else { return [] }
        let names = environment.keys.sorted()
        guard !details.filter.isEmpty else { return names }
        let wanted = details.filter.lowercased()
        return names.filter {
            $0.lowercased().contains(wanted) || shownValue(of: $0).lowercased().contains(wanted)
        }
    }

    func shownValue(of name: String) -> String {
        let value = details.facts?.environment[name] ?? ""
        return details.showsSecrets ? value : Secrets.masked(value, named: name)
    }

    /// Columns of the names of a list of pairs.
    static func nameWidth(_ names: [String], _ whole: Int) -> Int {
        let widest = names.reduce(0) { max($0, Fit.columns(of: $1)) }
        return max(4, min(widest, whole * 2 / 5))
    }
}
