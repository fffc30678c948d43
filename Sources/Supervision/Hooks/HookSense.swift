/// What of all that happens is a hook's business, and when a process has recovered. A value: no clock, no I/O.
package struct HookSense: Hashable, Sendable {
    /// What a report takes from the instance, as it was when the news came.
    package struct Subject: Hashable, Sendable {
        package var namespace: String
        /// The ecosystem file its app stands in.
        package var file: String?
        package var restarts: Int
        package var unstableExits: Int
        package var isCrashLooping: Bool
        /// Somebody wants it up.
        package var isWanted: Bool
        /// An end of its own is its end.
        package var restartsItself: Bool
        package init(_ instance: Instance) {
            namespace = instance.spec.namespace
            file = instance.spec.file
            restarts = instance.tally.restarts
            unstableExits = instance.tally.unstableExits
            isCrashLooping = instance.tally.isCrashLooping
            isWanted = instance.desire == .up
            restartsItself = instance.spec.policy.autorestart
        }
    }

    /// Something to be told to whoever listens to one of the occasions: to each the first that it listens to.
    package struct News: Hashable, Sendable {
        /// The gravest first.
        package var occasions: [HookSpec.Occasion]
        package var file: String?
        package var report: HookReport
        package init(occasions: [HookSpec.Occasion], file: String?, report: HookReport) {
            self.occasions = occasions
            self.file = file
            self.report = report
        }
    }

    fileprivate struct Memory: Hashable, Sendable {
        var name = ""
        var subject: Subject?
        var pid: PID?
        var launchedAt: Moment?
        /// In a crash loop, or errored, since then.
        var failingSince: Moment?
        /// Online, after that: recovered when it stays so.
        var steadyAt: Duration?
    }
    private var memories: [InstanceID: Memory] = [:]

    package init() {}

    /// Up this long after failing is recovered.
    package static let steadyAfter = RestartPolicy.stableAfter

    /// When somebody may have recovered.
    package var deadline: Duration? { memories.values.compactMap(\.steadyAt).min() }

    /// Whether it says anything to a hook, now or later.
    package static func minds(_ news: Happening) -> Bool {
        switch news.kind {
        case .launched, .online, .ended, .unhealthy, .memoryOverLimit, .recovered: true
        case .killed, .stuck, .stopped, .linesLost, .linesResumed, .leftoversSwept, .portTaken, .spaceLow,
            .spaceRegained, .hookFailed, .hooksDropped, .note:
            false
        }
    }

    /// The run whose last lines belong to it.
    package static func run(of news: Happening, _ instance: Instance) -> RunID? {
        switch news.kind {
        case .ended(let exit): exit.run
        case .unhealthy, .memoryOverLimit: instance.state.run
        default: nil
        }
    }

    /// - Parameter message: the happening in words.
    package mutating func notice(_ news: Happening, _ subject: Subject, _ message: String) -> News? {
        guard let id = news.instance else { return nil }
        var memory = memories[id] ?? Memory()
        // Of who is down and has not failed there is nothing to remember.
        defer { memories[id] = memory.pid == nil && memory.failingSince == nil ? nil : memory }
        (memory.name, memory.subject) = (news.name, subject)
        switch news.kind {
        case .launched(let pid):
            (memory.pid, memory.launchedAt) = (pid, news.at)
            return nil
        case .online:
            memory.steadyAt = memory.failingSince.map { _ in news.at.monotonic + HookSense.steadyAfter }
            return nil
        case .ended(let exit):
            memory.steadyAt = nil
            defer { (memory.pid, memory.launchedAt) = (nil, nil) }
            let occasions = HookSense.occasions(of: exit, subject)
            if occasions.first == .errored || subject.isCrashLooping {
                memory.failingSince = memory.failingSince ?? news.at
            }
            guard let first = occasions.first else { return nil }
            var report = memory.report(first, id, at: news.at, message)
            (report.exit, report.uptime, report.unstableExits) = (exit, exit.ran, exit.unstableExits)
            return News(occasions: occasions, file: subject.file, report: report)
        case .unhealthy(_, let failures):
            memory.steadyAt = nil
            var report = memory.report(.unhealthy, id, at: news.at, message)
            report.failures = failures
            return News(occasions: [.unhealthy], file: subject.file, report: report)
        case .memoryOverLimit(let used, let limit):
            var report = memory.report(.memory, id, at: news.at, message)
            report.memory = .init(used: used, limit: limit)
            return News(occasions: [.memory], file: subject.file, report: report)
        case .recovered(let after):
            (memory.failingSince, memory.steadyAt) = (nil, nil)
            var report = memory.report(.recovered, id, at: news.at, message)
            report.after = after
            return News(occasions: [.recovered], file: subject.file, report: report)
        case .killed, .stuck, .stopped, .linesLost, .linesResumed, .leftoversSwept, .portTaken, .spaceLow,
            .spaceRegained, .hookFailed, .hooksDropped, .note:
            return nil
        }
    }

    /// Who has been up long enough by now.
    /// - Parameter message: after how long it is well again, in words.
    package mutating func steady(at now: Moment, message: (Duration) -> String) -> [News] {
        var all: [News] = []
        for (id, old) in memories.sorted(by: { $0.key < $1.key }) {
            guard let due = old.steadyAt, due <= now.monotonic, let since = old.failingSince else { continue }
            var memory = old
            (memory.failingSince, memory.steadyAt) = (nil, nil)
            let after = now.boot - since.boot
            var report = memory.report(.recovered, id, at: now, message(after))
            (report.after, report.unstableExits) = (after, 0)
            all.append(News(occasions: [.recovered], file: memory.subject?.file, report: report))
            memories[id] = memory
        }
        return all
    }

    /// An end that was asked for is nobody's business.
    private static func occasions(of exit: ExitRecord, _ subject: Subject) -> [HookSpec.Occasion] {
        let isOwn = exit.cause == .crash || exit.cause == .oomKilled
        switch exit.verdict {
        case .giveUp: return isOwn ? [.errored, .crash] : [.errored]
        case .restart: return isOwn ? [.crash] : []
        // Nobody starts it again, and it failed.
        case .stay:
            let isFailure = isOwn && subject.isWanted && !subject.restartsItself && !exit.status.isSuccess
            return isFailure ? [.crash] : []
        }
    }
}

extension HookSense.Memory {
    fileprivate func report(
        _ occasion: HookSpec.Occasion, _ instance: InstanceID, at: Moment, _ message: String
    ) -> HookReport {
        var report = HookReport(occasion, of: instance, name, at: at)
        report.namespace = subject?.namespace ?? ""
        report.pid = pid
        report.uptime = launchedAt.map { at.boot - $0.boot }
        report.restarts = subject?.restarts ?? 0
        report.unstableExits = subject?.unstableExits ?? 0
        report.message = message
        return report
    }
}
