package import Screen

/// The frame for a model. Only what is visible is looked at, so the cost is that of the screen, not of the logs
/// or the number of processes.
package func view(_ model: Model, theme: Theme, glyphs: GlyphSet, size: Size) -> Canvas {
    var model = model
    if model.size != size {
        model.size = size
        model.settle()
    }
    var painter = Painter(size, theme: theme, glyphs: glyphs)
    guard size.width > 0, size.height > 0 else { return painter.canvas }
    painter.canvas.fill(painter.canvas.area, " ", theme[.background])
    let layout = Layout(model)
    if case .logs = model.place {
        painter.logsHeader(model, layout)
    } else {
        painter.header(model, layout.header)
    }
    if let area = layout.table { painter.table(model, layout, area) }
    if let area = layout.details { painter.details(model, area) }
    if let area = layout.logs { painter.logs(model, layout, area) }
    if let area = layout.events { painter.events(model, area) }
    if let area = layout.hint {
        painter.hint(model, area)
    } else if model.toast != nil || model.isEditingFilter {
        painter.hint(model, Rect(x: 0, y: size.height - 1, width: size.width, height: 1))
    }
    switch model.overlay {
    case .help(let top): painter.help(model, top)
    case .dialog(let dialog): painter.dialog(model, dialog)
    case .signals(let menu): painter.signals(model, menu)
    case nil: break
    }
    return painter.canvas
}
