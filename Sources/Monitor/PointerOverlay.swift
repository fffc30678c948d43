import Screen

// Clicks on what lies over everything: a button is pressed; an entry of a list is chosen, and once more does what
// Enter does; a column is ticked. Beside them nothing happens: a question is not answered by a slip.
extension Model {
    mutating func pressOverlay(_ mouse: Mouse) -> [Command] {
        defer { settle() }
        switch overlay {
        case .dialog(var dialog):
            guard let index = DialogLayout(dialog, self).button(at: mouse.x, mouse.y) else { return [] }
            return follow(dialog.press(index, now: now), of: dialog)
        case .signals(var menu):
            guard let entry = menu.list(in: size).entry(at: mouse.x, mouse.y) else { return [] }
            if entry == menu.index { return take(.enter) }
            menu.index = entry
            overlay = .signals(menu)
        case .palette(var palette):
            guard let entry = palette.list(in: size).entry(at: mouse.x, mouse.y) else { return [] }
            if entry == palette.index { return take(.enter) }
            palette.index = entry
            overlay = .palette(palette)
        case .columns(var picker):
            guard let entry = picker.list(in: size).entry(at: mouse.x, mouse.y) else { return [] }
            picker.index = entry
            tick(ColumnPicker.all[entry])
            overlay = .columns(picker)
        case .themes(var picker):
            guard let row = picker.name(at: mouse.x, mouse.y, in: size) else { return [] }
            let answer = picker.press(row)
            return follow(answer, of: picker)
        case .help, nil: break
        }
        return []
    }

    /// What follows from an answer to a question.
    mutating func follow(_ answer: Dialog.Answer, of dialog: Dialog) -> [Command] {
        switch answer {
        case .open:
            overlay = .dialog(dialog)
            return []
        case .closed(let commands):
            overlay = nil
            if commands.contains(.quit(.stopAll)) { isLeaving = true }
            return commands
        }
    }
}
