import Screen
import Wording

/// The choice of columns: all there are, those that are shown ticked. The table behind it follows at once.
package struct ColumnPicker: Hashable, Sendable {
    package var index = 0
    /// As it was, for Escape.
    let before: Set<TableColumn>

    package static let all = TableColumn.allCases
}

extension Model {
    mutating func take(_ key: Key, in picker: ColumnPicker) -> [Command] {
        var picker = picker
        let last = ColumnPicker.all.count - 1
        switch key {
        case .enter, .character("q"), .character("C"), .control("c"):
            overlay = nil
            return []
        case .escape:
            table.columns = picker.before
            overlay = nil
            return []
        case .character(" "):
            tick(ColumnPicker.all[picker.index])
            picker.index = min(last, picker.index + 1)
        case .backspace, .delete: table.columns = TableColumn.standard
        default:
            switch keymap.action(for: key, in: .table) {
            case .up: picker.index = max(0, picker.index - 1)
            case .down: picker.index = min(last, picker.index + 1)
            case .top, .pageUp: picker.index = 0
            case .bottom, .pageDown: picker.index = last
            default: break
            }
        }
        overlay = .columns(picker)
        return []
    }
}

extension Model {
    /// Shows a column, or hides it.
    mutating func tick(_ column: TableColumn) {
        // A row without a name is nobody's.
        if column != .name { table.columns.formSymmetricDifference([column]) }
    }
}

extension Painter {
    mutating func columns(_ model: Model, _ picker: ColumnPicker) {
        let shown = model.tableColumns(width: Layout(model).table?.width ?? model.size.width)
        let list = picker.list(in: model.size)
        _ = box(list.area, title: words.columnsTitle, foot: words.columnsFoot)
        for (index, place) in list.lines {
            let column = ColumnPicker.all[index]
            let isChosen = index == picker.index
            let isWanted = model.table.columns.contains(column)
            if isChosen { canvas.fill(place, " ", theme[.buttonFocused, on: .dialog]) }
            func style(_ role: Role) -> Style { theme[isChosen ? .buttonFocused : role, on: .dialog] }
            put(isWanted ? glyphs.ok : " ", x: place.x + 1, y: place.y, style(.key))
            put(words.title(of: column), x: place.x + 3, y: place.y, style(isWanted ? .text : .dim))
            guard place.width >= 30 else { continue }
            let note =
                !isWanted || shown.contains(column)
                ? words.about(column)
                : model.table.empty.contains(column) ? words.nobodyHasOne : words.noRoom
            put(
                Fit.truncated(spelled(note), to: place.width - 16, ellipsis: glyphs.cut),
                x: place.x + 15, y: place.y, style(.dim))
        }
    }
}
