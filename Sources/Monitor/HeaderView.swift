import Screen
import Supervision
import Wording

// The two rows at the top: who we are and how many are up; what the machine has left.
extension Painter {
    mutating func header(_ model: Model, _ area: Rect) {
        guard area.height > 0 else { return }
        totals(model, Rect(x: area.x, y: area.y, width: area.width, height: 1))
        if area.height > 1 { meters(model, Rect(x: area.x, y: area.y + 1, width: area.width, height: 1)) }
    }

    private mutating func totals(_ model: Model, _ area: Rect) {
        let isWide = area.width >= 100
        let gap = isWide ? "  " : " "
        let name = [Part(" wamon", .title)]
        let host =
            model.snapshot.core.hostname.isEmpty || area.width < 30
            ? [] : [Part(gap + model.snapshot.core.hostname, .header)]
        let blank = [Part(isWide ? "   " : area.width >= 60 ? "  " : " ", .dim)]
        let counts = counts(model, isWide: isWide, hasWords: area.width >= 60)
        let badge = badge(model).map { [Part("  ", .dim), $0] } ?? []
        // What is as usual goes first where there is no room.
        let lines = [
            name + host + blank + counts + badge, name + blank + counts + badge, blank + counts + badge,
            blank + self.counts(model, isWide: false, hasWords: false, isTight: true) + badge,
        ]
        let last = badge.isEmpty ? lines[3] : [Part(" ", .dim)] + badge.dropFirst()
        let left = lines.first { $0.columns <= area.width } ?? last

        let end = area.maxX - 1
        var x = put(left.cut(to: area.width, glyphs.cut), x: area.x, y: area.y, in: nil) + 2
        if let rolling = model.snapshot.rolling {
            x = self.rolling(rolling, model, Rect(x: x, y: area.y, width: area.maxX - x, height: 1)) + 2
        }
        // From the right: the clock stays longest.
        x = max(x, area.x)
        var right = end
        for piece in clockParts(model) {
            let start = right - piece.columns
            guard start >= x else { break }
            put(piece, x: start, y: area.y)
            right = start - 2
        }
    }

    /// `rolling 3 of 8 ▕███·····▏ api-2`: how far a restart one after the other is, and whose turn it is.
    private mutating func rolling(_ rolling: RollingProgress, _ model: Model, _ area: Rect) -> Int {
        let text = words.rolling(rolling.done, rolling.total)
        // The clock stays.
        guard Fit.columns(of: text) + 11 < area.width else { return area.x }
        var x = put(text, x: area.x, y: area.y, .statusLaunching)
        if area.maxX - x >= 24 {
            let width = min(12, max(4, rolling.total))
            x = put(" " + glyphs.open, x: x, y: area.y, .graphText)
            let share = Double(rolling.done) / Double(max(1, rolling.total))
            let (full, empty) = glyphs.barParts(share, width: width)
            x = put(full, x: x, y: area.y, .statusLaunching)
            x = put(empty, x: x, y: area.y, .meterEmpty)
            x = put(glyphs.close, x: x, y: area.y, .graphText)
        }
        let name = rolling.current.flatMap { model.process($0)?.name } ?? ""
        let room = area.maxX - 11 - x
        guard !name.isEmpty, room >= 4 else { return x }
        return put(
            Fit.truncated(" " + name, to: min(room, 24), ellipsis: glyphs.cut), x: x, y: area.y, .header)
    }

    /// How many there are of each kind; nothing moves while they change places.
    private func counts(
        _ model: Model, isWide: Bool, hasWords: Bool, isTight: Bool = false
    ) -> [Part] {
        let tally = model.table.tally
        let digits = String(tally.total).count
        func figure(_ count: Int) -> String {
            isTight ? String(count) : " " + Fit.padded(left: String(count), to: digits)
        }
        let moving: [Status] = [.launching, .stopping, .waiting].filter { tally[$0] > 0 }
        let inBetween = moving.reduce(0) { $0 + tally[$1] }
        let word = moving.count > 1 ? words.countChanging : words.status(moving.first ?? .waiting)
        let kinds: [(Status, Int, String)] = [
            (.online, tally[.online], words.countUp), (moving.first ?? .waiting, inBetween, word),
            (.stopped, tally[.stopped], words.status(.stopped)),
            (.errored, tally[.errored], words.status(.errored)),
        ]
        var parts: [Part] = []
        for (status, count, word) in kinds {
            // Errored ones are news; none of them are none.
            if status == .errored, count == 0 { continue }
            if !parts.isEmpty { parts.append(Part(isTight ? " " : "  ", .dim)) }
            let (glyph, role) = sign(status)
            parts.append(Part(glyph, count > 0 ? role : .dim))
            parts.append(Part(figure(count), count > 0 ? .text : .dim))
            if isWide { parts.append(Part(" " + word, .dim)) }
        }
        // Without a word they would be taken for the errored ones.
        if tally.unhealthy > 0, hasWords {
            parts += [
                Part("  ", .dim), Part(glyphs.failed, .healthFail), Part(figure(tally.unhealthy), .text),
            ]
            parts.append(Part(" " + words.countUnhealthy(tally.unhealthy), .healthFail))
        }
        return parts
    }

    func badge(_ model: Model) -> Part? {
        if model.lost != nil { return Part(words.noConnection, .statusErrored) }
        if model.snapshot.core.isShuttingDown || model.isLeaving {
            return Part(words.stoppingAll, .statusStopping)
        }
        // What is seen is old: said wherever one looks, more than what one may do.
        if model.table.frozen != nil { return Part(words.paused, .statusWaiting) }
        if model.isReadOnly { return Part(words.readOnly, .dim) }
        if !model.preferences.isMouseOn, model.preferences.settings.mouse != false {
            return Part(words.mouseBadge, .dim)
        }
        return nil
    }

