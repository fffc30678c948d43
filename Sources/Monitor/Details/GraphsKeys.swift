import Screen
import Supervision

// Which graphs are shown, over how long, and whose.
extension Model {
    mutating func openGraphs() {
        if place != .graphs { graphs.scope = selection == nil ? .all : .one }
        place = .graphs
    }

    mutating func inGraphs(_ action: Action) -> [Command]? {
        let across = graphs.scope == .all ? max(1, GraphGrid(self).columns) : 1
        switch action {
        case .graphs: graphs.scope = graphs.scope == .all && selection != nil ? .one : .all
        case .left, .previousPanel: stepToGraph(-1)
        case .right, .nextPanel: stepToGraph(1)
        case .up: stepToGraph(-across)
        case .down: stepToGraph(across)
        case .pageUp: stepToGraph(-max(1, GraphGrid(self).perPage))
        case .pageDown: stepToGraph(max(1, GraphGrid(self).perPage))
        case .top: stepToGraph(-(1 << 40))
        case .bottom: stepToGraph(1 << 40)
        case .faster: zoom(by: -1)
        case .slower: zoom(by: 1)
        case .environment: openDetails(.environment)
        case .open: if graphs.scope == .all { graphs.scope = .one } else { openDetails() }
        default: return nil
        }
        return []
    }

    /// Past the rows of the table that are no process.
    private mutating func stepToGraph(_ step: Int) {
        let processes = rows.indices.filter { process(ofRow: $0) != nil }
        guard !processes.isEmpty else { return }
        let at = processes.firstIndex(of: selectedRow) ?? 0
        select(row: processes[max(0, min(processes.count - 1, at + step))])
    }

    /// A shorter or a longer span; what is known of the other one is of no use.
    mutating func zoom(by step: Int) {
        let spans = FigureSpan.allCases
        guard let at = spans.firstIndex(of: graphs.span), spans.indices.contains(at + step) else { return }
        show(spans[at + step])
    }

    mutating func show(_ span: FigureSpan) {
        graphs.span = span
        graphs.series = [:]
    }
}

/// Where the small graphs of all processes are: as many as fit, page by page.
struct GraphGrid: Equatable {
    private(set) var machine: Rect?
    private(set) var meters: Rect?
    private(set) var cells: [Rect] = []
    private(set) var columns = 0
    /// Few processes: each has the whole width, memory beside CPU, as the machine above them.
    private(set) var isWide = false
    /// The row of the table that is in the first cell.
    private(set) var first = 0
    var perPage: Int { cells.count }

    private static let leastWidth = 38
    private static let leastHeight = 4
    /// More rows tell no more.
    private static let mostHeight = 11
    private static let leastWide = 80
    private static let leastWideHeight = 5

    init(_ model: Model) {
        guard var rest = Layout(model).graphs, !rest.isEmpty else { return }
        if rest.height >= 14 { machine = rest.takeTop(max(5, rest.height * 3 / 10)) }
        if rest.height >= 6 {
            meters = rest.takeTop(1)
            _ = rest.takeTop(1)
        }
        let count = max(1, model.processRows.count)
        isWide =
            rest.width >= GraphGrid.leastWide && rest.height + 1 >= count * (GraphGrid.leastWideHeight + 1)
        columns = isWide ? 1 : max(1, min(rest.width / GraphGrid.leastWidth, count))
        let wanted = max(1, (model.processRows.count + columns - 1) / columns)
        let most = max(1, (rest.height + 1) / (GraphGrid.leastHeight + 1))
        let rows = min(wanted, most)
        let height = max(1, min(GraphGrid.mostHeight, (rest.height + 1) / rows - 1))
        let widths = rest.columns(Array(repeating: .fill(), count: columns), gap: 2)
        for row in 0..<rows {
            for column in widths {
                cells.append(
                    Rect(x: column.x, y: rest.y + row * (height + 1), width: column.width, height: height))
            }
        }
        let selected = model.processRows.firstIndex { model.tabled.processes[$0].id == model.selection } ?? 0
        first = cells.isEmpty ? 0 : selected / cells.count * cells.count
    }

    /// Those in the cells, in their order.
    func shown(_ model: Model) -> [InstanceID] {
        model.processRows.dropFirst(first).prefix(perPage).map { model.tabled.processes[$0].id }
    }
}
