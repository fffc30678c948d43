import Screen

// The mouse: the wheel scrolls what it is over, a click selects. Everything it does has a key.
extension Model {
    mutating func take(_ mouse: Mouse) -> [Command] {
        guard overlay == nil else { return [] }
        let layout = Layout(self)
        let isOverLogs = layout.logs?.contains(x: mouse.x, y: mouse.y) == true
        let isOverTable = layout.table?.contains(x: mouse.x, y: mouse.y) == true
        switch mouse.action {
        case .wheelUp where isOverLogs: return scrollLog(by: -3)
        case .wheelDown where isOverLogs: return scrollLog(by: 3)
        case .wheelUp where isOverTable: select(row: selectedRow - 1)
        case .wheelDown where isOverTable: select(row: selectedRow + 1)
        case .press(.left) where isOverLogs: focus = .logs
        case .press(.left) where isOverTable:
            focus = .processes
            guard let table = layout.table else { return [] }
            let first = table.y + (layout.hasTableRule ? 1 : 0) + (layout.hasTableHead ? 1 : 0)
            let row = topRow + mouse.y - first
            if mouse.y >= first, rows.indices.contains(row), mouse.y < first + layout.tableRows {
                select(row: row)
            }
        default: break
        }
        return []
    }
}
