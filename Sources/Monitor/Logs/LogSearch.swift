import Matching
import Screen
import Supervision
import Wording

// Looking for something, and showing nothing else: a line is typed, what it finds is seen while it is.
extension Model {
    mutating func edit(_ purpose: LogEditor.Purpose) {
        let log = shownLog
        let pattern = purpose == .search ? log.search : log.filter.pattern
        logEditor = LogEditor(
            purpose: purpose, line: LineEditor(), complaint: nil, origin: log.reader, pattern: pattern)
    }

    /// nil: the key is not for the line being typed.
    mutating func editLog(_ key: Key) -> [Command] {
        guard var editor = logEditor else { return [] }
        switch key {
        case .enter: return keep(editor)
        case .escape, .control("c"): giveUp(editor)
        case .backspace where editor.line.text.isEmpty: giveUp(editor)
        default:
            if editor.line.take(key) { attempt(&editor) }
        }
        return []
    }

    mutating func pasteIntoLog(_ text: String) {
        guard var editor = logEditor else { return }
        editor.line.insert(text)
        attempt(&editor)
    }

    private mutating func attempt(_ editor: inout LogEditor) {
        defer { logEditor = editor }
        let text = editor.line.text
        editor.complaint = nil
        do throws(PatternError) {
            let pattern = text.isEmpty ? nil : try LinePattern(text)
            apply(pattern, editor)
        } catch {
            editor.complaint = words.badPattern(error.number, at: error.offset)
        }
    }

    /// What was typed so far, seen from where one was when it began.
    private mutating func apply(_ pattern: LinePattern?, _ editor: LogEditor) {
        let sheet = logSheet
        onLog { log in
            log.return(to: editor.origin)
            switch editor.purpose {
            case .search:
                log.look(for: pattern)
                if let place = log.match(up: true, includingCurrent: true) { log.jump(to: place, sheet) }
            case .only:
                var filter = log.filter
                filter.pattern = pattern
                log.narrow(filter, sheet)
            }
        }
    }

    private mutating func giveUp(_ editor: LogEditor) {
        logEditor = nil
        onLog { log in
            switch editor.purpose {
            case .search: log.look(for: editor.pattern)
            case .only:
                var filter = log.filter
                filter.pattern = editor.pattern
                log.show(filter)
            }
            log.return(to: editor.origin)
        }
    }

    private mutating func keep(_ editor: LogEditor) -> [Command] {
        if editor.complaint != nil { return [] }
        logEditor = nil
        guard !editor.line.text.isEmpty else {
            apply(nil, editor)
            return []
        }
        guard editor.purpose == .search else { return wantPast() }
        let log = shownLog
        guard let current = log.current, log.hits(before: current).isHit else {
            // Nothing at or above where one is.
            return goToMatch(up: true)
        }
        return wantPast()
    }

    // MARK: From match to match

    mutating func goToMatch(up: Bool) -> [Command] {
        guard let pattern = shownLog.search else {
            say(words.noSearchYet)
            return []
        }
        let sheet = logSheet
        let found = onLog { log -> Bool in
            guard let place = log.match(up: up, includingCurrent: log.isFollowing && up) else { return false }
            log.jump(to: place, sheet)
            return true
        }
        if found { return wantPast() }
        if let commands = searchFiles(up: up) { return commands }
        if !up, !shownLog.past.isJoined { onLog { $0.past.clear() } }
        goAround(up: up, pattern)
        return []
    }

    /// From the other end of what is held.
    mutating func goAround(up: Bool, _ pattern: LinePattern? = nil) {
        let sheet = logSheet
        let found = onLog { log -> Bool in
            if !log.past.isJoined { log.past.clear() }
            guard let place = log.hit(up ? log.hitCount - 1 : 0) else { return false }
            log.jump(to: place, sheet)
            return true
        }
        if found {
            say(up ? words.searchedFromBelow : words.searchedFromAbove)
        } else if let text = (pattern ?? shownLog.search)?.text {
            say(words.notFound(text))
        }
    }
}

extension LogPane {
    /// The next hit from the line one is on.
    func match(up: Bool, includingCurrent: Bool) -> Int? {
        guard let current else { return nil }
        let (before, isHit) = hits(before: current)
        if includingCurrent, isHit { return current }
        if up { return hit(before - 1) }
        return hit(isHit ? before + 1 : before)
    }

    /// `7 of 41`; nil where one is on none of them.
    var matchNumber: Int? {
        guard search != nil, !isFollowing, let current else { return nil }
        let (before, isHit) = hits(before: current)
        return isHit ? before + 1 : nil
    }

    /// Back to where one was.
    mutating func `return`(to reader: Reader) {
        guard reader.anchor != nil else { return follow() }
        self.reader = reader
    }
}
