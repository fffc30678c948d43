import Screen
import Supervision
import Wording

// Boxes that lie over the screen: questions, the signal menu.
extension Painter {
    /// Draws an empty box with its title; gives back the inside.
    mutating func box(_ area: Rect, title: String, foot: String = "") -> Rect {
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
            return Rect(x: area.x, y: area.y + 1, width: area.width, height: area.height - 1)
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
        let shown = Fit.truncated(spelled(title), to: area.width - 6, ellipsis: glyphs.cut)
        put(" \(shown) ", x: area.x + 2, y: area.y, theme[.dialogTitle, on: .dialog])
        if !foot.isEmpty, area.width >= 20 {
            // What does not fit goes as a whole; the last is how to leave.
            var keys = foot.split(separator: " · ").map { spelled(String($0)) }
            func line() -> String { keys.joined(separator: " \(glyphs.dot) ") }
            while keys.count > 1, Fit.columns(of: line()) > area.width - 6 { keys.remove(at: keys.count - 2) }
            let shown = Fit.truncated(line(), to: area.width - 6, ellipsis: glyphs.cut)
            put(" \(shown) ", x: area.x + 2, y: area.maxY - 1, theme[.dim, on: .dialog])
        }
        return area.inset(x: 1, y: 1)
    }

    // MARK: - A question

    /// With more buttons than that, one stands below the other.
    private static let widestDialog = 96

    mutating func dialog(_ model: Model, _ dialog: Dialog) {
        let text = DialogWords(dialog, model)
        let buttons = dialog.choices.map { choice in
            choice.letter.map { "\($0) \(choice.label)" } ?? choice.label
        }
        // Side by side where they fit, else one below the other.
        let needed = buttons.reduce(0) { $0 + Fit.columns(of: $1) + 4 } + 2 * (buttons.count - 1) + 4
        let isNarrow = needed + 2 > min(model.size.width, Painter.widestDialog)
        let widest = text.body.map { Fit.columns(of: $0) }.max() ?? 0
        let width = min(
            model.size.width,
            max(64, min(76, widest + 6), isNarrow ? 0 : needed + 2))
        let room = model.size.height - 2 - (isNarrow ? buttons.count : 1)
        let body = Array(text.body.prefix(max(0, room - (room > text.body.count ? 1 : 0))))
        let height = body.count + (body.isEmpty ? 0 : 1) + (isNarrow ? buttons.count : 1) + 2
        var inside = box(canvas.area.centred(width: width, height: height), title: text.title)
        for line in body {
            let row = inside.takeTop(1)
            put(
                Fit.truncated(spelled(line), to: row.width - 3, ellipsis: glyphs.cut), x: row.x + 2, y: row.y,
                theme[.text, on: .dialog])
        }
        if inside.height > (isNarrow ? buttons.count : 1) { _ = inside.takeTop(1) }
        var x = inside.x + (isNarrow ? 1 : 2)
        for (index, choice) in dialog.choices.enumerated() {
            let y = inside.y + (isNarrow ? index : 0)
            guard y < inside.maxY else { break }
            x = button(choice, isFocused: index == dialog.focused, x: x, y: y, in: inside)
            x = isNarrow ? inside.x + 1 : x + 2
        }
    }

    private mutating func button(
        _ choice: Dialog.Choice, isFocused: Bool, x: Int, y: Int, in area: Rect
    ) -> Int {
        let role: Role = isFocused ? .buttonFocused : .button
        let letter = choice.letter.map { "\($0)" } ?? ""
        var parts = [Part(isFocused ? "[ " : "  ", theme[role, on: .dialog])]
        parts.append(Part(letter, theme[isFocused ? role : .key, on: .dialog]))
        parts.append(Part((letter.isEmpty ? "" : " ") + choice.label, theme[role, on: .dialog]))
        parts.append(Part(isFocused ? " ]" : "  ", theme[role, on: .dialog]))
        return put(parts.cut(to: area.maxX - x, glyphs.cut), x: x, y: y)
    }

    // MARK: - Signals

    mutating func signals(_ model: Model, _ menu: SignalMenu) {
        let rows = min(SignalMenu.signals.count + 1, max(1, model.size.height - 2))
        let inside = box(
            canvas.area.centred(width: 46, height: rows + 2), title: words.signalTo(model.who(menu.aim)),
            foot: words.signalFoot)
        let top = max(0, min(menu.index - rows / 2, SignalMenu.signals.count + 1 - rows))
        for row in 0..<min(rows, inside.height) {
            let index = top + row
            let isChosen = index == menu.index
            let line = Rect(x: inside.x, y: inside.y + row, width: inside.width, height: 1)
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
            put(
                Fit.truncated(words.meaning(signal), to: max(0, line.width - 17), ellipsis: glyphs.cut),
                x: line.x + 16, y: line.y, theme[isChosen ? role : .dim, on: .dialog])
        }
    }
}
