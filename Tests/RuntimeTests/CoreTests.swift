import Kernel
import Runtime
import Supervision
import Testing
import WamonTesting

@Suite struct CoreTests {
    @Test func `a killed api is back after its restart delay`() throws {
        let bench = CoreBench()
        bench.core.boot([CoreBench.spec("api") { $0.policy.restartDelay = .seconds(4) }])
        bench.kernel.advance(by: .seconds(20))
        let run = try #require(bench.shown("api")?.run)

        bench.kernel.endRoot(of: run, .signalled(.kill, coreDumped: false))
        #expect(bench.statuses == [.waiting])
        bench.kernel.advance(by: .milliseconds(3999))
        #expect(bench.statuses == [.waiting])
        bench.kernel.advance(by: .milliseconds(1))

        let shown = try #require(bench.shown("api"))
        #expect(shown.status == .online)
        #expect(shown.restarts == 1)
        #expect(shown.lastExit?.status == .signalled(.kill, coreDumped: false))
        #expect(bench.kernel.spawned.map(\.at) == [.seconds(100), .seconds(124)])
    }

    @Test func `a child that dies at once is errored after exactly ten starts`() {
        let bench = CoreBench()
        bench.program("api") {
            $0.endsAfter = .milliseconds(1)
            $0.status = .exited(1)
        }
        bench.core.boot([CoreBench.spec("api") { $0.policy.maxRestarts = 10 }])
        bench.kernel.advance(by: .seconds(60))
        #expect(bench.kernel.spawned.count == 10)
        #expect(bench.statuses == [.errored])
        #expect(bench.shown("api")?.restarts == 9)
        #expect(bench.shown("api")?.reason == "10 unstable exits in a row")
        #expect(bench.kernel.living == [])
    }

    @Test func `what a dead root left is gone before the next run`() throws {
        let bench = CoreBench()
        bench.program("npx") {
            $0.children = 2
            $0.childrenIgnore = [.int]
        }
        bench.core.boot([CoreBench.spec("npx") { $0.policy.restartDelay = .seconds(1) }])
        let run = try #require(bench.shown("npx")?.run)
        bench.kernel.endRoot(of: run, .signalled(.kill, coreDumped: false))
        bench.kernel.advance(by: .milliseconds(1500))
        #expect(bench.kernel.pids(of: run).count == 2)
        #expect(bench.kernel.spawned.count == 1)
        bench.kernel.advance(by: .milliseconds(200))
        #expect(bench.kernel.pids(of: run) == [])
        #expect(bench.kernel.spawned.count == 2)
    }

    @Test func `each member gets the stop signal once and newcomers get it too`() throws {
        let bench = CoreBench()
        bench.program("api") {
            $0.children = 1
            $0.ignores = [.int]
            $0.childrenIgnore = [.int]
        }
        bench.core.boot([CoreBench.spec("api")])
        let run = try #require(bench.shown("api")?.run)
        bench.send(.stop(.all))
        bench.kernel.advance(by: .milliseconds(120))
        let late = bench.kernel.fork(in: run, ignoring: [.int])
        bench.kernel.advance(by: .milliseconds(400))
        let polite = bench.kernel.signals.filter { $0.signal == .int }
        #expect(polite.map(\.pid) == bench.kernel.pids(of: run))
        #expect(polite.last?.pid == late)
        #expect(bench.replies == [])
        bench.kernel.advance(by: .milliseconds(1200))
        #expect(bench.statuses == [.stopped])
        #expect(bench.kernel.living == [])
        #expect(bench.replies == [.done([InstanceID(0)])])
    }

    @Test func `one look serves all trees that are ended together`() {
        let bench = CoreBench()
        bench.program("many") { $0.ignores = [.int] }
        bench.core.boot([CoreBench.spec("many") { $0.instances = 200 }])
        bench.send(.stop(.all))
        #expect(bench.kernel.signals.count == 200)
        #expect(bench.kernel.looks == 1)
    }

