import Screen

/// What goes where, for a model and its size. Update needs it to know how far a page is, views to draw.
struct Layout: Equatable {
    var header = Rect(x: 0, y: 0, width: 0, height: 0)
    var hint: Rect?
    var table: Rect?
    var details: Rect?
    var logs: Rect?
    var events: Rect?
    var graphs: Rect?
    /// Rows of processes, and of output.
    var tableRows = 0
    var logRows = 0
    /// Whether the table has its title, and its headings.
    var hasTableRule = false
    var hasTableHead = false

    init(_ model: Model) {
        var rest = Rect(model.size)
        let height = rest.height
        if model.isReadingFull {
            header = rest.takeTop(height >= 10 ? 3 : height >= 4 ? 1 : 0)
            if height >= 8 { hint = rest.takeBottom(1) }
            logs = rest
            logRows = rest.height
            return
        }
        let isAlone = model.place == .zoom(.details) || model.place == .graphs
        header = rest.takeTop(height >= 10 ? isAlone ? 3 : 2 : height >= 4 ? 1 : 0)
        if height >= 8 { hint = rest.takeBottom(1) }
        switch model.place {
        case .zoom(.details): details = rest
        case .zoom(.logs): setLogs(rest)
        case .zoom(.processes): setTable(rest)
        case .graphs: graphs = rest
        case .main, .logs: height < 10 ? setTable(rest) : share(rest, model)
        }
    }

    /// Where the rows of a table are: below its title and its headings.
    func tableBody(_ area: Rect) -> Rect {
        var rest = area
        if hasTableRule { _ = rest.takeTop(1) }
        if hasTableHead { _ = rest.takeTop(1) }
        return rest
    }

    func area(of panel: Model.Panel) -> Rect? {
        switch panel {
        case .processes: table
        case .details: details
        case .logs: logs
        }
    }
}

// MARK: - The main screen

extension Layout {
    /// Rows are given up in this order when the screen gets lower: details, events, then logs.
    private mutating func share(_ area: Rect, _ model: Model) {
        var rest = area
        let height = model.size.height
        func shows(_ panel: Model.Panel) -> Bool { !model.hidden.contains(panel) }
        if height >= 16 { events = rest.takeBottom(height >= 44 ? 4 : height >= 30 ? 2 : 1) }
        guard shows(.logs) else {
            if height >= 24, shows(.details) { details = rest.takeBottom(detailsHeight(model)) }
            setTable(rest)
            return
        }
        if shows(.processes) {
            let most = max(2, height * 2 / 5 - 2)
            let rows = min(max(1, model.rows.count), most)
            // A blank row sets the table apart where there is room.
            setTable(rest.takeTop(2 + rows + (height >= 30 && model.rows.count <= most ? 1 : 0)))
            tableRows = rows
        }
        if height >= 24, shows(.details) { details = rest.takeTop(detailsHeight(model)) }
        setLogs(rest)
    }

    private func detailsHeight(_ model: Model) -> Int {
        guard model.size.width >= 100, model.size.height >= 30 else { return 1 }
        return model.size.height >= 44 ? 8 : 6
    }

    private mutating func setTable(_ area: Rect) {
        table = area
        hasTableRule = area.height >= 8 || (header.height == 2 && area.height >= 3)
        hasTableHead = area.height >= 3
        tableRows = max(0, area.height - (hasTableRule ? 1 : 0) - (hasTableHead ? 1 : 0))
    }

    private mutating func setLogs(_ area: Rect) {
        guard area.height >= 2 else { return }
        logs = area
        logRows = area.height - 1
    }
}
