import Kernel
import Supervision

/// Everything a child is started with: behaviour of PM2's fork mode, without its flattened internals.
func launchOrder(_ run: RunID, _ instance: Instance, _ ends: OutputEnds, _ setting: CoreSetting) -> SpawnOrder
{
    let spec = instance.spec
    return SpawnOrder(
        run: run, slot: slot(of: instance), executable: spec.executable,
        argv: [spec.executable] + spec.arguments,
        environment: environment(of: instance, setting).map { "\($0.key)=\($0.value)" }.sorted(),
        cwd: spec.cwd, user: spec.user, group: spec.group, out: ends.out, error: ends.error,
        channel: spec.readiness.channel)
}

/// The number by which its runs' processes are known when all else is lost; from 1.
func slot(of instance: Instance) -> Int { instance.id.raw + 1 }

/// What the client who asked for the start has (or the core, where nobody else did), less what is filtered, then the app's own, then the names PM2 gives.
func environment(of instance: Instance, _ setting: CoreSetting) -> [String: String] {
    // What is down has no run: its next one counts.
    let spec = instance.state.isDown ? instance.newestSpec : instance.spec
    var environment = (spec.inherited ?? setting.environment).filter { name, _ in
        !spec.filterEnvironment.contains { $0 == "*" || name.contains($0) }
    }
    environment.merge(spec.environment) { $1 }
    environment["name"] = spec.name
    environment["namespace"] = spec.namespace
    environment["pm_id"] = String(instance.id.raw)
    environment[spec.instanceVariable] = String(instance.ordinal)
    environment["WAMON_HOME"] = setting.home
    environment["PM2_HOME"] = setting.home
    if let port = spec.port { environment["PORT"] = String(port) }
    if let counted = spec.incrementVariable {
        let first = environment[counted].flatMap { Int($0) } ?? 0
        environment[counted] = String(first + instance.ordinal)
    }
    return environment
}
