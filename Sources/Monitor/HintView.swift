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
            let words = " \(glyphs.failed) \(words.triedAgain(lost)) "
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
        for piece in hintPieces(model, area) { put(piece.parts, x: piece.x, y: area.y) }
    }

    /// What stands where: keys that are of use here, the most useful first, as many as there is room for.
    func hintPieces(_ model: Model, _ area: Rect) -> [(x: Int, parts: [Part], action: Action)] {
        let isTop = model.place == .main && model.page == nil
        let gap = area.width >= 100 ? 2 : 1
        let last: [Action] =
            !isTop ? [.help, .back] : model.table.marks.isEmpty ? [.help, .quit] : [.back, .help, .quit]
        let ends = last.compactMap { action in
            model.keymap.binding(of: action).map { (parts: piece($0, model), action: action) }
        }
        let width = ends.reduce(0) { $0 + $1.parts.columns } + gap * max(0, ends.count - 1)
        let end = area.maxX - 1 - width
        var pieces: [(x: Int, parts: [Part], action: Action)] = []
        var x = max(area.x, end)
        for (index, (parts, action)) in ends.enumerated() {
            let blank = Part(String(repeating: " ", count: index + 1 < ends.count ? gap : 0), .hint)
            let cut = (parts + [blank]).cut(to: area.maxX - x, glyphs.cut)
            pieces.append((x, cut, action))
            x += parts.columns + gap
        }
        guard end >= area.x else { return pieces }
        x = area.x + 1
        for action in Keymap.hints(in: model.keyPlace) {
            guard let binding = model.keymap.binding(of: action), !binding.keys.isEmpty,
                !(binding.acts && model.isReadOnly)
            else { continue }
            if model.isReadingFull, binding.acts, model.target == nil { continue }
            if model.page != nil, !Model.pageActions.contains(action) { continue }
            let parts = piece(binding, model)
            guard x + parts.columns + gap <= end else { break }
            pieces.append((x, parts, action))
            x += parts.columns + gap
        }
        return pieces
    }

    private func piece(_ binding: Binding, _ model: Model) -> [Part] {
        let key = binding.keys.first.map { spelled($0.label) } ?? ""
        let isMarked = !model.table.marks.isEmpty && model.page == nil
        let hint =
            switch (binding.action, model.place) {
            // The same key goes round: it says where to.
            case (.logs, .logs(.one)): words.hintLogsOfAll
            case (.logs, .logs(.all)): words.hintLogsOfOne
            case (.back, .main) where isMarked, (.back, .zoom(.processes)) where isMarked: words.hintUnmark
            default: binding.hint.map { $0(words) } ?? ""
            }
        return [Part(key, .hintKey), Part(hint.isEmpty ? "" : " " + hint, .hint)]
    }

    /// The filter as it is typed; at the right how many rows are left, or why it cannot be read.
    private mutating func filterLine(_ model: Model, _ area: Rect) {
        canvas.fill(area, " ", theme[.background])
        let (before, behind) = model.table.editor.parts
        let left = [
            Part(" / ", .hintKey), Part(area.width < 60 ? "" : words.filterPrompt, .hint),
            Part(before, .title),
            Part(glyphs.cursor, .key), Part(behind, .title),
        ]
        var right: [Part] = []
        if let trouble = model.table.filter.trouble {
            right = [Part(words.sentence(trouble), .logWarn)]
        } else {
            if model.filter.isEmpty, area.width >= 120 { right = [Part(words.filterExamples + "   ", .dim)] }
            right.append(Part(words.of(model.shownProcesses, model.tabled.processes.count), .dim))
        }
        if area.width >= 80 {
            right += [
                Part("   \(glyphs.enter)", .hintKey), Part(" \(words.keepsIt)  ", .hint),
                Part("Esc", .hintKey),
                Part(words.showsAll, .hint),
            ]
        }
        let room = max(0, area.width - left.columns - 4)
        let fits = right.first.map { Fit.columns(of: $0.text) <= room } == true
        let sign = model.table.filter.trouble == nil ? [] : [Part(glyphs.failed, .logWarn)]
        let cut = fits ? right.whole(to: room, glyphs.cut) : sign
        put(cut, x: area.maxX - 1 - cut.columns, y: area.y)
        // Of a long line the end is seen: that is where it is typed.
        let hidden = max(0, left.columns - (area.width - 1))
        put(
            hidden == 0
                ? left
                : [
                    left[0], Part(glyphs.cut, .dim),
                    Part(String(before.suffix(max(0, area.width - 6))), .title), left[3],
                ], x: area.x, y: area.y)
    }
}
