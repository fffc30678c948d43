@testable import Supervision
import Testing

/// Apps that come from outside, over those that are known.
@Suite struct ApplyTests {
    private func up(_ specs: ProcessSpec...) -> Bench {
        var bench = Bench()
        for spec in specs { bench.apply(.start, spec) }
        _ = bench.deeds()
        return bench
    }

    // MARK: - Where it is said

    @Test func `a value that stands in another line is no change, and is known to stand there`() {
        func at(_ line: Int) -> ProcessSpec {
            spec { $0.origins["script"] = .file(path: "/srv/ecosystem.json", line: line) }
        }
        var bench = up(at(3))
        let revision = bench.fleet.revision
        bench.apply(.changed, at(12))
        #expect(bench.deeds() == [])
        #expect(bench.fleet.revision == revision)
        #expect(bench.instance().spec.origins["script"] == .file(path: "/srv/ecosystem.json", line: 12))
    }

    @Test func `a number of instances that was scaled is nobody's file's`() {
        var bench = up(spec { $0.origins["instances"] = .file(path: "/srv/ecosystem.json", line: 4) })
        _ = bench.scale("api", .exactly(2))
        #expect(bench.fleet.instances.map { $0.spec.origins["instances"] } == [.commandLine, .commandLine])
        #expect(bench.fleet.instances.map { $0.spec.origins.byField.count } == [1, 1])
    }

    // MARK: - start

