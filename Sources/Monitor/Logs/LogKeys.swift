import Screen
import Supervision
import Wording

// What is read in the logs.
extension Model {
    mutating func read(_ action: Action, _ key: Key) -> [Command] {
        switch action {
        case .search: edit(.search)
        case .onlyMatching: edit(.only)
        case .nextMatch: return goToMatch(up: true)
        case .previousMatch: return goToMatch(up: false)
        case .nextError: goToError(up: true)
        case .previousError: goToError(up: false)
        case .stream:
            narrow { $0.stream = $0.nextStream }
            return wantPast()
        case .level:
            narrow { $0.least = $0.nextLeast }
            return wantPast()
        case .wrap:
            manner.wraps.toggle()
            onLog { $0.left = 0 }
        case .times: manner.times = LogManner.Times(rawValue: manner.times.rawValue + 1) ?? .absolute
        case .unfold: manner.unfolds.toggle()
        case .left, .right: moveSideways(action == .right ? 1 : -1)
        case .markLine: markLine()
        case .markRange: markRange()
        case .copy: return copyLines()
        case .save: return saveShown()
        case .previousRun: return openPreviousRun()
        default: break
        }
        return []
    }

    /// Follows, or stays where it is.
    mutating func toggleFollow() {
        let sheet = logSheet
        onLog { if $0.isFollowing { $0.pause(sheet) } else { $0.follow() } }
    }

    mutating func moveInLog(_ action: Action) -> [Command] {
        let sheet = logSheet
        onLog { $0.past.emptyPages = 0 }
        if action == .top { return goToOldest() }
        onLog { log in
            switch action {
            case .up: log.moveCursor(by: -1, sheet)
            case .down: log.moveCursor(by: 1, sheet)
            case .pageUp: log.page(by: -1, sheet)
            case .pageDown: log.page(by: 1, sheet)
            default: log.follow()
            }
        }
        return wantPast()
    }

    mutating func scrollLog(by step: Int) -> [Command] {
        let sheet = logSheet
        onLog { log in
            log.past.emptyPages = 0
            log.scroll(by: step, sheet)
        }
        return wantPast()
    }

    /// Undoes one thing at a time before the logs are left: a search under way, marks, what is looked for, what
    /// is hidden. nil: there is nothing to undo.
    mutating func stepBackInLog() -> [Command]? {
        if stopSearching() { return [.stopSearch] }
        let log = shownLog
        if !log.marks.isEmpty {
            onLog { $0.marks = [] }
        } else if log.search != nil {
            onLog { $0.look(for: nil) }
        } else if log.filter.pattern != nil {
            narrow { $0.pattern = nil }
            return wantPast()
        } else {
            return nil
        }
        return []
    }

    private mutating func narrow(_ change: (inout LogFilter) -> Void) {
        let sheet = logSheet
        onLog { log in
            var filter = log.filter
            change(&filter)
            log.narrow(filter, sheet)
        }
    }

    private mutating func moveSideways(_ step: Int) {
        guard !manner.wraps else { return }
        onLog { $0.left = min(max(0, $0.left + step * 16), 65_536) }
    }
}

extension LogPane {
    /// Shows something else, with the line one is on where it was, or its neighbour.
    mutating func narrow(_ filter: LogFilter, _ sheet: LogSheet) {
        guard !isFollowing, let current else { return show(filter) }
        let row = max(0, current - top(sheet).index)
        let id = entry(current).id
        show(filter)
        guard count > 0, let place = index(of: id) else { return }
        let index = min(place, count - 1)
        hold(step(Spot(index: index, row: 0), by: -min(row, max(0, sheet.rows - 1)), sheet))
        cursor = entry(index).id
    }
}

extension LogPane {
    /// Shows and looks for what another one did.
    mutating func take(over other: LogPane) {
        show(other.filter)
        look(for: other.search)
    }
}

// MARK: - Errors

extension Model {
    private mutating func goToError(up: Bool) {
        let sheet = logSheet
        let found = onLog { log -> Bool in
            guard let place = log.error(up: up) else { return false }
            log.jump(to: place, sheet)
            return true
        }
        if !found { say(up ? words.noErrorAbove : words.noErrorBelow) }
    }
}

extension LogPane {
    /// The next line that calls itself an error, or that nobody calls anything on the error stream. From the end
    /// it is the last one.
    func error(up: Bool) -> Int? {
        guard let current else { return nil }
        func isError(_ index: Int) -> Bool {
            let entry = entry(index)
            return entry.isLine && entry.gravity == .error && !entry.trace.isContinuation
        }
        if up {
            let from = isFollowing ? count : group(of: current).first ?? current
            return (0..<from).last(where: isError)
        }
        return isFollowing ? nil : (min(current + 1, count)..<count).first(where: isError)
    }
}

// MARK: - The run before

extension Model {
    private mutating func openPreviousRun() -> [Command] {
        var process = target
        if process == nil, keyPlace == .logs {
            let log = shownLog
            process = log.current.flatMap { log.entry($0).instance }.flatMap { self.process($0) }
        }
        guard let process else {
            say(words.noProcessHere, isError: true)
            return []
        }
        guard let exit = process.lastExit else {
            say(words.noEarlierRun(process.name))
            return []
        }
        return openLastLines(before: exit, of: process.name)
    }
}
