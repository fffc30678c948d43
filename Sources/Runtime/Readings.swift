import Supervision
import Vitals

/// What has been measured of one instance: shown, never decided on.
struct Readings {
    /// Of the run that was sampled last.
    private var usage = Usage()
    private var run: RunID?
    var history = History()
    var linesLost = 0
    private(set) var restartsByCause: [Cause: Int] = [:]
    /// Of processors: by the runs before, and by the one that was heard of last.
    private var spentBefore = Duration.zero
    private var spent = Duration.zero
    private var spending: RunID?
    private var launches: [Duration] = []
    private var restarts = 0

    /// Nothing, until that run has been looked at itself.
    func usage(of run: RunID?) -> Usage { run != nil && run == self.run ? usage : Usage() }

    /// - Parameter run: nil: nothing of it ran.
    mutating func take(_ newest: Usage, of run: RunID?) {
        usage = newest
        self.run = run
        history.append(newest)
    }

    var cpuTime: Duration { spentBefore + spent }

    /// What a run has used so far, by whoever says so: a sample, or the kernel at its end.
    mutating func spend(_ time: Duration, by run: RunID) {
        if run != spending {
            spentBefore += spent
            spent = .zero
            spending = run
        }
        spent = max(spent, time)
    }

    /// - Parameters:
    ///   - restarts: the counter now.
    ///   - cause: why the run before ended.
    /// - Returns: it was a restart: the counter has changed. A start after a stop is none.
    mutating func launched(restarts: Int, cause: Cause, at now: Moment) -> Bool {
        defer { self.restarts = restarts }
        guard restarts > 0, restarts != self.restarts else { return false }
        restartsByCause[cause, default: 0] += 1
        launches.append(now.boot)
        if launches.count > 1000 { launches.removeFirst(500) }
        return true
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
}
