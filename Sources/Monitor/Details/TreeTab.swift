import Screen
import Supervision
import Wording

// The processes of a run, each under the one that started it, with what each uses.
extension Painter {
    private enum TreeColumn: Int, Hashable, Sendable { case pid, cpu, memory, share, threads, age, command }

    mutating func treeTab(_ process: ProcessSnapshot, _ model: Model, _ layout: DetailsLayout) {
        guard var rest = layout.list else { return }
        guard process.pid != nil else {
            put(words.nothingRuns, x: 1, y: 0, in: rest, .dim)
            return
        }
        guard model.details.members != nil else { return }
        let branches = model.branches
        let columns = Column.fit(Painter.treeColumns, into: max(0, rest.width - 2))
        if layout.heads >= 2 {
            treeHead(columns, rest.takeTop(1))
            sums(process, columns, rest.takeTop(1))
        }
        let most = branches.reduce((cpu: 0.0, memory: 0)) {
            (max($0.cpu, $1.member.cpuPercent), max($0.memory, $1.member.memory))
        }
        for (line, branch) in branches.dropFirst(model.details.top).prefix(rest.height).enumerated() {
            let row = Rect(x: rest.x, y: rest.y + line, width: rest.width, height: 1)
            let isAlone = branches.count == 1
            member(branch, columns, most: isAlone ? (.infinity, .max) : most, process, model, row)
            if model.details.top + line == model.details.row { choose(row) }
        }
        scrollMark(top: model.details.top, of: branches.count, rest)
    }

    private static let treeColumns: [Column<TreeColumn>] = [
        Column(.pid, minimum: 7, priority: 2, alignment: .right),
        Column(.cpu, minimum: 5, priority: 1, alignment: .right),
        Column(.memory, minimum: 5, priority: 1, alignment: .right),
        Column(.share, minimum: 8, maximum: 12, priority: 5),
        Column(.threads, minimum: 4, priority: 4, alignment: .right),
        Column(.age, minimum: 8, priority: 3, alignment: .right),
        Column(.command, minimum: 8, maximum: 400, priority: 0),
    ]

    private mutating func treeHead(_ columns: [Column<TreeColumn>.Placed], _ area: Rect) {
        for column in columns {
            let title = words.treeColumn(column.id.rawValue)
            put(
                column.column.alignment == .right
                    ? Fit.padded(left: title, to: column.width, ellipsis: "") : title,
                x: area.x + 1 + column.x, y: area.y, .dim)
        }
    }

    /// What all of them use: the figures held against the limit.
    private mutating func sums(
        _ process: ProcessSnapshot, _ columns: [Column<TreeColumn>.Placed], _ area: Rect
    ) {
        let usage = process.usage
        for column in columns {
            let x = area.x + 1 + column.x
            func right(_ text: String) -> String { Fit.padded(left: text, to: column.width) }
            switch column.id {
            case .pid, .age: break
            case .cpu: put(right(Figures.percent(usage.cpuPercent)), x: x, y: area.y, .title)
            case .memory: put(right(Figures.bytes(usage.memory)), x: x, y: area.y, .title)
            case .share:
                if let limit = process.memoryLimit, limit > 0 {
                    bar(Double(usage.memory) / Double(limit), .limit, x: x, y: area.y, width: column.width)
                }
            case .threads: put(right("\(usage.threads)"), x: x, y: area.y, .title)
            case .command:
                var text = words.processes(usage.processes)
                if let limit = process.memoryLimit, limit > 0 {
                    text += " \(glyphs.dot) " + words.limit + " " + Figures.bytes(limit)
                }
                put(Fit.truncated(text, to: column.width, ellipsis: glyphs.cut), x: x, y: area.y, .title)
            }
        }
    }

    private mutating func member(
        _ branch: Branch, _ columns: [Column<TreeColumn>.Placed], most: (cpu: Double, memory: Int),
        _ process: ProcessSnapshot, _ model: Model, _ area: Rect
    ) {
        let member = branch.member
        for column in columns {
            let x = area.x + 1 + column.x
            func right(_ text: String) -> String { Fit.padded(left: text, to: column.width) }
            switch column.id {
            case .pid: put(right("\(member.pid)"), x: x, y: area.y, .dim)
            case .cpu:
                var style =
                    member.cpuPercent >= 0.05
                    ? theme.gradient(.cpu, member.cpuPercent / 100) : theme[.dim]
                if member.cpuPercent >= most.cpu, most.cpu >= 1 { style = style.with(.bold) }
                put(right(Figures.percent(member.cpuPercent)), x: x, y: area.y, style)
            case .memory:
                let isMost = member.memory >= most.memory
                put(right(Figures.bytes(member.memory)), x: x, y: area.y, isMost ? .changed : .text)
            case .share:
                // Of the tree's own: who of them has it.
                let whole = Double(max(1, process.usage.memory))
                bar(Double(member.memory) / whole, .memory, x: x, y: area.y, width: column.width)
            case .threads: put(right("\(member.threads)"), x: x, y: area.y, .dim)
            case .age:
                put(right(words.uptime(model.now.boot - member.startedAt)), x: x, y: area.y, .dim)
            case .command:
                let lead = glyphs.isASCII ? branch.lead.ascii : branch.lead.lines
                let end = put(
                    Fit.truncated(lead, to: column.width, ellipsis: ""), x: x, y: area.y, .graphText)
                let room = x + column.width - end
                let text = Fit.truncated(PlainText.of(member.command), to: room, ellipsis: glyphs.cut)
                put(text, x: end, y: area.y, branch.depth == 0 ? .title : .text)
            }
        }
    }
}

/// A process in its tree, and what is drawn before it.
struct Branch: Equatable {
    struct Lead: Equatable {
        var lines = ""
        var ascii = ""
    }
    var member: TreeMember
    var depth: Int
    var lead = Lead()

    /// The children of each right below it, in the order they were started; who has lost its parent is at the top.
    static func all(_ members: [TreeMember]) -> [Branch] {
        let known = Set(members.map(\.pid))
        var children: [PID: [TreeMember]] = [:]
        var tops: [TreeMember] = []
        for member in members {
            if known.contains(member.parent), member.parent != member.pid {
                children[member.parent, default: []].append(member)
            } else {
                tops.append(member)
            }
        }
        var branches: [Branch] = []
        // A stack of our own: a tree may be deeper than this thread's.
        var stack: [(TreeMember, Int, Lead, Bool)] = tops.reversed().map { ($0, 0, Lead(), true) }
        var seen: Set<PID> = []
        while let (member, depth, before, isLast) = stack.popLast() {
            guard seen.insert(member.pid).inserted else { continue }
            var lead = before
            var below = before
            if depth > 0 {
                lead.lines += isLast ? "└─ " : "├─ "
                lead.ascii += isLast ? "`- " : "|- "
                below.lines += isLast ? "   " : "│  "
                below.ascii += isLast ? "   " : "|  "
            }
            branches.append(Branch(member: member, depth: depth, lead: lead))
            let kids = children[member.pid] ?? []
            for (index, kid) in kids.enumerated().reversed() {
                stack.append((kid, depth + 1, below, index == kids.count - 1))
            }
        }
        return branches
    }
}

extension Model {
    /// The tree as it is shown, narrowed to the filter.
    var branches: [Branch] {
        let all = Branch.all(details.members ?? [])
        guard !details.filter.isEmpty else { return all }
        let wanted = details.filter.lowercased()
        return all.filter { "\($0.member.pid) \($0.member.command)".lowercased().contains(wanted) }
    }
}
