package import Kernel
package import Supervision

/// Asks runs whether they can serve: over HTTP, by a connection, by a program. Nothing waits for an answer, and no
/// more than `mostAtOnce` are awaited; who has to queue for that loses nothing of its time. On the core's thread.
package final class LinuxProber {
    package static let mostAtOnce = 64

    /// Gets each answer once.
    package var receive: ((RunID, HealthCheck) -> Void)?

    private let clock: () -> Duration
    private let begin: (ProbeOrder, @escaping (HealthCheck) -> Void) -> any Inquiry
    private var asking: [RunID: (inquiry: any Inquiry, number: UInt64)] = [:]
    private var queue: [ProbeOrder] = []
    /// Those of the queue that are served.
    private var served = 0
    private var number: UInt64 = 0

    /// - Parameter agent: as what it speaks HTTP: "wamon/1.2".
    package convenience init(on loop: Loop, kernel: LinuxKernel, agent: String) {
        let inquiries = Inquiries(loop: loop, kernel: kernel, agent: agent)
        self.init(clock: { kernel.now.monotonic }, begin: inquiries.begin)
    }

    init(
        clock: @escaping () -> Duration,
        begin: @escaping (ProbeOrder, @escaping (HealthCheck) -> Void) -> any Inquiry
    ) {
        self.clock = clock
        self.begin = begin
    }

    /// One question of a run at a time: another takes the place of the one before.
    package func ask(_ order: ProbeOrder) {
        forget(order.run)
        queue.append(order)
        serve()
    }

    /// Its answer is not wanted any more.
    package func forget(_ run: RunID) {
        if let index = queue[served...].firstIndex(where: { $0.run == run }) { queue.remove(at: index) }
        guard let (inquiry, _) = asking.removeValue(forKey: run) else { return }
        inquiry.cancel()
        serve()
    }

    /// Nobody is asked any more, and nothing left: no connection, no program.
    package func close() {
        queue = []
        served = 0
        for (inquiry, _) in asking.values { inquiry.cancel() }
        asking = [:]
        receive = nil
    }

    // MARK: - Named moves

    private func serve() {
        while asking.count < LinuxProber.mostAtOnce, served < queue.count {
            let order = queue[served]
            served += 1
            start(order)
        }
        if served == queue.count || served > 1024 {
            queue.removeFirst(served)
            served = 0
        }
    }

    private func start(_ order: ProbeOrder) {
        number += 1
        let begun = clock()
        let inquiry = begin(order) { [unowned self, number] check in
            guard asking[order.run]?.number == number else { return }
            asking[order.run] = nil
            var check = check
            check.took = clock() - begun
            receive?(order.run, check)
            serve()
        }
        asking[order.run] = (inquiry, number)
    }
}
