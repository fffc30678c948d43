import Screen
import Supervision
import Wording

// Tabs, spans, and what is chosen in them.
extension Model {
    /// What an action means in details and graphs; nil: what it means everywhere.
    mutating func browse(_ action: Action, _ key: Key) -> [Command]? {
        switch place {
        case .zoom(.details): inDetails(action, key)
        case .graphs: inGraphs(action)
        case .main, .zoom, .logs: elsewhere(action)
        }
    }

    private mutating func elsewhere(_ action: Action) -> [Command]? {
        switch action {
        case .open: openDetails()
        case .environment: openDetails(.environment)
        case .graphs: openGraphs()
        default: return nil
        }
        return []
    }

    mutating func openDetails(_ tab: DetailsState.Tab = .overview) {
        guard let selection else { return }
        details = DetailsState().fresh(for: selection)
        details.tab = tab
        place = .zoom(.details)
    }

    // MARK: - Details

    private mutating func inDetails(_ action: Action, _ key: Key) -> [Command]? {
        switch action {
        case .up: step(by: -1)
        case .down: step(by: 1)
        case .pageUp: step(by: 1 - max(2, DetailsLayout(self).listRows))
        case .pageDown: step(by: max(2, DetailsLayout(self).listRows) - 1)
        case .top: step(by: -(1 << 40))
        case .bottom: step(by: 1 << 40)
        case .right, .nextPanel: turn(by: 1)
        case .left, .previousPanel: turn(by: -1)
        case .tab:
            let tabs = DetailsState.Tab.allCases
            if let at = keymap.keys(of: .tab).firstIndex(of: key), tabs.indices.contains(at) {
                open(tabs[at])
            }
        case .environment:
            if details.tab != .environment { open(.environment) } else { toggleSecrets() }
        case .wrap: details.isWrapping.toggle()
        case .search:
            guard details.tab == .environment || details.tab == .config || details.tab == .tree else { break }
            details.isTypingFilter = true
        case .nextMatch: step(by: 1)
        case .previousMatch: step(by: -1)
        case .copy: return copyRow()
        case .faster: zoom(by: -1)
        case .slower: zoom(by: 1)
        case .open: openRow()
        case .graphs: openGraphs()
        case .back where !details.filter.isEmpty: details.filter = ""
        default: return nil
        }
        return []
    }

    private mutating func turn(by step: Int) {
        let tabs = DetailsState.Tab.allCases
        open(tabs[(details.tab.rawValue + step + tabs.count) % tabs.count])
    }

    private mutating func open(_ tab: DetailsState.Tab) {
        guard tab != details.tab else { return }
        details.tab = tab
        (details.row, details.top, details.filter) = (0, 0, "")
        (details.showsSecrets, details.isTypingFilter) = (false, false)
        details.awaited = nil
    }

    private mutating func toggleSecrets() {
        details.showsSecrets.toggle()
        say(details.showsSecrets ? words.secretsShown : words.secretsHidden)
    }

    private mutating func step(by step: Int) { details.row = max(0, min(1 << 30, details.row + step)) }

    /// Keys while the filter is typed; nil: the key means what it always does.
    mutating func typeFilter(_ key: Key) -> [Command]? {
        switch key {
        case .character(let typed): if details.filter.utf8.count < 64 { details.filter.append(typed) }
        case .backspace: if details.filter.popLast() == nil { details.isTypingFilter = false }
        case .control("u"): details.filter = ""
        case .enter: details.isTypingFilter = false
        case .escape, .control("c"):
            details.isTypingFilter = false
            details.filter = ""
        default: return nil
        }
        return []
    }

    // MARK: - The chosen row

    private mutating func openRow() {
        guard details.listsExits, let exit = details.history?.dropFirst(details.row).first else { return }
        details.awaited = exit
        if details.lastLines[exit.run] != nil { showEnd(of: exit) }
    }

    /// The last lines before an exit, over everything else.
    mutating func showEnd(of exit: ExitRecord) {
        details.awaited = nil
        let name = selected?.name ?? ""
        let lines = details.lastLines[exit.run] ?? []
        guard !lines.isEmpty else { return say(words.nothingWritten(name)) }
        page = TextPage(title: words.lastRun(exit, zone: zone), name: name, lines: lines)
    }

    private func copyRow() -> [Command] {
        guard let text = listText(at: details.row) else { return [] }
        return [.copy(text, lines: 1)]
    }

    /// Keeps the chosen row in its list and in sight, and the details those of the selection.
    mutating func settleDetails() {
        guard case .zoom(.details) = place else {
            if details.instance != nil { details = DetailsState() }
            return
        }
        // A page lies over them.
        guard page == nil else { return }
        if details.instance != selection { details = details.fresh(for: selection) }
        let count = listCount
        let rows = max(1, DetailsLayout(self).listRows)
        details.row = max(0, min(details.row, count - 1))
        details.top = max(0, min(details.top, count - rows, details.row))
        // Wrapped rows are higher than one.
        while details.top < details.row, height(ofRows: details.top...details.row) > rows { details.top += 1 }
    }
}
