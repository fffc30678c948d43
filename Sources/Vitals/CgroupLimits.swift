import Kernel

/// The limits that hold for us, and the files that tell how much of them is used.
///
/// Every level up to the hierarchy's root may have a limit: the smallest counts (the nearest to us of equal
/// ones), and what is used is read where it is set, for everybody under it shares it.
struct CgroupLimits {
    /// memory.max (v2), memory.limit_in_bytes (v1).
    struct Memory {
        /// Bytes.
        let limit: UInt64
        /// Where it is set.
        let folder: String
        fileprivate let current: ProcFile
        fileprivate let statistics: ProcFile
        fileprivate let inactiveKey: StaticString

        /// Bytes; pages of files not used lately are left out, as they can be dropped.
        func used(_ buffer: ProcBuffer) -> UInt64? {
            guard let current = buffer.first(of: current) else { return nil }
            return current.less(buffer.value(of: inactiveKey, in: statistics) ?? 0)
        }
    }

    /// cpu.max (v2), cpu.cfs_quota_us and cpu.cfs_period_us (v1).
    struct Quota {
        let cores: Double
        /// Where it is set.
        let folder: String
        fileprivate let usage: ProcFile
        fileprivate let statistics: ProcFile
        fileprivate let version: Cgroup.Version

        /// Nanoseconds of CPU used.
        func used(_ buffer: ProcBuffer) -> UInt64? {
            switch version {
            case .one: buffer.first(of: usage)
            case .two: buffer.value(of: "usage_usec", in: usage)?.saturating(times: 1000)
            }
        }

        /// Periods so far, and those of them in which the quota was used up.
        func periods(_ buffer: ProcBuffer) -> (all: UInt64, throttled: UInt64)? {
            guard (try? statistics.read(into: buffer)) != nil else { return nil }
            return buffer.text { text in
                guard let all = text.value(of: "nr_periods"), let throttled = text.value(of: "nr_throttled")
                else { return nil }
                return (all, throttled)
            }
        }
    }

    private(set) var memory: Memory?
    private(set) var quota: Quota?
    /// Where a limit is set in the unified hierarchy (v2), the container's cgroup.
    private(set) var unified: String?
    private let kills: ProcFile?

    /// `total`: bytes of the machine, at and above which a limit is none.
    init(procRoot: String, cgroupRoot: String, total: UInt64, _ buffer: ProcBuffer) {
        let text = ProcFile(procRoot + "/self/cgroup")
        guard (try? text.read(into: buffer, whole: true)) != nil else {
            kills = nil
            return
        }
        let membership = buffer.text { text in
            String(decoding: text.indices.map { text[$0] }, as: UTF8.self)
        }
        func find(_ controller: String) -> Cgroup? {
            Cgroup.find(controller, membership: membership, root: cgroupRoot)
        }
        let own = find("memory")
        kills = own.map {
            ProcFile($0.folders[0] + ($0.version == .two ? "/memory.events" : "/memory.oom_control"))
        }
        memory = own.flatMap { Memory.smallest(in: $0, below: total, buffer) }
        quota = find("cpu").flatMap { Quota.smallest(in: $0, accounts: find("cpuacct"), buffer) }
        if let quota, quota.version == .two { unified = quota.folder }
        if unified == nil, own?.version == .two { unified = memory?.folder }
    }

    /// How often the kernel has killed for memory in our cgroup and those below it.
    func oomKills(_ buffer: ProcBuffer) -> UInt64? {
        kills.flatMap { buffer.value(of: "oom_kill", in: $0) }
    }
}

extension CgroupLimits.Memory {
    fileprivate static func smallest(in cgroup: Cgroup, below total: UInt64, _ buffer: ProcBuffer) -> Self? {
        var found: (limit: UInt64, folder: String)?
        let name = cgroup.version == .two ? "memory.max" : "memory.limit_in_bytes"
        for folder in cgroup.folders {
            // "max" (v2) is no number; "no limit" of v1 is the largest multiple of a page in 63 bits.
            guard let limit = buffer.first(of: ProcFile("\(folder)/\(name)")) else { continue }
            if limit < found?.limit ?? (total > 0 ? total : 1 << 62) { found = (limit, folder) }
        }
        guard let (limit, folder) = found else { return nil }
        let isTwo = cgroup.version == .two
        return Self(
            limit: limit, folder: folder,
            current: ProcFile(folder + (isTwo ? "/memory.current" : "/memory.usage_in_bytes")),
            statistics: ProcFile(folder + "/memory.stat"),
            inactiveKey: isTwo ? "inactive_file" : "total_inactive_file")
    }
}

extension CgroupLimits.Quota {
    /// `accounts`: where v1 counts CPU time; the same folders, on all systems known.
    fileprivate static func smallest(in cgroup: Cgroup, accounts: Cgroup?, _ buffer: ProcBuffer) -> Self? {
        var found: (cores: Double, level: Int)?
        for (level, folder) in cgroup.folders.enumerated() {
            guard let cores = cores(in: folder, cgroup.version, buffer) else { continue }
            if cores < found?.cores ?? .infinity { found = (cores, level) }
        }
        guard let (cores, level) = found else { return nil }
        let folder = cgroup.folders[level]
        var usage = folder + "/cpu.stat"
        if cgroup.version == .one {
            let counted = accounts.flatMap { $0.folders.count > level ? $0.folders[level] : $0.folders.last }
            usage = (counted ?? folder) + "/cpuacct.usage"
        }
        return Self(
            cores: cores, folder: folder, usage: ProcFile(usage), statistics: ProcFile(folder + "/cpu.stat"),
            version: cgroup.version)
    }

    /// Nil for "max" or -1.
    private static func cores(in folder: String, _ version: Cgroup.Version, _ buffer: ProcBuffer) -> Double? {
        let quota: UInt64?
        let period: UInt64?
        switch version {
        case .two:
            (quota, period) = buffer.firstTwo(of: ProcFile(folder + "/cpu.max"))
        case .one:
            quota = buffer.first(of: ProcFile(folder + "/cpu.cfs_quota_us"))
            period = buffer.first(of: ProcFile(folder + "/cpu.cfs_period_us"))
        }
        guard let quota, let period, quota > 0, period > 0 else { return nil }
        return Double(quota) / Double(period)
    }
}

extension ProcBuffer {
    /// The number a file begins with.
    func first(of file: ProcFile) -> UInt64? { firstTwo(of: file).0 }

    func firstTwo(of file: ProcFile) -> (UInt64?, UInt64?) {
        guard (try? file.read(into: self)) != nil else { return (nil, nil) }
        return text { text in
            var index = 0
            let first = text.number(at: &index)
            return (first, first == nil ? nil : text.number(at: &index))
        }
    }

    /// The number after a key at the beginning of a line.
    func value(of key: StaticString, in file: ProcFile) -> UInt64? {
        guard (try? file.read(into: self)) != nil else { return nil }
        return text { $0.value(of: key) }
    }
}
