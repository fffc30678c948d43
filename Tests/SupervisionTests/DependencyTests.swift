@testable import Supervision
import Testing

@Suite struct DependencyTests {
    private let db = spec("db") { $0.readiness.waitReady = true }
    private let api = spec("api") {
        $0.dependsOn = ["db"]
        $0.readiness.waitReady = true
    }
    private let web = spec("web") { $0.dependsOn = ["api"] }

    /// db ← api ← web, all online.
    private func up() -> Bench {
        var bench = Bench(web, api, db)
        bench.tell(.becameReady, "db")
        bench.tell(.becameReady, "api")
        _ = bench.deeds()
        return bench
    }

    @Test func `at boot each waits until what it depends on is online`() {
        var bench = Bench(web, api, db)
        #expect(bench.deeds() == ["spawn db"])
        #expect(bench.state("api") == .blocked)
        #expect(bench.statuses == ["web launching", "api launching", "db launching"])
        #expect(bench.fleet.missingDependencies(of: bench.ids(of: "web")[0]) == ["api"])
        bench.tell(.becameReady, "db")
        #expect(bench.deeds() == ["spawn api"])
        bench.tell(.becameReady, "api")
        #expect(bench.deeds() == ["spawn web"])
        #expect(bench.statuses == ["web online", "api online", "db online"])
    }

    @Test func `every instance of a dependency must be online`() {
        var pool = db
        pool.instances = 2
        var bench = Bench(pool, api)
        #expect(bench.deeds() == ["spawn db", "spawn db"])
        bench.tell(.becameReady, "db")
        #expect(bench.state("api") == .blocked)
        bench.hear(at: 1, .becameReady)
        #expect(bench.deeds() == ["spawn api"])
    }

    @Test func `what has autostart false is left down, and who needs it waits`() {
        var manual = db
        manual.autostart = false
        var bench = Bench(manual, api)
        #expect(bench.deeds() == [])
        #expect(bench.statuses == ["db stopped", "api launching"])
        bench.order(.start(), "db")
        bench.tell(.becameReady, "db")
        #expect(bench.deeds() == ["spawn db", "spawn api"])
    }

    @Test func `asking again does not push past the dependency`() {
        var bench = Bench(web, api, db)
        _ = bench.deeds()
        bench.order(.start())
        bench.order(.restart(), "web", "api")
        #expect(bench.deeds() == [])
        #expect(bench.state("web") == .blocked)
        #expect(bench.state("api") == .blocked)
    }

    @Test func `a start with a new spec keeps it while it waits, and waits for what the new one needs`() {
        var bench = Bench(spec("db") { $0.autostart = false }, spec("api") { $0.autostart = false })
        bench.order(.start(api), "api")
        #expect(bench.state("api") == .blocked)
        bench.order(.start(), "db")
        #expect(bench.instance("api").spec == api)
        #expect(bench.deeds() == ["spawn db", "spawn api"])
    }

    @Test func `an automatic restart does not wait for dependencies`() {
        var bench = up()
        bench.order(.stop, "db")
        bench.exit("db")
        _ = bench.deeds()
        bench.exit("api")
        #expect(bench.deeds() == ["spawn api"])
    }

    @Test func `a stop of what waits for another unblocks nothing later`() {
        var bench = Bench(api, db)
        bench.order(.stop, "api")
        bench.tell(.becameReady, "db")
        #expect(bench.statuses == ["api stopped", "db online"])
    }

    @Test func `stops run in reverse order`() {
        var bench = up()
        bench.order(.stop)
        #expect(bench.deeds() == ["SIGINT web"])
        bench.exit("web")
        #expect(bench.deeds() == ["SIGINT api"])
        bench.exit("api")
        #expect(bench.deeds() == ["SIGINT db"])
        bench.exit("db")
        #expect(bench.statuses == ["web stopped", "api stopped", "db stopped"])
    }

    @Test func `what is not stopped does not hold up what it depends on`() {
        var bench = up()
        bench.order(.stop, "api")
        #expect(bench.deeds() == ["SIGINT api"])
        bench.exit("api")
        #expect(bench.statuses == ["web online", "api stopped", "db online"])
    }

    @Test func `a turn is waited for only with those who are being stopped`() {
        var bench = Bench(spec("api"), web, spec("other") { $0.dependsOn = ["api"] })
        bench.order(.stop, "api", "web")
        bench.exit("web")
        #expect(bench.deeds().suffix(2) == ["SIGINT web", "SIGINT api"])
        #expect(bench.statuses == ["api stopping", "web stopped", "other online"])
    }

    @Test func `a start takes back a stop whose turn has not come`() {
        var bench = up()
        bench.order(.stop)
        bench.order(.start(), "db")
        bench.exit("db")
        bench.tell(.becameReady, "db")
        bench.exit("web")
        bench.exit("api")
        #expect(bench.statuses == ["web stopped", "api stopped", "db online"])
    }

    @Test func `who dies while it waits for its turn to be stopped stays down`() {
        var bench = up()
        bench.order(.stop)
        bench.exit("db")
        #expect(bench.state("db") == .stopped)
        bench.exit("web")
        #expect(bench.deeds() == ["SIGINT web", "SIGINT api"])
    }

    @Test func `a second stop waits for nobody`() {
        var bench = up()
        bench.order(.stop)
        _ = bench.deeds()
        bench.order(.stop)
        #expect(bench.deeds() == ["kill web", "SIGINT api", "SIGINT db"])
    }

    @Test func `a circle stops all at once instead of never`() {
        var bench = Bench(spec("a"), spec("b") { $0.dependsOn = ["a"] })
        bench.order(.start(spec("a") { $0.dependsOn = ["b"] }), "a")
        bench.exit("a")
        _ = bench.deeds()
        bench.order(.stop)
        #expect(bench.deeds() == ["SIGINT a", "SIGINT b"])
    }

    // MARK: - Shutdown

    @Test func `a shutdown stops in reverse order, and starts nothing any more`() {
        var bench = up()
        bench.shutDown()
        bench.order(.start())
        bench.order(.restart())
        #expect(bench.deeds() == ["SIGINT web"])
        for name in ["web", "api", "db"] { bench.exit(name) }
        #expect(bench.deeds() == ["SIGINT api", "SIGINT db"])
        #expect(bench.fleet.isDown)
        #expect(bench.fleet.isShuttingDown)
        #expect(bench.timers.isEmpty)
    }

    @Test func `without dependencies a shutdown stops all in parallel`() {
        var bench = Bench(spec("a"), spec("b"), spec("c"))
        _ = bench.deeds()
        bench.shutDown()
        #expect(bench.deeds() == ["SIGINT a", "SIGINT b", "SIGINT c"])
    }

    @Test func `a shutdown is no second stop for what is stopping already`() {
        var bench = up()
        bench.order(.stop)
        bench.shutDown()
        #expect(bench.deeds() == ["SIGINT web"])
        bench.exit("web")
        #expect(bench.deeds() == ["SIGINT api"])
    }

    @Test func `a shutdown cancels what was to come back`() {
        var bench = Bench(spec("a") { $0.policy.restartDelay = .seconds(4) }, spec("b"))
        bench.exit("a")
        bench.order(.restart(), "b")
        bench.shutDown()
        bench.exit("b")
        #expect(bench.statuses == ["a stopped", "b stopped"])
    }

    @Test func `a second shutdown kills what is left at once`() {
        var bench = up()
        bench.shutDown()
        _ = bench.deeds()
        bench.shutDown()
        #expect(bench.deeds() == ["kill web", "kill api", "kill db"])
    }
}
