import Screen
import Supervision
import Wording

// What is asked of the files behind the log, and what comes of it.
extension Model {
    /// Whose files.
    private var pastInstances: [InstanceID]? {
        if case .logs(.one(let id)) = place { [id] } else { nil }
    }

    /// Older lines, where the reader is about to see the oldest there are; newer ones behind those of the files.
    mutating func wantPast() -> [Command] {
        let log = shownLog
        guard page == nil, logEditor == nil, keyPlace == .logs, !log.isFollowing, !log.past.isMissing,
            log.past.wish == nil, log.past.emptyPages < PastWindow.mostEmptyPages,
            let part = log.pastWanted(logSheet)
        else { return [] }
        return ask(part)
    }

    private mutating func ask(_ part: PastWish.Part) -> [Command] {
        let log = shownLog
        let wish = PastWish(
            instances: pastInstances, part: part, count: PastWindow.linesAtOnce, pattern: log.filter.past)
        onLog { $0.past.wish = wish }
        return [.past(wish)]
    }

    /// The files' beginning; what is held is gone to at once.
    mutating func goToOldest() -> [Command] {
        let sheet = logSheet
        onLog { $0.goToFirst(sheet) }
        let past = shownLog.past
        guard page == nil, !past.isMissing, !past.isOldest, past.wish == nil else { return wantPast() }
        return ask(.oldest)
    }

    mutating func note(_ page: PastPage?, for wish: PastWish) -> [Command] {
        fileReading = nil
        let covered = self.page
        self.page = nil
        defer { self.page = covered }
        guard pastInstances == wish.instances, shownLog.past.wish == wish else { return [] }
        let sheet = logSheet
        onLog { log in
            log.past.wish = nil
            guard let page else { return log.past.isMissing = true }
            // Who follows again, or shows something else by now, does not want it any more.
            if !log.isFollowing, log.filter.past == wish.pattern { log.take(page, for: wish, sheet) }
        }
        tell(page?.trouble)
        return covered == nil ? wantPast() : []
    }
}

extension Model {
    /// What could not be read, once: every page of these files would say it again.
    private mutating func tell(_ trouble: String?) {
        guard let trouble, trouble != shownLog.past.trouble else { return }
        onLog { $0.past.trouble = trouble }
        say(told(trouble))
    }

    /// `path: reason` in the language of the screen; a path may have a colon, a reason has none.
    func told(_ trouble: String) -> String {
        guard trouble.first == "/", let colon = trouble.lastIndex(of: ":") else {
            return words.heard(trouble)
        }
        let reason = trouble[colon...].dropFirst().drop { $0 == " " }
        return words.unreadable(String(trouble[..<colon]), words.heard(String(reason)))
    }
}

extension LogPane {
    fileprivate func pastWanted(_ sheet: LogSheet) -> PastWish.Part? {
        // Pages read for another filter do not have what is shown now.
        if let stale = past.pieces.first(where: { $0.pattern != filter.pattern?.text }) {
            let here = cursor.flatMap { past.position(of: $0) } ?? stale.first
            return .around(here)
        }
        if !past.isOldest, top(sheet).index < sheet.rows {
            return past.pieces.first.map { .before($0.first) } ?? .newest
        }
        if let last = past.pieces.last, !past.isJoined, bottom(sheet).index >= count - sheet.rows {
            return .after(last.last)
        }
        return nil
    }

    fileprivate mutating func take(_ page: PastPage, for wish: PastWish, _ sheet: LogSheet) {
        let before = past.count
        let isAtOldest = current.map { $0 == 0 && top(sheet).index == 0 } ?? true
        past.take(page, for: wish.part, wish.pattern, filter, search)
        past.emptyPages = past.count > before ? 0 : past.emptyPages + 1
        switch wish.part {
        case .oldest: if isAtOldest { goToFirst(sheet) }
        case .around(let position): if let id = past.id(near: position) { goTo(id, sheet) }
        case .newest where !past.isJoined: past.clear()
        case .newest, .before, .after: break
        }
    }

    mutating func goTo(_ id: LogBuffer.EntryID, _ sheet: LogSheet) {
        guard let place = index(of: id), place < count else { return }
        anchor = nil
        cursor = nil
        hold(step(Spot(index: place, row: 0), by: -(sheet.rows / 3), sheet))
        cursor = entry(place).id
    }
}
