extension LogPane {
    /// Moves the first row; upwards pauses, reaching the end going down follows again. The line one is on
    /// stays on the screen.
    package mutating func scroll(by step: Int, _ sheet: LogSheet) {
        guard count > 0, step != 0 else { return }
        let last = lastTop(sheet)
        let top = top(sheet)
        let target = self.step(top, by: step, sheet)
        if step > 0, !isBefore(target, last) {
            if past.isJoined { return follow() }
            hold(last)
        } else if target != top {
            let current = current ?? 0
            hold(target)
            keep(current, sheet)
        }
    }

    /// A page, with the line one is on as far down the screen as before.
    package mutating func page(by direction: Int, _ sheet: LogSheet) {
        let step = max(1, sheet.rows - 1) * direction
        guard let before = current else { return }
        let from = Spot(index: before, row: 0)
        scroll(by: step, sheet)
        guard anchor != nil else { return }
        keep(self.step(from, by: step, sheet).index, sheet)
    }

    /// Puts the cursor on an entry, or on the nearest to it on the screen.
    private mutating func keep(_ index: Int, _ sheet: LogSheet) {
        let top = top(sheet)
        let first =
            top.row > 0 && rows(top.index, sheet).body - top.row < sheet.rows ? top.index + 1 : top.index
        let place = min(max(index, min(first, count - 1)), bottom(sheet).index)
        cursor = entry(place).id
    }

    /// Moves to the line above or below; going below the last one follows.
    package mutating func moveCursor(by step: Int, _ sheet: LogSheet) {
        guard let current else { return }
        let next = current + step
        // A line higher than the screen is read row by row.
        let isWhole = isSeen(Spot(index: current, row: step > 0 ? rows(current, sheet).body - 1 : 0), sheet)
        guard isWhole else {
            hold(self.step(top(sheet), by: step, sheet))
            cursor = entry(current).id
            return
        }
        guard next < count - (past.isJoined ? 1 : 0) else {
            if past.isJoined { follow() }
            return
        }
        guard next >= 0 else {
            // The date above the first one.
            if anchor == nil { pause(sheet) }
            return
        }
        pause(sheet)
        cursor = entry(next).id
        show(next, sheet)
    }

    /// Stays where it is.
    package mutating func pause(_ sheet: LogSheet) {
        guard anchor == nil, count > 0 else { return }
        hold(top(sheet))
        cursor = entry(count - 1).id
    }

    package mutating func goToFirst(_ sheet: LogSheet) {
        guard count > 0, isBefore(Spot(index: 0, row: 0), lastTop(sheet)) || !past.isEmpty else { return }
        hold(Spot(index: 0, row: -rows(0, sheet).lead))
        cursor = entry(0).id
    }

    /// Puts the cursor on an entry; where it is not on the screen, a third of the screen stays above it.
    mutating func jump(to index: Int, _ sheet: LogSheet) {
        guard index >= 0, index < count else { return }
        pause(sheet)
        let isSeen = isSeen(Spot(index: index, row: 0), sheet)
        cursor = entry(index).id
        if !isSeen { hold(step(Spot(index: index, row: 0), by: -(sheet.rows / 3), sheet)) }
    }

    private func isSeen(_ spot: Spot, _ sheet: LogSheet) -> Bool {
        !isBefore(spot, top(sheet)) && !isBefore(bottom(sheet), spot)
    }

    /// Scrolls no farther than needed to see an entry.
    private mutating func show(_ index: Int, _ sheet: LogSheet) {
        let (lead, body) = rows(index, sheet)
        let first = Spot(index: index, row: -lead)
        let last = Spot(index: index, row: body - 1)
        if isBefore(first, top(sheet)) {
            hold(lead + body > sheet.rows ? Spot(index: index, row: max(0, body - sheet.rows)) : first)
        } else if isBefore(bottom(sheet), last) {
            let target = step(last, by: 1 - max(1, sheet.rows), sheet)
            hold(isBefore(Spot(index: index, row: 0), target) ? Spot(index: index, row: 0) : target)
        }
    }
}
