@testable import Supervision

/// What is crossed with what.
extension TransitionTable {
    static let spec: ProcessSpec = {
        var spec = ProcessSpec(name: "api", script: "api", executable: "/bin/api", cwd: "/")
        spec.policy.minUptime = .seconds(10)
        spec.policy.maxRestarts = 3
        spec.policy.restartDelay = .seconds(4)
        spec.readiness.waitReady = true
        spec.memoryLimit = 100
        return spec
    }()

    static let rows: [Row] = {
        let running = ProcessState.Running(run: run, since: .zero)
        func stopping(
            _ goal: Goal, pid: PID? = 7, rootEnded: Bool = false, _ stage: KillStage = .polite,
            stuck: Bool = false
        ) -> ProcessState {
            .stopping(
                .init(
                    running: running, pid: pid, rootEnded: rootEnded, stage: stage, isStuck: stuck, goal: goal
                ))
        }
        func waiting(delayOver: Bool, treeGone: Bool, _ stage: KillStage = .polite) -> ProcessState {
            .waiting(
                .init(
                    run: run, dueAt: .seconds(6), delay: .seconds(4), delayOver: delayOver,
                    treeGone: treeGone, stage: stage))
        }
        let failure = Failure.tooManyUnstableExits(3)
        return [
            Row(name: "stopped", state: .stopped, desire: .down),
            Row(name: "errored", state: .errored(failure)),
            Row(name: "blocked", state: .blocked),
            Row(name: "launching", state: .launching(running, pid: nil)),
            Row(name: "launching, pid", state: .launching(running, pid: 7)),
            Row(name: "online", state: .online(running, pid: 7)),
            Row(name: "online, retiring", state: .online(running, pid: 7), desire: .down),
            Row(name: "waiting, delay", state: waiting(delayOver: false, treeGone: true)),
            Row(name: "waiting, delay and tree", state: waiting(delayOver: false, treeGone: false)),
            Row(name: "waiting, tree", state: waiting(delayOver: true, treeGone: false)),
            Row(name: "waiting, tree, by force", state: waiting(delayOver: true, treeGone: false, .forced)),
            Row(name: "stopping ⇒ stopped, no pid yet", state: stopping(.stopped, pid: nil), desire: .down),
            Row(name: "stopping ⇒ stopped", state: stopping(.stopped), desire: .down),
            Row(
                name: "stopping ⇒ stopped, root ended",
                state: stopping(.stopped, pid: nil, rootEnded: true), desire: .down),
            Row(name: "stopping ⇒ stopped, by force", state: stopping(.stopped, .forced), desire: .down),
            Row(
                name: "stopping ⇒ stopped, stuck", state: stopping(.stopped, .forced, stuck: true),
                desire: .down),
            Row(name: "stopping ⇒ running", state: stopping(.running(.manual, counts: true))),
            Row(
                name: "stopping ⇒ running, root ended",
                state: stopping(.running(.manual, counts: true), pid: nil, rootEnded: true)),
            Row(name: "stopping ⇒ as policy says", state: stopping(.asPolicySays(.memory))),
            Row(
                name: "stopping ⇒ errored, root ended",
                state: stopping(.errored(failure), pid: nil, rootEnded: true)),
            Row(name: "stopping ⇒ deleted", state: stopping(.deleted), desire: .down),
            Row(name: "deleted", state: .deleted, desire: .down),
        ]
    }()

    /// Of a process with a probe, two of its three failures counted; in its launching they are not.
    private static let health: Part = {
        var counted = HealthCount()
        (counted.state, counted.failures, counted.checks) = (.healthy, 2, 9)
        func fact(_ name: String, _ fact: Fact, now: Moment = old) -> Column {
            var column = Column(name: name, event: .fact(run, fact), now: now)
            column.health = counted
            return column
        }
        let failed = Fact.probed(HealthCheck(took: .zero, failure: .refused))
        return Part(
            title: "Health", health: HealthSpec(.tcp("127.0.0.1:5001")),
            columns: [
                fact("spawned", .spawned(7)), fact("becameReady", .becameReady),
                fact("probe", .fired(.probe)),
                fact("passed", .probed(HealthCheck(took: .zero))),
                fact("failed, the third, young", failed, now: young),
                fact("failed, the third, old", failed), fact("readiness", .fired(.readiness)),
            ])
    }()

    static let parts: [Part] = {
        func command(_ name: String, _ command: Event.Command) -> Column {
            Column(name: name, event: .command(command))
        }
        func fact(
            _ name: String, _ fact: Fact, now: Moment = young, _ change: (inout Tally) -> Void = { _ in }
        )
            -> Column
        {
            var column = Column(name: name, event: .fact(run, fact), now: now)
            change(&column.tally)
            return column
        }
        let crash = ExitStatus.exited(1)
        var newer = spec
        newer.port = 3000
        var counted = Tally()
        counted.restarts = 2
        counted.unstableExits = 2
        return [
            Part(
                title: "Commands that begin",
                columns: [
                    command("start", .start()), command("start, new spec", .start(spec)),
                    command("restart", .restart()), command("await", .await()),
                ]),
            Part(
                title: "Commands that end",
                columns: [
                    command("stop", .stop), command("kill", .kill), command("retire", .retire),
                    command("delete", .delete),
                ]),
            Part(
                title: "Commands beside",
                columns: [
                    command("signal", .signal(.hup)), command("adopt, new spec", .adopt(newer)),
                    Column(name: "reset", event: .command(.reset), tally: counted),
                ]),
            Part(
                title: "A run begins",
                columns: [
                    fact("spawned", .spawned(7)),
                    fact("notSpawned, passing (EAGAIN)", .notSpawned(errno: 11, stage: "clone")),
                    fact("notSpawned, lasting (ENOENT)", .notSpawned(errno: 2, stage: "exec")),
                    fact("becameReady", .becameReady),
                ]),
            Part(
                title: "A run ends",
                columns: [
                    fact("ended", .ended(crash, treeAlive: false)),
                    fact("ended, tree alive", .ended(crash, treeAlive: true)),
                    fact("ended, the last one allowed", .ended(crash, treeAlive: false)) {
                        $0.unstableExits = 2
                    },
                    fact("treeGone", .treeGone),
                ]),
            Part(
                title: "Timers",
                columns: [
                    fact("readiness", .fired(.readiness)), fact("kill", .fired(.kill)),
                    fact("restart", .fired(.restart)),
                    fact("stable", .fired(.stable), now: old) { $0.previousBackoff = .seconds(1) },
                ]),
            Part(
                title: "Memory and triggers",
                columns: [
                    fact("memorySampled, the second over", .memorySampled(101)) {
                        $0.samplesOverLimit = 1
                    },
                    fact("memoryConfirmed, young", .memoryConfirmed(101)) { $0.samplesOverLimit = 2 },
                    fact("memoryConfirmed, old", .memoryConfirmed(101), now: old) {
                        $0.samplesOverLimit = 2
                    },
                    fact("restartDemanded (unhealthy), young", .restartDemanded(.unhealthy)),
                    fact("restartDemanded (watch), young", .restartDemanded(.watch)),
                ]),
            health,
        ]
    }()
}