    @Test func `unknown apps get slots, and start where they start by themselves`() {
        var bench = Bench()
        #expect(
            bench.apply(.start, spec("api") { $0.instances = 2 }, spec("off") { $0.autostart = false }) == nil
        )
        #expect(bench.statuses == ["api online", "api online", "off stopped"])
        #expect(bench.aims == ["0 up", "1 up", "2 nothing"])
        #expect(bench.fleet.instances.map(\.ordinal) == [0, 1, 0])
    }

    @Test func `what is up restarts under the newer spec, stopping under the old`() {
        var bench = up(customer)
        bench.apply(
            .start,
            spec {
                $0.stop.signal = .term
                $0.arguments = ["--new"]
            })
        #expect(bench.deeds() == ["SIGINT api"])
        #expect(bench.aims == ["0 up"])
        #expect(bench.instance().spec == customer)
        bench.exit()
        #expect(bench.deeds() == ["spawn api"])
        #expect(bench.instance().spec.arguments == ["--new"])
        #expect(bench.instance().tally.restarts == 1)
        bench.order(.stop)
        #expect(bench.deeds() == ["SIGTERM api"])
    }

    @Test func `what waits for its restart is launched under the newer spec, what launches anew too`() {
        var bench = up(spec { $0.policy.restartDelay = .seconds(60) })
        bench.exit()
        bench.apply(.start, spec { $0.arguments = ["--new"] })
        #expect(bench.deeds() == ["spawn api"])
        #expect(bench.instance().spec.arguments == ["--new"])
        bench = up(spec { $0.readiness.waitReady = true })
        bench.apply(.start, spec { $0.arguments = ["--new"] })
        #expect(bench.deeds() == ["SIGINT api"])
        bench.exit()
        #expect(bench.instance().spec.arguments == ["--new"])
    }

    @Test func `what is stopped or errored starts under the newer spec, and nothing is counted`() {
        var bench = up(spec("a"), spec("b") { $0.policy.maxRestarts = 1 })
        bench.order(.stop, "a")
        bench.exit("a")
        bench.exit("b")
        #expect(bench.statuses == ["a stopped", "b errored"])
        bench.apply(.start, spec("a") { $0.arguments = ["--new"] }, spec("b"))
        #expect(bench.statuses == ["a online", "b online"])
        #expect(bench.fleet.instances.map(\.tally.restarts) == [0, 0])
        #expect(bench.instance("a").spec.arguments == ["--new"])
    }

    @Test func `the same name in another namespace is another app`() {
        var bench = up(spec())
        bench.apply(.start, spec { $0.namespace = "other" })
        #expect(bench.statuses == ["api online", "api online"])
        #expect(bench.fleet.instances.map(\.spec.namespace) == ["default", "other"])
        #expect(bench.deeds() == ["spawn api"])
    }

    @Test func `there are as many instances as the newer spec says, and the highest ordinals go`() {
        var bench = up(spec { $0.instances = 3 })
        bench.apply(.start, spec { $0.instances = 1 })
        #expect(bench.aims == ["0 up", "1 gone", "2 gone"])
        #expect(bench.deeds() == ["SIGINT api", "SIGINT api", "SIGINT api"])
        for slot in 0...2 { bench.hear(at: slot, .ended(.exited(0), treeAlive: false)) }
        #expect(bench.statuses == ["api online"])
        bench.apply(.start, spec { $0.instances = 2 })
        #expect(bench.fleet.instances.map(\.id.raw) == [0, 3])
        #expect(bench.fleet.instances.map(\.ordinal) == [0, 1])
        #expect(bench.fleet.instances.map(\.newestSpec.instances) == [2, 2])
    }

    @Test func `an ordinal is free when its last owner is gone`() {
        var bench = up(spec { $0.instances = 2 })
        _ = bench.scale("api", .exactly(1))
        _ = bench.scale("api", .exactly(2))
        #expect(bench.fleet.instances.map(\.ordinal) == [0, 1, 2])
        bench.hear(at: 1, .ended(.exited(0), treeAlive: false))
        #expect(bench.fleet.instances.map(\.ordinal) == [0, 2])
    }

    @Test func `dependencies hold among the old and the new`() {
        var bench = up(spec("api") { $0.readiness.waitReady = true })
        bench.tell(.becameReady, "api")
        bench.apply(
            .start, spec("web") { $0.dependsOn = ["api"] },
            spec("api") {
                $0.readiness.waitReady = true
                $0.dependsOn = ["db"]
            }, spec("db"))
        #expect(bench.deeds() == ["SIGINT api", "spawn db"])
        bench.exit("api")
        #expect(bench.statuses == ["api launching", "web launching", "db online"])
        bench.tell(.becameReady, "api")
        #expect(bench.deeds() == ["spawn api", "spawn web"])
    }

    @Test func `one on its way out is not waited for by those who need its app`() {
        var bench = up(spec("api") { $0.instances = 2 })
        _ = bench.scale("api", .exactly(1))
        bench.apply(.start, spec("web") { $0.dependsOn = ["api"] })
        #expect(bench.statuses == ["api online", "api stopping", "web online"])
    }

    // MARK: - reload, changed, script

    @Test func `a reload renews one after the other under the newer spec, and starts what is new`() {
        var bench = up(spec("a"), spec("b"))
        bench.apply(.reload, spec("a") { $0.port = 1 }, spec("b") { $0.port = 2 }, spec("c"))
        #expect(bench.aims == ["0 renewed", "1 renewed", "2 up"])
        #expect(bench.deeds() == ["spawn c", "SIGINT a"])
        bench.exit("a")
        #expect(bench.deeds() == ["spawn a", "SIGINT b"])
        bench.exit("b")
        #expect(bench.fleet.instances.map(\.spec.port) == [1, 2, nil])
        #expect(bench.fleet.instances.map(\.tally.restarts) == [1, 1, 0])
    }

    @Test func `only what has changed is restarted, and what an operator stopped stays so`() {
        let broken = spec("broken") { $0.policy.maxRestarts = 1 }
        let once = spec("once") { $0.policy.autorestart = false }
        var bench = up(spec("same"), spec("other"), spec("halted"), broken, once)
        bench.order(.stop, "halted")
        for name in ["halted", "broken", "once"] { bench.exit(name) }
        _ = bench.deeds()
        bench.apply(
            .changed, spec("same"), spec("other") { $0.port = 1 }, spec("halted"), broken, once, spec("new"))
        #expect(bench.deeds() == ["SIGINT other", "spawn broken", "spawn new"])
        #expect(bench.aims == ["0 nothing", "1 up", "2 nothing", "3 up", "4 nothing", "5 up"])
        #expect(bench.state("halted") == .stopped)
        bench.apply(.changed, spec("halted") { $0.port = 1 })
        #expect(bench.state("halted").status == .online)
    }

    @Test func `a changed app that never starts by itself takes the newer spec for when somebody starts it`()
    {
        var bench = up(spec { $0.autostart = false })
        bench.apply(
            .changed,
            spec {
                $0.autostart = false
                $0.port = 5
            })
        #expect(bench.statuses == ["api stopped"])
        bench.order(.start())
        #expect(bench.instance().spec.port == 5)
    }

    @Test func `another number of instances, or another environment, is no change of those that stay`() {
        var bench = Bench()
        bench.apply(.start, spec { $0.instances = 1 }, environment: ["A": "1"])
        _ = bench.deeds()
        bench.apply(.changed, spec { $0.instances = 2 }, environment: ["A": "2"])
        #expect(bench.deeds() == ["spawn api"])
        #expect(bench.fleet.instances.map(\.spec.inherited) == [["A": "1"], ["A": "1"]])
    }

    @Test func `the same script under the same name is refused while it runs`() {
        func script(_ arguments: String...) -> ProcessSpec {
            spec {
                $0.script = "app.js"
                $0.executable = "/usr/bin/node"
                $0.arguments = ["/srv/app.js"] + arguments
            }
        }
        var bench = up(script())
        #expect(
            bench.apply(.script, script("--port", "1"))
                == "api runs this script already, as process 0; restart it, or start it with --force")
        #expect(bench.deeds() == [])
        #expect(bench.apply(.script, spec { $0.script = "other.js" }) == nil)
        #expect(bench.deeds() == ["SIGINT api"])
        bench.exit()
        bench.order(.stop)
        bench.exit()
        #expect(bench.apply(.script, spec { $0.script = "other.js" }) == nil)
        #expect(bench.statuses == ["api online"])
    }

    // MARK: - What is not done, and what is kept

    @Test func `nothing at all, one app twice, or more than a machine can bear is refused whole`() {
        var bench = Bench()
        #expect(bench.apply(.start) == "there is nothing to start")
        #expect(bench.apply(.start, spec("a"), spec("b"), spec("a")) == "a is given twice")
        #expect(
            bench.apply(.start, spec("a"), spec("b") { $0.instances = 5000 })
                == "b: 5000 instances are more than 1000")
        #expect(bench.statuses == [])
    }

    @Test func `the environment of who asked first is kept until another is to replace it`() {
        var bench = Bench()
        bench.apply(.start, spec("a"), environment: ["WHO": "first"])
        bench.order(.restart(), "a")
        bench.exit("a")
        bench.apply(.start, spec("a"))
        bench.exit("a")
        #expect(bench.instance("a").spec.inherited == ["WHO": "first"])
        for manner in [Launch.Manner.start, .reload] {
            bench.apply(manner, spec("a"), environment: ["WHO": "second"])
            bench.exit("a")
            #expect(bench.instance("a").spec.inherited == ["WHO": "first"])
        }
        bench.apply(.start, spec("a"), environment: ["WHO": "second"], updatesEnvironment: true)
        bench.exit("a")
        #expect(bench.instance("a").spec.inherited == ["WHO": "second"])
    }

    @Test func `of an app in several instances each keeps its own, and new ones are as the first`() {
        var bench = Bench()
        bench.apply(.start, spec { $0.instances = 2 }, environment: ["A": "1"])
        bench.updateEnvironment(slot: 1, ["A": "2"])
        bench.apply(.start, spec { $0.instances = 3 }, environment: ["A": "3"])
        for slot in [0, 1] { bench.hear(at: slot, .ended(.exited(1), treeAlive: false)) }
        #expect(bench.fleet.instances.map(\.spec.inherited) == [["A": "1"], ["A": "2"], ["A": "1"]])
    }

    @Test func `what the core launched with its own environment goes on with that`() {
        var bench = up(spec())
        bench.apply(.start, spec { $0.port = 1 }, environment: ["A": "1"])
        bench.exit()
        #expect(bench.instance().spec.inherited == nil)
    }

    @Test func `what was saved with an app is not replaced by the environment of who starts it again`() {
        var bench = Bench()
        bench.apply(
            .start, spec("a") { $0.inherited = ["WHO": "saved"] }, spec("b"), environment: ["WHO": "me"])
        #expect(bench.fleet.instances.map(\.spec.inherited) == [["WHO": "saved"], ["WHO": "me"]])
    }

    @Test func `what is to rest gets its slot and nothing more, and is left alone where it is known`() {
        var bench = up(spec("known"))
        bench.apply(.start, spec("known") { $0.port = 1 }, spec("new"), resting: [0, 1])
        #expect(bench.statuses == ["known online", "new stopped"])
        #expect(bench.deeds() == [])
        #expect(bench.aims == ["0 nothing", "1 nothing"])
    }

    @Test func `a launch revives nobody who is being deleted`() {
        var bench = up(spec())
        bench.order(.delete)
        bench.apply(.start, spec())
        #expect(bench.statuses == ["api stopping", "api online"])
        bench.hear(at: 0, .ended(.exited(0), treeAlive: false))
        #expect(bench.fleet.instances.map(\.id.raw) == [1])
    }
}
