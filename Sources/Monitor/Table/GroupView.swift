import Screen
import Supervision
import Wording

// The selected namespace: what its processes come to. Sums that are known already, so a frame costs nothing more.
extension Painter {
    mutating func panel(_ group: TableGroup, _ model: Model, _ area: Rect) {
        var rest = area
        rule(
            rest.takeTop(1), number: area.width >= 100 ? 2 : nil, title: [Part(group.name, .title)],
            notes: [Part(words.processes(group.tally.total), .dim)], isFocused: model.focus == .details)
        let states = Status.allCases.filter { group.tally[$0] > 0 }.map { status -> [Part] in
            let (glyph, role) = sign(status)
            return [Part("\(glyph) \(group.tally[status]) \(words.status(status))", role)]
        }
        var restarts = [Part("\(group.restarts)")]
        if group.recentRestarts > 0 {
            restarts.append(Part(" \(glyphs.up)\(group.recentRestarts)", .restartRising))
        }
        let facts: [(TableColumn, [Part])] = [
            (.status, .joined(states, glyphs)), (.cpu, [Part(Figures.percent(group.cpuPercent))]),
            (.memory, [Part(Figures.bytes(group.memory))]), (.restarts, restarts),
        ]
        for (column, value) in facts {
            let line = rest.takeTop(1)
            guard line.height > 0 else { break }
            put(words.title(of: column), x: line.x + 1, y: line.y, .dim)
            put(value.cut(to: line.width - 13, glyphs.cut), x: line.x + 12, y: line.y)
        }
    }
}
