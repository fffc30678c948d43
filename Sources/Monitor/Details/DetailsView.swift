import Screen
import Supervision
import Wording

// The selected process: a line of facts, a panel with graphs, or the whole screen.
extension Painter {
    mutating func details(_ model: Model, _ area: Rect) {
        var rest = area
        guard let process = model.selected else {
            rule(
                rest.takeTop(1), number: area.width >= 100 ? 2 : nil, title: [Part("nothing selected", .dim)],
                notes: [], isFocused: model.focus == .details)
            return
        }
        let isPanel = area.height > 1
        let notes = isPanel ? state(process, model) : facts(process, model, isShort: area.width < 100)
        rule(
            rest.takeTop(1), number: area.width >= 100 ? 2 : nil, title: [Part(process.name, .title)],
            notes: .joined(notes, glyphs), isFocused: model.focus == .details)
        guard rest.height > 0 else { return }
        if model.place == .zoom(.details) {
            whole(process, model, rest)
        } else {
            panel(process, model, rest)
        }
    }

    // MARK: - Title

    /// `online · up 2h 11m`, `waiting · next try in 3.2s · CRASH LOOP`.
    private func state(_ process: ProcessSnapshot, _ model: Model) -> [[Part]] {
        let (glyph, role) = sign(process.status)
        var parts = [[Part("\(glyph) \(process.isStuck ? "stuck" : words.status(process.status))", role)]]
        if let reason = process.reason {
            parts.append([Part(reason, process.status == .errored ? .statusErrored : .text)])
        }
        if process.status == .waiting, let due = process.nextTryAt {
            parts.append([Part("next try in \(words.countdown(due - model.now.monotonic))", .statusWaiting)]
            )
        }
        if process.pid != nil, let started = process.startedAt {
            parts.append([Part("up \(words.uptime(model.now.boot - started.boot))")])
        }
        if process.isCrashLooping, process.status != .errored {
            parts.append([Part("CRASH LOOP", .statusCrashLoop)])
        }
        return parts
    }

    /// One line is all there is: `pid 4121 · 6 kids · fd 48 · :5001`.
    private func facts(_ process: ProcessSnapshot, _ model: Model, isShort: Bool) -> [[Part]] {
        var parts: [[Part]] = []
        if process.status != .online, !isShort || process.reason != nil {
            parts = Array(state(process, model).prefix(2))
        }
        if let pid = process.pid {
            parts.append([Part("pid ", .dim), Part("\(pid)")])
            parts += tree(process)
        } else if let exit = process.lastExit {
            parts.append([Part("last exit ", .dim), Part(words.exit(exit.status)), Part(after(exit), .dim)])
        }
        if let port = process.port { parts.append([Part(":\(port)")]) }
        return parts
    }

    private func tree(_ process: ProcessSnapshot) -> [[Part]] {
        var parts: [[Part]] = []
        let kids = max(0, process.usage.processes - 1)
        parts.append([Part("\(kids)"), Part(kids == 1 ? " kid" : " kids", .dim)])
        parts.append([
            Part("\(process.usage.threads)"), Part(process.usage.threads == 1 ? " thread" : " threads", .dim),
        ])
        if let descriptors = process.usage.descriptors {
            parts.append([Part("fd ", .dim), Part("\(descriptors)")])
        }
        return parts
    }

    private func after(_ exit: ExitRecord) -> String {
        if case .notSpawned = exit.status { return "" }
        return " after \(words.span(exit.ran))"
    }

    // MARK: - Panel

    private mutating func panel(_ process: ProcessSnapshot, _ model: Model, _ area: Rect) {
        let textWidth = min(max(44, area.width * 2 / 5 - 2), 64)
        let lines = description(process, model)
        for (row, line) in lines.prefix(area.height).enumerated() {
            field(line.0, line.1, Rect(x: area.x, y: area.y + row, width: textWidth, height: 1))
        }
        memoryBar(process, lines, Rect(x: area.x, y: area.y, width: textWidth, height: area.height))
        graphs(
            process,
            Rect(x: area.x + textWidth, y: area.y, width: area.width - textWidth - 1, height: area.height))
    }

    private mutating func field(_ label: String, _ value: [Part], _ area: Rect) {
        put(label, x: area.x + 1, y: area.y, .dim)
        put(value.cut(to: area.width - 11, glyphs.cut), x: area.x + 9, y: area.y)
    }

