import Screen
import Supervision
import Wording

// The list of the tab that is open: how long it is, how high its rows are, and what is copied of one.
extension Model {
    var listCount: Int {
        switch details.tab {
        case .overview, .restarts: details.history?.count ?? 0
        case .health: details.facts?.checks.count ?? 0
        case .environment: environmentNames.count
        case .tree: branches.count
        case .config: configFields.count
        }
    }

    /// Of the list of the open tab; nil where there is none. What is masked is copied masked.
    func listText(at row: Int) -> String? {
        guard row >= 0 else { return nil }
        switch details.tab {
        case .overview, .restarts:
            return details.history?.dropFirst(row).first.map { words.ending($0) }
        case .environment:
            return environmentNames.dropFirst(row).first.map { "\($0)=\(shownValue(of: $0))" }
        case .health:
            return check(at: row).map {
                Figures.clock($0.at.wall, zone: zone) + " " + words.result(of: $0)
                    + ($0.said.map { ": " + $0 } ?? "")
            }
        case .tree: return branches.dropFirst(row).first.map { "\($0.member.pid) \($0.member.command)" }
        case .config: return configFields.dropFirst(row).first.map { "\($0.name): \($0.value)" }
        }
    }

    /// Rows of the screen that so many rows of the list take.
    func height(ofRows range: ClosedRange<Int>) -> Int {
        guard details.isWrapping else { return range.count }
        let width = DetailsLayout(self).list?.width ?? 0
        switch details.tab {
        case .overview, .restarts, .health, .tree: return range.count
        case .environment:
            let names = environmentNames
            let room = width - Model.nameWidth(names, width) - 5
            return names[range].reduce(0) { $0 + PlainText.wrapped(shownValue(of: $1), to: room).count }
        case .config:
            let fields = configFields
            let room = ConfigColumns(fields, self, width: width).value
            return fields[range].reduce(0) { $0 + PlainText.wrapped($1.value, to: room).count }
        }
    }
}
