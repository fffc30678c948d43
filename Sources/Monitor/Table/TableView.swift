import Screen
import Supervision
import Wording

// The table of processes.
extension Painter {
    mutating func table(_ model: Model, _ layout: Layout, _ area: Rect) {
        var rest = area
        if layout.hasTableRule { tableRule(model, rest.takeTop(1)) }
        let last = model.snapshot.processes.last?.id.raw ?? 0
        // Where there is room, a column is kept free at the edge, as the header keeps it.
        let columns = TableColumns(
            width: area.width - (area.width >= 100 ? 1 : 0), nameWidth: model.nameWidth,
            idWidth: String(last).count,
            without: TableColumns.empty(model.snapshot))
        if layout.hasTableHead { head(columns, model, rest.takeTop(1)) }
        guard !model.rows.isEmpty else {
            let text =
                model.snapshot == Snapshot()
                ? "waiting for the core"
                : model.snapshot.processes.isEmpty
                    ? "no processes"
                    : "none of \(model.snapshot.processes.count) matches \"\(model.filter)\" · Esc shows all"
            put(spelled(text), x: 2, y: 0, in: rest, .dim)
            return
        }
        let first = min(model.topRow, max(0, model.rows.count - 1))
        for (line, row) in model.rows[first...].prefix(layout.tableRows).enumerated() {
            let process = model.snapshot.processes[row]
            let place = Rect(x: rest.x, y: rest.y + line, width: rest.width, height: 1)
            self.row(process, columns, model, place, isSelected: process.id == model.selection)
        }
    }

    private mutating func tableRule(_ model: Model, _ area: Rect) {
        let isWide = area.width >= 100
        let arrow = model.sort.isDescending ? glyphs.down : glyphs.up
        let total = model.snapshot.processes.count
        var notes: [[Part]] = []
        let sort = Part("\(model.sort.key.title) \(arrow)", model.sort == Sort() ? .dim : .title)
        notes.append(isWide ? [Part("sort ", .dim), sort] : [sort])
        if model.isEditingFilter || !model.filter.isEmpty {
            notes.append([Part("filter ", .dim), Part(model.filter, .title)])
        } else if isWide {
            notes.append([Part("no filter", .dim)])
        }
        let hasAll = model.rows.count == total
        notes.append([Part(hasAll && !isWide ? "\(total)" : "\(model.rows.count) of \(total)", .dim)])
        rule(
            area, number: isWide ? 1 : nil, title: [Part("Processes", .title)], notes: .joined(notes, glyphs),
            isFocused: model.focus == .processes)
    }

    private mutating func head(_ columns: TableColumns, _ model: Model, _ area: Rect) {
        for column in columns.placed {
            let (title, isRight, key): (String, Bool, Sort.Key?) =
                switch column.kind {
                case .id: ("ID", true, .id)
                case .name: ("NAME", false, .name)
                case .status: (column.width < 6 ? "" : "STATUS", false, .status)
                case .pid: ("PID", true, nil)
                case .cpu: ("CPU%", true, .cpu)
                case .spark: ("CPU 60s", false, nil)
                case .memory: ("MEM", true, .memory)
                case .limit: ("OF LIMIT", false, nil)
                case .restarts: ("RESTART", false, .restarts)
                case .uptime: ("UPTIME", true, .uptime)
                case .port: ("PORT", true, nil)
                }
            let text = isRight ? Fit.padded(left: title, to: column.width, ellipsis: "") : title
            let isKey = key == model.sort.key && model.sort != Sort()
            put(text, x: area.x + column.x, y: area.y, isKey ? .title : .dim)
        }
    }

