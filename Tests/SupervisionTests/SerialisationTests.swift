import FoundationEssentials
@testable import Supervision
import Testing

@Suite struct SerialisationTests {
    /// One launching, one online, one stopping with a newer spec to come, one waiting with leftovers, one
    /// waiting for a dependency, one errored, one still to be stopped, a reload half done.
    private func midFlight() -> Bench {
        var bench = Bench(
            spec("slow") { $0.readiness.waitReady = true }, spec("up") { $0.instances = 2 },
            customer, spec("web") { $0.dependsOn = ["slow"] }, spec("broken") { $0.policy.maxRestarts = 1 },
            spec("crashing") {
                $0.policy.backoffFirst = .milliseconds(100)
                $0.policy.stopExitCodes = [3, 4]
                $0.environment = ["PORT": "5001"]
            })
        bench.reload()
        bench.exit("broken", .signalled(Signal(11), coreDumped: true))
        bench.crash("crashing")
        bench.pass(.milliseconds(1234))
        bench.exit("crashing", leaving: true)
        bench.order(.start(spec("api") { $0.dependsOn = ["up"] }), "api")
        return bench
    }

    @Test func `a fleet in mid-flight comes back as it was`() throws {
        let bench = midFlight()
        #expect(
            bench.statuses == [
                "slow stopping", "up online", "up online", "api stopping", "web launching",
                "broken errored", "crashing waiting restart",
            ])
        let data = try JSONEncoder().encode(bench.fleet)
        #expect(try JSONDecoder().decode(Fleet.self, from: data) == bench.fleet)
    }

    @Test func `what came back goes on as the one it was`() throws {
        var original = midFlight().fleet
        var copy = try JSONDecoder().decode(Fleet.self, from: JSONEncoder().encode(original))
        let later = Moment.zero.advanced(by: .seconds(60))
        for instance in original.instances {
            guard let run = instance.state.run else { continue }
            for fact in [Fact.fired(.restart), .ended(.exited(0), treeAlive: false), .treeGone] {
                #expect(copy.absorb(fact, of: run, now: later) == original.absorb(fact, of: run, now: later))
            }
        }
        #expect(copy.shutDown(now: later) == original.shutDown(now: later))
        #expect(copy == original)
    }
}
