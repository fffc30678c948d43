import CLinux
import Glibc
import Kernel
import Supervision

/// Files that cannot be written: held, counted, tried again, told.
extension Writer {
    func mustDrop(_ sink: Sink, _ route: Route) -> Bool {
        guard sink.state != .working else { return false }
        if route.whenFull == .block { return sink.held >= limits.backlogBytes * 8 }
        return sink.held >= limits.backlogBytes || !sink.losses.isEmpty
    }

    func lose(_ lines: Int, _ sink: Sink, _ route: Route) {
        let isFirst = sink.losses[route.instance] == nil
        sink.losses[route.instance, default: (0, 0, route)].fresh += lines
        sink.losses[route.instance]!.total += lines
        if sink.openBy != nil { sink.openBy = Sink.torn }
        if isFirst { report(sink) }
    }

    func beginOutage(_ sink: Sink) {
        switch sink.state {
        case .working: return
        case .waiting:
            let fd = sink.descriptor
            let box = WatchBox()
            box.watch = thread.loop.watch(fd, EPOLLOUT.rawValue) { [unowned self, weak sink] _ in
                if let watch = box.watch { thread.loop.unwatch(watch) }
                if let sink, sink.state == .waiting { retry(sink) }
            }
        case .failing(let reason):
            for instance in instances(of: sink) {
                calls.loss(
                    LossReport(instance: instance, lost: 0, reason: words(sink, reason), isOver: false))
            }
            armRetry()
        }
        block(sink, true)
    }

    final class WatchBox { var watch: Loop.Watch? }

    func armRetry() {
        guard retryTimer == nil else { return }
        retryTimer = thread.loop.after(limits.retry) { [unowned self] in
            retryTimer = nil
            retryAll()
        }
    }

    func retryAll() {
        for sink in sinks.values {
            if case .failing = sink.state { retry(sink) }
        }
    }

    func retry(_ sink: Sink) {
        let wasFailing = if case .failing = sink.state { true } else { false }
        let reason = reason(sink)
        if sink.retry() {
            endOutage(sink, reason, isTold: wasFailing)
        } else {
            report(sink)
            if case .waiting = sink.state { beginOutage(sink) } else { armRetry() }
        }
    }

    func endOutage(_ sink: Sink, _ reason: String, isTold: Bool) {
        report(sink, reason)
        let losses = sink.losses
        sink.losses = [:]
        block(sink, false)
        for (instance, loss) in losses.sorted(by: { $0.key < $1.key }) {
            var line = sink.openBy == nil ? [] : [UInt8(10)]
            sink.openBy = nil
            line += notice(loss.total, reason, loss.route, clock().wall)
            line.withUnsafeBytes { send($0.baseAddress!, $0.count, to: sink) }
            calls.loss(LossReport(instance: instance, lost: loss.total, reason: reason, isOver: true))
        }
        sink.settleMark()
        guard isTold else { return }
        for instance in instances(of: sink) where losses[instance] == nil {
            calls.loss(LossReport(instance: instance, lost: 0, reason: reason, isOver: true))
        }
    }

    /// Before a sink is given up: one more try, then its lines are lost.
    func settle(_ sink: Sink) {
        let reason = reason(sink)
        if sink.retry() { return endOutage(sink, reason, isTold: true) }
        report(sink)
        if let instance = instances(of: sink).first, sink.heldLines > 0 {
            calls.loss(LossReport(instance: instance, lost: sink.heldLines, reason: reason, isOver: false))
        }
    }

    func report(_ sink: Sink, _ told: String? = nil) {
        let reason = told ?? reason(sink)
        for (instance, loss) in sink.losses where loss.fresh > 0 {
            sink.losses[instance]!.fresh = 0
            calls.loss(LossReport(instance: instance, lost: loss.fresh, reason: reason, isOver: false))
        }
    }

    func block(_ sink: Sink, _ isBlocked: Bool) {
        for (id, entry) in routes
        where entry.route.whenFull == .block && entry.sinks.contains(where: { $0 === sink }) {
            calls.blocked(id, isBlocked)
        }
    }

    func instances(of sink: Sink) -> [InstanceID] {
        Set(routes.values.filter { $0.sinks.contains { $0 === sink } }.map(\.route.instance)).sorted()
    }

    func reason(_ sink: Sink) -> String {
        switch sink.state {
        case .failing(let reason): words(sink, reason)
        case .waiting, .working: words(sink, "its reader does not keep up")
        }
    }

    func words(_ sink: Sink, _ reason: String) -> String { "\(sink.target.path): \(reason)" }

    /// "12 lines lost: …" as a line of the file.
    func notice(_ lines: Int, _ reason: String, _ route: Route, _ at: Duration) -> [UInt8] {
        var bytes: [UInt8] = []
        Array("[wamon] \(lines) \(lines == 1 ? "line" : "lines") lost: \(reason)".utf8).withUnsafeBytes {
            route.format.dressed($0, stamp: route.format.stamp(at), into: &bytes)
        }
        return bytes
    }
}
