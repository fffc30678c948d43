import Glibc

/// Plays one scenario on the real kernel, in a process of its own: subreaper, waitid and signal masks are
/// process-wide. Prints what happened; the tests know what should have.
///
///     KernelDriver SCENARIO FIXTURE [ARGUMENT…]
@main
struct KernelDriver {
    static func main() {
        let words = CommandLine.arguments
        if words.count > 3, words[1] == "host" { return host(words[2], fixture: words[3]) }
        if words.count > 3, words[1] == "core" { return smallCore(home: words[2], fixture: words[3]) }
        if words.count > 2, let mode = words[1].wholeMatch(of: /guardian-(.+)/)?.output.1 {
            return Shell(fixture: words[2]).play(String(mode))
        }
        guard words.count > 2, let scenario = scenarios[words[1]] else { exit(64) }
        // A scenario that hangs ends all the same.
        alarm(60)
        if words[1] == "starvation" { limitDescriptors(to: 64, hard: 64) }
        if words[1] == "child-sees" { limitDescriptors(to: 200, hard: 300) }
        let stage = Stage(fixture: words[2])
        scenario(stage)
        stage.finish()
    }

    private static let scenarios: [String: @Sendable (Stage) -> Void] = [
        "exec-errors": execErrors, "exits": exits, "batch": batch, "child-sees": childSees,
        "credentials": credentials, "starvation": starvation, "storm": storm, "latency": latency,
        "tree-plain": { tree($0, "plain") }, "tree-setsid": { tree($0, "setsid") },
        "tree-double-fork": { tree($0, "double-fork") },
        "tree-setsid-clearenv": { tree($0, "setsid-clearenv") },
        "sweep": sweep, "identity": identity, "group": group, "polite": polite,
        "channel": channel, "node": node, "notify": notify, "chatter": chatter, "programs": programs,
        "asides": asides,
        "core": coreScenes, "door": door, "timers": timers, "signals": signals,
    ]
}