    private mutating func row(
        _ process: ProcessSnapshot, _ columns: TableColumns, _ model: Model, _ area: Rect, isSelected: Bool
    ) {
        for column in columns.placed {
            cell(
                process, column.kind, model,
                Rect(x: area.x + column.x, y: area.y, width: column.width, height: 1))
        }
        guard isSelected else { return }
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

// MARK: - Cells

extension Painter {
    private mutating func cell(
        _ process: ProcessSnapshot, _ kind: TableColumns.Kind, _ model: Model, _ area: Rect
    ) {
        let isAlive = process.pid != nil
        let quiet: Role = isAlive ? .text : .dim
        switch kind {
        case .id: right("\(process.id.raw)", area, .dim)
        case .name:
            put(
                Fit.truncated(process.name, to: area.width, ellipsis: glyphs.cut), x: area.x, y: area.y,
                process.status == .stopped ? .dim : .text)
        case .status: status(process, model, area)
        case .pid: right(process.pid.map(String.init) ?? glyphs.none, area, .dim)
        case .cpu:
            let cpu = process.usage.cpuPercent
            let text = isAlive ? Figures.percent(cpu) : glyphs.none
            let style = isAlive && cpu >= 0.05 ? theme.gradient(.cpu, cpu / 100) : theme[.dim]
            put(Fit.padded(left: text, to: area.width), x: area.x, y: area.y, style)
        case .spark:
            spark(process.cpuHistory.map(Double.init), x: area.x, y: area.y, width: area.width, max: 100)
        case .memory: right(isAlive ? Figures.bytes(process.usage.memory) : glyphs.none, area, quiet)
        case .limit: limit(process, area)
        case .restarts: restarts(process, model, area)
        case .uptime: uptime(process, model, area)
        case .port: right(process.port.map { ":\($0)" } ?? "", area, .dim)
        }
    }

    private mutating func right(_ text: String, _ area: Rect, _ role: Role) {
        put(Fit.padded(left: text, to: area.width, ellipsis: glyphs.cut), x: area.x, y: area.y, role)
    }

    private mutating func status(_ process: ProcessSnapshot, _ model: Model, _ area: Rect) {
        let (glyph, role) = sign(process.status)
        let shown: Role = process.isCrashLooping && process.status != .online ? .statusCrashLoop : role
        let isFresh = model.changedLately(process.id, .status)
        var style = theme[shown]
        if isFresh { style = style.with(.bold) }
        let x = put(glyph, x: area.x, y: area.y, style)
        if area.width > 2 {
            put(process.isStuck ? "stuck" : words.status(process.status), x: x + 1, y: area.y, in: nil, style)
        }
    }

    private mutating func limit(_ process: ProcessSnapshot, _ area: Rect) {
        guard let limit = process.memoryLimit, limit > 0 else {
            put(glyphs.none, x: area.x, y: area.y, .dim)
            return
        }
        let fraction = process.pid == nil ? 0 : Double(process.usage.memory) / Double(limit)
        let x = bar(fraction, .limit, x: area.x, y: area.y, width: max(3, area.width - 6))
        put(" " + Fit.padded(left: Figures.bytes(limit), to: 5), x: x, y: area.y, .dim)
    }

    private mutating func restarts(_ process: ProcessSnapshot, _ model: Model, _ area: Rect) {
        let isRising = process.recentRestarts > 0
        let count = Fit.padded(left: "\(process.restarts)", to: 4)
        var style = theme[process.restarts > 0 ? .text : .dim]
        if model.changedLately(process.id, .restarts) { style = style.with(.bold) }
        let x = put(count, x: area.x, y: area.y, style)
        if isRising {
            put(" \(glyphs.up)\(min(99, process.recentRestarts))", x: x, y: area.y, .restartRising)
        }
    }

    private mutating func uptime(_ process: ProcessSnapshot, _ model: Model, _ area: Rect) {
        switch process.status {
        case .waiting:
            let text = process.nextTryAt.map { "in " + words.countdown($0 - model.now.monotonic) } ?? "soon"
            right(text, area, .statusWaiting)
        case .online, .launching, .stopping:
            right(
                process.startedAt.map { words.uptime(model.now.boot - $0.boot) } ?? glyphs.none, area, .text
            )
        case .stopped, .errored: right(glyphs.none, area, .dim)
        }
    }
}
