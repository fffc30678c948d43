package import Supervision

// Which rows the table has, in which order, and which of them is selected.
extension Model {
    /// What the table shows: what is, or what was when it was paused.
    package var tabled: Snapshot { table.frozen?.snapshot ?? snapshot }
    /// The time its rows are of.
    var tabledAt: Moment { table.frozen?.at ?? now }

    /// The process of a row; nil for a namespace's.
    package func process(ofRow row: Int) -> ProcessSnapshot? {
        guard rows.indices.contains(row), case .process(let index) = rows[row],
            tabled.processes.indices.contains(index)
        else { return nil }
        return tabled.processes[index]
    }

    /// The processes of the rows, in their order: indices into what is tabled.
    var processRows: [Int] {
        rows.compactMap { row in
            if case .process(let index) = row { index } else { nil }
        }
    }

    /// What of a new snapshot the table needs again and again.
    mutating func noteFleet() {
        var tally = Tally()
        var (hasPort, hasLimit, hasProbe, longest, longestGroup) = (false, false, false, 0, 0)
        for process in snapshot.processes {
            tally.count(process)
            if process.isProbed { hasProbe = true }
            if process.port != nil { hasPort = true }
            if process.memoryLimit != nil { hasLimit = true }
            longest = max(longest, Fit.columns(of: process.name))
            longestGroup = max(longestGroup, Fit.columns(of: process.namespace))
        }
        (nameWidth, table.namespaceWidth, table.tally) = (longest, longestGroup, tally)
        table.empty = []
        if !hasPort { table.empty.insert(.port) }
        if !hasProbe { table.empty.insert(.health) }
        if !hasLimit { table.empty.insert(.limit) }
        if !table.marks.isEmpty { table.marks = table.marks.filter { process($0) != nil } }
    }

    /// Rows that follow from the snapshot, the filter, the order and the tree; made only when one of them is new.
    mutating func arrangeRows() {
        guard areRowsStale || shownFilter != filter || shownSort != sort else { return }
        if shownFilter != filter { table.filter = TableFilter(filter, words) }
        (areRowsStale, shownFilter, shownSort) = (false, filter, sort)
        let processes = tabled.processes
        let isKept = rank(processes)
        var found = table.ranked
        if !table.filter.terms.isEmpty {
            let (filter, marks, at) = (table.filter, table.marks, tabledAt)
            let hasTexts = filter.needsTexts
            if hasTexts { keepTexts(of: processes) }
            let texts = table.texts
            found = found.filter {
                filter.holds(
                    processes[$0], hasTexts ? texts[$0] : .none, isMarked: marks.contains(processes[$0].id),
                    at: at)
            }
        }
        if table.isTree {
            rows = treeRows(found, processes, isKept: isKept)
        } else {
            rows = found.map { .process($0) }
        }
    }

    /// An order by figures is made anew at most once a second, as long as it is of the same processes.
    /// - Returns: the order is the one that was.
    private mutating func rank(_ processes: [ProcessSnapshot]) -> Bool {
        let isSame =
            table.rankedIDs.count == processes.count
            && zip(table.rankedIDs, processes).allSatisfy { $0 == $1.id }
        if isSame, table.rankedSort == sort, let at = table.rankedAt {
            if sort.key == .id || (sort.key.isFigure && now.monotonic - at < Sort.rest) { return true }
        }
        if !isSame { table.rankedIDs = processes.map(\.id) }
        table.ranked = sort.ranked(processes, at: tabledAt)
        (table.rankedSort, table.rankedAt) = (sort, now.monotonic)
        return false
    }

    /// Made anew only for the processes that are not the same any more.
    private mutating func keepTexts(of processes: [ProcessSnapshot]) {
        if table.texts.count > processes.count {
            table.texts.removeLast(table.texts.count - processes.count)
            table.textOf.removeLast(table.textOf.count - processes.count)
        }
        for (index, process) in processes.enumerated() {
            let key = TableState.TextKey(
                id: process.id, name: process.name, namespace: process.namespace, port: process.port)
            if index < table.texts.count {
                if table.textOf[index] == key { continue }
                table.textOf[index] = key
                table.texts[index] = TableText(process)
            } else {
                table.textOf.append(key)
                table.texts.append(TableText(process))
            }
        }
    }

    /// Each namespace with its sums, and under it, unless it is folded, its rows.
    private mutating func treeRows(_ found: [Int], _ processes: [ProcessSnapshot], isKept: Bool) -> [TableRow]
    {
        var groups: [TableGroup] = []
        var places: [String: Int] = [:]
        var members: [[Int]] = []
        for index in found {
            let name = processes[index].namespace
            let place =
                places[name]
                ?? {
                    groups.append(TableGroup(name: name))
                    members.append([])
                    places[name] = groups.count - 1
                    return groups.count - 1
                }()
            groups[place].add(processes[index])
            members[place].append(index)
        }
        var order = groups.indices.sorted { sort.precedes(groups[$0], groups[$1]) }
        if isKept, Set(table.groups.map(\.name)) == Set(groups.map(\.name)) {
            order = table.groups.compactMap { places[$0.name] }
        }
        table.groups = order.map { groups[$0] }
        return order.enumerated().flatMap { at, place -> [TableRow] in
            let isFolded = table.folded.contains(groups[place].name)
            return [.group(at)] + (isFolded ? [] : members[place].map { .process($0) })
        }
    }
}

extension Sort {
    /// Namespaces are in the order of what they sum up, else of their names.
    fileprivate func precedes(_ a: TableGroup, _ b: TableGroup) -> Bool {
        func order<Value: Comparable>(_ first: Value, _ second: Value) -> Bool {
            first == second ? a.name < b.name : (first < second) != isDescending
        }
        return switch key {
        case .cpu: order(a.cpuPercent, b.cpuPercent)
        case .memory: order(a.memory, b.memory)
        case .restarts: order(a.restarts, b.restarts)
        case .name, .namespace: order(a.name, b.name)
        default: a.name < b.name
        }
    }
}

// MARK: - The selection

extension Model {
    /// The selection follows its process (or its namespace); where that is gone, what is in its row now is selected.
    mutating func placeSelection() {
        guard !rows.isEmpty else {
            (selection, table.group) = (nil, nil)
            selectedRow = 0
            return
        }
        guard selection != nil || table.group != nil else { return select(row: selectedRow) }
        if rows.indices.contains(selectedRow), isSelected(rows[selectedRow]) { return }
        if let row = rows.firstIndex(where: { isSelected($0) }) {
            selectedRow = row
            return
        }
        // Folded away: its namespace stands for it.
        if table.isTree, let selection, let process = tabled.process(selection),
            let row = rows.firstIndex(where: { isGroup($0, process.namespace) })
        {
            return select(row: row)
        }
        select(row: selectedRow)
    }

    func isSelected(_ row: TableRow) -> Bool {
        switch row {
        case .process(let index): tabled.processes[index].id == selection
        case .group(let index): table.groups[index].name == table.group
        }
    }

    private func isGroup(_ row: TableRow, _ name: String) -> Bool {
        if case .group(let index) = row { table.groups[index].name == name } else { false }
    }

    mutating func select(row: Int) {
        guard !rows.isEmpty else { return }
        selectedRow = min(max(0, row), rows.count - 1)
        switch rows[selectedRow] {
        case .process(let index): (selection, table.group) = (tabled.processes[index].id, nil)
        case .group(let index): (selection, table.group) = (nil, table.groups[index].name)
        }
    }
}
