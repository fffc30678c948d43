package import Screen

/// The frame for a model. Only what is visible is looked at, so the cost is that of the screen, not of the logs
/// or the number of processes.
package func view(_ model: Model, theme: Theme, glyphs: GlyphSet, size: Size) -> Canvas {
    var model = model
    if model.size != size {
        model.size = size
        model.settle()
    }
    var painter = Painter(size, theme: theme, glyphs: glyphs, words: model.words)
    guard size.width > 0, size.height > 0 else { return painter.canvas }
    // A new canvas is blank in the terminal's own colours.
    if theme[.background] != Style() { painter.canvas.fill(painter.canvas.area, " ", theme[.background]) }
    let layout = Layout(model)
    switch model.place {
    case _ where model.isReadingFull: painter.logsHeader(model, layout)
    case .zoom(.details): painter.detailsHeader(model, layout.header)
    case .graphs: painter.graphsHeader(model, layout.header)
    case .main, .zoom, .logs: painter.header(model, layout.header)
    }
    if let area = layout.table { painter.table(model, layout, area) }
    if let area = layout.details { painter.details(model, area) }
    if let area = layout.graphs { painter.graphs(model, area) }
    if let area = layout.logs { painter.logs(model, layout, area) }
    if let area = layout.events { painter.events(model, area) }
    if let area = layout.hint {
        painter.hint(model, area)
    } else if model.toast != nil || model.isEditingFilter || model.logEditor != nil
        || (model.searchProgress != nil && model.keyPlace == .logs)
    {
        painter.hint(model, Rect(x: 0, y: size.height - 1, width: size.width, height: 1))
    }
    switch model.overlay {
    case .help(let page): painter.help(model, page)
    case .dialog(let dialog): painter.dialog(model, dialog)
    case .signals(let menu): painter.signals(model, menu)
    case .columns(let picker): painter.columns(model, picker)
    case .palette(let palette): painter.palette(model, palette)
    case .themes(let picker): painter.themes(model, picker)
    case nil: break
    }
    if glyphs.isASCII { painter.canvas.reduceToASCII() }
    return painter.canvas
}

extension Canvas {
    /// What others wrote (output, names, paths) on a terminal that can draw ASCII only: a sign of ours becomes
    /// its twin, any other glyph a `?` for each of its columns.
    fileprivate mutating func reduceToASCII() {
        for y in 0..<size.height {
            for x in 0..<size.width {
                let cell = self[x, y]
                guard !cell.cluster.isASCII, let base = cell.cluster.base else { continue }
                let isWide = x + 1 < size.width && self[x + 1, y].cluster.isEmpty
                // A letter with marks on it is the letter.
                let letter = base.isASCII ? Cluster(base) : nil
                self[x, y] = Cell(
                    letter ?? Cluster(GlyphSet.asciiTwin(of: cell.text) ?? "?"), cell.style)
                if isWide { self[x + 1, y] = Cell(Cluster("?"), cell.style) }
            }
        }
    }
}
