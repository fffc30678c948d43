@testable import Supervision
import Testing

@Suite struct StopTests {
    private let ended = ProcessState.Running(run: run(1), since: .zero)

    private func stopping(
        _ goal: Goal = .stopped, pid: PID? = 101, rootEnded: Bool = false, _ stage: KillStage = .polite,
        stuck: Bool = false
    ) -> ProcessState {
        .stopping(
            .init(running: ended, pid: pid, rootEnded: rootEnded, stage: stage, isStuck: stuck, goal: goal))
    }

    @Test func `a stop asks the whole tree politely once, then waits kill_timeout`() {
        var bench = Bench(customer)
        _ = bench.effects()
        bench.order(.stop)
        #expect(
            bench.effects() == [
                .disarm(.readiness, run(1)), .disarm(.stable, run(1)), .signalTree(run(1), .int),
                .arm(.kill, run(1), .seconds(10)),
            ])
        #expect(bench.state() == stopping())
        bench.pass(.milliseconds(9999))
        #expect(bench.deeds() == [])
    }

    @Test func `after kill_timeout the tree is killed, and stopped when it is gone`() {
        var bench = Bench(customer)
        bench.order(.stop)
        _ = bench.effects()
        bench.pass(.seconds(10))
        #expect(
            bench.effects() == [.killTree(run(1)), .arm(.kill, run(1), .seconds(10)), .tell(.killed)])
        bench.exit("api", .signalled(.kill, coreDumped: false), leaving: true)
        #expect(bench.state() == stopping(pid: nil, rootEnded: true, .forced))
        _ = bench.effects()
        bench.tell(.treeGone)
        #expect(bench.effects() == [.disarm(.kill, run(1)), .release(run(1)), .tell(.stopped)])
        #expect(bench.state() == .stopped)
    }

    @Test func `a stopped process stays stopped`() {
        var bench = Bench(customer)
        bench.order(.stop)
        bench.exit()
        #expect(bench.state() == .stopped)
        #expect(bench.instance().lastExit?.cause == .manual)
        bench.pass(.seconds(3600))
        #expect(bench.state() == .stopped)
        #expect(bench.timers.isEmpty)
    }

    @Test func `a stop while it waits cancels the restart`() {
        var bench = Bench(customer)
        bench.exit()
        bench.order(.stop)
        #expect(bench.state() == .stopped)
        #expect(bench.timers.isEmpty)
        #expect(bench.instance().tally.restarts == 0)
    }

    @Test func `a stop while leftovers are swept waits for them`() {
        var bench = Bench(customer)
        bench.exit(leaving: true)
        bench.order(.stop)
        #expect(bench.state() == stopping(pid: nil, rootEnded: true))
        #expect(!bench.armed(.restart))
        #expect(bench.armed(.kill))
        bench.tell(.treeGone)
        #expect(bench.state() == .stopped)
    }

    @Test func `a second stop kills at once`() {
        var bench = Bench(customer)
        bench.order(.stop)
        #expect(bench.deeds() == ["spawn api", "SIGINT api"])
        bench.order(.stop)
        #expect(bench.deeds() == ["kill api"])
        #expect(bench.state() == stopping(.stopped, .forced))
        bench.order(.stop)
        #expect(bench.deeds() == [])
    }

    @Test func `a stop during a restart is the first one`() {
        var bench = Bench(customer)
        bench.order(.restart())
        _ = bench.deeds()
        bench.order(.stop)
        #expect(bench.deeds() == [])
        #expect(bench.state() == stopping())
    }

    @Test func `a stop of what is ending by itself is the first one`() {
        var bench = Bench(spec { $0.policy.autorestart = false })
        bench.exit(leaving: true)
        #expect(bench.deeds() == ["spawn api", "SIGINT api"])
        bench.order(.stop)
        #expect(bench.deeds() == [])
        bench.order(.stop)
        #expect(bench.deeds() == ["kill api"])
    }

    @Test func `a kill asks nobody politely`() {
        var bench = Bench(customer)
        _ = bench.effects()
        bench.order(.kill)
        #expect(
            bench.effects() == [
                .disarm(.readiness, run(1)), .disarm(.stable, run(1)), .killTree(run(1)),
                .arm(.kill, run(1), .seconds(10)), .tell(.killed),
            ])
        #expect(bench.state() == stopping(.stopped, .forced))
    }

    @Test(arguments: [Event.Command.kill, .stop])
    func `a spawn under way is killed at birth by a kill or a second stop`(command: Event.Command) {
        var bench = Bench(customer, holdsSpawns: true)
        bench.order(.stop)
        bench.order(command)
        #expect(bench.state() == stopping(pid: nil, .forced))
        bench.land()
        #expect(bench.deeds() == ["spawn api", "kill api"])
    }

    @Test func `a stop while the spawn is under way asks as soon as there is somebody to ask`() {
        var bench = Bench(customer, holdsSpawns: true)
        bench.order(.stop)
        #expect(bench.deeds() == ["spawn api"])
        bench.land()
        #expect(bench.deeds() == ["SIGINT api"])
        #expect(bench.state() == stopping())
    }

    @Test func `what cannot be killed stays stopping, flagged stuck, and keeps its goal`() {
        var bench = Bench(customer)
        bench.order(.restart())
        bench.pass(.seconds(10))
        _ = bench.effects()
        bench.pass(.seconds(10))
        #expect(bench.effects() == [.tell(.stuck)])
        #expect(bench.state() == stopping(.running(.manual, counts: true), .forced, stuck: true))
        bench.order(.stop)
        #expect(bench.state() == stopping(.stopped, .forced, stuck: true))
        bench.order(.start())
        bench.exit("api", .signalled(.kill, coreDumped: false))
        #expect(bench.state().status == .online)
    }

    @Test func `the message replaces the polite signal, and the rest of the tree is asked after the root`() {
        var bench = Bench(spec { $0.stop.withMessage = true })
        bench.order(.stop)
        #expect(bench.deeds() == ["spawn api", "message api"])
        bench.exit("api", .exited(0), leaving: true)
        #expect(bench.deeds() == ["SIGINT api"])
        bench.pass(.milliseconds(1600))
        #expect(bench.deeds() == ["kill api"])
    }

    @Test func `what is being killed is not asked any more`() {
        var bench = Bench(spec { $0.stop.withMessage = true })
        bench.order(.kill)
        _ = bench.deeds()
        bench.exit(leaving: true)
        #expect(bench.deeds() == [])
    }

    @Test func `without treekill only the root is signalled, and what it leaves is not ours`() {
        var bench = Bench(spec { $0.stop.wholeTree = false })
        _ = bench.effects()
        bench.order(.stop)
        #expect(bench.effects().contains(.signalRoot(run(1), .int)))
        bench.pass(.milliseconds(1600))
        #expect(bench.effects().first == .signalRoot(run(1), .kill))
        bench.exit(leaving: true)
        #expect(bench.state() == .stopped)
    }

    @Test func `kill_signal is the signal, and a kill_timeout of nothing is nearly nothing`() {
        var bench = Bench(
            spec {
                $0.stop.signal = .term
                $0.stop.timeout = .zero
            })
        bench.order(.stop)
        #expect(bench.deeds() == ["spawn api", "SIGTERM api"])
        bench.pass(.milliseconds(1))
        #expect(bench.deeds() == ["kill api"])
    }

    @Test func `a signal goes to the root while there is one`() {
        var bench = Bench(customer)
        _ = bench.effects()
        bench.order(.signal(.usr2))
        #expect(bench.effects() == [.signalRoot(run(1), .usr2)])
        bench.exit()
        _ = bench.effects()
        bench.order(.signal(.usr2))
        #expect(bench.effects() == [])
    }

    @Test func `a delete stops, then forgets, and the id is not used again`() {
        var bench = Bench(customer, spec("web"))
        bench.order(.delete, "api")
        #expect(bench.state() == stopping(.deleted))
        bench.order(.start(), "api")
        bench.order(.restart(), "api")
        #expect(bench.state() == stopping(.deleted))
        #expect(bench.instance().desire == .down)
        _ = bench.effects()
        bench.exit()
        #expect(bench.effects().suffix(2) == [.release(run(1)), .forget])
        #expect(bench.statuses == ["web online"])
        bench.order(.delete, "web")
        bench.exit("web")
        #expect(bench.add(customer) == [InstanceID(2)])
    }

    @Test func `a delete of what is down forgets at once`() {
        var bench = Bench(customer, boots: false)
        bench.order(.delete)
        #expect(bench.effects() == [.forget])
        #expect(bench.statuses == [])
    }

    @Test func `a retired process runs on and is not restarted`() {
        var bench = Bench(customer)
        bench.order(.retire)
        #expect(bench.state().status == .online)
        bench.tell(.restartDemanded(.watch))
        #expect(bench.state().status == .online)
        bench.exit()
        #expect(bench.state() == .stopped)
    }
}
