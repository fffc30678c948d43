import Glibc
import Kernel
import Supervision

/// Programs run beside the fleet, as health checks are: on the loop, their whole tree ended with them.
func asides(_ stage: Stage) {
    play(stage, "passes", "echo fine")
    play(stage, "fails", "echo out; echo err >&2; exit 3")
    play(stage, "dies", "kill -9 $$")
    play(stage, "prints too much", "head -c 300000 /dev/zero; exit 1")
    play(stage, "closes all and fails", "exec >&- 2>&-; exit 4")
    play(stage, "hangs", "echo begun; sleep 1000", within: .milliseconds(200))
    play(
        stage, "ignores signals", "trap '' INT TERM HUP; echo x; while :; do :; done",
        within: .milliseconds(200))
    // Three ways to hide: a group of its own, a session of its own, and one with an emptied environment.
    let hidden =
        "sleep 1000 & echo $!; setsid sleep 1000 & echo $!; (env -i setsid /bin/sleep 1000 & echo $!) & wait $!"
    play(stage, "passes and leaves", hidden)
    play(stage, "hangs and leaves", hidden + "; sleep 1000", within: .milliseconds(300))
    play(stage, "sees", "echo $A ${NODE_CHANNEL_FD-unset} $PWD $(ls /proc/self/fd | tr '\\n' ' ')")
    play(stage, "is not there", "", program: "/nowhere/at/all")
    play(stage, "is nobody", "id -un; id -gn; echo $HOME", user: "nobody")
    play(stage, "has no user", "true", user: "nobody-of-this-name")
    cancelled(stage)
    print(
        "taken for the end of a run: \(stage.events.contains { if case .ended = $0 { true } else { false } })"
    )
}

private func order(_ script: String, program: String = "/bin/sh", user: String? = nil) -> SpawnOrder {
    SpawnOrder(
        run: RunID(0), slot: 7, executable: program, argv: ["sh", "-c", script],
        environment: ["A=b", "PATH=/usr/bin:/bin", "NODE_CHANNEL_FD=3"], cwd: "/usr", user: user)
}

private func play(
    _ stage: Stage, _ title: String, _ script: String, within: Duration = .seconds(20),
    program: String = "/bin/sh", user: String? = nil
) {
    var outcome: (ending: AsideProgram.Ending, printed: [UInt8])?
    let aside = AsideProgram(
        order(script, program: program, user: user), by: stage.kernel, on: stage.loop, within: within,
        limit: 1000
    ) { outcome = ($0, $1) }
    stage.wait(for: "the end of what \(title)") { outcome != nil }
    withExtendedLifetime(aside) {}
    guard let outcome else { return }
    var words = String(decoding: outcome.printed, as: UTF8.self).split(separator: "\n").map(String.init)
    let pids = words.compactMap { PID($0) }
    if !pids.isEmpty {
        stage.wait(for: "the end of all that was left") { [loop = stage.loop] in
            loop.after(.milliseconds(5)) {}
            return pids.allSatisfy { kill($0, 0) < 0 }
        }
        words = ["\(pids.count) pids, all gone"]
    }
    let text = outcome.printed.count > 200 ? "\(outcome.printed.count) bytes" : words.joined(separator: " ")
    print("\(title): \(outcome.ending), printed: \(text)")
}

/// Whoever is forgotten in the middle of it.
private func cancelled(_ stage: Stage) {
    var told = 0
    var asides = (0..<20).map { _ in
        AsideProgram(
            order("sleep 1000 & setsid sleep 1000 & sleep 1000"), by: stage.kernel, on: stage.loop,
            within: .seconds(20), limit: 1000
        ) { _, _ in told += 1 }
    }
    var isOver = false
    stage.loop.after(.milliseconds(100)) {
        for aside in asides { aside.cancel() }
        asides = []
        isOver = true
    }
    stage.wait(for: "the cancelling") { isOver }
    stage.wait(for: "the end of all that was cancelled") { [loop = stage.loop] in
        loop.after(.milliseconds(5)) {}
        return Stage.children() == "none"
    }
    print("cancelled: told of \(told)")
}

extension AsideProgram.Ending: CustomStringConvertible {
    package var description: String {
        switch self {
        case .ended(let status): "\(status)"
        case .failed(let failure): "\(failure.stage) \(name(of: failure.errno))"
        case .late: "late"
        }
    }
}
