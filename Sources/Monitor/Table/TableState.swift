package import Supervision
import Wording

/// How the table is arranged, and what follows from it.
package struct TableState: Sendable {
    // MARK: What the user made of it

    package var columns = TableColumn.standard
    package var marks: Set<InstanceID> = []
    /// Rows by namespace.
    package var isTree = false
    /// Namespaces whose rows are hidden.
    package var folded: Set<String> = []
    /// The namespace whose row is selected.
    package internal(set) var group: String?
    /// What the table shows instead of what is, and since when.
    package internal(set) var frozen: Frozen?

    package struct Frozen: Sendable {
        package var snapshot: Snapshot
        package var at: Moment
    }

    /// The filter as it is being typed.
    var editor = LineEditor()

    // MARK: Derived, kept by `update`

    package internal(set) var filter = TableFilter()
    package internal(set) var groups: [TableGroup] = []
    package internal(set) var tally = Tally()
    /// Columns that would be empty for this fleet.
    var empty: Set<TableColumn> = []
    /// Columns of the longest namespace.
    var namespaceWidth = 0
    /// All rows in order, and what it was made for.
    var ranked: [Int] = []
    var rankedSort = Sort()
    var rankedIDs: [InstanceID] = []
    var rankedAt: Duration?
    /// What words are looked for in, for the processes of `textIDs`.
    var texts: [TableText] = []
    var textOf: [TextKey] = []

    struct TextKey: Equatable {
        var id: InstanceID
        var name: String
        var namespace: String
        var port: Int?
    }

    package init() {}
}

/// A row of the table.
package enum TableRow: Hashable, Sendable {
    /// An index into the processes shown.
    case process(Int)
    /// An index into ``TableState/groups``.
    case group(Int)
}

/// How many processes are in which state.
package struct Tally: Hashable, Sendable {
    private var counts: [Int] = Array(repeating: 0, count: Status.allCases.count)
    package private(set) var total = 0
    package init() {}

    /// Those of them that are up and cannot serve, and those whose probe passes.
    package private(set) var unhealthy = 0
    package private(set) var healthy = 0

    package mutating func count(_ process: ProcessSnapshot) {
        counts[Tally.place(process.status)] += 1
        total += 1
        switch process.health?.state {
        case .unhealthy: unhealthy += 1
        case .healthy: healthy += 1
        case .starting, nil: break
        }
    }

    package subscript(status: Status) -> Int { counts[Tally.place(status)] }

    private static func place(_ status: Status) -> Int {
        switch status {
        case .launching: 0
        case .online: 1
        case .stopping: 2
        case .stopped: 3
        case .waiting: 4
        case .errored: 5
        }
    }
}

/// A namespace as a row: what its processes come to.
package struct TableGroup: Hashable, Sendable {
    package var name: String
    package var members: [InstanceID] = []
    package var tally = Tally()
    package var cpuPercent = 0.0
    package var memory = 0
    package var restarts = 0
    package var recentRestarts = 0
    package init(name: String) { self.name = name }

    mutating func add(_ process: ProcessSnapshot) {
        members.append(process.id)
        tally.count(process)
        restarts += process.restarts
        recentRestarts += process.recentRestarts
        guard process.pid != nil else { return }
        cpuPercent += process.usage.cpuPercent
        memory += process.usage.memory
    }
}
