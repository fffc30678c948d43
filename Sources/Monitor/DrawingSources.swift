import Screen
import Supervision
import Wording

// What the parts of the main screen are drawn from. What a view reads of the model has to be in the source of its
// part, or in the stage: the walk in DrawingTests compares what comes of it with a screen drawn from nothing.

/// What makes all of the screen another one.
struct Stage: Equatable {
    private let size: Size
    private let layout: Layout
    private let theme: Theme
    private let glyphs: GlyphSet
    private let words: Language
    private let zone: Int
    private let place: Model.Place
    private let focus: Model.Panel
    private let keyPlace: KeyPlace
    private let isReadOnly: Bool
    private let isLeaving: Bool
    private let lost: String?
    private let isFrozen: Bool
    private let preferences: Preferences
    private let manner: LogManner
    private let keys: Int

    init(_ model: Model, _ layout: Layout, theme: Theme, glyphs: GlyphSet) {
        (self.layout, self.theme, self.glyphs) = (layout, theme, glyphs)
        (size, words, zone, place) = (model.size, model.words, model.zone, model.place)
        (focus, keyPlace, isReadOnly) = (model.focus, model.keyPlace, model.isReadOnly)
        (isLeaving, lost, isFrozen) = (model.isLeaving, model.lost, model.table.frozen != nil)
        (preferences, manner, keys) = (model.preferences, model.manner, model.editions.keymap)
    }
}

struct HeaderSource: Equatable {
    private let snapshot: Snapshot
    private let tally: Tally
    /// What the clock and the time since the start show.
    private let second: Int64
    private let up: Int64

    init(_ model: Model) {
        (snapshot, tally) = (model.snapshot, model.table.tally)
        second = model.now.wall.components.seconds
        up = (model.now.boot - model.snapshot.core.startedAt.boot).components.seconds
    }
}

/// All of the table but its rows.
struct TableSource: Equatable {
    private let sort: Sort
    private let filter: String
    private let isEditing: Bool
    private let marks: Int
    private let columns: Set<TableColumn>
    private let empty: Set<TableColumn>
    private let widths: [Int]
    private let counts: [Int]
    private let isTree: Bool
    private let isWaiting: Bool

    init(_ model: Model) {
        (sort, filter, isEditing) = (model.sort, model.filter, model.isEditingFilter)
        (columns, empty, isTree) = (model.table.columns, model.table.empty, model.table.isTree)
        marks = model.table.marks.count
        widths = [model.nameWidth, model.table.namespaceWidth, model.tabled.processes.last?.id.raw ?? 0]
        counts = [model.shownProcesses, model.tabled.processes.count]
        isWaiting = model.rows.isEmpty && model.snapshot == Snapshot()
    }
}

/// The rows of the table in sight.
struct RowSources: Equatable {
    private let processes: [ProcessSnapshot]
    private let groups: [TableGroup]
    private let rows: [Row]
    var count: Int { rows.count }

    fileprivate struct Row: Equatable {
        var row: TableRow
        var isSelected: Bool
        var isFolded = false
        var isMarked = false
        var hasNewStatus = false
        var hasNewRestarts = false
        var time: ShownTime?
    }

    init(_ model: Model, _ layout: Layout) {
        (processes, groups) = (model.tabled.processes, model.table.groups)
        let first = min(model.topRow, max(0, model.rows.count - 1))
        rows = model.rows[first...].prefix(layout.tableRows).enumerated().map { line, row in
            Row(model, row, isSelected: first + line == model.selectedRow)
        }
    }

    /// Those that do not look as they did in other sources of as many rows.
    func changed(since old: RowSources) -> [Int] {
        // Copied is what has not changed: then nothing but the row's own has to be looked at.
        let isSame = old.processes.isCopy(of: processes) && old.groups == groups
        return rows.indices.filter { line in
            if rows[line] != old.rows[line] { return true }
            if isSame { return false }
            // In place: a copy of a process is a dozen references counted.
            return switch rows[line].row {
            case .process(let index): old.processes[index] != processes[index]
            case .group(let index): old.groups[index] != groups[index]
            }
        }
    }
}

extension RowSources.Row {
    init(_ model: Model, _ row: TableRow, isSelected: Bool) {
        (self.row, self.isSelected) = (row, isSelected)
        switch row {
        case .process(let index):
            let processes = model.tabled.processes
            let id = processes[index].id
            isMarked = model.table.marks.contains(id)
            hasNewStatus = model.changedLately(id, .status)
            hasNewRestarts = model.changedLately(id, .restarts)
            time = ShownTime(
                from: processes[index].startedAt, isWaiting: processes[index].status == .waiting,
                at: model.tabledAt)
        case .group(let index):
            let (group, marks) = (model.table.groups[index], model.table.marks)
            isFolded = model.table.folded.contains(group.name)
            isMarked = !marks.isEmpty && group.members.allSatisfy { marks.contains($0) }
        }
    }
}

extension [ProcessSnapshot] {
    /// Whether both are the same place in memory, so that they need not be compared.
    fileprivate func isCopy(of other: Self) -> Bool {
        withUnsafeBufferPointer { own in other.withUnsafeBufferPointer { own.baseAddress == $0.baseAddress } }
            && count == other.count
    }
}

/// What a process shows of the time: how long it is up, or how long it waits yet.
struct ShownTime: Equatable {
    private var up: Int64?
    private var waits: Duration?

    init(from start: Moment?, isWaiting: Bool, at now: Moment) {
        up = start.map { (now.boot - $0.boot).components.seconds }
        if isWaiting { waits = now.monotonic }
    }
}

struct DetailsSource: Equatable {
    private let process: ProcessSnapshot?
    private let group: TableGroup?
    private let time: ShownTime?
    /// When the last of the figures was taken.
    private let at: Moment

    init(_ model: Model) {
        (process, group, at) = (model.selected, model.selectedGroup, model.snapshot.at)
        time = process.map {
            ShownTime(from: $0.startedAt, isWaiting: $0.status == .waiting, at: model.now)
        }
    }
}

struct LogsSource: Equatable {
    private let edition: Int
    private let names: Names
    private let nameWidth: Int
    private let sharedSuffix: Int
    /// Where the lines tell how long ago they came.
    private let now: Duration?

    init(_ model: Model) {
        (edition, names) = (model.editions.logs, Names(processes: model.snapshot.processes))
        (nameWidth, sharedSuffix) = (model.nameWidth, model.sharedSuffix)
        now = model.manner.times == .relative ? model.now.wall : nil
    }

    /// Who is who. Figures are new every second, names are not.
    private struct Names: Equatable {
        let processes: [ProcessSnapshot]

        static func == (a: Names, b: Names) -> Bool {
            a.processes.count == b.processes.count
                && a.processes.indices.allSatisfy {
                    a.processes[$0].id == b.processes[$0].id && a.processes[$0].name == b.processes[$0].name
                }
        }
    }
}

struct EventsSource: Equatable {
    private let snapshot: Snapshot
    private let urgent: [InstanceID]
    private let waits: Duration?

    init(_ model: Model) {
        let urgent = model.urgent
        snapshot = model.snapshot
        self.urgent = urgent.map(\.id)
        waits = urgent.contains { $0.status == .waiting } ? model.now.monotonic : nil
    }
}

struct HintSource: Equatable {
    private let toast: Model.Toast?
    private let hasMarks: Bool
    private let progress: String?

    /// nil while something is typed there.
    init?(_ model: Model) {
        if model.isEditingFilter || model.logEditor != nil { return nil }
        (toast, progress) = (model.toast, model.searchProgress)
        hasMarks = !model.table.marks.isEmpty
    }
}
