import Kernel
import Supervision

/// The members of one run as they were measured last.
///
/// CPU time of a tree is not the sum of its members': who ends takes his own along, and his parent, if it
/// waited for him, gets it added to its `childTicks`, with what was never seen of it. So a tree's time since
/// the last sample is what its members have used themselves, and what they got from children that ended,
/// less what had been counted of those before.
final class SampledTree {
    private struct Followed {
        let member: Member
        var stat: ProcFile?
        var statm: ProcFile?
        /// At the last sample; nil before the first.
        var ticks: UInt64?
        var childTicks: UInt64 = 0
    }

    /// Clock ticks since the last sample.
    private struct Ticks {
        var own: UInt64 = 0
        /// Got from children that ended.
        var inherited: UInt64 = 0
        /// Counted before, of members that have ended since.
        var departed: UInt64 = 0
    }

    /// Pages.
    private struct Pages {
        var unshared: UInt64 = 0
        var largestShared: UInt64 = 0
    }

    let root: Member?
    var descriptors: Int?
    /// The last round of the sampler in which this run was asked for.
    var round = 0

    private let units: KernelUnits
    /// Parents before their children: by start time.
    private var followed: [Followed] = []
    private var known: [Member] = []
    private var last: Moment?
    private var cpuPercent = 0.0
    /// `departed` ticks that no parent has got yet: kept for one more sample, since a child may end between
    /// the looks at its parent and at itself.
    private var unclaimed: UInt64 = 0

    init(root: Member?, _ units: KernelUnits) {
        self.root = root
        self.units = units
    }

    /// Descriptors kept open.
    var kept: Int { followed.reduce(0) { $0 + ($1.stat == nil ? 0 : 2) } }

    /// Takes in whoever is new. Who has ended is noticed when he is read.
    func follow(_ members: [Member]) {
        if members == known { return }
        known = members
        var strange = Set(members)
        for one in followed { strange.remove(one.member) }
        if strange.isEmpty { return }
        followed += strange.map { Followed(member: $0) }
        followed.sort { ($0.member.start, $0.member.pid) < ($1.member.start, $1.member.pid) }
    }

    /// Nil when nobody is alive. `spare`: how many descriptors may still be kept open.
    func measure(_ files: ProcFiles, at now: Moment, spare: inout Int) -> Usage? {
        var usage = Usage()
        var ticks = Ticks()
        var pages = Pages()
        var index = 0
        while index < followed.count {
            guard let stat = readStat(of: &followed[index], files, &spare) else {
                let one = followed.remove(at: index)
                if one.stat != nil { spare += 2 }
                ticks.departed.add((one.ticks ?? 0).saturating(adding: one.childTicks))
                continue
            }
            count(stat, of: &followed[index], into: &ticks)
            if !stat.isZombie {
                usage.processes += 1
                usage.threads += max(0, stat.threads)
                readMemory(of: followed[index], files, into: &pages)
            }
            index += 1
        }
        guard usage.processes > 0 else { return nil }
        usage.memory = Int(
            clamping: pages.unshared.saturating(adding: pages.largestShared).saturating(times: units.page))
        usage.descriptors = descriptors
        usage.cpuPercent = percent(ticks, at: now)
        return usage
    }

    // MARK: - Reading

    /// Nil when the member has ended (and been reaped).
    private func readStat(of one: inout Followed, _ files: ProcFiles, _ spare: inout Int) -> ProcStat? {
        if one.stat == nil, spare >= 2 {
            let stat = files.open(one.member.pid, "stat")
            let statm = files.open(one.member.pid, "statm")
            if stat.isOpen, statm.isOpen {
                (one.stat, one.statm) = (stat, statm)
                spare -= 2
            }
        }
        do {
            let stat = try read(one, files)
            return stat.start == one.member.start ? stat : nil
        } catch {
            if case .gone = error { return nil }
            // Not readable just now: as it was.
            return ProcStat(member: one.member, ticks: one.ticks ?? 0, childTicks: one.childTicks)
        }
    }

    private func read(_ one: Followed, _ files: ProcFiles) throws(ProcFailure) -> ProcStat {
        guard let kept = one.stat else { return try files.stat(of: one.member.pid) }
        try kept.read(into: files.buffer)
        guard let stat = files.buffer.text({ ProcStat($0) }) else { throw .refused(0) }
        return stat
    }

    /// proc_pid_statm(5): size resident shared …, in pages.
    private func readMemory(of one: Followed, _ files: ProcFiles, into pages: inout Pages) {
        do {
            if let kept = one.statm {
                try kept.read(into: files.buffer)
            } else {
                try files.read(one.member.pid, "statm")
            }
        } catch { return }
        files.buffer.text { text in
            var index = 0
            guard text.number(at: &index) != nil, let resident = text.number(at: &index),
                let shared = text.number(at: &index)
            else { return }
            pages.unshared.add(resident.less(shared))
            pages.largestShared = max(pages.largestShared, min(shared, resident))
        }
    }

    // MARK: - CPU

    private func count(_ stat: ProcStat, of one: inout Followed, into ticks: inout Ticks) {
        // Of one that is new to us but began before the last sample, it is not known when it used what it has.
        let isOld = one.ticks == nil && last.map { units.boot(of: stat.start) < $0.boot } ?? false
        ticks.own.add(isOld ? 0 : stat.ticks.less(one.ticks ?? 0))
        ticks.inherited.add(isOld ? 0 : stat.childTicks.less(one.childTicks))
        one.ticks = stat.ticks
        one.childTicks = stat.childTicks
    }

    /// The average since the last sample, or since the root began.
    private func percent(_ ticks: Ticks, at now: Moment) -> Double {
        let waiting = unclaimed
        let owed = waiting.saturating(adding: ticks.departed)
        unclaimed = min(ticks.departed, owed.less(ticks.inherited))
        let sum = ticks.own.saturating(adding: ticks.inherited.less(owed))
        let elapsed =
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
    /// As a member was when it was last read.
    fileprivate init(member: Member, ticks: UInt64, childTicks: UInt64) {
        self.init()
        start = member.start
        threads = 1
        self.ticks = ticks
        self.childTicks = childTicks
    }
}
