import Kernel
import Supervision

/// The members of one run as they were measured last.
///
/// CPU time of a tree is not the sum of its members': who ends takes his own along, and his parent, if it
/// waited for him, gets it added to its `childTicks`, with what was never seen of it. So a tree's time since
/// the last sample is what its members have used themselves, and what they got from children that ended,
/// less what had been counted of those before.
final class SampledTree {
    struct Followed {
        let member: Member
        /// Kept open of those that are read often.
        fileprivate var stat: ProcFile?
        fileprivate var statm: ProcFile?
        /// Kept open of those that have one thread.
        fileprivate var pulse: ProcFile?
        fileprivate var lastPulse = Pulse()
        /// At the last sample; nil before the first.
        var seen: ProcStat?
        /// Pages, at the last sample.
        var resident: UInt64 = 0
        var shared: UInt64 = 0
        /// Clock ticks between the last two samples.
        var ticks: UInt64 = 0

        init(_ member: Member) { self.member = member }
    }

    /// `/proc/PID/schedstat`: nanoseconds run, nanoseconds waited for a processor, times it got one. Of the
    /// leading thread alone; all 0 where the kernel does not count.
    fileprivate struct Pulse: Equatable {
        var ran: UInt64 = 0
        var times: UInt64 = 0
    }

    /// Clock ticks since the last sample.
    private struct Ticks {
        var own: UInt64 = 0
        /// Got from children that ended.
        var inherited: UInt64 = 0
        /// Counted before, of members that have ended since.
        var departed: UInt64 = 0
    }

    /// A process that has not run has changed nothing, but the kernel may have taken pages from it: it is
    /// read all the same once in so many rounds.
    private static let readEvery = 16

    let root: Member?
    var descriptors: Int?
    /// The last round of the sampler in which this run was asked for.
    var round = 0

    let units: KernelUnits
    /// Parents before their children: by start time.
    private(set) var followed: [Followed] = []
    private var known: [Member] = []
    private var last: Moment?
    /// Between the last two samples.
    private(set) var elapsed = Duration.zero
    private var cpuPercent = 0.0
    /// Clock ticks, since its beginning as far as it was seen.
    private var spent: UInt64 = 0
    /// `departed` ticks that no parent has got yet: kept for one more sample, since a child may end between
    /// the looks at its parent and at itself.
    private var unclaimed: UInt64 = 0

    init(root: Member?, _ units: KernelUnits) {
        self.root = root
        self.units = units
    }

    /// Never less than it was.
    var cpuTime: Duration { .seconds(Double(spent) / units.ticks) }

    /// Descriptors kept open.
    var kept: Int { followed.reduce(0) { $0 + SampledTree.kept(by: $1) } }

    /// Takes in whoever is new. Who has ended is noticed when he is read.
    func follow(_ members: [Member]) {
        if members == known { return }
        known = members
        var strange = Set(members)
        for one in followed { strange.remove(one.member) }
        if strange.isEmpty { return }
        followed += strange.map { Followed($0) }
        followed.sort { ($0.member.start, $0.member.pid) < ($1.member.start, $1.member.pid) }
    }

    /// Nil when nobody is alive. `spare`: how many descriptors may still be kept open.
    func measure(_ files: ProcFiles, at now: Moment, spare: inout Int) -> Usage? {
        var usage = Usage()
        var ticks = Ticks()
        var unshared: UInt64 = 0
        var largestShared: UInt64 = 0
        var index = 0
        while index < followed.count {
            guard let stat = refresh(&followed[index], files, &spare) else {
                let one = followed.remove(at: index)
                spare += SampledTree.kept(by: one)
                ticks.departed.add(one.seen.map { $0.ticks.saturating(adding: $0.childTicks) } ?? 0)
                continue
            }
            count(stat, of: &followed[index], into: &ticks)
            if !stat.isZombie {
                usage.processes += 1
                usage.threads += stat.threads
                unshared.add(followed[index].resident.less(followed[index].shared))
                largestShared = max(largestShared, followed[index].shared)
            }
            index += 1
        }
        guard usage.processes > 0 else { return nil }
        usage.memory = Int(clamping: unshared.saturating(adding: largestShared).saturating(times: units.page))
        usage.descriptors = descriptors
        usage.cpuPercent = percent(ticks, at: now)
        return usage
    }

    // MARK: - Reading

