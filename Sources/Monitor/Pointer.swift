import Screen
import Supervision
import Wording

/// What the mouse did before, as far as it tells what it does now.
struct PointerState: Hashable, Sendable {
    /// The last press of the left button, for the second of two.
    var pressed: Mouse?
    var pressedAt = Duration.zero
    /// Lines of output being chosen.
    var drag: Drag?

    struct Drag: Hashable, Sendable {
        var from: LogBuffer.EntryID
        /// The log goes on from its end afterwards.
        var wasFollowing: Bool
        var hasMoved = false
    }

    static let doubleClick = Duration.milliseconds(400)
}

// The mouse: the wheel scrolls what it is over, a click selects, sorts or presses what is written there, a second
// one opens, dragging over output copies it. Everything it does has a key.
extension Model {
    mutating func take(_ mouse: Mouse) -> [Command] {
        if overlay != nil { return inOverlay(mouse) }
        let layout = Layout(self)
        switch mouse.action {
        case .wheelUp: return wheel(-1, mouse, layout)
        case .wheelDown: return wheel(1, mouse, layout)
        case .press(.left): return press(mouse, layout)
        case .drag: return drag(to: mouse, layout)
        case .release(.left): return release()
        case .press, .release: break
        }
        return []
    }

    // MARK: - The wheel

    private mutating func wheel(_ step: Int, _ mouse: Mouse, _ layout: Layout) -> [Command] {
        func isIn(_ area: Rect?) -> Bool { area?.contains(x: mouse.x, y: mouse.y) == true }
        if isIn(layout.logs) {
            return scrollLog(by: 3 * step)
        } else if isIn(layout.table) {
            select(row: selectedRow + step)
        } else if place != .main, isIn(layout.details) || isIn(layout.graphs) {
            return take(step < 0 ? .up : .down)
        }
        return []
    }

    /// What lies over everything takes the wheel as it takes the arrows.
    private mutating func inOverlay(_ mouse: Mouse) -> [Command] {
        switch mouse.action {
        case .wheelUp: return take(.up)
        case .wheelDown: return take(.down)
        case .press(.left): return pressOverlay(mouse)
        default: return []
        }
    }

    // MARK: - The button

    private mutating func press(_ mouse: Mouse, _ layout: Layout) -> [Command] {
        let isSecond =
            pointer.pressed == mouse && now.monotonic - pointer.pressedAt < PointerState.doubleClick
        pointer.pressed = isSecond ? nil : mouse
        pointer.pressedAt = now.monotonic
        pointer.drag = nil
        if layout.hint?.contains(x: mouse.x, y: mouse.y) == true { return pressHint(at: mouse.x, layout) }
        if place == .zoom(.details), layout.header.height >= 3, mouse.y == layout.header.y + 1 {
            return pressTab(at: mouse.x, layout)
        }
        if layout.logs?.contains(x: mouse.x, y: mouse.y) == true {
            if place == .main { focus = .logs }
            beginDrag(at: mouse.y, layout)
        } else if layout.table?.contains(x: mouse.x, y: mouse.y) == true {
            pressTable(mouse, layout)
            if isSecond, row(at: mouse.y, layout) != nil { return take(.enter) }
        } else if place == .main, layout.details?.contains(x: mouse.x, y: mouse.y) == true {
            focus = .details
            if isSecond { return take(.enter) }
        } else if place == .zoom(.details) {
            pressDetail(mouse)
        }
        return []
    }

    private mutating func pressTable(_ mouse: Mouse, _ layout: Layout) {
        if place == .main { focus = .processes }
        if let row = row(at: mouse.y, layout) { return select(row: row) }
        guard layout.hasTableHead, mouse.y == firstRow(layout) - 1, let column = column(at: mouse.x) else {
            return
        }
        order(by: column == sort.key ? sort.inverted : Sort(column))
    }

    private func firstRow(_ layout: Layout) -> Int {
        (layout.table?.y ?? 0) + (layout.hasTableRule ? 1 : 0) + (layout.hasTableHead ? 1 : 0)
    }

