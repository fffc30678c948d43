import Kernel
import Runtime
import Supervision
import Testing
import WamonTesting

/// Every request is answered once, when it has happened or when it is known that it will not.
@Suite struct RequestTests {
    private let bench = CoreBench()
    private let first = InstanceID(0)

    @Test func `a start is answered when its process is ready`() {
        bench.program("api") { $0.readyAfter = .milliseconds(300) }
        bench.core.boot([
            CoreBench.spec("api") {
                $0.autostart = false
                $0.readiness.waitReady = true
            }
        ])
        bench.send(.start(.name("api")))
        bench.kernel.advance(by: .milliseconds(299))
        #expect(bench.replies == [])
        bench.kernel.advance(by: .milliseconds(1))
        #expect(bench.replies == [.done([first])])
    }

    @Test func `a start that cannot be executed is refused with the reason`() {
        bench.program("api") { $0.failure = SpawnFailure(errno: 2, stage: "exec") }
        bench.core.boot([CoreBench.spec("api") { $0.autostart = false }])
        bench.send(.start(.all))
        #expect(bench.replies == [.refused("api is errored: exec: No such file or directory")])
    }

    @Test func `a start that is over before it was ready is refused with how it ended and what comes`() {
        bench.program("api") {
            $0.endsAfter = .milliseconds(5)
            $0.status = .exited(3)
        }
        bench.core.boot([
            CoreBench.spec("api") {
                $0.autostart = false
                $0.readiness.waitReady = true
                $0.policy.restartDelay = .seconds(4)
            }
        ])
        bench.send(.start(.all))
        bench.kernel.advance(by: .milliseconds(5))
        #expect(bench.replies == [.refused("api ended with code 3; it is tried again in 4 s")])
    }

    @Test func `a start out of a wait is not answered with how the run before ended`() {
        bench.program("npx") {
            $0.children = 1
            $0.childrenIgnore = [.int]
        }
        bench.core.boot([CoreBench.spec("npx") { $0.policy.restartDelay = .seconds(60) }])
        bench.kernel.advance(by: .seconds(10))
        bench.kernel.endRoot(of: bench.shown("npx")!.run!, .exited(1))
        bench.send(.start(.all))
        #expect(bench.statuses == [.waiting])
        #expect(bench.replies == [])
        bench.kernel.advance(by: .seconds(2))
        #expect(bench.statuses == [.online])
        #expect(bench.replies == [.done([first])])
    }

    @Test func `a start that waits for what is stopped says so and still waits`() {
        bench.core.boot([
            CoreBench.spec("api") { $0.autostart = false },
            CoreBench.spec("web") {
                $0.autostart = false
                $0.dependsOn = ["api"]
            },
        ])
        bench.send(.start(.name("web")))
        #expect(bench.replies == [.refused("web waits for api")])
        bench.send(.start(.name("api")))
        #expect(bench.replies.last == .done([first]))
        #expect(bench.statuses == [.online, .online])
    }

    @Test func `a start that waits for nobody, or in a circle, says so`() {
        func app(_ name: String, _ dependsOn: String...) -> ProcessSpec {
            CoreBench.spec(name) {
                $0.autostart = false
                $0.dependsOn = dependsOn
            }
        }
        bench.core.boot([app("api", "nobody"), app("a", "b"), app("b", "a"), app("web", "api")])
        bench.send(.start(.name("api")))
        #expect(bench.replies.last == .refused("api waits for nobody"))
        bench.send(.start(.ids([InstanceID(1), InstanceID(2)])))
        #expect(bench.replies.last == .refused("a waits for b; b waits for a"))
        bench.send(.start(.name("web")))
        #expect(bench.replies.last == .refused("web waits for api"))
    }

    @Test func `commands for a name are answered when all of its instances are there`() {
        bench.core.boot([CoreBench.spec("api") { $0.instances = 2 }])
        bench.send(.restart(.name("api")))
        bench.kernel.advance(by: .milliseconds(10))
        bench.send(.stop(.name("api")))
        bench.kernel.advance(by: .milliseconds(10))
        bench.send(.delete(.name("api")))
        let both = Reply.done([first, InstanceID(1)])
        #expect(bench.replies == [both, both, both])
        #expect(bench.statuses == [])
    }

