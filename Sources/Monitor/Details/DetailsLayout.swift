import Screen

/// What goes where in the details of one instance, for the tab that is open.
struct DetailsLayout: Equatable {
    /// Facts, one a row; beside or above the charts.
    var facts: Rect?
    var charts: Rect?
    /// The charts stand beside the facts, one below the other.
    var isWide = false
    /// With its headings.
    var list: Rect?
    /// Rows of headings above the list's own.
    var heads = 0
    /// Rows of the list.
    var listRows: Int { max(0, (list?.height ?? 0) - heads) }

    init(_ model: Model) {
        guard let area = Layout(model).details, case .zoom(.details) = model.place else { return }
        switch model.details.tab {
        case .overview: overview(area)
        case .health: health(area)
        case .environment, .config, .tree, .restarts:
            list = area
            let tab = model.details.tab
            // Exits have headings even where it is low.
            let few = tab == .restarts ? 1 : 0
            heads = area.height >= 4 ? tab == .tree || tab == .restarts ? 2 : 1 : few
        }
    }

    /// What is asked and how it stands, beside how long the answers took, above the checks.
    private mutating func health(_ area: Rect) {
        list = area
        heads = area.height >= 4 ? 2 : 0
        guard area.height >= 12 else { return }
        var rest = area
        var top = rest.takeTop(area.height >= 30 ? 11 : area.height >= 16 ? 7 : 5)
        isWide = area.width >= 80
        if isWide {
            // Twenty checks, side by side, with their axis.
            charts = top.takeRight(area.width >= 150 ? 88 : area.width >= 108 ? 50 : 29)
        }
        facts = top
        list = rest
    }

    /// Rows are given up in this order when it gets lower: exits, charts, facts.
    private mutating func overview(_ area: Rect) {
        var rest = area
        isWide = area.width >= 100
        let wanted = OverviewFacts.most
        if isWide {
            guard area.height >= 18 else {
                charts = rest.takeRight(area.width / 2)
                facts = rest
                return
            }
            var top = rest.takeTop(max(wanted, min(area.height * 11 / 20, 27)))
            facts = top.takeLeft(OverviewFacts.width(area.width))
            charts = top
        } else {
            guard area.height >= 14 else {
                facts = rest
                return
            }
            let exits = max(5, area.height * 3 / 10)
            let left = area.height - exits
            let graphs = left >= 14 ? max(4, min(12, left - wanted)) : 0
            facts = rest.takeTop(left - graphs)
            if graphs > 0 { charts = rest.takeTop(graphs) }
        }
        list = rest
        heads = 2
    }
}
