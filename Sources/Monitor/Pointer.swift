import Screen

// The mouse: the wheel scrolls what it is over, a click selects. Everything it does has a key.
extension Model {
    mutating func take(_ mouse: Mouse) -> [Command] {
        if case .themes(let picker) = overlay { return take(mouse, in: picker) }
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
            if layout.hasTableHead, mouse.y == first - 1, let column = column(at: mouse.x) {
                order(by: column == sort.key ? sort.inverted : Sort(column))
                return []
            }
            let row = topRow + mouse.y - first
            if mouse.y >= first, rows.indices.contains(row), mouse.y < first + layout.tableRows {
                select(row: row)
            }
        default: break
        }
        return []
    }

    private mutating func take(_ mouse: Mouse, in picker: ThemePicker) -> [Command] {
        switch mouse.action {
        case .wheelUp: return take(.up, in: picker)
        case .wheelDown: return take(.down, in: picker)
        case .press(.left):
            guard let row = picker.name(at: mouse.x, mouse.y, in: size) else { return [] }
            var picker = picker
            let answer = picker.press(row)
            return follow(answer, of: picker)
        default: return []
        }
    }
}
