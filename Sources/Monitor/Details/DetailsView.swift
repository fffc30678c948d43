import Screen
import Supervision
import Wording

// The details of one process on the whole screen: who it is and how it is, the tabs, the open one.
extension Painter {
    mutating func details(_ model: Model, _ area: Rect) {
        guard case .zoom(.details) = model.place else { return panel(model, area) }
        guard let process = model.selected else { return }
        let layout = DetailsLayout(model)
        switch model.details.tab {
        case .overview: overview(process, model, layout)
        case .environment: environmentTab(model, layout)
        case .tree: treeTab(process, model, layout)
        case .restarts: if let list = layout.list { exits(model, list, hasRule: false) }
        case .health: healthTab(process, model, layout)
        case .config: configTab(model, layout)
        }
    }

    /// `wamon ▸ nextjs-server        ◐ waiting · next try in 3.2s · CRASH LOOP`, the tabs, a rule.
    mutating func detailsHeader(_ model: Model, _ area: Rect) {
        crumbs(
            [model.selected.map { fullName($0, model) } ?? ""],
            state: model.selected.map { state($0, model) } ?? [], model, area)
        guard area.height >= 3 else { return }
        let tabs = DetailsState.Tab.allCases.map { words.tab($0.rawValue) }
        self.tabs(tabs, open: model.details.tab.rawValue, keys: model.keymap.keys(of: .tab), area)
    }

    /// With the id where others have the same name.
    func fullName(_ process: ProcessSnapshot, _ model: Model) -> String {
        let isShared = model.snapshot.processes.contains { $0.name == process.name && $0.id != process.id }
        return isShared ? "\(process.name) \(process.id.raw)" : process.name
    }

    /// The first row of a view on the whole screen, and the rule under its tabs.
    mutating func crumbs(_ names: [String], state: [[Part]], _ model: Model, _ area: Rect) {
        guard area.height > 0 else { return }
        var left = [Part(" wamon", .title)]
        for name in names { left += [Part(" \(glyphs.crumb) ", .dim), Part(name, .header)] }
        if let badge = badge(model) { left += [Part("  ", .dim), badge] }
        let least = state.first.map { $0.columns + 3 } ?? 0
        left = shortened(left, to: area.width - 1 - (area.width >= 30 ? least : 0))
        let end = put(left, x: area.x, y: area.y)
        // The last facts go first.
        var state = state
        while !state.isEmpty, [Part].joined(state, glyphs).columns > area.maxX - 3 - end {
            state.removeLast()
        }
        let right = [Part].joined(state, glyphs)
        put(right, x: area.maxX - 1 - right.columns, y: area.y)
        guard area.height >= 3 else { return }
        canvas.fill(
            Rect(x: area.x, y: area.y + 2, width: area.width, height: 1), glyphs.horizontal, theme[.border])
    }

    mutating func tabs(_ names: [String], open: Int, keys: [Key], _ area: Rect) {
        let parts = tabPieces(names, open: open, keys: keys, width: area.width).flatMap(\.self)
        put(([Part(" ", .dim)] + parts).cut(to: area.width, glyphs.cut), x: area.x, y: area.y + 1)
    }

    /// The open one is set off; where there is no room the others are their keys only.
    func tabPieces(_ names: [String], open: Int, keys: [Key], width: Int) -> [[Part]] {
        func pieces(_ isShort: Bool) -> [[Part]] {
            names.enumerated().map { index, name in
                let key = index < keys.count ? keys[index].label : ""
                if index == open { return [Part(key.isEmpty ? " \(name) " : " \(key) \(name) ", .tabActive)] }
                return [
                    Part(key.isEmpty ? " " : " \(key) ", .key),
                    Part(isShort && !key.isEmpty ? "" : "\(name) ", .dim),
                ]
            }
        }
        let full = pieces(false)
        return full.reduce(1) { $0 + $1.columns } > width ? pieces(true) : full
    }

    /// How it is: `online · up 2h 11m`, `waiting · next try in 3.2s · CRASH LOOP`.
    func state(_ process: ProcessSnapshot, _ model: Model) -> [[Part]] {
        let (glyph, role) = sign(process.status)
        var parts = [[Part("\(glyph) \(process.isStuck ? words.stuck : words.status(process.status))", role)]]
        if process.status == .waiting, let due = process.nextTryAt {
            let left = words.countdown(due - model.now.monotonic)
            parts.append([Part(words.nextTry(in: left), .statusWaiting)])
        }
        if process.isCrashLooping, process.status != .errored {
            parts.append([Part(words.crashLoop, .statusCrashLoop)])
        }
        if let reason = reason(process) {
            parts.append([Part(reason, process.status == .errored ? .statusErrored : .text)])
        }
        if process.pid != nil, let started = process.startedAt {
            parts.append([Part(words.up(words.uptime(model.now.boot - started.boot)))])
        }
        return parts
    }

    /// Why it is as it is, where the word alone does not say it.
    func reason(_ process: ProcessSnapshot) -> String? {
        if process.isStuck { return words.cannotBeKilled }
        if process.status == .errored, case .giveUp(let failure) = process.lastExit?.verdict {
            return words.failure(failure)
        }
        return process.reason.map { spelled(words.heard($0)) }
    }

    /// The row that keys act on, over what is drawn there.
    mutating func choose(_ area: Rect) {
        let ground = theme[.selection]
        canvas.restyle(area) { style in
            if ground.attributes.contains(.reverse) {
                style = Style(nil, on: nil, style.attributes.subtracting(.dim).union(.reverse))
            } else if let background = ground.background {
                style.background = background
            }
        }
        canvas[area.x, area.y] = Cell(glyphs.bar, theme[.key, on: .selection])
    }
}
