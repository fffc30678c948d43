import Supervision

extension CoreScenario {
    package static let all = [
        CoreScenario(
            name: "crash", words: ["sleep"], policy: { $0.policy.restartDelay = .milliseconds(50) },
            steps: [
                .wait(.online), .kill, .wait(.waiting), .wait(.online, restarts: 1), .ask(.stop(.all)),
                .wait(.stopped, restarts: 1),
            ],
            story: [
                "launched", "online", "ended by SIGKILL, crash", "launched", "online",
                "ended by SIGINT, manual",
                "stopped",
            ]),
        CoreScenario(
            name: "leftovers", words: ["tree", "plain", "exit", "1"],
            policy: {
                $0.policy.minUptime = .seconds(60)
                $0.policy.maxRestarts = 2
            },
            steps: [.wait(.errored, restarts: 1)],
            story: ["launched", "online", "exited 1, crash", "launched", "online", "exited 1, crash"]),
        CoreScenario(
            name: "once", words: ["exit", "3"], policy: { $0.policy.autorestart = false },
            steps: [.wait(.stopped), .ask(.start(.all)), .wait(.stopped)],
            story: [
                "launched", "online", "exited 3, crash", "stopped", "launched", "online", "exited 3, crash",
                "stopped",
            ]),
        CoreScenario(
            name: "absent", words: nil, policy: { _ in },
            steps: [.wait(.errored), .ask(.start(.all)), .wait(.errored)],
            story: ["not spawned: exec, errno 2", "not spawned: exec, errno 2"]),
    ]
}
