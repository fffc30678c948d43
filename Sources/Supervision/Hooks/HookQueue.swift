/// What hooks are told, and when: bounded, in order, tried again, and in a storm of the same summed up. A value:
/// time is an argument, who delivers is somebody else.
package struct HookQueue: Hashable, Sendable {
    package struct Limits: Hashable, Sendable {
        /// Reports that wait, of all hooks.
        package var waiting = 256
        /// At a time, of all hooks; of one hook one, so that it hears things in their order.
        package var inFlight = 4
        package var tries = 5
        /// Before the second try, then twice as long each time.
        package var firstDelay = Duration.seconds(1)
        package var longestDelay = Duration.seconds(30)
        /// The same of the same process is told once in this time; what came meanwhile at its end, as one.
        package var window = Duration.seconds(60)
        /// That a hook fails, and how much was dropped, is said once in this time.
        package var rest = Duration.seconds(60)
        package init() {}
    }

    package struct Delivery: Hashable, Sendable {
        package var number: Int
        package var hook: HookSpec
        package var report: HookReport
        var tries = 0
    }

    package enum Action: Hashable, Sendable {
        /// To be answered by `finished`.
        case deliver(Delivery)
        case tell(Happening.Kind)
    }

    struct Lane: Hashable, Sendable {
        let hook: HookSpec
        var waiting: [Delivery] = []
        var current: Int?
        /// In a row.
        var failures = 0
        /// Not before then.
        var dueAt = Duration.zero
        var complainedAt: Duration?
        var windows: [HookReport.Kind: Window] = [:]
    }

    struct Window: Hashable, Sendable {
        let until: Duration
        var held: HookReport?
    }

    private let limits: Limits
    private(set) var lanes: [Lane] = []
    private var flying: [Int: Delivery] = [:]
    private var nextNumber = 0
    private var untold = 0
    private var countedAt: Duration?
    private var complaints: [Happening.Kind] = []
    private var isClosing = false
    /// Reports that nobody was told of, since the beginning.
    package private(set) var dropped = 0

    package init(limits: Limits = Limits()) { self.limits = limits }

    package var waiting: Int { lanes.reduce(0) { $0 + $1.waiting.count } }
    package var isIdle: Bool { waiting == 0 && flying.isEmpty }

    // MARK: - What goes in

    /// The hooks there are from now on. What waits for one that is no more is dropped.
    package mutating func set(_ hooks: [HookSpec]) {
        var old = lanes
        lanes = hooks.map { hook in
            guard let place = old.firstIndex(where: { $0.hook == hook }) else { return Lane(hook: hook) }
            return old.remove(at: place)
        }
        for lane in old { for delivery in lane.waiting { drop(delivery.report) } }
    }

    package mutating func take(_ news: HookSense.News, now: Duration) {
        for index in lanes.indices {
            let hook = lanes[index].hook
            guard hook.file == nil || hook.file == news.file,
                let occasion = news.occasions.first(where: hook.on.contains)
            else { continue }
            var report = news.report
            report.occasion = occasion
            take(report, into: index, now)
        }
    }

    /// - Parameter failure: why it was not told, in a clause; nil: it was.
    package mutating func finished(_ number: Int, failure: String?, now: Duration) {
        guard var delivery = flying.removeValue(forKey: number) else { return }
        let index = lanes.firstIndex { $0.current == number }
        guard let index else { return failure == nil ? () : drop(delivery.report) }
        lanes[index].current = nil
        guard let failure else {
            lanes[index].failures = 0
            lanes[index].dueAt = now
            return
        }
        complain(of: index, failure, now)
        lanes[index].failures += 1
        lanes[index].dueAt = isClosing ? now : now + delay(after: lanes[index].failures)
        delivery.tries += 1
        guard delivery.tries < limits.tries, !isClosing else { return drop(delivery.report) }
        if let newer = lanes[index].waiting.firstIndex(where: { $0.report.kind == delivery.report.kind }) {
            lanes[index].waiting[newer].report.alike += 1 + delivery.report.alike
        } else {
            lanes[index].waiting.insert(delivery, at: 0)
        }
    }

    /// From now on nothing is held back and nothing tried again.
    package mutating func close(now: Duration) {
        isClosing = true
        for index in lanes.indices {
            release(from: index, now) { _, _ in true }
            lanes[index].dueAt = now
        }
    }

    /// Nobody waits any longer.
    /// - Returns: what has not been told of the hooks themselves.
    package mutating func end() -> [Happening.Kind] {
        for delivery in flying.values { drop(delivery.report) }
        flying = [:]
        for index in lanes.indices {
            for delivery in lanes[index].waiting { drop(delivery.report) }
            lanes[index].waiting = []
        }
        defer { (complaints, untold) = ([], 0) }
        return complaints + (untold > 0 ? [.hooksDropped(untold)] : [])
    }

    // MARK: - What comes out

    package mutating func step(now: Duration) -> [Action] {
        var actions: [Action] = []
        for index in lanes.indices {
            release(from: index, now) { _, window in window.until <= now }
            guard lanes[index].current == nil, lanes[index].dueAt <= now, !lanes[index].waiting.isEmpty,
                flying.count < limits.inFlight
            else { continue }
            let delivery = lanes[index].waiting.removeFirst()
            lanes[index].current = delivery.number
            flying[delivery.number] = delivery
            actions.append(.deliver(delivery))
        }
        guard !isClosing else { return actions }
        actions += complaints.map { .tell($0) }
        complaints = []
        if untold > 0, isDue(countedAt, now) {
            actions.append(.tell(.hooksDropped(untold)))
            untold = 0
            countedAt = now
        }
        return actions
    }

    /// When `step` has something to do again, beside what news and answers bring.
    package var deadline: Duration? {
        var times: [Duration] = []
        for lane in lanes {
            if lane.current == nil, !lane.waiting.isEmpty, flying.count < limits.inFlight {
                times.append(lane.dueAt)
            }
            times += lane.windows.values.filter { $0.held != nil }.map(\.until)
        }
        if untold > 0, !isClosing { times.append(countedAt.map { $0 + limits.rest } ?? .zero) }
        return times.min()
    }

    // MARK: - Steps

    private mutating func take(_ report: HookReport, into index: Int, _ now: Duration) {
        // What is held of the same process comes before its next news.
        release(from: index, now) { kind, _ in
            kind.instance == report.instance && kind.occasion != report.occasion
        }
        guard !isClosing, let window = lanes[index].windows[report.kind], window.until > now else {
            release(from: index, now) { kind, _ in kind == report.kind }
            if !isClosing { lanes[index].windows[report.kind] = Window(until: now + limits.window) }
            return put(report, into: index)
        }
        var newer = report
        if let held = window.held { newer.alike += 1 + held.alike }
        lanes[index].windows[report.kind]?.held = newer
    }

    /// What the windows that are meant have held goes on its way; each begins anew with it, or is over.
    private mutating func release(
        from index: Int, _ now: Duration, where isMeant: (HookReport.Kind, Window) -> Bool
    ) {
        guard !lanes[index].windows.isEmpty else { return }
        let meant = lanes[index].windows.filter { isMeant($0.key, $0.value) }
        var held: [HookReport] = []
        for (kind, window) in meant {
            if let report = window.held {
                held.append(report)
                lanes[index].windows[kind] = Window(until: now + limits.window)
            } else if window.until <= now {
                lanes[index].windows[kind] = nil
            }
        }
        for report in held.sorted(by: { $0.at.monotonic < $1.at.monotonic }) { put(report, into: index) }
    }

    private mutating func put(_ report: HookReport, into index: Int) {
        if let same = lanes[index].waiting.firstIndex(where: { $0.report.kind == report.kind }) {
            let alike = lanes[index].waiting[same].report.alike
            lanes[index].waiting[same].report = report
            lanes[index].waiting[same].report.alike += 1 + alike
            return
        }
        if waiting >= limits.waiting, let longest = lanes.indices.max(by: { count($0) < count($1) }) {
            drop(lanes[longest].waiting.removeFirst().report)
        }
        nextNumber += 1
        lanes[index].waiting.append(Delivery(number: nextNumber, hook: lanes[index].hook, report: report))
    }

    private func count(_ lane: Int) -> Int { lanes[lane].waiting.count }

    private mutating func drop(_ report: HookReport) {
        dropped += 1 + report.alike
        untold += 1 + report.alike
    }

    private mutating func complain(of index: Int, _ failure: String, _ now: Duration) {
        guard isDue(lanes[index].complainedAt, now) else { return }
        lanes[index].complainedAt = now
        complaints.append(.hookFailed(hook: lanes[index].hook.label, reason: failure))
    }

    private func isDue(_ last: Duration?, _ now: Duration) -> Bool {
        last.map { now - $0 >= limits.rest } ?? true
    }

    private func delay(after failures: Int) -> Duration {
        min(limits.longestDelay, limits.firstDelay * (1 << min(max(0, failures - 1), 16)))
    }
}
