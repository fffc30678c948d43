import Screen
import Supervision
import Wording

// Boxes that lie over the screen: questions, the signal menu.
extension Painter {
    /// Draws an empty box with its title; gives back the inside.
    /// - Parameter short: the title where the long one has no room.
    mutating func box(_ area: Rect, title: String, short: String? = nil, foot: String = "") -> Rect {
        let ground = theme[.dialog]
        let border = theme[.dialogBorder, on: .dialog]
        let corners = glyphs.corners
        // A blank column on both sides keeps it apart from what it lies over.
        canvas.fill(
            Rect(x: area.x - 1, y: area.y, width: area.width + 2, height: area.height), " ",
            theme[.background])
        canvas.fill(area, " ", ground)
        guard area.height >= 3 else {
            put(
                Fit.truncated(spelled(title), to: area.width, ellipsis: glyphs.cut), x: area.x, y: area.y,
                theme[.dialogTitle, on: .dialog])
            return Painter.inside(area)
        }
        for y in [area.y, area.maxY - 1] {
            canvas.fill(Rect(x: area.x, y: y, width: area.width, height: 1), glyphs.horizontal, border)
        }
        for x in [area.x, area.maxX - 1] {
            canvas.fill(Rect(x: x, y: area.y, width: 1, height: area.height), glyphs.vertical, border)
        }
        put(corners.topLeft, x: area.x, y: area.y, border)
        put(corners.topRight, x: area.maxX - 1, y: area.y, border)
        put(corners.bottomLeft, x: area.x, y: area.maxY - 1, border)
        put(corners.bottomRight, x: area.maxX - 1, y: area.maxY - 1, border)
        let fits = Fit.columns(of: title) <= area.width - 6
        let shown = Fit.truncated(
            spelled(fits ? title : short ?? title), to: area.width - 6, ellipsis: glyphs.cut)
        if !shown.isEmpty { put(" \(shown) ", x: area.x + 2, y: area.y, theme[.dialogTitle, on: .dialog]) }
        if !foot.isEmpty, area.width >= 20 {
            // What does not fit goes as a whole; the last is how to leave.
            var keys = foot.split(separator: " · ").map { spelled(String($0)) }
            func line() -> String { keys.joined(separator: " \(glyphs.dot) ") }
            while keys.count > 1, Fit.columns(of: line()) > area.width - 6 { keys.remove(at: keys.count - 2) }
            if Fit.columns(of: line()) <= area.width - 6 {
                put(" \(line()) ", x: area.x + 2, y: area.maxY - 1, theme[.dim, on: .dialog])
            }
        }
        return Painter.inside(area)
    }

    /// What is inside of a box: all but its frame, or but its title where it has none.
    static func inside(_ area: Rect) -> Rect {
        guard area.height >= 3 else {
            return Rect(x: area.x, y: area.y + 1, width: area.width, height: area.height - 1)
        }
        return area.inset(x: 1, y: 1)
    }

    // MARK: - A question

    mutating func dialog(_ model: Model, _ dialog: Dialog) {
        let layout = DialogLayout(dialog, model)
        let title = theme[.dialogTitle, on: .dialog]
        var line = layout.text
        if layout.isFramed {
            _ = box(layout.area, title: layout.title)
        } else {
            canvas.fill(layout.area, " ", theme[.dialog])
        }
        for text in layout.lines {
            let row = line.takeTop(1)
            put(
                Fit.truncated(spelled(text.words), to: row.width, ellipsis: glyphs.cut), x: row.x, y: row.y,
                text.isTitle ? title : theme[.text, on: .dialog])
        }
        for (index, choice) in dialog.choices.enumerated() {
            guard let place = layout.buttons[index] else { continue }
            button(choice, layout, isFocused: index == dialog.focused, place)
        }
    }

    private mutating func button(
        _ choice: Dialog.Choice, _ layout: DialogLayout, isFocused: Bool, _ place: Rect
    ) {
        let role: Role = isFocused ? .buttonFocused : .button
        let letter = choice.letter.map { "\($0)" } ?? ""
        let label = layout.isShort ? choice.short : choice.label
        var parts = [Part(isFocused ? "[ " : "  ", theme[role, on: .dialog])]
        parts.append(Part(letter, theme[isFocused ? role : .key, on: .dialog]))
        parts.append(Part((letter.isEmpty ? "" : " ") + label, theme[role, on: .dialog]))
        parts.append(Part(isFocused ? " ]" : "  ", theme[role, on: .dialog]))
        put(parts.cut(to: place.width, glyphs.cut), x: place.x, y: place.y)
    }

    // MARK: - Signals

    mutating func signals(_ model: Model, _ menu: SignalMenu) {
        let list = menu.list(in: model.size)
        _ = box(
            list.area, title: words.signalTo(model.who(menu.aim)), short: words.signalShort,
            foot: words.signalFoot)
        for (index, line) in list.lines {
            let isChosen = index == menu.index
            let role: Role = isChosen ? .buttonFocused : .text
            if isChosen { canvas.fill(line, " ", theme[.buttonFocused, on: .dialog]) }
            guard index > 0 else {
                put(words.cancel, x: line.x + 6, y: line.y, in: nil, theme[role, on: .dialog])
                continue
            }
            let signal = SignalMenu.signals[index - 1]
            put(
                Fit.padded(left: "\(signal.raw)", to: 4), x: line.x, y: line.y,
                theme[isChosen ? role : .dim, on: .dialog])
            put(signal.name, x: line.x + 6, y: line.y, theme[role, on: .dialog])
            guard line.width >= 26 else { continue }
            put(
                Fit.truncated(words.meaning(signal), to: line.width - 17, ellipsis: glyphs.cut),
                x: line.x + 16, y: line.y, theme[isChosen ? role : .dim, on: .dialog])
        }
    }
}
