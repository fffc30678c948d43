import Screen
import Supervision
import Wording

/// What is known of a process in words, one fact a row.
enum OverviewFacts {
    /// Rows of all of them.
    static let most = 14

    /// Columns beside the charts.
    static func width(_ whole: Int) -> Int { min(72, max(whole * 2 / 5, min(58, whole / 2))) }

    struct Fact {
        var label: String
        var value: [Part]
        /// It is a path or the like, of which the beginning helps; of a figure it does not.
        var isText = false
        /// 0 matters most; the largest goes first where it is low.
        var rank: Int
        /// A bar behind the value: how full, and of what.
        var bar: (Double, Gradient)?
        /// A countdown instead of a value: how much of it is over.
        var countdown: (over: Double, left: String)?
    }
}

extension Painter {
    /// As many as there is room for, in their order; the least telling go first.
    mutating func facts(_ process: ProcessSnapshot, _ model: Model, _ area: Rect) {
        var facts = facts(process, model)
        while facts.count > area.height,
            let least = facts.indices.max(by: { facts[$0].rank < facts[$1].rank })
        {
            facts.remove(at: least)
        }
        // On a very narrow screen the values are worth more than the ends of their labels.
        let label = area.width < 30 ? 7 : words.factWidth
        let indent = label + (area.width < 30 ? 1 : 2)
        for (row, fact) in facts.enumerated() {
            let y = area.y + row
            put(Fit.truncated(fact.label, to: label, ellipsis: glyphs.cut), x: area.x + 1, y: y, .dim)
            let x = area.x + 1 + indent
            let room = area.maxX - 1 - x
            if let (over, left) = fact.countdown {
                countdown(over, left, Rect(x: x, y: y, width: room, height: 1))
                continue
            }
            let value =
                fact.isText ? fact.value.cut(to: room, glyphs.cut) : fact.value.whole(to: room, glyphs.cut)
            let end = put(value, x: x, y: y)
            if let (share, gradient) = fact.bar, area.maxX - 3 - end >= 6 {
                bar(share, gradient, x: end + 2, y: y, width: min(12, area.maxX - 3 - end))
            }
        }
    }

    /// `▕████████████············▏ 3.2s left`: full when the time is up.
    private mutating func countdown(_ over: Double, _ left: String, _ area: Rect) {
        let width = min(24, area.width - 2)
        guard width >= 4 else { return }
        put(glyphs.open, x: area.x, y: area.y, .graphText)
        let (full, empty) = glyphs.barParts(over, width: width)
        let x = put(full, x: area.x + 1, y: area.y, .statusWaiting)
        put(empty, x: x, y: area.y, .meterEmpty)
        put(glyphs.close, x: area.x + 1 + width, y: area.y, .graphText)
        put(" " + words.left(left), x: area.x + 2 + width, y: area.y, in: nil, .statusWaiting)
    }

    // MARK: - The facts

    private func facts(_ process: ProcessSnapshot, _ model: Model) -> [OverviewFacts.Fact] {
        let spec = model.details.facts?.spec
        var facts: [OverviewFacts.Fact] = []
        func add(
            _ label: String, _ value: [Part], _ rank: Int, bar: (Double, Gradient)? = nil,
            isText: Bool = false
        ) {
            facts.append(
                OverviewFacts.Fact(label: label, value: value, isText: isText, rank: rank, bar: bar))
        }
        add(words.factState, stateFact(process, spec), 0)
        if process.status == .waiting, let due = process.nextTryAt, let delay = process.delay, delay > .zero {
            let left = max(.zero, due - model.now.monotonic)
            let over = 1 - Double(left.milliseconds) / Double(max(1, delay.milliseconds))
            facts.append(
                OverviewFacts.Fact(
                    label: "", value: [], rank: 1, countdown: (over, words.countdown(left))))
        } else {
            // The row is there in any state, so that nothing moves when a run begins or ends.
            add("", process.pid == nil ? [] : .joined(treeFacts(process), glyphs), 5)
        }
        if process.isProbed {
            add(words.factHealth, .joined([healthFact(process, model)] + numberFacts(process), glyphs), 1)
        }
        add(words.factExit, exitFact(process, model), 2)
        add(words.factRestarts, restartsFact(process), 3)
        let (memory, share) = memoryFact(process)
        add(words.factMemory, memory, 4, bar: share.map { ($0, .limit) })
        let (machine, used) = machineFact(model.snapshot.machine)
        add(words.factMachine(model.snapshot.machine.kind), machine, 11, bar: (used, .memory))
        add(words.factCommand, [Part(process.command)], 6, isText: true)
        add(words.factFolder, [Part(process.cwd)], 7, isText: true)
        add(words.factUser, userFact(spec), 9)
        add(words.factSignals, signalsFact(spec), 8)
        add(words.factPort, [process.port.map { Part(":\($0)") } ?? Part(glyphs.none, .dim)], 12)
        let lost = process.linesLost > 0
        add(words.factLogs, fileFact(process.outFile), 10, isText: true)
        add(
            "", lost ? [Part(words.linesLost(process.linesLost), .logError)] : fileFact(process.errorFile),
            13,
            isText: true)
        return facts
    }