    /// Nil when the member has ended (and been reaped).
    private func refresh(_ one: inout Followed, _ files: ProcFiles, _ spare: inout Int) -> ProcStat? {
        // The others' threads have a pulse each.
        let isSingle = one.seen.map { $0.threads == 1 } ?? true
        let mayHaveRun = isSingle ? hasRun(&one, files, &spare) : true
        let isDue = (round + Int(one.member.pid)) % SampledTree.readEvery == 0
        if let seen = one.seen, !mayHaveRun, !isDue { return seen }
        if mayHaveRun, one.seen != nil, one.stat == nil, spare >= 2 {
            let stat = files.open(one.member.pid, "stat")
            let statm = files.open(one.member.pid, "statm")
            if stat.mayBeKept, statm.mayBeKept {
                (one.stat, one.statm) = (stat, statm)
                spare -= 2
            }
        }
        do {
            let stat = try readStat(of: one, files)
            guard stat.start == one.member.start else { return nil }
            readMemory(of: &one, files)
            if stat.threads != 1, one.pulse != nil {
                one.pulse = nil
                spare += 1
            }
            return stat
        } catch {
            if case .gone = error { return nil }
            // Not readable just now: as it was.
            return one.seen ?? ProcStat(startOf: one.member)
        }
    }

    /// Whether it has run since this was asked last; true where that cannot be told.
    private func hasRun(_ one: inout Followed, _ files: ProcFiles, _ spare: inout Int) -> Bool {
        if one.pulse == nil, spare >= 1 {
            let pulse = files.open(one.member.pid, "schedstat")
            guard pulse.mayBeKept else { return true }
            one.pulse = pulse
            spare -= 1
        }
        guard let file = one.pulse, (try? file.read(into: files.buffer)) != nil else { return true }
        let pulse = files.buffer.text { text in
            var index = 0
            let ran = text.number(at: &index) ?? 0
            _ = text.number(at: &index)
            return Pulse(ran: ran, times: text.number(at: &index) ?? 0)
        }
        defer { one.lastPulse = pulse }
        return pulse == Pulse() || pulse != one.lastPulse
    }

    private func readStat(of one: Followed, _ files: ProcFiles) throws(ProcFailure) -> ProcStat {
        guard let kept = one.stat else { return try files.stat(of: one.member.pid) }
        try kept.read(into: files.buffer)
        guard let stat = files.buffer.text({ ProcStat($0) }) else { throw .refused(0) }
        return stat
    }

    /// proc_pid_statm(5): size resident shared …, in pages.
    private func readMemory(of one: inout Followed, _ files: ProcFiles) {
        do {
            if let kept = one.statm {
                try kept.read(into: files.buffer)
            } else {
                try files.read(one.member.pid, "statm")
            }
        } catch { return }
        let pages: (resident: UInt64, shared: UInt64)? = files.buffer.text { text in
            var index = 0
            guard text.number(at: &index) != nil, let resident = text.number(at: &index),
                let shared = text.number(at: &index)
            else { return nil }
            return (resident, min(shared, resident))
        }
        if let pages { (one.resident, one.shared) = pages }
    }

    private static func kept(by one: Followed) -> Int {
        (one.stat == nil ? 0 : 2) + (one.pulse == nil ? 0 : 1)
    }

    // MARK: - CPU

    private func count(_ stat: ProcStat, of one: inout Followed, into ticks: inout Ticks) {
        // Of one that is new to us but began before the last sample, it is not known when it used what it has.
        let isOld = one.seen == nil && last.map { units.boot(of: stat.start) < $0.boot } ?? false
        one.ticks = isOld ? 0 : stat.ticks.less(one.seen?.ticks ?? 0)
        ticks.own.add(one.ticks)
        ticks.inherited.add(isOld ? 0 : stat.childTicks.less(one.seen?.childTicks ?? 0))
        one.seen = stat
    }

    /// The average since the last sample, or since the root began.
    private func percent(_ ticks: Ticks, at now: Moment) -> Double {
        let waiting = unclaimed
        let owed = waiting.saturating(adding: ticks.departed)
        unclaimed = min(ticks.departed, owed.less(ticks.inherited))
        let sum = ticks.own.saturating(adding: ticks.inherited.less(owed))
        spent.add(sum)
        elapsed =
            if let last { now.monotonic - last.monotonic } else {
                now.boot - (root.map { units.boot(of: $0.start) } ?? now.boot)
            }
        last = now
        // One tick in a shorter time would look like a busy core.
        guard elapsed >= .milliseconds(50) else { return cpuPercent }
        cpuPercent = min(Double(sum) / units.ticks / elapsed.inSeconds, units.processors) * 100
        return cpuPercent
    }
}

extension ProcStat {
    /// Of a member that has never been read.
    fileprivate init(startOf member: Member) {
        self.init()
        start = member.start
        threads = 1
    }
}
