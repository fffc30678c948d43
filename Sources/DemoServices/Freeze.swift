import Foundation
import Glibc

/// `/hang`: what a blocked event loop looks like from outside. Connections are still accepted by the kernel,
/// but nothing is answered, no timer fires and a polite stop goes unheard, until the process is killed.
enum Freeze {
    /// Fills every worker thread of Swift's task pool, at every priority, with a thread that sleeps. The
    /// caller's own task is among them.
    static func everything() {
        let workers = ProcessInfo.processInfo.processorCount
        let priorities: [TaskPriority] = [.high, .medium, .low, .background]
        for priority in priorities {
            for _ in 0...workers { Task.detached(priority: priority) { sleepForEver() } }
        }
        sleepForEver()
    }

    private static func sleepForEver() {
        while true { sleep(3600) }
    }
}
