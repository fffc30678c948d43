import Screen
import Supervision
import Wording

// What keys do: overlays first, then the line being typed, then the table of keys.
extension Model {
    mutating func take(_ key: Key) -> [Command] {
        defer { settle() }
        if key == .control("l") { return [.redraw] }
        if key == .control("z") { return [.suspend] }
        switch overlay {
        case .dialog(var dialog):
            let answer = dialog.take(key, now: now)
            return follow(answer, of: dialog)
        case .signals(let menu): return take(key, in: menu)
        case .columns(let picker): return take(key, in: picker)
        case .palette(let palette): return take(key, in: palette)
        case .help(let page): return take(key, in: page)
        case .themes(let picker): return take(key, in: picker)
        case nil: break
        }
        if isEditingFilter, let commands = edit(key) { return commands }
        if logEditor != nil { return editLog(key) }
        if details.isTypingFilter, page == nil, let commands = typeFilter(key) { return commands }
        guard let action = keymap.action(for: key, in: keyPlace) else { return [] }
        return perform(action, key)
    }

    mutating func perform(_ action: Action, _ key: Key) -> [Command] {
        if isReadOnly, keymap.binding(of: action)?.acts == true {
            say(words.readOnly, isError: true)
            return []
        }
        if page != nil, !Model.pageActions.contains(action) { return [] }
        if foldedGroup(action) { return [] }
        if page == nil, let commands = browse(action, key) { return commands }
        switch action {
        case .up, .down, .pageUp, .pageDown, .top, .bottom: return move(action)
        case .nextPanel: step(1)
        case .previousPanel: step(-1)
        case .processesPanel: jump(to: .processes)
        case .detailsPanel: jump(to: .details)
        case .logsPanel: jump(to: .logs)
        case .zoom: zoom()
        case .back:
            if keyPlace == .logs, let commands = stepBackInLog() { return commands }
            _ = back()
        case .logs: return toggleLogs()
        case .follow: toggleFollow()
        case .left where keyPlace == .logs, .right where keyPlace == .logs: return read(action, key)
        case .filter:
            if case .logs = place { return [] }
            isEditingFilter = true
            table.editor = LineEditor(filter)
            focus = .processes
            hidden.remove(.processes)
            place = .main
        case .help: overlay = .help(HelpPage())
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .quit: return quit()
        case .restart, .stopOrStart, .signals, .resetCounter, .rollingRestart, .everything:
            return act(action, key)
        case .search, .nextMatch, .previousMatch, .onlyMatching, .nextError, .previousError, .stream, .level,
            .wrap, .times, .unfold, .markLine, .markRange, .copy, .save, .previousRun:
            return read(action, key)
        case .mark, .tree, .columns, .pauseTable, .sortNext, .sortPrevious, .invertSort: arrange(action)
        case .palette: return openPalette()
        case .tab, .open, .left, .right, .environment, .graphs: break
        case .theme, .mouse, .faster, .slower: return setUp(action)
        }
        return []
    }
}

// MARK: - Moving

extension Model {
    private mutating func move(_ action: Action) -> [Command] {
        let layout = Layout(self)
        let isLog: Bool
        switch place {
        case _ where page != nil: isLog = true
        case .logs, .zoom(.logs): isLog = true
        case .zoom(.processes), .zoom(.details), .graphs: isLog = false
        case .main: isLog = focus == .logs && layout.logs != nil
        }
        if isLog { return moveInLog(action) }
        let page = max(1, layout.tableRows - 1)
        let step =
            switch action {
            case .up: -1
            case .down: 1
            case .pageUp: -page
            case .pageDown: page
            case .top: -(1 << 40)
            default: 1 << 40
            }
        select(row: selectedRow + step)
        return []
    }

    private mutating func step(_ step: Int) {
        let shown = Panel.allCases.filter { !hidden.contains($0) && Layout(self).area(of: $0) != nil }
        guard place == .main, let at = shown.firstIndex(of: focus) else {
            focus = shown.first ?? .processes
            return
        }
        focus = shown[(at + step + shown.count) % shown.count]
    }

    /// Shows a panel and gives it the keys; asked for where it has them, it is hidden.
    private mutating func jump(to panel: Panel) {
        if place != .main {
            _ = back()
            place = .main
        } else if focus == panel, !hidden.contains(panel) {
            // Something stays on the screen.
            let others = Panel.allCases.filter { $0 != panel && !hidden.contains($0) && $0 != .details }
            guard let next = others.first else { return }
            hidden.insert(panel)
            focus = next
            return
        }
        hidden.remove(panel)
        focus = panel
    }

    private mutating func zoom() {
        switch place {
        case .main: place = focus == .logs ? .logs(.all) : .zoom(focus)
        case .zoom, .logs, .graphs: _ = back()
        }
    }

    /// Out of what is on top; false at the bottom.
    private mutating func back() -> Bool {
        if page != nil {
            page = nil
            return true
        }
        switch place {
        case .logs: leaveLogs()
        case .zoom(.processes) where !table.marks.isEmpty: clearMarks()
        case .zoom, .graphs: place = .main
        case .main:
            if !table.marks.isEmpty {
                clearMarks()
            } else if !filter.isEmpty {
                filter = ""
            } else {
                return false
            }
        }
        return true
    }
}

// MARK: - Logs

extension Model {
    /// Main → the selected one's → all → the selected one's.
    private mutating func toggleLogs() -> [Command] {
        if case .logs(.one) = place {
            if let scoped { logs.take(over: scoped) }
            scoped = nil
            place = .logs(.all)
            return []
        }
        guard let selected else {
            place = .logs(.all)
            return []
        }
        return openLogs(of: selected.id)
    }

    mutating func openLogs(of id: InstanceID) -> [Command] {
        guard process(id) != nil else { return [] }
        place = .logs(.one(id))
        var pane = LogPane(limit: logs.buffer.limit / 2)
        if case .logs = place { pane.take(over: logs) }
        // What is known already is there at once; older lines come with the answer.
        pane.take(logs.buffer.lines(of: id))
        scoped = pane
        take(events: snapshot.events, of: id)
        return [.backlog(of: id)]
    }

    mutating func leaveLogs() {
        scoped = nil
        place = .main
    }
}

// MARK: - The filter

extension Model {
    /// nil: the key is not for the line being typed.
    private mutating func edit(_ key: Key) -> [Command]? {
        switch key {
        case .backspace where filter.isEmpty, .enter: isEditingFilter = false
        case .escape, .control("c"):
            isEditingFilter = false
            filter = ""
        default:
            guard table.editor.take(key) else { return nil }
            filter = table.editor.text
        }
        return []
    }

    mutating func pasteIntoFilter(_ text: String) {
        table.editor.insert(text)
        filter = table.editor.text
    }
}

// MARK: - Overlays

extension Model {
    private mutating func take(_ key: Key, in menu: SignalMenu) -> [Command] {
        var menu = menu
        let last = SignalMenu.signals.count
        switch key {
        case .up, .character("k"), .backTab: menu.index = max(0, menu.index - 1)
        case .down, .character("j"), .tab: menu.index = min(last, menu.index + 1)
        case .home, .pageUp, .character("g"): menu.index = 0
        case .end, .pageDown, .character("G"): menu.index = last
        case .enter:
            overlay = nil
            guard menu.index > 0 else { return [] }
            return [.request(.signal(SignalMenu.signals[menu.index - 1], menu.aim.selector))]
        case .escape, .character("q"), .control("c"):
            overlay = nil
            return []
        default: break
        }
        overlay = .signals(menu)
        return []
    }
}
