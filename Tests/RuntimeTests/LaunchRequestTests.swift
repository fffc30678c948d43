import Kernel
import Runtime
import Supervision
import Testing
import WamonTesting

/// Apps that are brought to a core that runs.
@Suite struct LaunchRequestTests {
    private let bench = CoreBench(environment: ["WHO": "core", "SECRET_KEY": "1"])

    private func launch(
        _ specs: [ProcessSpec], _ manner: Launch.Manner = .start, environment: [String: String]? = nil
    ) {
        var launch = Launch(specs: specs)
        launch.manner = manner
        launch.environment = environment
        bench.send(.launch(launch))
    }

    private func ids(_ raw: Int...) -> [InstanceID] { raw.map { InstanceID($0) } }
    private var lastEnvironment: [String] { bench.kernel.spawned.last?.order.environment ?? [] }

    @Test func `the reply comes when all are up`() {
        bench.program("slow") { $0.readyAfter = .milliseconds(300) }
        bench.core.boot([])
        launch([CoreBench.spec("slow") { $0.readiness.waitReady = true }, CoreBench.spec("quick")])
        bench.kernel.advance(by: .milliseconds(299))
        #expect(bench.replies == [])
        bench.kernel.advance(by: .milliseconds(1))
        #expect(bench.replies == [.done(ids(0, 1))])
        #expect(bench.output.opened == ids(0, 1))
    }

    @Test func `who cannot be started is named with the reason, and the others are up`() {
        bench.program("absent") { $0.failure = SpawnFailure(errno: 2, stage: "exec") }
        bench.core.boot([])
        launch([CoreBench.spec("absent"), CoreBench.spec("api")])
        #expect(bench.replies == [.refused("absent is errored: exec: No such file or directory")])
        #expect(bench.statuses == [.errored, .online])
    }

    @Test
    func `a restart under a newer spec is answered when the new run is up, and writes by the newer spec`() {
        bench.core.boot([CoreBench.spec("api")])
        bench.kernel.advance(by: .seconds(10))
        launch([
            CoreBench.spec("api") {
                $0.arguments = ["--new"]
                $0.logs.json = true
            }
        ])
        #expect(bench.output.opened == ids(0))
        #expect(bench.replies == [])
        bench.kernel.advance(by: .milliseconds(10))
        #expect(bench.replies == [.done(ids(0))])
        #expect(bench.output.opened == ids(0, 0))
        #expect(bench.shown("api")?.command == "/bin/api --new")
        #expect(bench.shown("api")?.restarts == 1)
    }

    @Test func `a reload is answered after the last, what goes is gone by then`() {
        bench.core.boot([CoreBench.spec("api") { $0.instances = 3 }])
        bench.kernel.advance(by: .seconds(10))
        launch([CoreBench.spec("api") { $0.instances = 2 }], .reload)
        bench.kernel.advance(by: .milliseconds(19))
        #expect(bench.replies == [])
        bench.kernel.advance(by: .milliseconds(1))
        #expect(bench.replies == [.done(ids(0, 1, 2))])
        #expect(bench.core.snapshot().processes.map(\.id) == ids(0, 1))
        #expect(bench.core.snapshot().processes.map(\.restarts) == [1, 1])
    }

    @Test func `a script that runs already is refused`() {
        bench.core.boot([CoreBench.spec("api")])
        launch([CoreBench.spec("api")], .script)
        #expect(
            bench.replies == [
                .refused("api runs this script already, as process 0; restart it, or start it with --force")
            ])
    }

    @Test func `children inherit the environment of who asked, filtered, and the core's where nobody did`() {
        bench.core.boot([])
        launch(
            [
                CoreBench.spec("api") {
                    $0.environment = ["MINE": "1"]
                    $0.filterEnvironment = ["SECRET"]
                }
            ], environment: ["WHO": "client", "SECRET_SAUCE": "1"])
        #expect(lastEnvironment.filter { $0.hasPrefix("WHO") || $0.hasPrefix("SECRET") } == ["WHO=client"])
        #expect(lastEnvironment.contains("MINE=1"))
        bench.send(.restart(.all))
        bench.kernel.advance(by: .milliseconds(10))
        #expect(lastEnvironment.contains("WHO=client"))
        launch([CoreBench.spec("web")])
        #expect(lastEnvironment.contains("WHO=core"))
    }

    @Test func `a new environment is for the next launch, and details show it as it will be`() throws {
        bench.core.boot([CoreBench.spec("api")])
        bench.send(.updateEnvironment(.all, ["WHO": "newer"]))
        #expect(bench.replies == [.done(ids(0))])
        #expect(bench.core.details(of: nil).first?.environment["WHO"] == "core")
        bench.send(.stop(.all))
        bench.kernel.advance(by: .milliseconds(10))
        #expect(bench.core.details(of: nil).first?.environment["WHO"] == "newer")
        bench.send(.start(.all))
        #expect(lastEnvironment.contains("WHO=newer"))
    }

    @Test func `scaling is answered when the new are up and the old are gone`() {
        bench.core.boot([CoreBench.spec("api")])
        bench.send(.scale(.name("api"), .exactly(3)))
        #expect(bench.replies == [.done(ids(0, 1, 2))])
        #expect(lastEnvironment.contains("NODE_APP_INSTANCE=2"))
        bench.send(.scale(.name("api"), .fewer(2)))
        #expect(bench.replies.count == 1)
        bench.kernel.advance(by: .milliseconds(10))
        #expect(bench.replies.last == .done(ids(0, 1, 2)))
        #expect(bench.core.snapshot().processes.map(\.id) == ids(0))
        bench.send(.scale(.name("api"), .exactly(0)))
        #expect(bench.replies.last == .refused("api keeps at least one instance; to have none, delete it"))
        bench.send(.scale(.name("nope"), .exactly(2)))
        #expect(bench.replies.last == .refused("no process is called nope"))
    }

    @Test func `a slot is as old as it is`() {
        bench.core.boot([CoreBench.spec("api")])
        bench.kernel.advance(by: .seconds(7))
        launch([CoreBench.spec("web")])
        #expect(bench.core.details(of: nil).map(\.createdAt.monotonic) == [.seconds(100), .seconds(107)])
    }
}
