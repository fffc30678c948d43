import Supervision

/// What has been measured of one instance: shown, never decided on.
struct Readings {
    var usage = Usage()
    /// Percent of one core; the newest last, at most 60.
    var cpu: [UInt16] = []
    /// 64 KiB units; the newest last, at most 60.
    var memory: [UInt32] = []
    var linesLost = 0
    private var launches: [Duration] = []
    private var isFirstLaunch = true

    mutating func take(_ newest: Usage) {
        usage = newest
        Readings.push(UInt16(clamping: Int(newest.cpuPercent.rounded())), to: &cpu)
        Readings.push(UInt32(clamping: newest.memory >> 16), to: &memory)
    }

    /// A launch after the first is a restart.
    mutating func launched(at now: Moment) {
        if isFirstLaunch {
            isFirstLaunch = false
            return
        }
        launches.append(now.boot)
        if launches.count > 1000 { launches.removeFirst(500) }
    }

    func restarts(since moment: Duration) -> Int {
        var low = 0
        var high = launches.count
        while low < high {
            let middle = (low + high) / 2
            if launches[middle] < moment { low = middle + 1 } else { high = middle }
        }
        return launches.count - low
    }

    static func push<Value>(_ value: Value, to ring: inout [Value]) {
        if ring.count >= 60 { ring.removeFirst(ring.count - 59) }
        ring.append(value)
    }
}