    /// `online  pid 4121`, `waiting  try 14, waits 6.4s (×1.5, at most 15s)`.
    private func stateFact(_ process: ProcessSnapshot, _ spec: ProcessSpec?) -> [Part] {
        let (_, role) = sign(process.status)
        var parts = [Part(process.isStuck ? words.stuck : words.status(process.status), role)]
        if let pid = process.pid { parts += [Part("  pid ", .dim), Part("\(pid)")] }
        if process.status == .waiting {
            parts.append(Part("  " + words.tryNumber(process.restarts + 1), .text))
            if let delay = process.delay, delay > .zero {
                parts.append(Part(words.waits(words.span(delay))))
            }
            // A fixed delay that is longer does not grow.
            if let policy = spec?.policy, policy.backoffFirst > .zero,
                process.delay.map({ $0 > policy.restartDelay }) ?? true
            {
                let most = words.span(RestartPolicy.longestBackoff)
                parts.append(Part(" " + spelled(words.growing(most)), .dim))
            }
        } else if let reason = reason(process) {
            parts.append(Part("  \(reason)", process.status == .errored ? .statusErrored : .text))
        }
        return parts
    }

    func treeFacts(_ process: ProcessSnapshot) -> [[Part]] {
        var parts = [[Part(words.processes(process.usage.processes), .dim)]]
        parts.append([Part(words.threads(process.usage.threads), .dim)])
        if let descriptors = process.usage.descriptors { parts.append([Part("fd \(descriptors)", .dim)]) }
        return parts
    }

    func exitFact(_ process: ProcessSnapshot, _ model: Model) -> [Part] {
        guard let exit = process.lastExit else { return [Part(words.noExitYet, .dim)] }
        var parts = [Part(words.exit(exit.status), exit.isBad ? .logWarn : .text)]
        if !exit.isUnborn { parts.append(Part(" " + words.after(words.span(exit.ran)))) }
        parts.append(Part("  " + Figures.clock(exit.at.wall, zone: model.zone), .dim))
        if exit.cause != .crash { parts.append(Part("  " + words.reason(exit.cause), .dim)) }
        return parts
    }

    /// `14 total · 5 in 10 min · 3 of 10 in a row`.
    func restartsFact(_ process: ProcessSnapshot) -> [Part] {
        var parts = [[Part(words.total(process.restarts), process.restarts > 0 ? .text : .dim)]]
        if process.recentRestarts > 0 {
            parts.append([Part(words.inTenMinutes(process.recentRestarts), .restartRising)])
        }
        if process.unstableExits > 0 {
            parts.append([
                Part(words.inARow(process.unstableExits, of: process.maxRestarts), .statusWaiting)
            ])
        } else if process.maxRestarts > 0 {
            parts.append([Part(words.allowed(process.maxRestarts), .dim)])
        }
        return .joined(parts, glyphs)
    }

    func memoryFact(_ process: ProcessSnapshot) -> ([Part], Double?) {
        let used = process.pid == nil ? 0 : process.usage.memory
        guard let limit = process.memoryLimit, limit > 0 else {
            return ([Part(Figures.bytes(used)), Part("  " + words.noLimit, .dim)], nil)
        }
        let share = Double(used) / Double(limit)
        let percent = Fit.padded(left: Figures.decimals(share * 100, 0), to: 3)
        return (
            [
                Part(Fit.padded(left: Figures.bytes(used), to: 5)), Part(words.of, .dim),
                Part(Figures.bytes(limit)), Part("  \(percent)%", theme.gradient(.limit, share)),
            ], share
        )
    }

    private func machineFact(_ machine: MachineUsage) -> ([Part], Double) {
        let share = Double(machine.memoryUsed) / Double(max(1, machine.memoryLimit))
        let percent = Fit.padded(left: Figures.decimals(share * 100, 0), to: 3)
        var parts = [
            Part(Fit.padded(left: Figures.bytes(machine.memoryUsed), to: 5), .dim), Part(words.of, .dim),
            Part(Figures.bytes(machine.memoryLimit), .dim), Part("  \(percent)%", .dim),
        ]
        if machine.oomKills > 0 {
            parts.append(Part("  " + words.oomKills(machine.oomKills), .logError))
        }
        return (parts, share)
    }

    private func userFact(_ spec: ProcessSpec?) -> [Part] {
        guard let spec else { return [] }
        guard let user = spec.user else { return [Part(words.sameUser, .dim)] }
        return [Part(user + (spec.group.map { ":\($0)" } ?? ""))]
    }

    /// `stop SIGINT → 1.6s → SIGKILL`.
    private func signalsFact(_ spec: ProcessSpec?) -> [Part] {
        guard let stop = spec?.stop else { return [] }
        let polite = stop.withMessage ? words.shutdownMessage : stop.signal.name
        let arrow = Part(" \(glyphs.arrow) ", .dim)
        return [
            Part(words.politeStop + " ", .dim), Part(polite), arrow, Part(words.span(stop.timeout)), arrow,
            Part(Signal.kill.name), Part(stop.wholeTree ? "" : "  " + words.rootAlone, .dim),
        ]
    }

    private func fileFact(_ path: String?) -> [Part] {
        [path.map { Part($0) } ?? Part(glyphs.none, .dim)]
    }
}

extension ExitRecord {
    /// Not what anybody wanted.
    var isBad: Bool { !status.isSuccess && cause != .manual }

    /// There never was a process.
    var isUnborn: Bool { if case .notSpawned = status { true } else { false } }
}
