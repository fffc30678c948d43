import Screen
import Supervision

// How the table is arranged.
extension Model {
    mutating func arrange(_ action: Action) {
        switch action {
        case .mark: mark()
        case .tree: toggleTree()
        case .columns: overlay = .columns(ColumnPicker(before: table.columns))
        case .pauseTable: pause()
        case .sortNext: order(by: stepped(1))
        case .sortPrevious: order(by: stepped(-1))
        case .invertSort: order(by: sort.inverted)
        default: break
        }
    }

    // MARK: - Order

    /// By the next of the columns that are on the screen, or the one before.
    private func stepped(_ step: Int) -> Sort {
        let shown = tableColumns(width: Layout(self).table?.width ?? size.width).placed.map(\.kind)
        guard !shown.isEmpty else { return sort }
        if let at = shown.firstIndex(of: sort.key) {
            return Sort(shown[(at + step + shown.count) % shown.count])
        }
        // Not on the screen: from where it would be.
        let all = TableColumn.allCases
        let place = all.firstIndex(of: sort.key) ?? 0
        let behind = shown.firstIndex { (all.firstIndex(of: $0) ?? 0) > place } ?? 0
        return Sort(shown[(step > 0 ? behind : behind - 1 + shown.count) % shown.count])
    }

    /// Whoever asks for an order wants to see its beginning; where all rows are seen anyway the selection stays.
    mutating func order(by new: Sort) {
        sort = new
        guard rows.count > Layout(self).tableRows else { return }
        settle()
        select(row: 0)
    }

    // MARK: - Marks

    /// Marks what is selected, or takes its mark away, and goes on to the next row.
    private mutating func mark() {
        guard rows.indices.contains(selectedRow) else { return }
        switch rows[selectedRow] {
        case .process:
            if let selection { table.marks.formSymmetricDifference([selection]) }
        case .group(let index):
            let members = Set(table.groups[index].members)
            if members.isSubset(of: table.marks) {
                table.marks.subtract(members)
            } else {
                table.marks.formUnion(members)
            }
        }
        // It may be what the filter is about.
        if !table.filter.terms.isEmpty { areRowsStale = true }
        select(row: selectedRow + 1)
    }

    mutating func clearMarks() {
        table.marks = []
        if !table.filter.terms.isEmpty { areRowsStale = true }
    }

    // MARK: - The tree

    private mutating func toggleTree() {
        table.isTree.toggle()
        areRowsStale = true
        guard !table.isTree, let group = table.group else { return }
        // A namespace's row is gone: its first process stands for it.
        (selection, table.group) = (table.groups.first { $0.name == group }?.members.first, nil)
    }

    /// Folds the namespace of the selected row, or unfolds it; nil: whichever it is not.
    mutating func fold(_ wish: Bool? = nil) {
        guard let name = table.group ?? selection.flatMap({ tabled.process($0)?.namespace }) else { return }
        let isFolded = table.folded.contains(name)
        guard wish ?? !isFolded != isFolded else { return }
        if isFolded { table.folded.remove(name) } else { table.folded.insert(name) }
        areRowsStale = true
    }

    /// Enter on a namespace, left and right in a tree; false: the key means something else here.
    mutating func foldedGroup(_ action: Action) -> Bool {
        guard keyPlace == .table, overlay == nil else { return false }
        switch action {
        case .open where table.group != nil: fold()
        case .left where table.isTree: fold(true)
        case .right where table.isTree: fold(false)
        default: return false
        }
        return true
    }

    // MARK: - A pause

    /// What is shown stays as it is; what keys do, they do to what is.
    private mutating func pause() {
        table.frozen = table.frozen == nil ? TableState.Frozen(snapshot: snapshot, at: now) : nil
        areRowsStale = true
    }
}