    /// Label and value, the most telling first.
    private func description(_ process: ProcessSnapshot, _ model: Model) -> [(String, [Part])] {
        var lines: [(String, [Part])] = []
        lines.append(("cmd", [Part(process.command)]))
        lines.append(("cwd", [Part(process.cwd)]))
        if let pid = process.pid {
            lines.append(("pid", .joined([[Part("\(pid)")]] + tree(process), glyphs)))
        }
        lines.append(("exit", exit(process, model)))
        if process.pid != nil { lines.append(("memory", memory(process))) }
        if process.unstableExits > 0 {
            let left = process.maxRestarts - process.unstableExits
            let then = process.maxRestarts > 0 && left > 0 ? ", \(left) more and it is errored" : ""
            lines.append(
                ("crashes", [Part("\(process.unstableExits) in a row", .statusWaiting), Part(then, .dim)]))
        }
        var counts: [[Part]] = [
            [Part("\(process.restarts)"), Part(process.restarts == 1 ? " restart" : " restarts", .dim)]
        ]
        if process.recentRestarts > 0 {
            counts.append([
                Part("\(glyphs.up)\(process.recentRestarts)", .restartRising), Part(" in 10 min", .dim),
            ])
        }
        if let port = process.port { counts.append([Part(":\(port)")]) }
        lines.append(("runs", .joined(counts, glyphs)))
        if process.pid == nil { lines.append(("memory", memory(process))) }
        var files: [[Part]] = []
        // First: paths are long, and the end of the line may be cut.
        if process.linesLost > 0 { files.append([Part("\(words.lines(process.linesLost)) lost", .logError)]) }
        if let file = process.outFile { files.append([Part(file)]) }
        if let file = process.errorFile, file != process.outFile { files.append([Part(file)]) }
        if !files.isEmpty { lines.append(("logs", .joined(files, glyphs))) }
        return lines
    }

    private func exit(_ process: ProcessSnapshot, _ model: Model) -> [Part] {
        guard let exit = process.lastExit else { return [Part("none yet", .dim)] }
        let isBad = !exit.status.isSuccess && exit.cause != .manual
        return [
            Part(words.exit(exit.status), isBad ? .logWarn : .text), Part(after(exit), .text),
            Part("  \(Figures.clock(exit.at.wall, zone: model.zone))", .dim),
            Part(exit.cause == .crash ? "" : "  \(exit.cause.rawValue)", .dim),
        ]
    }

    private func memory(_ process: ProcessSnapshot) -> [Part] {
        let used = process.pid == nil ? 0 : process.usage.memory
        guard let limit = process.memoryLimit, limit > 0 else {
            return [Part(Figures.bytes(used)), Part("  no limit", .dim)]
        }
        let share = Double(used) / Double(limit)
        return [
            Part(Figures.bytes(used)), Part(" of ", .dim), Part(Figures.bytes(limit)),
            Part(
                "  \(Fit.padded(left: Figures.decimals(share * 100, 0), to: 3))%",
                theme.gradient(.limit, share)),
        ]
    }

    /// Beside the figures of the memory line.
    private mutating func memoryBar(_ process: ProcessSnapshot, _ lines: [(String, [Part])], _ area: Rect) {
        guard let row = lines.firstIndex(where: { $0.0 == "memory" }), row < area.height,
            let limit = process.memoryLimit, limit > 0
        else { return }
        let x = area.x + 9 + 20
        let width = min(12, area.maxX - 2 - x)
        guard width >= 4 else { return }
        let used = process.pid == nil ? 0 : process.usage.memory
        bar(Double(used) / Double(limit), .limit, x: x, y: area.y + row, width: width)
    }
}

// MARK: - The whole screen

extension Painter {
    private mutating func whole(_ process: ProcessSnapshot, _ model: Model, _ area: Rect) {
        var rest = area
        let lines = description(process, model)
        let isWide = area.width >= 100
        var top = rest.takeTop(
            min(area.height, isWide ? max(lines.count, min(12, area.height / 2)) : lines.count))
        let textArea = isWide ? top.takeLeft(area.width * 2 / 5) : top
        for (row, line) in lines.prefix(textArea.height).enumerated() {
            field(line.0, line.1, Rect(x: textArea.x, y: textArea.y + row, width: textArea.width, height: 1))
        }
        memoryBar(process, lines, textArea)
        if isWide {
            graphs(process, Rect(x: top.x, y: top.y, width: top.width - 1, height: top.height))
        } else if rest.height >= 10 {
            _ = rest.takeTop(1)
            graphs(process, rest.takeTop(min(6, rest.height / 2)))
        }
        history(process, model, rest)
    }

    /// What happened to it, the newest first.
    private mutating func history(_ process: ProcessSnapshot, _ model: Model, _ area: Rect) {
        var rest = area
        guard rest.height >= 2 else { return }
        if rest.height >= 4 { _ = rest.takeTop(1) }
        rule(
            rest.takeTop(1), title: [Part("What happened", .title)], notes: [Part("newest first", .dim)],
            isFocused: false)
        let events = model.snapshot.events.filter { $0.instance == process.id }.reversed()
        if events.isEmpty { put("nothing yet", x: 1, y: 0, in: rest, .dim) }
        for (row, event) in events.prefix(rest.height).enumerated() {
            happening(
                event, model, Rect(x: rest.x, y: rest.y + row, width: rest.width, height: 1), hasName: false)
        }
    }
}
