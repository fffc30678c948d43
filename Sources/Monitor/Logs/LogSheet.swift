import Supervision

/// How entries lie on the screen: how much of it there is, and how a line is broken.
package struct LogSheet: Hashable, Sendable {
    package var rows: Int
    /// Columns of a line's text.
    package var width: Int
    package var wraps: Bool
    package var unfolds: Bool
    /// Seconds east of UTC, for days; nil: none are told.
    package var zone: Int?

    package init(rows: Int, width: Int, wraps: Bool = false, unfolds: Bool = false, zone: Int? = nil) {
        self.rows = rows
        self.width = width
        self.wraps = wraps
        self.unfolds = unfolds
        self.zone = zone
    }

    /// Days since 1970.
    func day(of entry: LogBuffer.Entry) -> Int64? {
        guard let zone, let at = entry.at else { return nil }
        let seconds = at.components.seconds + Int64(zone)
        return seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    }
}

// Only what is on the screen is ever laid out, and what one passes on the way to the next page.
extension LogPane {
    /// The day that begins with an entry.
    func newDay(_ index: Int, _ sheet: LogSheet) -> Int64? {
        guard sheet.zone != nil, index > 0, let day = sheet.day(of: entry(index)),
            let before = sheet.day(of: entry(index - 1)), before != day
        else { return nil }
        return day
    }

    /// Rows of an entry, and of what stands above it.
    func rows(_ index: Int, _ sheet: LogSheet) -> (lead: Int, body: Int) {
        let lead = newDay(index, sheet) == nil ? 0 : 1
        guard sheet.wraps || sheet.unfolds else { return (lead, 1) }
        let text = text(index)
        var body = sheet.wraps ? LogRows.count(text, width: sheet.width) : 1
        if sheet.unfolds { body += JSONFields.count(text) }
        return (lead, body)
    }

    /// So many rows farther; no farther than the first and the last there are.
    func step(_ spot: Spot, by step: Int, _ sheet: LogSheet) -> Spot {
        var spot = spot
        var left = step
        while left > 0 {
            let body = rows(spot.index, sheet).body
            if spot.row + left < body {
                spot.row += left
                return spot
            }
            guard spot.index + 1 < count else {
                spot.row = body - 1
                return spot
            }
            left -= body - spot.row
            spot = Spot(index: spot.index + 1, row: 0)
            let lead = rows(spot.index, sheet).lead
            if left < lead { return Spot(index: spot.index, row: left - lead) }
            left -= lead
        }
        while left < 0 {
            let lead = rows(spot.index, sheet).lead
            if spot.row + left >= -lead {
                spot.row += left
                return spot
            }
            guard spot.index > 0 else {
                spot.row = -lead
                return spot
            }
            left += spot.row + lead + 1
            spot = Spot(index: spot.index - 1, row: rows(spot.index - 1, sheet).body - 1)
        }
        return spot
    }

    /// The row on top where the last one is at the bottom.
    func lastTop(_ sheet: LogSheet) -> Spot {
        guard count > 0 else { return Spot(index: 0, row: 0) }
        return step(
            Spot(index: count - 1, row: rows(count - 1, sheet).body - 1), by: 1 - max(1, sheet.rows), sheet)
    }

    /// The row on top of the screen.
    package func top(_ sheet: LogSheet) -> Spot {
        let last = lastTop(sheet)
        guard let anchor, count > 0 else { return last }
        guard let index = index(of: anchor.id), index < count else {
            return Spot(index: 0, row: -rows(0, sheet).lead)
        }
        // The width may have changed since.
        let (lead, body) = rows(index, sheet)
        let spot = Spot(index: index, row: min(max(anchor.row, -lead), body - 1))
        return isBefore(last, spot) ? last : spot
    }

    func isBefore(_ a: Spot, _ b: Spot) -> Bool {
        a.index < b.index || (a.index == b.index && a.row < b.row)
    }

    /// The entry on the last row of the screen.
    func bottom(_ sheet: LogSheet) -> Spot { step(top(sheet), by: max(0, sheet.rows - 1), sheet) }

    /// The entry on a row of the screen.
    package func index(onRow row: Int, _ sheet: LogSheet) -> Int? {
        guard count > 0, row >= 0, row < sheet.rows else { return nil }
        let top = top(sheet)
        let spot = step(top, by: row, sheet)
        // Below the last one nothing is.
        return row == 0 || step(spot, by: -row, sheet) == top ? spot.index : nil
    }

    /// The line one is on; the last one while following. nil: there is none.
    package var current: Int? {
        guard count > 0 else { return nil }
        guard let cursor, anchor != nil else { return count - 1 }
        return min(index(of: cursor) ?? 0, count - 1)
    }
}
