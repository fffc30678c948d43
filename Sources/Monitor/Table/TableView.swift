import Screen
import Supervision
import Wording

// The table of processes.
extension Painter {
    mutating func table(_ model: Model, _ layout: Layout, _ area: Rect) {
        var rest = area
        if layout.hasTableRule { tableRule(model, rest.takeTop(1)) }
        let columns = model.tableColumns(width: area.width)
        if layout.hasTableHead { head(columns, model, rest.takeTop(1)) }
        guard !model.rows.isEmpty else {
            var lines = Fit.wrapped(emptiness(model), to: rest.width - 3)
            if lines.count > rest.height { lines = Fit.wrapped(words.nothingMatches, to: rest.width - 3) }
            for (row, line) in lines.prefix(rest.height).enumerated() {
                put(spelled(line), x: 2, y: row, in: rest, .dim)
            }
            return
        }
        let first = min(model.topRow, max(0, model.rows.count - 1))
        for line in 0..<min(layout.tableRows, model.rows.count - first) {
            tableRow(
                line, columns, model, Rect(x: rest.x, y: rest.y + line, width: rest.width, height: 1))
        }
    }

    /// One of the rows in sight, counted from the first of them.
    mutating func tableRow(_ line: Int, _ columns: TableColumns, _ model: Model, _ place: Rect) {
        let index = min(model.topRow, max(0, model.rows.count - 1)) + line
        switch model.rows[index] {
        case .process(let index): row(model.tabled.processes[index], columns, model, place)
        case .group(let index): row(model.table.groups[index], columns, model, place)
        }
        if index == model.selectedRow { select(place) }
    }

    private func emptiness(_ model: Model) -> String {
        let total = model.tabled.processes.count
        if model.snapshot == Snapshot() { return words.waitingForCore }
        return total == 0 ? words.noProcesses : words.noneMatches(total, model.filter)
    }

    private mutating func tableRule(_ model: Model, _ area: Rect) {
        let isWide = area.width >= 100
        let arrow = model.sort.isDescending ? glyphs.down : glyphs.up
        let total = model.tabled.processes.count
        var notes: [[Part]] = []
        if model.table.frozen != nil { notes.append([Part(words.paused, .statusWaiting)]) }
        let marks = model.table.marks.count
        if marks > 0 { notes.append([Part(words.markedRows(marks), .marked)]) }
        let sort = Part(
            "\(words.title(of: model.sort.key)) \(arrow)", model.sort == Sort() ? .dim : .title)
        notes.append(isWide ? [Part(words.sortedBy, .dim), sort] : [sort])
        if model.isEditingFilter || !model.filter.isEmpty {
            notes.append([Part(words.filterBy, .dim), Part(model.filter, .title)])
        } else if isWide {
            notes.append([Part(words.noFilter, .dim)])
        }
        let shown = model.shownProcesses
        notes.append([Part(shown == total && !isWide ? "\(total)" : words.of(shown, total), .dim)])
        rule(
            area, number: isWide ? 1 : nil, title: [Part(words.tableTitle, .title)],
            notes: .joined(notes, glyphs), isFigures: model.filter.isEmpty,
            isFocused: model.focus == .processes)
    }

    /// Titles, and in the one that is sorted by which way: before it where figures end at its right edge, so that
    /// no title moves.
    private mutating func head(_ columns: TableColumns, _ model: Model, _ area: Rect) {
        for column in columns.placed {
            var title = words.title(of: column.kind)
            if column.kind == .status, column.width < 6 { title = "" }
            title = Fit.truncated(title, to: column.width, ellipsis: "")
            let width = Fit.columns(of: title)
            let isKey = column.kind == model.sort.key
            let role: Role = isKey && model.sort != Sort() ? .title : .dim
            let x = area.x + column.x + (column.kind.isRight ? column.width - width : 0)
            put(title, x: x, y: area.y, role)
            guard isKey else { continue }
            let arrow = model.sort.isDescending ? glyphs.down : glyphs.up
            put(arrow, x: column.kind.isRight ? x - 1 : x + width, y: area.y, role)
        }
    }

    private mutating func row(
        _ process: ProcessSnapshot, _ columns: TableColumns, _ model: Model, _ area: Rect
    ) {
        for column in columns.placed {
            let place = Rect(x: area.x + column.x, y: area.y, width: column.width, height: 1)
            if column.kind == .status, let health = process.health, health.state == .unhealthy,
                process.status == .online, !columns.contains(.health)
            {
                sickness(health, place)
            } else {
                cell(process, column.kind, model, place)
            }
        }
        if model.table.marks.contains(process.id) { mark(area) }
    }

    mutating func mark(_ area: Rect) {
        put(glyphs.ok, x: area.x + 1, y: area.y, .marked)
    }

    private mutating func select(_ area: Rect) {
        let ground = theme[.selection]
        canvas.restyle(area) { style in
            if ground.attributes.contains(.reverse) {
                // Each colour reversed would be a patchwork: words and signs must do.
                style = Style(nil, on: nil, style.attributes.subtracting(.dim).union(.reverse))
            } else if let background = ground.background {
                style.background = background
            }
        }
        canvas[area.x, area.y] = Cell(glyphs.bar, theme[.key, on: .selection])
    }
}

extension Model {
    /// The columns of a table so wide.
    func tableColumns(width: Int) -> TableColumns {
        // Where there is room, a column is kept free at the edge, as the header keeps it.
        let last = tabled.processes.last?.id.raw ?? 0
        return TableColumns(
            table.columns.subtracting(table.empty),
            TableColumns.Measure(
                width: width - (width >= 100 ? 1 : 0), name: nameWidth + (table.isTree ? 2 : 0),
                namespace: table.namespaceWidth, id: String(last).count, words: words))
    }

    /// The column of the table whose heading (or cells) are at a place on the screen; nil where there is none.
    package func column(at x: Int) -> TableColumn? {
        guard let area = Layout(self).table, x >= area.x else { return nil }
        let columns = tableColumns(width: area.width).placed
        return columns.last { area.x + $0.x - 1 <= x }?.kind
    }

    /// How many processes pass the filter.
    var shownProcesses: Int {
        table.isTree ? table.groups.reduce(0) { $0 + $1.tally.total } : rows.count
    }
}
