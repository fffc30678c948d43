package import Supervision
import Wording

/// What a key acts on: one process, or several at once.
package struct Aim: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case one
        /// Those that are marked.
        case marks
        /// Those of a namespace's row, or of a name.
        case named(String)
        case all
    }

    package var kind: Kind
    /// In order; those that were there when it was taken.
    package var ids: [InstanceID]

    package init(_ kind: Kind, _ ids: [InstanceID]) {
        self.kind = ids.count == 1 && kind != .all ? .one : kind
        self.ids = ids
    }

    var selector: Selector {
        switch kind {
        case .all: .all
        case .one where ids.count == 1: .id(ids[0])
        case .one, .marks, .named: .ids(ids)
        }
    }
}

extension Model {
    /// The process whose logs fill the screen; else, where the table is seen, the marked ones or those of the
    /// namespace that is selected; else the one that is. nil where nothing is, or cannot be seen.
    package var aim: Aim? {
        switch place {
        case .main, .zoom(.processes):
            if !hidden.contains(.processes) {
                if !table.marks.isEmpty { return Aim(.marks, table.marks.sorted()) }
                if let group = selectedGroup {
                    let known = group.members.filter { process($0) != nil }
                    return known.isEmpty ? nil : Aim(.named(group.name), known)
                }
            }
            return target.map { Aim(.one, [$0.id]) }
        case .zoom, .logs, .graphs: return target.map { Aim(.one, [$0.id]) }
        }
    }

    /// The namespace whose row is selected.
    var selectedGroup: TableGroup? {
        guard let name = table.group else { return nil }
        return table.groups.first { $0.name == name }
    }

    var everybody: Aim { Aim(.all, snapshot.processes.map(\.id)) }

    /// Those of it that are still there.
    func processes(of aim: Aim) -> [ProcessSnapshot] { aim.ids.compactMap { process($0) } }

    /// `api-server`, `3 processes`, `4 processes of shop`, `all 12`.
    func who(_ aim: Aim) -> String {
        switch aim.kind {
        case .one: aim.ids.first.flatMap { process($0)?.name } ?? words.processes(aim.ids.count)
        case .marks: words.processes(aim.ids.count)
        case .named(let name): words.named(aim.ids.count, name)
        case .all: words.all(snapshot.processes.count)
        }
    }
}