    private func row(at y: Int, _ layout: Layout) -> Int? {
        let first = firstRow(layout)
        let row = topRow + y - first
        return y >= first && y < first + layout.tableRows && rows.indices.contains(row) ? row : nil
    }

    private mutating func pressHint(at x: Int, _ layout: Layout) -> [Command] {
        guard toast == nil, lost == nil, !isEditingFilter, logEditor == nil, let area = layout.hint else {
            return []
        }
        let painter = Painter(
            Canvas(Size(width: 0, height: 0)), theme: .mono, glyphs: preferences.glyphs, words: words)
        let piece = painter.hintPieces(self, area).first { $0.x <= x && x < $0.x + $0.parts.columns }
        guard let key = piece.flatMap({ keymap.binding(of: $0.action)?.keys.first }) else { return [] }
        return take(key)
    }

    private mutating func pressTab(at x: Int, _ layout: Layout) -> [Command] {
        let painter = Painter(
            Canvas(Size(width: 0, height: 0)), theme: .mono, glyphs: preferences.glyphs, words: words)
        let keys = keymap.keys(of: .tab)
        let names = DetailsState.Tab.allCases.map { words.tab($0.rawValue) }
        let tabs = painter.tabPieces(
            names, open: details.tab.rawValue, keys: keys, width: layout.header.width)
        var left = layout.header.x + 1
        for (index, tab) in tabs.enumerated() {
            let right = left + tab.columns
            if left <= x, x < right { return keys.indices.contains(index) ? take(keys[index]) : [] }
            left = right
        }
        return []
    }

    /// A row of a list of the details; where rows are broken none is sure.
    private mutating func pressDetail(_ mouse: Mouse) {
        let layout = DetailsLayout(self)
        guard let list = layout.list, list.contains(x: mouse.x, y: mouse.y), !details.isWrapping else {
            return
        }
        let row = details.top + mouse.y - list.y - layout.heads
        if mouse.y >= list.y + layout.heads { details.row = row }
    }
}

// MARK: - Dragging over output

extension Model {
    private mutating func beginDrag(at y: Int, _ layout: Layout) {
        guard let index = line(at: y, layout) else { return }
        let log = shownLog
        pointer.drag = PointerState.Drag(from: log.entry(index).id, wasFollowing: log.isFollowing)
        // What is under the button stays there.
        let sheet = logSheet
        onLog { $0.pause(sheet) }
    }

    /// Whole lines, of this pane only; beyond its edges it scrolls.
    private mutating func drag(to mouse: Mouse, _ layout: Layout) -> [Command] {
        guard var drag = pointer.drag, let area = layout.logs else { return [] }
        let first = area.maxY - layout.logRows
        if !drag.hasMoved { onLog { $0.marks = [] } }
        let commands = mouse.y < first ? scrollLog(by: -1) : mouse.y >= area.maxY ? scrollLog(by: 1) : []
        guard let to = line(at: min(max(mouse.y, first), area.maxY - 1), layout) else { return commands }
        drag.hasMoved = true
        pointer.drag = drag
        onLog { log in
            guard log.count > 0, let begin = log.index(of: drag.from) else { return }
            // Where it began may be hidden by now, and nothing be behind it.
            let from = min(begin, log.count - 1)
            log.marks = Set((min(from, to)...max(from, to)).map { log.entry($0).id })
        }
        return commands
    }

    private mutating func release() -> [Command] {
        guard let drag = pointer.drag else { return [] }
        pointer.drag = nil
        defer { if drag.wasFollowing { onLog { $0.follow() } } }
        return drag.hasMoved ? copyLines() : []
    }

    /// The entry in a row of the screen.
    private func line(at y: Int, _ layout: Layout) -> Int? {
        let log = shownLog
        guard let area = layout.logs, log.count > 0 else { return nil }
        let row = y - (area.maxY - layout.logRows)
        guard row >= 0 else { return nil }
        let sheet = logSheet
        return log.step(log.top(sheet), by: row, sheet).index
    }
}
