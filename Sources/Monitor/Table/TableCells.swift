import Screen
import Supervision
import Wording

// What is in a row of the table.
extension Painter {
    mutating func cell(
        _ process: ProcessSnapshot, _ kind: TableColumn, _ model: Model, _ area: Rect
    ) {
        let isAlive = process.pid != nil
        let quiet: Role = isAlive ? .text : .dim
        switch kind {
        case .id: right("\(process.id.raw)", area, .dim)
        case .name: name(process, model, area)
        case .namespace: left(process.namespace, area, .dim)
        case .status: status(process, model, area)
        case .health: health(process, model, area)
        case .pid: right(process.pid.map(String.init) ?? glyphs.none, area, .dim)
        case .cpu: percent(process.usage.cpuPercent, isAlive: isAlive, area)
        case .cpuLine:
            spark(process.cpuHistory.map(Double.init), x: area.x, y: area.y, width: area.width, max: 100)
        case .memory: right(isAlive ? Figures.bytes(process.usage.memory) : glyphs.none, area, quiet)
        case .memoryLine: memoryLine(process, area)
        case .limit: limit(process, area)
        case .restarts:
            restarts(
                process.restarts, recent: process.recentRestarts,
                isFresh: model.changedLately(process.id, .restarts), area)
        case .uptime: uptime(process, model, area)
        case .port: right(process.port.map { ":\($0)" } ?? "", area, .dim)
        case .children:
            right(isAlive ? "\(max(0, process.usage.processes - 1))" : glyphs.none, area, quiet)
        case .threads: right(isAlive ? "\(process.usage.threads)" : glyphs.none, area, quiet)
        case .descriptors: right(process.usage.descriptors.map { "\($0)" } ?? glyphs.none, area, quiet)
        case .lastExit: lastExit(process, model, area)
        case .command: left(process.command, area, .dim)
        }
    }

    private mutating func right(_ text: String, _ area: Rect, _ role: Role) {
        put(Fit.padded(left: text, to: area.width, ellipsis: glyphs.cut), x: area.x, y: area.y, role)
    }

    private mutating func left(_ text: String, _ area: Rect, _ role: Role) {
        put(Fit.truncated(text, to: area.width, ellipsis: glyphs.cut), x: area.x, y: area.y, role)
    }

    private mutating func name(_ process: ProcessSnapshot, _ model: Model, _ area: Rect) {
        let isMarked = model.table.marks.contains(process.id)
        let indent = model.table.isTree && area.width >= 8 ? 2 : 0
        let room = Rect(x: area.x + indent, y: area.y, width: area.width - indent, height: 1)
        left(process.name, room, isMarked ? .marked : process.status == .stopped ? .dim : .text)
    }

    private mutating func percent(_ cpu: Double, isAlive: Bool, _ area: Rect) {
        let text = isAlive ? Figures.percent(cpu) : glyphs.none
        let style = isAlive && cpu >= 0.05 ? theme.gradient(.cpu, cpu / 100) : theme[.dim]
        put(Fit.padded(left: text, to: area.width), x: area.x, y: area.y, style)
    }

