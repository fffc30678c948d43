package import Screen

/// The frame for a model, drawn from nothing. Only what is visible is looked at, so the cost is that of the screen,
/// not of the logs or the number of processes.
package func view(_ model: Model, theme: Theme, glyphs: GlyphSet, size: Size) -> Canvas {
    var drawing = Drawing()
    return drawing.frame(of: model, theme: theme, glyphs: glyphs, size: size)
}

extension Painter {
    /// What lies over the screen.
    mutating func overlay(_ model: Model) {
        switch model.overlay {
        case .help(let page): help(model, page)
        case .dialog(let dialog): self.dialog(model, dialog)
        case .signals(let menu): signals(model, menu)
        case .columns(let picker): columns(model, picker)
        case .palette(let palette): self.palette(model, palette)
        case .themes(let picker): themes(model, picker)
        case nil: break
        }
    }
}

extension Canvas {
    /// What others wrote (output, names, paths) on a terminal that can draw ASCII only: a sign of ours becomes
    /// its twin, any other glyph a `?` for each of its columns.
    mutating func reduceToASCII() {
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
