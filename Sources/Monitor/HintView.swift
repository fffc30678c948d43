import Screen
import Supervision
import Wording

// The bottom row: keys from the table of keys, or what was just answered, or the filter being typed.
extension Painter {
    mutating func hint(_ model: Model, _ area: Rect) {
        if model.isEditingFilter { return filterLine(model, area) }
        if let editor = model.logEditor { return logLine(editor, model, area) }
        if let lost = model.lost, model.toast == nil {
            canvas.fill(area, " ", theme[.background])
            let words = " \(glyphs.failed) \(lost); it is tried again "
            put(
                Fit.truncated(spelled(words), to: area.width, ellipsis: glyphs.cut), x: area.x, y: area.y,
                .toastError)
            return
        }
        if let toast = model.toast {
            canvas.fill(area, " ", theme[.background])
            let sign = toast.isError ? glyphs.failed : glyphs.ok
            put(
                Fit.truncated(spelled(" \(sign) \(toast.text) "), to: area.width, ellipsis: glyphs.cut),
                x: area.x, y: area.y, toast.isError ? .toastError : .toast)
            return
        }
        if let progress = model.searchProgress, model.keyPlace == .logs {
            return searchLine(progress, area)
        }
        let isLog = model.isReadingFull
        let isTop = model.place == .main && model.page == nil
        let gap = area.width >= 100 ? 2 : 1
        var right: [Part] = []
        for action in isTop ? [Action.help, .quit] : [.help, .back] {
            guard let binding = model.keymap.binding(of: action) else { continue }
            if !right.isEmpty { right.append(Part(String(repeating: " ", count: gap), .hint)) }
            right += piece(binding)
        }
        let end = area.maxX - 1 - right.columns
        guard end >= area.x else {
            put(right.cut(to: area.width, glyphs.cut), x: area.x, y: area.y)
            return
        }
        put(right, x: end, y: area.y)
        var x = area.x + 1
        for action in Keymap.hints(in: model.keyPlace) {
            guard let binding = model.keymap.binding(of: action), !(binding.acts && model.isReadOnly) else {
                continue
            }
            if isLog, binding.acts, model.target == nil { continue }
            if model.page != nil, !Model.pageActions.contains(action) { continue }
            let parts = piece(binding)
            guard x + parts.columns + gap <= end else { break }
            x = put(parts, x: x, y: area.y) + gap
        }
    }

    private func piece(_ binding: Binding) -> [Part] {
        let key = binding.keys.first.map { spelled($0.label) } ?? ""
        let hint = binding.hint.map { " " + $0(words) } ?? ""
        return [Part(key, .hintKey), Part(hint, .hint)]
    }

    private mutating func filterLine(_ model: Model, _ area: Rect) {
        canvas.fill(area, " ", theme[.background])
        var line = [
            Part(" / ", .hintKey), Part(words.filterPrompt, .hint), Part(model.filter, .title),
            Part(glyphs.cursor, .key),
            Part("  " + words.of(model.shownProcesses, model.tabled.processes.count), .dim),
        ]
        if let trouble = model.table.filter.trouble {
            line.append(Part("   " + words.sentence(trouble), .logWarn))
        } else if model.filter.isEmpty, area.width >= 100 {
            line.append(Part("   " + words.filterExamples, .dim))
        }
        line += [
            Part("   \(glyphs.enter)", .hintKey), Part(" \(words.keepsIt)  ", .hint), Part("Esc", .hintKey),
            Part(words.showsAll, .hint),
        ]
        put(line.cut(to: area.width, glyphs.cut), x: area.x, y: area.y)
    }
}