    private mutating func status(_ process: ProcessSnapshot, _ model: Model, _ area: Rect) {
        let (glyph, role) = sign(process.status)
        let shown: Role = process.isCrashLooping && process.status != .online ? .statusCrashLoop : role
        let isFresh = model.changedLately(process.id, .status)
        var style = theme[shown]
        if isFresh { style = style.with(.bold) }
        let x = put(glyph, x: area.x, y: area.y, style)
        if area.width > 2 {
            put(process.isStuck ? words.stuck : words.status(process.status), x: x + 1, y: area.y, style)
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

    /// Against its limit where it has one, else against its own peak.
    private mutating func memoryLine(_ process: ProcessSnapshot, _ area: Rect) {
        let history = process.memoryHistory.map(Double.init)
        let limit = process.memoryLimit.map { Double($0 >> 16) } ?? 0
        spark(
            history, x: area.x, y: area.y, width: area.width,
            max: limit > 0 ? limit : max(1, (history.max() ?? 0) * 1.25))
    }

    mutating func restarts(_ count: Int, recent: Int, isFresh: Bool, _ area: Rect) {
        var style = theme[count > 0 ? .text : .dim]
        if isFresh { style = style.with(.bold) }
        let x = put(Fit.padded(left: "\(count)", to: 4), x: area.x, y: area.y, style)
        if recent > 0 {
            put(" \(glyphs.up)\(min(99, recent))", x: x, y: area.y, .restartRising)
        }
    }

    private mutating func uptime(_ process: ProcessSnapshot, _ model: Model, _ area: Rect) {
        let now = model.tabledAt
        switch process.status {
        case .waiting:
            guard let due = process.nextTryAt else { return right(words.soon, area, .statusWaiting) }
            let left = words.countdown(due - now.monotonic)
            // Where the language has no room for the tenths, the seconds, rounded up like them.
            let seconds = Duration.seconds(
                max(.zero, due - now.monotonic + .milliseconds(999)).components.seconds)
            let shown = [words.due(in: left), words.due(in: words.uptime(seconds))]
                .first { Fit.columns(of: $0) <= area.width }
            right(shown ?? left, area, .statusWaiting)
        case .online, .launching, .stopping:
            right(process.startedAt.map { words.uptime(now.boot - $0.boot) } ?? glyphs.none, area, .text)
        case .stopped, .errored: right(glyphs.none, area, .dim)
        }
    }

    private mutating func lastExit(_ process: ProcessSnapshot, _ model: Model, _ area: Rect) {
        guard let exit = process.lastExit else { return left(glyphs.none, area, .dim) }
        let isBad = !exit.status.isSuccess && exit.cause != .manual
        left(words.briefly(exit.status), area, isBad ? .logWarn : .dim)
        guard area.width >= 18 else { return }
        put(Figures.clock(exit.at.wall, zone: model.zone), x: area.maxX - 8, y: area.y, .dim)
    }

    // MARK: - A namespace

    mutating func row(_ group: TableGroup, _ columns: TableColumns, _ model: Model, _ area: Rect) {
        for column in columns.placed {
            let place = Rect(x: area.x + column.x, y: area.y, width: column.width, height: 1)
            switch column.kind {
            case .name:
                let sign = model.table.folded.contains(group.name) ? glyphs.crumb : glyphs.down
                let line = [Part("\(sign) ", .dim), Part(group.name, .title)]
                put(line.cut(to: place.width, glyphs.cut), x: place.x, y: place.y)
            case .status: tally(group.tally, place)
            case .health: health(group, place)
            case .cpu: percent(group.cpuPercent, isAlive: true, place)
            case .memory: right(Figures.bytes(group.memory), place, .text)
            case .restarts: restarts(group.restarts, recent: group.recentRestarts, isFresh: false, place)
            default: break
            }
        }
        if !group.members.isEmpty, group.members.allSatisfy({ model.table.marks.contains($0) }) { mark(area) }
    }

    /// How many of each kind: `●12 ◐1 ✗2`; what there is none of is left out.
    private mutating func tally(_ tally: Tally, _ area: Rect) {
        guard area.width >= 6 else { return }
        let pending = tally[.launching] + tally[.stopping] + tally[.waiting]
        let counts: [(Status, Int)] = [
            (.online, tally[.online]), (.waiting, pending), (.errored, tally[.errored]),
            (.stopped, tally[.stopped]),
        ]
        var parts: [Part] = []
        for (status, count) in counts where count > 0 {
            let (glyph, role) = sign(status)
            parts += [Part((parts.isEmpty ? "" : " ") + glyph, role), Part("\(count)", .text)]
        }
        put(parts.cut(to: area.width, glyphs.cut), x: area.x, y: area.y)
    }
}
