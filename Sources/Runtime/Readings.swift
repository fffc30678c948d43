import Supervision
import Vitals

/// What has been measured of one instance: shown, never decided on.
struct Readings {
    /// Of the run that was sampled last.
    private var usage = Usage()
    private var run: RunID?
    var history = History()
    var linesLost = 0
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

    /// - Parameter restarts: the counter now.
    /// - Returns: it was a restart: the counter has changed. A start after a stop is none.
    mutating func launched(restarts: Int, at now: Moment) -> Bool {
        defer { self.restarts = restarts }
        guard restarts > 0, restarts != self.restarts else { return false }
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
