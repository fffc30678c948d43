import Kernel
package import Supervision

/// Measures what there is to share: the container's CPU and memory where a cgroup limits them, the
/// machine's elsewhere. On the core's thread only.
package final class MachineSampler {
    /// Limits may be changed while we run: they are looked up again after so many samples.
    private static let lookupEvery = 30

    private let procRoot: String
    private let cgroupRoot: String
    private let buffer = ProcBuffer()
    private let load: ProcFile
    private let memory: ProcFile
    private let processors: ProcFile
    private let status: ProcFile

    private var limits: CgroupLimits?
    private var pressure: Pressure?
    /// The processors we may run on; nil: all.
    private var allowed: CpuList?
    private var samples = 0
    private var last: (at: Moment, nanoseconds: UInt64?, times: ProcessorTimes?)?
    private var lastPeriods: (all: UInt64, throttled: UInt64)?
    private var firstKills: UInt64?
    private var usage = MachineUsage()

    package init(procRoot: String = "/proc", cgroupRoot: String = "/sys/fs/cgroup") {
        self.procRoot = procRoot
        self.cgroupRoot = cgroupRoot
        load = ProcFile(procRoot + "/loadavg")
        memory = ProcFile(procRoot + "/meminfo")
        processors = ProcFile(procRoot + "/stat")
        status = ProcFile(procRoot + "/self/status")
    }

    /// CPU is an average since the last sample: 0 at the first.
    package func sample(at now: Moment) -> MachineUsage {
        let (total, available) = machineMemory()
        if samples % MachineSampler.lookupEvery == 0 { lookUp(total) }
        samples += 1
        let limits = limits!
        usage.kind = limits.memory == nil && limits.quota == nil ? .host : .container
        usage.load = loads()
        measureMemory(limits, total: total, available: available)
        measureCPU(limits, at: now)
        usage.cpuPressure = pressure?.ofProcessor(buffer)
        usage.memoryPressure = pressure?.ofMemory(buffer)
        if let kills = limits.oomKills(buffer) {
            if firstKills == nil { firstKills = kills }
            usage.oomKills = Int(clamping: kills.less(firstKills ?? kills))
        }
        return usage
    }

    private func lookUp(_ total: UInt64) {
        let found = CgroupLimits(procRoot: procRoot, cgroupRoot: cgroupRoot, total: total, buffer)
        if found.quota?.folder != limits?.quota?.folder {
            // Another counter: nothing to compare with.
            last = nil
            lastPeriods = nil
        }
        limits = found
        if pressure == nil || pressure?.folder != found.unified {
            pressure = Pressure(of: found.unified, procRoot: procRoot)
        }
        allowed = (try? status.read(into: buffer)).flatMap { buffer.text { CpuList(status: $0) } }
    }

    // MARK: - Memory

    private func measureMemory(_ limits: CgroupLimits, total: UInt64, available: UInt64) {
        if let memory = limits.memory {
            usage.memoryLimit = Int(clamping: memory.limit)
            usage.memoryUsed = memory.used(buffer).map { Int(clamping: $0) } ?? usage.memoryUsed
        } else {
            usage.memoryLimit = Int(clamping: total)
            usage.memoryUsed = Int(clamping: total.less(available))
        }
    }

    /// Bytes; 0 where nobody says.
    private func machineMemory() -> (total: UInt64, available: UInt64) {
        guard (try? memory.read(into: buffer)) != nil else { return (0, 0) }
        return buffer.text { text in
            let total = text.value(of: "MemTotal:") ?? 0
            // Kernels before 3.14 have no MemAvailable.
            let available = text.value(of: "MemAvailable:") ?? text.value(of: "MemFree:") ?? 0
            return (total.saturating(times: 1024), available.saturating(times: 1024))
        }
    }

    // MARK: - CPU

    private func measureCPU(_ limits: CgroupLimits, at now: Moment) {
        let times = (try? processors.read(into: buffer, whole: true)).map {
            buffer.text { ProcessorTimes($0, allowed: allowed) }
        }
        let count = Double(max(1, times?.count ?? 1))
        usage.cores = min(limits.quota?.cores ?? count, count)
        let nanoseconds = limits.quota?.used(buffer)
        measureThrottling(limits.quota)
        defer { last = (now, nanoseconds, times) }
        guard let last else { return }
        if let nanoseconds, let before = last.nanoseconds {
            let elapsed = (now.monotonic - last.at.monotonic).inSeconds
            guard elapsed > 0 else { return }
            usage.cpuPercent = min(Double(nanoseconds.less(before)) / 1e9 / elapsed, count) * 100
        } else if limits.quota == nil, let times, let before = last.times {
            usage.cpuPercent = times.percent(since: before)
        } else {
            return
        }
        if usage.cpuHistory.count == History.limit { usage.cpuHistory.removeFirst() }
        usage.cpuHistory.append(UInt8(min(100, max(0, usage.cpuPercent / usage.cores)).rounded()))
    }

    private func measureThrottling(_ quota: CgroupLimits.Quota?) {
        let periods = quota?.periods(buffer)
        defer { lastPeriods = periods }
        guard let periods else {
            usage.throttledPercent = nil
            return
        }
        // Idle groups have no periods at all.
        let passed = periods.all.less(lastPeriods?.all ?? periods.all)
        let throttled = periods.throttled.less(lastPeriods?.throttled ?? periods.throttled)
        usage.throttledPercent = passed == 0 ? 0 : min(100, Double(throttled) / Double(passed) * 100)
    }

    /// "0.50 0.25 0.05 1/93 8921": 1, 5 and 15 minutes.
    private func loads() -> [Double] {
        guard (try? load.read(into: buffer)) != nil else { return [] }
        return buffer.text { text in
            var loads: [Double] = []
            var index = 0
            while loads.count < 3, let load = text.hundredths(at: &index) { loads.append(load) }
            return loads
        }
    }
}