    private func clockParts(_ model: Model) -> [[Part]] {
        let core = model.snapshot.core
        var parts = [[Part(Figures.clock(model.now.wall, zone: model.zone), .header)]]
        if model.preferences.refresh > .seconds(1) {
            parts.append([Part(words.every(Int(model.preferences.refresh.components.seconds)), .dim)])
        }
        if core.startedAt != .zero {
            let up = words.uptime(model.now.boot - core.startedAt.boot)
            let gap = String(repeating: " ", count: max(0, 8 - up.count))
            parts.append([Part(gap + words.upSince + " ", .dim), Part(up)])
        }
        if let low = model.snapshot.lowSpace.min(by: { $0.free < $1.free }) {
            parts.insert([Part(words.lowSpace(Figures.bytes(low.free)), .logWarn)], at: 1)
        }
        let load = model.snapshot.machine.load.prefix(3)
        if !load.isEmpty {
            parts.append([
                Part(words.load + " ", .dim),
                Part(load.map { Figures.decimals($0, 2) }.joined(separator: " ")),
            ])
        }
        return parts
    }

    // MARK: - Meters

    private mutating func meters(_ model: Model, _ area: Rect) {
        let machine = model.snapshot.machine
        let half = area.width / 2
        cpu(machine, Rect(x: area.x + 1, y: area.y, width: half - 1, height: 1))
        memory(machine, Rect(x: area.x + half + 1, y: area.y, width: area.width - half - 2, height: 1))
    }

    private mutating func cpu(_ machine: MachineUsage, _ area: Rect) {
        let cores = max(0.01, machine.cores)
        let share = machine.cpuPercent / cores
        let isWide = area.width >= 48
        let figure = Fit.padded(
            left: isWide ? Figures.percent(share) : Figures.decimals(share, 0), to: isWide ? 5 : 3)
        var text = [Part(figure + "%", theme.gradient(.cpu, share / 100)), Part(words.of, .dim)]
        if !isWide { text.append(Part(Figures.decimals(cores, 1))) }
        if isWide { text.append(Part(words.ofCores(Figures.decimals(cores, 2)), .dim)) }
        let extras = [
            machine.throttledPercent.map { suffered(words.throttled, $0, from: 1, calmAt: 58, area) },
            machine.cpuPressure.map { suffered(words.pressure, $0, from: 10, calmAt: 84, area) },
        ]
        // The line stays, if short.
        text += fitting(extras, room: area.width - text.columns - 12)
        var x = put("CPU ", x: area.x, y: area.y, .dim)
        let room = area.maxX - x - text.columns - 2
        if room >= 6 {
            let width = Painter.minuteWidths.first { $0 <= room } ?? 6
            let history = machine.cpuHistory.map(Double.init)
            x = spark(history, x: x, y: area.y, width: width, max: 100) + 1
        }
        put(text.cut(to: area.maxX - x, glyphs.cut), x: x, y: area.y)
    }

    private mutating func memory(_ machine: MachineUsage, _ area: Rect) {
        guard machine.memoryLimit > 0 else {
            put([Part("MEM ", .dim), Part(glyphs.none, .dim)], x: area.x, y: area.y)
            return
        }
        let limit = max(1, machine.memoryLimit)
        let share = Double(machine.memoryUsed) / Double(limit)
        var text = [Part(Fit.padded(left: Figures.bytes(machine.memoryUsed), to: 5))]
        if area.width >= 24 { text += [Part(" / ", .dim), Part(Figures.bytes(machine.memoryLimit))] }
        text += [
            Part(
                Fit.padded(left: Figures.decimals(share * 100, 0), to: 4) + "%",
                theme.gradient(.memory, share))
        ]
        let kills = Part(
            "  \(words.shortOom) \(words.count(machine.oomKills))", machine.oomKills > 0 ? .logError : .dim)
        let tellsKills = machine.oomKills > 0 || (machine.kind == .container && area.width >= 48)
        let extras = [
            tellsKills ? (kills, machine.oomKills > 0) : nil,
            machine.memoryPressure.map { suffered(words.pressure, $0, from: 10, calmAt: 84, area) },
        ]
        text += fitting(extras, room: area.width - text.columns - 5)
        var x = put("MEM ", x: area.x, y: area.y, .dim)
        let room = area.maxX - x - text.columns - 1
        if room >= 5 { x = bar(share, .memory, x: x, y: area.y, width: min(room, 30)) + 1 }
        put(text.cut(to: area.maxX - x, glyphs.cut), x: x, y: area.y)
    }

    /// What hurts, dim until it does and only where it is wide: `  throttled 12%`, always as wide.
    private func suffered(
        _ word: String, _ percent: Double, from limit: Double, calmAt width: Int, _ area: Rect
    ) -> (Part, hurts: Bool) {
        let figure = Fit.padded(left: Figures.decimals(percent, 0), to: 2)
        let hurts = percent >= limit
        let text = hurts || area.width >= width ? "  \(word) \(figure)%" : ""
        return (Part(text, hurts ? .logWarn : .dim), hurts)
    }

    /// Those there is room for, each whole: what hurts before what is calm.
    private func fitting(_ extras: [(Part, hurts: Bool)?], room: Int) -> [Part] {
        var left = room
        let extras = extras.compactMap(\.self)
        var kept: [Part] = []
        for (part, _) in extras.filter(\.hurts) + extras.filter({ !$0.hurts }) {
            let columns = Fit.columns(of: part.text)
            guard columns > 0, columns <= left else { continue }
            left -= columns
            kept.append(part)
        }
        return kept
    }
}
