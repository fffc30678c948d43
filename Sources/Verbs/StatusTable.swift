import Monitor
import Screen
package import Supervision
import Wording

/// The table of `status`: PM2's columns, as many as fit. Never wider than the terminal.
package struct StatusTable {
    private enum Kind: CaseIterable {
        case id, name, namespace, version, mode, pid, uptime, restarts, status, health, cpu, memory
    }

    /// What is kept first when it gets narrow.
    private static let priority: [Kind] = [
        .name, .status, .id, .health, .cpu, .memory, .restarts, .uptime, .pid, .mode, .namespace,
    ]
    /// A name that is cut says less than another column, unless there is room for hardly anything.
    private static func shortestName(_ width: Int) -> Int { width < 36 ? 6 : 16 }
    /// PM2 draws its box into pipes, too, with a column that is always "N/A"; `awk '{print $10}'` relies on it.
    private let isPM2: Bool

    private let snapshot: Snapshot
    private let now: Moment
    private let look: Look
    private var words: StatusWords { look.language.statusTable }

    package init(_ snapshot: Snapshot, now: Moment, look: Look, dialect: Dialect = .wamon) {
        self.snapshot = snapshot
        self.now = now
        self.look = look
        isPM2 = dialect == .pm2
    }

    /// Without newlines. On a terminal the machine's figures stand below.
    package var lines: [String] {
        if look.isTerminal { return boxed + [machine] }
        let columns = kinds.map { column($0, isShort: false) }
        var look = look
        look.isTerminal = isPM2
        return Grid(columns, look: look).lines
    }

    // MARK: - What fits

    /// PM2 has no such column, and its readers count them.
    private var hasHealth: Bool { !isPM2 && snapshot.processes.contains(where: \.isProbed) }

    private var kinds: [Kind] {
        Kind.allCases.filter { kind in
            switch kind {
            case .version: isPM2 && !look.isTerminal
            case .health: hasHealth
            default: true
            }
        }
    }

    private var boxed: [String] {
        let full = kinds.map { column($0, isShort: false) }
        if Grid.boxed(full.map(\.width)) <= look.width { return Grid(full, look: look).lines }
        var left = look.width - 1
        let shortest = StatusTable.shortestName(look.width)
        var chosen: [Kind: Int] = [:]
        for kind in StatusTable.priority where kind != .health || hasHealth {
            let column = column(kind, isShort: true)
            // The first is always there, however little is left of it.
            let least = kind == .name ? min(column.width, max(1, min(shortest, left - 3))) : column.width
            guard chosen.isEmpty || least + 3 <= left else { continue }
            chosen[kind] = least
            left -= least + 3
        }
        if let name = chosen[.name] {
            chosen[.name] = min(column(.name, isShort: true).width, name + max(0, left))
        }
        let kinds = Kind.allCases.filter { chosen[$0] != nil }
        guard Grid.boxed(kinds.compactMap { chosen[$0] }) <= look.width else { return bare }
        return Grid(
            kinds.map { column($0, isShort: true) }, widths: kinds.compactMap { chosen[$0] }, look: look
        ).lines
    }

    /// Too narrow for a box around anything: names alone, cut.
    private var bare: [String] {
        snapshot.processes.map {
            GlyphWidth.truncated(GlyphWidth.displayable($0.name), to: look.width, ellipsis: look.ellipsis)
        }
    }

    // MARK: - Cells

    private func column(_ kind: Kind, isShort: Bool) -> Grid.Column {
        Grid.Column(title: title(kind), cells: snapshot.processes.map { cell(kind, $0, isShort: isShort) })
    }

    private func title(_ kind: Kind) -> String {
        switch kind {
        case .id: words.columnID
        case .name: words.columnName
        case .namespace: words.columnNamespace
        case .version: words.columnVersion
        case .mode: words.columnMode
        case .pid: words.columnPID
        case .uptime: words.columnUptime
        case .restarts: look.isUnicode ? "↺" : words.columnRestarts
        case .status: words.columnStatus
        case .health: words.columnHealth
        case .cpu: words.columnCPU
        case .memory: words.columnMemory
        }
    }

    private func cell(_ kind: Kind, _ process: ProcessSnapshot, isShort: Bool) -> Grid.Cell {
        switch kind {
        case .id: Grid.Cell("\(process.id.raw)", .strong)
        case .name: Grid.Cell(process.name)
        case .namespace: Grid.Cell(process.namespace)
        case .version: Grid.Cell("N/A")
        case .mode: Grid.Cell(process.mode)
        case .pid: Grid.Cell("\(process.pid ?? 0)")
        case .uptime: Grid.Cell(process.startedAt.map { words.briefUptime(now.boot - $0.boot) } ?? "0")
        case .restarts: Grid.Cell("\(process.restarts)", process.isCrashLooping ? .bad : nil)
        case .status: Grid.Cell(status(process, isShort: isShort), paint(process))
        case .health: health(process, isShort: isShort)
        case .cpu: Grid.Cell(Amounts.percent(process.standingUsage.cpuPercent))
        case .memory: Grid.Cell(Amounts.bytes(process.standingUsage.memory))
        }
    }

    /// PM2's word; on a terminal with the time until the next try.
    private func status(_ process: ProcessSnapshot, isShort: Bool) -> String {
        guard look.isTerminal else { return look.language.verbs.fullStatus(process.status) }
        let word =
            isShort
            ? look.language.status(process.status) : look.language.verbs.fullStatus(process.status)
        guard process.status == .waiting, let due = process.nextTryAt else { return word }
        return word + " " + look.language.countdown(due - now.monotonic)
    }

    /// `healthy 12ms`, `unhealthy refused ×3`; where there is little room, without the word if it says more.
    private func health(_ process: ProcessSnapshot, isShort: Bool) -> Grid.Cell {
        guard let health = process.health else { return Grid.Cell(look.isUnicode ? "–" : "-", .quiet) }
        let language = look.language
        let (word, brief) = (language.health(health.state), language.brief(health))
        let paint: Paint =
            switch health.state {
            case .healthy: health.failures > 0 || health.isSlow ? .passing : .good
            case .starting: .passing
            case .unhealthy: .bad
            }
        if brief.isEmpty { return Grid.Cell(word, paint) }
        return Grid.Cell(isShort ? brief : word + " " + brief, paint)
    }

    private func paint(_ process: ProcessSnapshot) -> Paint {
        switch process.status {
        case .online: .good
        case .launching, .stopping, .waiting: .passing
        case .stopped: .quiet
        case .errored: .bad
        }
    }

    private var machine: String {
        let machine = snapshot.machine
        let kind = machine.kind.rawValue
        let cores = Figures.decimals(machine.cores, 2)
        let share =
            machine.memoryLimit > 0 ? Double(machine.memoryUsed) / Double(machine.memoryLimit) * 100 : 0
        let used = Figures.bytes(machine.memoryUsed)
        let limit = Figures.bytes(machine.memoryLimit)
        let text =
            words.machine(
                kind, cpu: Amounts.percent(machine.cpuPercent), cores: cores, used: used, limit: limit,
                share: Amounts.percent(share))
        return GlyphWidth.truncated(text, to: look.width, ellipsis: look.ellipsis)
    }
}