    @Test func `a tree over its memory limit is restarted after two samples`() throws {
        let bench = CoreBench()
        bench.core.boot([
            CoreBench.spec("api") {
                $0.memoryLimit = 400 << 20
                $0.policy.minUptime = .seconds(1)
            }
        ])
        bench.kernel.advance(by: .milliseconds(10_500))
        let run = try #require(bench.shown("api")?.run)
        bench.dials.memory[run] = 500 << 20
        bench.dials.confirmed = 450 << 20
        bench.kernel.advance(by: .milliseconds(1000))
        #expect(bench.statuses == [.online])
        bench.kernel.advance(by: .milliseconds(500))
        #expect(bench.kernel.signals.map(\.at) == [.milliseconds(112_000)])
        bench.kernel.advance(by: .seconds(1))
        #expect(bench.statuses == [.online])
        #expect(bench.shown("api")?.lastExit?.cause == .memory)
        #expect(bench.shown("api")?.restarts == 1)
    }

    @Test func `a shutdown stops dependents first and a second signal kills`() {
        let bench = CoreBench()
        bench.program("api") { $0.ignores = [.int] }
        bench.core.boot([CoreBench.spec("api"), CoreBench.spec("web") { $0.dependsOn = ["api"] }])
        var isDown = false
        bench.core.onDown = { _ in isDown = true }
        bench.kernel.tell([.signalled(.term)])
        bench.kernel.advance(by: .milliseconds(5))
        #expect(bench.statuses == [.online, .stopping])
        bench.kernel.advance(by: .milliseconds(95))
        #expect(bench.statuses == [.stopping, .stopped])
        bench.kernel.tell([.signalled(.term)])
        bench.kernel.advance(by: .milliseconds(10))
        #expect(bench.statuses == [.stopping, .stopped])
        bench.kernel.advance(by: .milliseconds(1000))
        bench.kernel.tell([.signalled(.term)])
        bench.kernel.advance(by: .milliseconds(1))
        #expect(bench.statuses == [.stopped, .stopped])
        #expect(isDown)
    }

    @Test func `a child's environment is the core's, then its own, then the names`() {
        let bench = CoreBench(environment: ["HOME": "/root", "SECRET_KEY": "x", "PORT": "1"])
        bench.core.boot([
            CoreBench.spec("api") {
                $0.environment = ["API_PORT": "5001", "HOME": "/app"]
                $0.filterEnvironment = ["SECRET"]
                $0.port = 5001
            }
        ])
        #expect(
            bench.kernel.spawned.first?.order.environment == [
                "API_PORT=5001", "HOME=/app", "NODE_APP_INSTANCE=0", "PM2_HOME=/home/wamon", "PORT=5001",
                "WAMON_HOME=/home/wamon", "name=api", "namespace=default", "pm_id=0",
            ])
    }

    @Test func `a pipe that cannot be made is a spawn tried again`() {
        let bench = CoreBench()
        bench.output.failure = OutputFailure(errno: 24)
        bench.core.boot([CoreBench.spec("api")])
        #expect(bench.statuses == [.waiting])
        bench.output.failure = nil
        bench.kernel.advance(by: .seconds(1))
        #expect(bench.statuses == [.online])
        #expect(bench.shown("api")?.restarts == 0)
    }

    @Test func `a run's pid is handed on when it has begun, and its output is ended when its tree is gone`() {
        let bench = CoreBench()
        bench.program("api") { $0.children = 1 }
        bench.core.boot([CoreBench.spec("api")])
        let (run, pid) = (bench.shown("api")!.run!, bench.shown("api")!.pid!)
        #expect(bench.output.pids == [run: pid])
        bench.kernel.endRoot(of: run, .exited(1))
        #expect(bench.output.ended == [])
        bench.kernel.advance(by: .milliseconds(10))
        #expect(bench.output.ended == [run])
    }

    @Test func `an unknown process is refused in a sentence`() {
        let bench = CoreBench()
        bench.core.boot([CoreBench.spec("api")])
        bench.send(.restart(.name("nope")))
        #expect(bench.replies == [.refused("no process is called nope")])
    }
}
