import Kernel
import Supervision

/// Asking, and what was answered.
extension Core {
    func ask(_ run: RunID, of id: InstanceID) {
        guard let instance = fleet[id], let health = instance.spec.health else { return }
        var order = ProbeOrder(
            run: run, health: health, environment: environment(of: instance, setting), cwd: instance.spec.cwd)
        order.user = instance.spec.user
        order.group = instance.spec.group
        prober?.ask(order)
    }

    func receive(_ answer: HealthCheck, of run: RunID) {
        let id = Instance.owner(of: run)
        guard fleet[id]?.state.run == run else { return }
        var check = answer
        check.at = kernel.now
        checks[id, default: []].append(check)
        if checks[id, default: []].count > HealthCheck.remembered { checks[id]?.removeFirst() }
        absorb([(run, .probed(check))])
    }

    /// nil where nothing of it is up, or it has no probe.
    func health(of instance: Instance) -> HealthSnapshot? {
        guard let health = instance.spec.health else { return nil }
        let count: HealthCount
        switch instance.state {
        case .launching(let running, _?), .online(let running, _):
            guard let its = running.health else { return nil }
            count = its
        case .stopped, .blocked, .launching, .stopping, .waiting, .errored, .deleted: return nil
        }
        var shown = HealthSnapshot(state: count.state, failures: count.failures, retries: health.retries)
        shown.timeout = health.timeout
        shown.last = count.checks > 0 ? checks[instance.id]?.last : nil
        shown.unhealthySince = instance.tally.unhealthySince
        return shown
    }
}
