import Screen
import Supervision
import Wording

// CPU and memory over a minute to a day: of one process on the whole screen, or of the machine and all of them.
extension Painter {
    mutating func graphs(_ model: Model, _ area: Rect) {
        switch model.graphs.scope {
        case .one:
            guard let process = model.selected else { return }
            one(process, model, area)
        case .all: all(model, area)
        }
    }

    /// `wamon ▸ nextjs-server ▸ Graphs`, the spans, a rule.
    mutating func graphsHeader(_ model: Model, _ area: Rect) {
        let isOne = model.graphs.scope == .one
        let name = isOne ? model.selected.map { fullName($0, model) } ?? "" : words.all
        var state = isOne ? model.selected.map { self.state($0, model) } ?? [] : []
        if !isOne { state = [[Part(Figures.clock(model.now.wall, zone: model.zone), .header)]] }
        crumbs([words.graphs, name], state: state, model, area)
        guard area.height >= 3 else { return }
        let spans = FigureSpan.allCases
        tabs(spans.map(words.span), open: spans.firstIndex(of: model.graphs.span) ?? 0, keys: [], area)
        guard !model.rows.isEmpty, area.width >= 50 else { return }
        let note = "\(model.selectedRow + 1) / \(model.rows.count)"
        put(note, endingAt: area.maxX - 1, y: area.y + 1, .dim)
    }

    // MARK: - One

    private mutating func one(_ process: ProcessSnapshot, _ model: Model, _ area: Rect) {
        var rest = area.inset(x: 1)
        let timeline = timeline(process.id, model, width: rest.width)
        let meters = rest.height >= 16 ? rest.takeBottom(1) : nil
        if rest.height >= 7 { axis(timeline, model, rest.takeBottom(1)) }
        if rest.height >= 8 { restartStrip(process, model, timeline, rest.takeBottom(1)) }
        let halves = rest.rows([.fill(), .fill()])
        let isSpaced = rest.height >= 14
        cpuChart(process, model, timeline, halves[0], isSpaced: isSpaced)
        memoryChart(process, model, timeline, halves[1], isSpaced: isSpaced)
        if let meters { self.meters(model.snapshot.machine, meters) }
    }

    /// Times of day under a chart: at round ones, as many as there is room for.
    mutating func axis(_ timeline: Timeline, _ model: Model, _ area: Rect) {
        let perCell = glyphs.isASCII ? 1 : 2
        let columns = timeline.dots / perCell
        let zone = Duration.seconds(model.zone)
        func number(_ column: Int, _ interval: Int) -> Int64 {
            (timeline.time(of: column * perCell) + zone).components.seconds / Int64(interval)
        }
        let length = Int(timeline.length.components.seconds)
        // Blanks between the labels, which are longer where they have seconds.
        guard
            let interval = Painter.intervals.first(where: {
                $0 * columns >= ($0 < 60 ? 12 : 9) * length
            })
        else { return }
        for column in 1..<max(2, columns)
        where number(column, interval) != number(column - 1, interval) {
            let wall = Duration.seconds(number(column, interval) * Int64(interval))
            let clock = Figures.clock(wall, zone: 0)
            let text = "╵" + (interval < 60 ? clock : String(clock.prefix(5)))
            let x = area.x + Painter.axisWidth + column
            guard x + Fit.columns(of: text) <= area.maxX else { break }
            put(text, x: x, y: area.y, .graphText)
        }
    }

    private static let intervals = [
        5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 14_400, 21_600, 43_200,
    ]

    // MARK: - The machine

    /// Throttling, kills for want of memory, pressure: what a container suffers from.
    mutating func meters(_ machine: MachineUsage, _ area: Rect) {
        var x = area.x
        func room(_ columns: Int) -> Bool { x + columns <= area.maxX }
        let shares: [(String, Double?, Double)] = [
            (words.throttled, machine.throttledPercent, 1), (words.cpuPressure, machine.cpuPressure, 10),
            (words.memoryPressure, machine.memoryPressure, 10),
        ]
        let killed = "\(words.oom) \(machine.oomKills)"
        if room(Fit.columns(of: killed)) {
            x = put(killed, x: x, y: area.y, machine.oomKills > 0 ? .logError : .dim) + 3
        }
        for (label, share, matters) in shares {
            guard let share, room(Fit.columns(of: label) + 17) else { continue }
            x = put(label + " ", x: x, y: area.y, .dim)
            x = bar(share / 100, .cpu, x: x, y: area.y, width: 10)
            let figure = Fit.padded(left: Figures.decimals(share, share < 9.95 ? 1 : 0), to: 4) + "%"
            x = put(figure, x: x, y: area.y, share >= matters ? .logWarn : .dim) + 3
        }
    }

    mutating func machineCharts(_ model: Model, _ area: Rect) {
        let machine = model.snapshot.machine
        var rest = area
        let axisArea = area.height >= 7 ? rest.takeBottom(1) : nil
        let halves = rest.columns([.fill(), .fill()], gap: 1)
        let series = model.graphs.series[nil]
        let timeline = timeline(nil, model, width: halves[0].width)
        let cpu = Curve(series?.cpuValues ?? [], timeline, isMean: true)
        let peaks = Curve(series?.cpuPeaks ?? [], timeline, isMean: false)
        let cores = max(0.01, machine.cores)
        let place = machine.kind == .container ? words.container : words.host
        titled(
            spanned("\(place) CPU %", model),
            [
                [Part(words.now + " ", .dim), Part(Figures.percent(machine.cpuPercent / cores))],
                peaks.peak.map { [Part(words.peak + " ", .dim), Part(Figures.percent($0))] } ?? [],
                [Part(words.cores(Figures.decimals(cores, 2)), .dim)],
            ], Chart(values: cpu.values, peaks: peaks.values, top: 100, topLabel: "100", gradient: .cpu),
            halves[0], isSpaced: false)
        let memory = Curve(series?.memoryValues ?? [], timeline, isMean: false)
        let top = Painter.memoryTop(memory.peak, limit: machine.memoryLimit)
        titled(
            spanned("\(place) MEM", model),
            [
                [Part(words.now + " ", .dim), Part(Figures.bytes(machine.memoryUsed))],
                memory.peak.map { [Part(words.peak + " ", .dim), Part(Figures.bytes(Int($0)))] } ?? [],
                [Part(words.limit + " ", .dim), Part(Figures.bytes(machine.memoryLimit))],
            ],
            Chart(
                values: memory.values, top: top, limit: Double(machine.memoryLimit),
                topLabel: Figures.bytes(Int(top)), gradient: .memory),
            halves[1], isSpaced: false)
        guard let axisArea else { return }
        for half in halves {
            axis(timeline, model, Rect(x: half.x, y: axisArea.y, width: half.width, height: 1))
        }
    }
}