    @Test func `a stop that a start overtakes is refused, and the other way about`() {
        bench.program("api") { $0.obeysAfter = .milliseconds(500) }
        bench.core.boot([CoreBench.spec("api")])
        bench.send(.stop(.all))
        bench.send(.start(.all))
        #expect(bench.replies == [.refused("api was started again")])
        bench.send(.stop(.all))
        bench.kernel.advance(by: .seconds(1))
        #expect(
            bench.replies == [
                .refused("api was started again"), .refused("api was stopped"), .done([first]),
            ])
    }

    @Test func `a stop of what cannot be killed is refused once that is known`() {
        bench.program("nfs") { $0.ignores = [.int, .kill] }
        bench.core.boot([CoreBench.spec("nfs")])
        bench.send(.stop(.all))
        bench.kernel.advance(by: .milliseconds(3199))
        #expect(bench.replies == [])
        bench.kernel.advance(by: .milliseconds(1))
        #expect(bench.replies == [.refused("nfs cannot be killed")])
        #expect(bench.shown("nfs")?.reason == "cannot be killed")
        #expect(bench.statuses == [.stopping])
    }

    @Test func `a deletion is answered when the slot is gone, and its number is not given again`() {
        bench.core.boot([CoreBench.spec("api"), CoreBench.spec("web")])
        bench.send(.delete(.name("api")))
        #expect(bench.replies == [])
        bench.kernel.advance(by: .milliseconds(10))
        #expect(bench.replies == [.done([first])])
        #expect(bench.core.snapshot().processes.map(\.id) == [InstanceID(1)])
        #expect(bench.core.history(of: first) == [])
        let names = bench.core.snapshot().events.filter { $0.instance == first }.map(\.name)
        #expect(Set(names) == ["api"])
    }

    @Test func `loss told after a deletion is nobody's`() {
        bench.core.boot([CoreBench.spec("api")])
        bench.send(.delete(.all))
        bench.kernel.advance(by: .milliseconds(10))
        let before = bench.core.snapshot().events
        bench.core.tellLoss(of: first, lost: 5, reason: "disk full", isOver: false)
        #expect(bench.core.snapshot().events == before)
    }

    @Test func `a reset empties the counters at once`() {
        bench.program("api") { $0.endsAfter = .seconds(5) }
        bench.core.boot([CoreBench.spec("api")])
        bench.kernel.advance(by: .seconds(12))
        #expect(bench.shown("api")?.restarts == 2)
        bench.send(.reset(.all))
        #expect(bench.replies == [.done([first])])
        #expect(bench.shown("api")?.restarts == 0)
    }

    @Test func `a signal goes to the root alone, and nowhere where there is none`() {
        bench.program("api") {
            $0.children = 2
            $0.ignores = [.usr1]
        }
        bench.core.boot([CoreBench.spec("api")])
        let run = bench.shown("api")!.run!
        bench.send(.signal(.usr1, .all))
        #expect(bench.kernel.signals.map(\.pid) == [bench.kernel.pids(of: run)[0]])
        bench.send(.stop(.all))
        bench.kernel.advance(by: .seconds(2))
        bench.send(.signal(.usr1, .all))
        #expect(bench.replies == [.done([first]), .done([first]), .refused("there is no process to signal")])
    }

    @Test func `a reload renews one after the other and is answered after the last`() {
        bench.program("web") { $0.readyAfter = .milliseconds(500) }
        bench.core.boot([
            CoreBench.spec("web") {
                $0.instances = 2
                $0.readiness.waitReady = true
            }
        ])
        bench.kernel.advance(by: .seconds(20))
        bench.send(.reload(.all))
        bench.kernel.advance(by: .milliseconds(509))
        #expect(bench.statuses == [.launching, .online])
        bench.kernel.advance(by: .milliseconds(1))
        #expect(bench.statuses == [.online, .stopping])
        #expect(bench.replies == [])
        bench.kernel.advance(by: .milliseconds(510))
        #expect(bench.replies == [.done([first, InstanceID(1)])])
        #expect(bench.core.snapshot().processes.map(\.restarts) == [1, 1])
    }

    @Test func `a reload asked for behind another is answered after its own turn`() {
        bench.core.boot([CoreBench.spec("a"), CoreBench.spec("b")])
        bench.kernel.advance(by: .seconds(20))
        bench.send(.reload(.name("a")))
        bench.send(.reload(.name("b")))
        bench.kernel.advance(by: .milliseconds(10))
        #expect(bench.replies == [.done([first])])
        bench.kernel.advance(by: .milliseconds(10))
        #expect(bench.replies == [.done([first]), .done([InstanceID(1)])])
    }

    @Test func `a reload that ends at a broken one says which were left as they were`() {
        bench.core.boot([CoreBench.spec("a"), CoreBench.spec("b")])
        bench.kernel.advance(by: .seconds(20))
        bench.program("a") { $0.failure = SpawnFailure(errno: 13, stage: "exec") }
        bench.send(.reload(.all))
        bench.kernel.advance(by: .seconds(1))
        #expect(bench.statuses == [.errored, .online])
        #expect(
            bench.replies == [
                .refused(
                    "a is errored: exec: Permission denied;"
                        + " b was left as it was: the reload ended before its turn")
            ])
    }

    @Test func `everything is refused while wamon is shutting down`() {
        bench.program("api") { $0.obeysAfter = .milliseconds(500) }
        bench.core.boot([CoreBench.spec("api")])
        bench.send(.shutdown)
        bench.send(.start(.all))
        #expect(bench.replies == [.refused("wamon is shutting down")])
        bench.kernel.advance(by: .milliseconds(500))
        #expect(bench.replies == [.refused("wamon is shutting down"), .done([first])])
    }
}
