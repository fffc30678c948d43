@testable import Supervision
import Testing

@Suite struct RestartTests {
    @Test func `a restart of what runs is stop then start, counted, under a new run`() {
        var bench = Bench(customer)
        bench.order(.restart())
        bench.pass(.seconds(1))
        #expect(bench.deeds() == ["spawn api", "SIGINT api"])
        bench.exit("api", .signalled(.int, coreDumped: false))
        #expect(bench.deeds() == ["spawn api"])
        #expect(
            bench.state()
                == .online(.init(run: run(2), since: Moment.zero.advanced(by: .seconds(1))), pid: 102))
        #expect(bench.instance().tally.restarts == 1)
        #expect(
            bench.instance().lastExit
                == ExitRecord(
                    run: run(1), status: .signalled(.int, coreDumped: false), cause: .manual,
                    at: Moment.zero.advanced(by: .seconds(1)), ran: .seconds(1),
                    verdict: .restart(after: .zero), unstableExits: 0))
    }

    @Test func `a restart of what waits is counted and waits no longer`() {
        var bench = Bench(customer)
        bench.exit()
        bench.order(.restart())
        #expect(bench.state().status == .online)
        #expect(bench.instance().tally.restarts == 1)
        #expect(!bench.armed(.restart))
    }

    @Test func `a restart of what is stopped or errored is not counted`() {
        var stopped = Bench(customer, boots: false)
        stopped.order(.restart())
        #expect(stopped.state().status == .online)
        #expect(stopped.instance().tally.restarts == 0)

        var errored = Bench(spec { $0.policy.maxRestarts = 1 })
        errored.exit()
        #expect(errored.state().status == .errored)
        errored.order(.restart())
        #expect(errored.state().status == .online)
        #expect(errored.instance().tally.restarts == 0)
    }

    @Test func `a start after a stop is not counted, even while it is still stopping`() {
        var bench = Bench(customer)
        bench.order(.stop)
        bench.exit()
        bench.order(.start())
        #expect(bench.instance().tally.restarts == 0)
        bench.order(.stop)
        bench.order(.start())
        bench.exit()
        #expect(bench.state().status == .online)
        #expect(bench.instance().tally.restarts == 0)
    }

    @Test func `restart and start forgive the row and the backoff`() {
        for again in [Event.Command.restart(), .start()] {
            var bench = Bench(spec { $0.policy.backoffFirst = .milliseconds(100) })
            for _ in 1...3 { bench.crash() }
            bench.order(again)
            bench.exit()
            #expect(bench.instance().tally.unstableExits == 0)
            #expect(bench.crash() == .milliseconds(100))
        }
    }

    @Test func `a start while it is stopping forgives like one when it is stopped`() {
        var bench = Bench(customer)
        for _ in 1...3 { bench.crash() }
        bench.order(.stop)
        bench.order(.start())
        bench.exit()
        #expect(bench.instance().tally.unstableExits == 0)
    }

    @Test func `a start of what is being swept before it is errored brings it back`() {
        var bench = Bench(spec { $0.policy.maxRestarts = 1 })
        bench.exit(leaving: true)
        #expect(bench.state().status == .stopping)
        bench.order(.start())
        bench.tell(.treeGone)
        #expect(bench.state().status == .online)
        #expect(bench.instance().tally.restarts == 0)
    }

    @Test func `a start of what runs with a new spec stops by the old one and launches by the new`() {
        var newer = customer
        newer.stop.signal = .term
        newer.arguments = ["--new"]
        var bench = Bench(customer)
        bench.order(.start(newer))
        #expect(bench.deeds() == ["spawn api", "SIGINT api"])
        #expect(bench.instance().spec == customer)
        #expect(bench.instance().pendingSpec == newer)
        bench.exit()
        #expect(bench.instance().spec == newer)
        #expect(bench.instance().pendingSpec == nil)
        #expect(bench.instance().tally.restarts == 1)
        bench.order(.stop)
        #expect(bench.deeds() == ["spawn api", "SIGTERM api"])
    }

    @Test func `a start of what is launching changes nothing, with a new spec it begins again`() {
        let slow = spec { $0.readiness.waitReady = true }
        var bench = Bench(slow)
        _ = bench.effects()
        bench.order(.start())
        #expect(bench.effects() == [])
        bench.order(.start(customer))
        #expect(bench.deeds() == ["SIGINT api"])
        bench.exit()
        #expect(bench.instance().spec == customer)
        #expect(bench.state().status == .online)
    }

    @Test func `a reset sets the counters to nothing and leaves the process alone`() {
        var bench = Bench(customer)
        for _ in 1...3 { bench.crash() }
        let before = bench.state()
        _ = bench.effects()
        bench.order(.reset)
        #expect(bench.effects() == [])
        #expect(bench.state() == before)
        #expect(bench.instance().tally == Tally())
    }

    @Test func `what a dead root left gets the signal during the delay, and the launch needs both`() {
        var bench = Bench(customer)
        _ = bench.effects()
        bench.exit(leaving: true)
        let effects = bench.effects()
        #expect(effects.contains(.signalTree(run(1), .int)))
        #expect(effects.contains(.arm(.kill, run(1), .seconds(10))))
        #expect(effects.contains(.arm(.restart, run(1), .seconds(4))))
        bench.pass(.seconds(4))
        #expect(bench.deeds() == [])
        #expect(
            bench.state()
                == .waiting(
                    .init(
                        run: run(1), dueAt: .seconds(4), delay: .seconds(4), delayOver: true, treeGone: false)
                ))
        bench.pass(.seconds(6))
        #expect(bench.deeds() == ["kill api"])
        bench.tell(.treeGone)
        #expect(bench.deeds() == ["spawn api"])
        #expect(bench.instance().tally.restarts == 1)
        #expect(!bench.armed(.kill))
    }

    @Test func `a tree that goes first leaves the delay to be waited for`() {
        var bench = Bench(customer)
        bench.exit(leaving: true)
        bench.tell(.treeGone)
        bench.pass(.milliseconds(3999))
        #expect(bench.state().status == .waiting)
        bench.pass(.milliseconds(1))
        #expect(bench.state().status == .online)
    }

    @Test func `leftovers that cannot be killed are said to be stuck`() {
        var bench = Bench(customer)
        bench.exit(leaving: true)
        bench.pass(.seconds(20))
        #expect(bench.effects().last == .tell(.stuck))
        #expect(
            bench.state()
                == .waiting(
                    .init(
                        run: run(1), dueAt: .seconds(4), delay: .seconds(4), delayOver: true, treeGone: false,
                        stage: .forced, isStuck: true)))
    }

    @Test func `facts about another run change nothing`() {
        var bench = Bench(customer)
        bench.order(.restart())
        bench.exit()
        let before = bench.fleet
        for fact in [Fact.ended(.exited(0), treeAlive: false), .treeGone, .fired(.kill), .spawned(9)] {
            #expect(bench.hear(fact, of: run(1)) == [])
        }
        #expect(bench.fleet == before)
    }
}
