package import Screen

/// Draws the frames of one model, each over the one before: what a part of the main screen is drawn from is kept
/// beside it, and where that is the same its cells are left as they are. A part is some whole rows. Whatever makes
/// the screen another one (its size, the theme, what is shown where) has all of it drawn anew, and so has every
/// screen but the main one.
package struct Drawing {
    /// The screen without what lies over it, and with it.
    private var ground = Canvas(Size(width: 0, height: 0))
    private var covered = Canvas(Size(width: 0, height: 0))
    private var stage: Stage?
    private var drawn = Drawn()

    package init() {}

    /// What was drawn from what; nil: draw it.
    private struct Drawn {
        var header: HeaderSource?
        var table: TableSource?
        var rows: RowSources?
        var details: DetailsSource?
        var logs: LogsSource?
        var events: EventsSource?
        var hint: HintSource?
    }

    /// The frame for a model. Let go of before the next one is asked for, it costs no copy of all its cells.
    package mutating func frame(of model: Model, theme: Theme, glyphs: GlyphSet, size: Size) -> Canvas {
        guard model.size == size else {
            var model = model
            model.size = size
            model.settle()
            return frame(of: model, theme: theme, glyphs: glyphs, size: size)
        }
        guard size.width > 0, size.height > 0 else { return Canvas(size) }
        let layout = Layout(model)
        let stage = Stage(model, layout, theme: theme, glyphs: glyphs)
        var painter = Painter(take(&ground), theme: theme, glyphs: glyphs, words: model.words)
        if stage != self.stage || model.place != .main || model.isReadingFull {
            self.stage = stage
            drawn = Drawn()
            if painter.canvas.size != size { painter.canvas = Canvas(size) }
            painter.clear(painter.canvas.area)
        }
        draw(model, layout, &painter)
        ground = take(&painter.canvas)
        let isTold =
            model.toast != nil || model.isEditingFilter || model.logEditor != nil
            || (model.searchProgress != nil && model.keyPlace == .logs)
        let isHintOver = layout.hint == nil && isTold
        guard model.overlay != nil || isHintOver || glyphs.isASCII else { return ground }
        painter.canvas = take(&covered)
        painter.canvas.become(ground)
        if isHintOver {
            painter.hint(model, Rect(x: 0, y: size.height - 1, width: size.width, height: 1))
        }
        painter.overlay(model)
        if glyphs.isASCII { painter.canvas.reduceToASCII() }
        covered = take(&painter.canvas)
        return covered
    }

    /// The only one there is, so that drawing on it copies nothing.
    private func take(_ canvas: inout Canvas) -> Canvas {
        let taken = canvas
        canvas = Canvas(Size(width: 0, height: 0))
        return taken
    }

    // MARK: - Parts

    private mutating func draw(_ model: Model, _ layout: Layout, _ painter: inout Painter) {
        let isMain = model.place == .main && !model.isReadingFull
        if painter.isDue(isMain ? HeaderSource(model) : nil, &drawn.header, layout.header) {
            switch model.place {
            case _ where model.isReadingFull: painter.logsHeader(model, layout)
            case .zoom(.details): painter.detailsHeader(model, layout.header)
            case .graphs: painter.graphsHeader(model, layout.header)
            case .main, .zoom, .logs: painter.header(model, layout.header)
            }
        }
        if let area = layout.table { table(model, layout, area, isMain: isMain, &painter) }
        if let area = layout.details,
            painter.isDue(isMain ? DetailsSource(model) : nil, &drawn.details, area)
        {
            painter.details(model, area)
        }
        if let area = layout.graphs { painter.graphs(model, area) }
        if let area = layout.logs, painter.isDue(isMain ? LogsSource(model) : nil, &drawn.logs, area) {
            painter.logs(model, layout, area)
        }
        if let area = layout.events, painter.isDue(isMain ? EventsSource(model) : nil, &drawn.events, area) {
            painter.events(model, area)
        }
        if let area = layout.hint, painter.isDue(isMain ? HintSource(model) : nil, &drawn.hint, area) {
            painter.hint(model, area)
        }
    }

    /// Of a table that is arranged as it was, the rows that changed.
    private mutating func table(
        _ model: Model, _ layout: Layout, _ area: Rect, isMain: Bool, _ painter: inout Painter
    ) {
        let rows = isMain ? RowSources(model, layout) : nil
        defer { drawn.rows = rows }
        // More or fewer than before: all of it.
        if rows?.count != drawn.rows?.count { drawn.table = nil }
        if painter.isDue(isMain ? TableSource(model) : nil, &drawn.table, area) {
            return painter.table(model, layout, area)
        }
        guard let rows, let old = drawn.rows else { return }
        let changed = rows.changed(since: old)
        guard !changed.isEmpty else { return }
        let columns = model.tableColumns(width: area.width)
        let place = layout.tableBody(area)
        for line in changed {
            let row = Rect(x: place.x, y: place.y + line, width: place.width, height: 1)
            painter.clear(row)
            painter.tableRow(line, columns, model, row)
        }
    }
}

extension Painter {
    mutating func clear(_ area: Rect) { canvas.fill(area, " ", theme[.background]) }

    /// Whether what a part is drawn from is another one than it was; then its place is blank.
    fileprivate mutating func isDue<Source: Equatable>(
        _ source: Source?, _ last: inout Source?, _ area: Rect
    ) -> Bool {
        if let source, source == last { return false }
        last = source
        clear(area)
        return true
    }
}
